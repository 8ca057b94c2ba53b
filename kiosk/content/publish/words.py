"""Says in an editor's words what a model found wrong."""

import difflib
import re
from collections.abc import Sequence
from typing import Any, Final

from pydantic_core import ErrorDetails

UNFILLED: Final = "待填"  # stands in drafts for what nobody has written yet (word/markdown.py)
_UNFILLED: Final = re.compile(rf"{UNFILLED}(?:[：:（(](?P<hint>.*))?", re.DOTALL)
_WIDE: Final = re.compile("[\u2018-\u201d\u3000-\u3011\uff01-\uff5e]")
_LIST_KINDS: Final = frozenset({"tuple_type", "list_type"})


def unfilled(text: str) -> str:
    """The sentence about a text that still says 待填; empty for any other."""
    found = _UNFILLED.fullmatch(text)
    return f"还没有填（{found['hint']}）" if found and found["hint"] else "还没有填" if found else ""


def sentence(detail: ErrorDetails, known: Sequence[str] = ()) -> str:
    """One Chinese sentence, beginning with the part's name. ``known``: names that may have been meant."""
    place = [str(part) for part in detail["loc"]]
    name = place[-1] if place else ""
    said = _said(detail, name, known)
    return f"{'.'.join(place)}：{said}" if place else said


def _said(detail: ErrorDetails, name: str, known: Sequence[str]) -> str:
    kind = detail["type"]
    if kind != "literal_error" and any("\u4e00" <= ch <= "\u9fff" for ch in detail["msg"]):
        return detail["msg"]  # from a rule of our own, which speaks Chinese already
    context: dict[str, Any] = detail.get("ctx", {})
    given = detail["input"]
    if kind == "missing":
        return "没有写"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(name, [one for one in known if one != name], n=1)
        return f"没有这一项{f'，是不是 {near[0]}？' if near else ''}{_typed_wide(name)}"
    if kind == "string_type":
        return "要写文字；数字开头的要加引号" if given is not None else "是空的"
    if kind == "string_too_short":
        return "是空的"
    if kind == "string_too_long":
        return f"太长，最多 {context['max_length']} 个字，现在 {len(str(given))} 个"
    if kind in ("too_short", "too_long"):
        bound = context.get("min_length") if kind == "too_short" else context.get("max_length")
        limit = "至少" if kind == "too_short" else "最多"
        return f"{limit} {bound} 条，现在 {context.get('actual_length')} 条"
    if kind == "string_pattern_mismatch":
        return f"写法不对：{given}{_typed_wide(given)}"
    return _said_of_values(kind, context, given)


def _typed_wide(given: object) -> str:
    """What comes of a Chinese keyboard where letters, digits and marks are to be English."""
    return "（标点、空格、数字要用英文的）" if isinstance(given, str) and _WIDE.search(given) else ""


def _said_of_values(kind: str, context: dict[str, Any], given: object) -> str:
    if kind == "literal_error":
        return f"只能是 {str(context['expected']).replace(' or ', '、')}，现在是 {given}"
    if kind in _LIST_KINDS:
        return "要写成几条，每条前面加 - 和空格，都用英文的"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "要写成几项，每项是 名字: 内容"
    if kind in ("int_type", "int_parsing", "float_type", "decimal_type", "decimal_parsing"):
        return "要写数字，不加引号"
    if kind in ("decimal_max_digits", "decimal_max_places", "decimal_whole_digits"):
        return f"位数太多：{given}"
    if kind == "bool_type":
        return "只能是 true 或 false"
    if kind.startswith("date"):
        return f"要写成日期，例如 2026-11-21{_typed_wide(given)}"
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"数字不在范围里：{given}"
    return f"不对（{kind}）"
