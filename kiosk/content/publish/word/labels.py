"""How offices head the parts of a guide, how they number by hand, how they cite. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from kiosk.content.publish.figures import plain_number
from kiosk.domain.article import SUBS, ArticleNo

ANSWER, STEPS, BRING, WHERE, COST, TIME = "answer", "steps", "bring", "where", "cost", "time"
NEVER, URGENT, LAW, ASKS = "never", "urgent", "law", "asks"

_HEADINGS: Final = {
    ANSWER: "一句话回答 简要回答 简要答复 一句话说清 结论",
    STEPS: (
        "办事步骤 办理步骤 办理流程 办事流程 办理程序 申请流程 申请步骤 申请程序 服务流程 "
        "工作流程 流程 步骤 程序 怎么办 怎么办理 怎样办理 如何办理 怎么申请 如何申请"
    ),
    BRING: (
        "需要的材料 所需材料 申请材料 办理材料 申报材料 提交材料 需提交材料 需提交的材料 "
        "需要提交的材料 需准备的材料 准备材料 携带材料 需要带的材料 材料清单 申请材料清单 "
        "材料目录 材料 要带什么 需要带什么 带什么"
    ),
    WHERE: (
        "办理地点 办事地点 受理地点 申请地点 办理地址 受理地址 受理机构 办理机构 承办机构 "
        "受理单位 办理单位 受理部门 办理部门 办理窗口 受理窗口 地点 地址 在哪里办 "
        "到哪里办 去哪里办 哪里办"
    ),
    COST: (
        "费用 收费 收费标准 收费依据 收费情况 收费依据及标准 收费标准及依据 办理费用 "
        "是否收费 多少钱 要多少钱 要花多少钱"
    ),
    TIME: (
        "办理时间 受理时间 办公时间 时限 办理时限 办结时限 承诺时限 承诺办结时限 法定时限 "
        "法定办结时限 办理期限 期限 多久 要多久 多长时间 时间"
    ),
    NEVER: "别做什么 不要做什么 千万不要 千万别做",
    URGENT: "紧急情况 有危险 紧急求助 遇到危险",
    LAW: ("法律依据 政策依据 设定依据 实施依据 办理依据 法规依据 法律法规依据 法律政策依据 法律法规 依据"),
    ASKS: "常见问题 常见问答 常见疑问 常见问题解答 热点问题 群众常问 大家常问 问答",
}
_FIELDS: Final = {heading: field for field, all_of in _HEADINGS.items() for heading in all_of.split()}

_HAN: Final = "[〇零一二三四五六七八九十百千]{1,8}"
_NUMBERED: Final = re.compile(
    rf"(?:第{_HAN}步[：:、，, ]?"
    rf"|[（(](?:{_HAN}|\d{{1,2}}|[A-Za-z])[)）][、.．]?"
    rf"|{_HAN}[、.．]"
    r"|\d{1,2}(?:[、．)）]|\.(?!\d))"
    r"|[①-⑳⑴-⒇❶-❿][、.．]?"
    r"|[•●○◆◇■□▪▶➢➤※·★☆✓√—–-](?=\s|[^\s\d—–-]))\s*"
)
_INSIDE: Final = re.compile(
    r"(?<=[；;。])\s*(?=(?:\d{1,2}[、．.](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]+)[)）]|[①-⑳]))"
)
_INLINE: Final = re.compile(r"(?P<label>[^：:。；;，,]{2,12})[：:]\s*(?P<rest>\S.*)", re.DOTALL)
_QUESTION: Final = re.compile(r"^(?:问题?|[Qq])\s?\d{0,2}\s?[：:、.．]\s*")

_LAW: Final = re.compile(
    rf"《(?P<law>[^《》\n]{{2,60}})》|第(?P<article>{_HAN}|\d{{1,4}})条(?:之(?P<sub>{_HAN}))?"
)
_RANGE: Final = re.compile(r"^\s*(?:至|到|[-–—~～])\s*$")
_LONGEST_RANGE: Final = 20
_LONGEST_HEADING: Final = 20
_STATE: Final = "中华人民共和国"


def field_of(heading: str, *, loose: bool = False) -> str:
    """The field of a guide that ``heading`` announces; empty for none.

    ``loose``: of a real heading of Word, which may say more (申请材料及要求), as long as it means one field.
    """
    plain = _plain(heading)
    if plain in _FIELDS:
        return _FIELDS[plain]
    if not loose or len(plain) > _LONGEST_HEADING:
        return ""
    within = {field for known, field in _FIELDS.items() if known in plain}
    return within.pop() if len(within) == 1 else ""


def labelled(text: str) -> tuple[str, str, str] | None:
    """``办理地点：示例路 1 号`` as field, label, rest; None when no field is named before a colon."""
    found = _INLINE.fullmatch(unnumbered(text))
    field = field_of(found["label"]) if found else ""
    return (field, found["label"], found["rest"]) if found and field else None


def unnumbered(text: str) -> str:
    """Without a number or mark typed by hand: ``1.``, ``（一）``, ``第一步：``, ``●``."""
    found = _NUMBERED.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


def numbered(text: str) -> bool:
    return unnumbered(text) != text


def items(text: str) -> list[str]:
    """The lines of one paragraph, and what is numbered within a line, each without its number."""
    parts = (part.strip() for line in text.split("\n") for part in _INSIDE.split(line))
    return [unnumbered(part).rstrip("；;") for part in parts if part.strip("；;")]


def question(text: str) -> str:
    """``问：…？`` as the question; empty when it is none."""
    plain = _QUESTION.sub("", unnumbered(text)).strip()
    return f"{plain[:-1]}？" if plain.endswith(("？", "?")) else ""


def citations(text: str) -> Iterator[tuple[str, ArticleNo | None]]:
    """Laws in 《》 with the articles after each: ``《甲法》第一条、第三条至第五条``. None: none named."""
    law, last, end, found = "", 0, 0, False
    for one in _LAW.finditer(text):
        if one["law"]:
            if law and not found:
                yield law, None
            law, last, found = one["law"].removeprefix(_STATE), 0, False
        elif law:
            sub = plain_number(one["sub"]) if one["sub"] else 0
            number = plain_number(one["article"]) if sub <= len(SUBS) else 0
            between = text[end : one.start()]
            if last and last < number <= last + _LONGEST_RANGE and _RANGE.match(between):
                yield from ((law, ArticleNo(one_more)) for one_more in range(last + 1, number + bool(sub)))
            if number:
                yield law, ArticleNo(number, sub)
                found = True
            last = number
        end = one.end()
    if law and not found:
        yield law, None


def _plain(heading: str) -> str:
    kept = unnumbered(heading.strip("【】[]<>〈〉 "))
    kept = unicodedata.normalize("NFKC", kept).strip("【】[]:：?？!！。 ")
    return "".join(kept.split())
