"""Which candidates the pinyin pad puts last, and never guesses. Nothing that is spelled out is withheld.

The rule: an insult alone, one of these words with nothing before it or behind it, stands behind every other
candidate that takes the same letters, and is not offered where its syllables were only begun or abbreviated.
Everything else is offered as any other word. People come here to write what happened to them: what was done
(强奸, 猥亵, 被迫做爱) is named in law, and what was said (他骂我是王八蛋) is evidence.
"""

from typing import Final

# Words that insult and mean nothing else. Not 他妈的, which may be his mother's; not 破鞋, 鬼子, 放屁.
_WORDS: Final = """
肏 屄 屌 鸡巴 傻逼 傻比 傻屄 煞笔 牛逼 牛比 装逼 装比 二逼 骚逼 妈逼 操你 操你妈 操他 操他妈 操蛋 草你妈
草泥马 日你 日你妈 婊子 臭婊子 狗日 狗日的 狗娘养的 狗屁 狗杂种 杂种 野种 龟儿子 龟孙 龟孙子 王八 王八蛋
贱货 贱人 骚货 荡妇 滚蛋 吃屎 屁眼 脑残
"""
_INSULTS: Final = frozenset(_WORDS.split())


def insult(text: str) -> bool:
    """Whether ``text`` is an insult and nothing besides."""
    return text in _INSULTS
