"""A guide draft as an editor's file: fields that were found, 待填 for the others, the rest as comments.

Comments, because nothing may stand behind the front matter: text nobody sees must not be lost silently.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import yaml

from kiosk.content.publish.article import written
from kiosk.content.publish.word import labels
from kiosk.content.publish.word.sections import GuideParts, sentences
from kiosk.content.publish.words import UNFILLED
from kiosk.domain.article import ArticleNo

TO_PLACE: Final = "待编辑处理"
_WIDE: Final = 1_000_000  # a line of the text is a line of the file
_ASKS: Final = 8
_LONGEST_TITLE: Final = 24
_HINTS: Final = {
    "title": "一句问话，用 ？ 结尾，最多 24 个字",
    labels.STEPS: "一条做一件事",
    labels.BRING: "要带什么",
    labels.WHERE: "地点的编号，directory.yaml 里有",
    labels.COST: "要多少钱，不收钱也写",
    labels.TIME: "多久办好、什么期限",
    "article": "第几条，写数字；第 276 条之一写成 276之一",
    "gist": "一句话意思，对着原文写",
    "checked": "核对的日子，例如 2026-11-21",
    "review_by": "一年以后",
    labels.ASKS: "群众会怎么问，至少 8 句",
    "form": "事项的编号，items 里有",
}
_ANSWER_HINTS: Final = ("先说能不能", "再说怎么办", "最后说去哪里")


class _Dumper(yaml.SafeDumper):
    """Lists are set in, as in the other guides."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def unfilled(hint: str) -> str:
    """What stands for a field that nobody has filled; ``kiosk-library check`` names it."""
    return f"{UNFILLED}：{hint}"


def fields(guide: GuideParts, guide_id: str) -> dict[str, Any]:
    """The front matter, in the order of the other guides. ``guide_id``: empty when nobody named the topic."""
    asked = guide.title[:-1] + "？" if guide.title.endswith(("？", "?")) else ""
    found = guide.fields
    made: dict[str, Any] = {
        "id": guide_id or unfilled("栏目/名字；栏目在 topics.yaml 里，再把文件移到那个栏目的目录"),
        "title": asked if 0 < len(asked) <= _LONGEST_TITLE else _hint("title"),
        labels.ANSWER: found.get(labels.ANSWER) or [unfilled(hint) for hint in _ANSWER_HINTS],
        labels.STEPS: found.get(labels.STEPS) or [_hint(labels.STEPS)],
        labels.BRING: found.get(labels.BRING) or [_hint(labels.BRING)],
        labels.WHERE: guide.offices or [_hint(labels.WHERE)],
        labels.COST: sentences(found.get(labels.COST, ())) or _hint(labels.COST),
        labels.TIME: sentences(found.get(labels.TIME, ())) or _hint(labels.TIME),
    }
    for name in (labels.NEVER, labels.URGENT):
        if found.get(name):
            made[name] = sentences(found[name])
    made[labels.LAW] = [_law(law, article) for law, article in guide.laws] or [_law(_hint("law"), None)]
    made["checked"], made["review_by"] = _hint("checked"), _hint("review_by")
    asks = found.get(labels.ASKS, [])
    made[labels.ASKS] = [*asks, *([_hint(labels.ASKS)] if len(asks) < _ASKS else [])]
    made |= {"related": [], "form": _hint("form"), "reviewed_by": "", "sample": True}
    return made


def missing(made: Mapping[str, Any]) -> list[str]:
    """Names of fields in which something is to be filled in."""
    return [name for name, value in made.items() if UNFILLED in str(value)]


def markdown(guide: GuideParts, made: Mapping[str, Any], origin: str) -> str:
    """The file. ``made``: of ``fields``; ``origin``: the name of the Word file."""
    lines = ["---", f"# 从 Word 文件“{origin}”生成的草稿，没有人审过。写着“{UNFILLED}”的都要填。"]
    for name, value in made.items():
        if name == "title" and guide.title and value != guide.title:
            lines += _comment("原文标题", [guide.title])
        if name in guide.kept:
            lines += _comment(f"原文：{'、'.join(guide.labels[name])}", guide.kept[name])
        lines += _yaml(name, value)
    if guide.unplaced:
        lines += [
            "#",
            f"# ======== {TO_PLACE} ========",
            "# 下面的字没有放进上面的项目。用得上的搬上去，看过以后删掉。",
        ]
        for heading, texts in guide.unplaced:
            lines += ["#", *_comment(heading, texts)]
    return "\n".join([*lines, "---", ""])


def _hint(name: str) -> str:
    return unfilled(_HINTS.get(name, "法律名，不加书名号"))


def _law(law: str, article: ArticleNo | None) -> dict[str, Any]:
    return {
        "law": law,
        "article": written(article) if article is not None else _hint("article"),
        "gist": _hint("gist"),
    }


def _yaml(name: str, value: object) -> Iterator[str]:
    if name == labels.LAW and isinstance(value, Sequence):
        yield f"{name}:"
        for row in value:
            text = yaml.dump(
                row, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDE, default_flow_style=True
            )
            yield f"  - {text.rstrip()}"
        return
    text = yaml.dump(
        {name: value},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDE,
        default_flow_style=False,
    )
    yield from text.rstrip("\n").split("\n")


def _comment(heading: str, texts: Sequence[str]) -> list[str]:
    lines = [line for text in texts for line in text.split("\n")]
    return [f"# 【{heading}】", *(f"# {line}" for line in lines)]
