"""What a question says besides what it is about: how it is put, and what kind of thing it asks for. Pure."""

import re
from collections.abc import Mapping
from typing import Final

# How questions are put, whatever they are about. With them all that asks back would fit a little.
_FRAMES: Final = re.compile("在哪里|在哪儿|在哪|怎么办(?!理)|怎么|怎样|咋办(?!理)|咋弄|咋搞|请问")
# They say how something is said; two characters one of which is such a one are seldom a word.
PARTICLES: Final = frozenset("了的吗呢吧啊呀嘛")
BETWEEN: Final = "了"  # parts words that belong together: 受了伤, 碰了船
# Sums have 多少 in their names; with what stands before and behind it would make pairs that mean nothing.
_HOW_MUCH: Final = re.compile("多少钱|多少|几钿")

# By these words one asks for a thing of that kind itself: where it is, how it is written, what it comes to.
_ASKED_BY: Final[Mapping[str, re.Pattern[str]]] = {
    "office": re.compile(
        "在哪|哪里$|哪儿$|(?<![打接听])电话|地址|怎么走|几点|开门|(?:法院|医院|局|所|处|中心|大队|窗口)$"
    ),
    "visits": re.compile("哪天|哪日|几号|几点|什么时候|啥辰光"),
    "document": re.compile("怎么写|咋写|怎么填|咋填|申请表|申请书|委托书|表格|范本|模板|打印"),
    "calculator": re.compile("多少|几钿|怎么算|咋算|算一算|计算"),
    "glossary": re.compile("意思|是什么|是啥"),
    "lookups": re.compile("查"),
    "register": re.compile("名册|名单"),
    # Short numbers, and words of danger: who writes them wants somebody to come.
    "emergency": re.compile(
        "(?<![0-9])(?:110|119|120|122|12395|96110|12348)(?![0-9])|"
        "报警|救命|救人|救护车|急救|着火|失火|起火|火警|落水|落海|掉(?:到)?[海水]里|自杀|寻死|不想活"
    ),
}

# The same typed in letters. Only at the end, and whole names of offices: 证据 ends in ju as well, and in
# 现在拿不到 is 在哪.
_OFFICE_IN_LETTERS: Final = re.compile(
    "zaina(?:li|er)?$|(?<!da)(?<!jie)dianhua$|dizhi$|"
    "(?:fayuan|jianchayuan|yiyuan|paichusuo|sifasuo|gongzhengchu|gonganju|minzhengju|sifaju|shebaoju|dadui|fuwuzhongxin)$"
)


def about(text: str) -> str:
    """``text`` (folded, see search_terms.plain) with spaces for how it is put; of 多少钱 remains 多少."""
    return _HOW_MUCH.sub(" 多少 ", _FRAMES.sub(" ", text))


def kinds_asked(text: str) -> frozenset[str]:
    """Kinds of record that ``text`` (folded) asks for as such."""
    kinds = {kind for kind, words in _ASKED_BY.items() if words.search(text)}
    if _OFFICE_IN_LETTERS.search(text.replace(" ", "").replace("'", "")):
        kinds.add("office")
    return frozenset(kinds)
