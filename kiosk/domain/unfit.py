"""Words that a public screen never offers by itself. Whoever means them can still write them by hand.

Only abuse stands here. What happened to a person has ugly names in law (卖淫, 猥亵) and must stay typable.
"""

import re
from typing import Final

_PARTS: Final = re.compile(
    "肏|屄|屌|鸡巴|傻[逼比]|牛[逼比]|装[逼比]|[二骚妈]逼|操[你他蛋]|草泥马|婊|狗[日娘屁]|狗杂种|龟儿子|龟孙|王八蛋"
    "|贱[货人]|骚货|荡妇|破鞋|屁眼|放屁|吃屎|奶子|做爱|口交|肛交|手淫|射精|春药|黄片|支那|脑残|小日本"
)
_WORDS: Final = frozenset(
    ("妈的", "他妈", "他妈的", "你妈的", "日你", "咪咪", "杂种", "王八", "滚蛋", "野种", "鬼子")
)


def unfit(text: str) -> bool:
    """Whether ``text`` is not to be offered."""
    return text in _WORDS or _PARTS.search(text) is not None
