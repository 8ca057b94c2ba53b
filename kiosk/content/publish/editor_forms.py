"""How an editor writes when a question is asked, and between which bounds an answer may lie.

when: {matter: wages}                            # 选了讨薪才问
when: {matter: [wages, work-injury]}             # 两个里选了一个
when: {amount: {least: '10000'}, insured: no}    # 一万以上，并且没参保
when:                                            # 两行里有一行对就问
  - {matter: wages}
  - {phone: {filled: true}}
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Final

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from kiosk.domain import forms_kinds as kinds
from kiosk.domain.forms_conditions import Test, When
from kiosk.wire.limits import PAGES_MOST

ROWS_MOST: Final = 6
TESTS_MOST: Final = 6
LAID_MOST: Final = 4  # things a question for papers names
CHOICES_MOST: Final = 20  # of which one is chosen
SEVERAL_MOST: Final = 12  # of which any are chosen: all of them are read before one goes on
_HELP: Final = (
    "when 照这样写：{matter: wages}；几个里选一个写 {matter: [wages, other]}；"
    "还可以写 not、filled、least、most"
)
_PARTS: Final = frozenset({"is", "not", "filled", "least", "most"})
_NUMBERS: Final = ("number", "money")


def _wrong() -> PydanticCustomError:
    return PydanticCustomError("when", _HELP)


def _when(data: Any) -> When:
    rows = data if isinstance(data, list) else [data]
    if not 1 <= len(rows) <= ROWS_MOST or not all(isinstance(row, dict) and row for row in rows):
        raise _wrong()
    if any(len(row) > TESTS_MOST for row in rows):
        raise _wrong()
    return tuple(tuple(_test(str(name), said) for name, said in row.items()) for row in rows)


def _test(name: str, said: Any) -> Test:
    if not isinstance(said, dict):
        return Test(name, one_of=_values(said))
    if not said or set(said) - _PARTS:
        raise _wrong()
    filled = said.get("filled")
    if filled is not None and not isinstance(filled, bool):
        raise _wrong()
    return Test(
        name,
        one_of=_values(said["is"]) if "is" in said else (),
        none_of=_values(said["not"]) if "not" in said else (),
        filled=filled,
        least=_bound(said.get("least", "")),
        most=_bound(said.get("most", "")),
    )


def _values(said: Any) -> tuple[str, ...]:
    """One value or several. ``yes`` and ``no`` without quotes are what YAML makes of them."""
    if isinstance(said, bool):
        return (kinds.YES if said else kinds.NO,)
    if isinstance(said, str) and said:
        return (said,)
    if isinstance(said, list) and said:
        return tuple(value for one in said for value in _values(one))
    raise _wrong()


def _bound(said: Any) -> str:
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        raise _wrong()
    return str(said)


_TEST_SCHEMA: Final = {
    "anyOf": [
        {"type": ["string", "boolean"]},
        {"type": "array", "items": {"type": ["string", "boolean"]}, "minItems": 1},
        {
            "type": "object",
            "properties": {
                "is": {"type": ["string", "boolean", "array"]},
                "not": {"type": ["string", "boolean", "array"]},
                "filled": {"type": "boolean"},
                "least": {"type": ["string", "number"]},
                "most": {"type": ["string", "number"]},
            },
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
_ROW_SCHEMA: Final = {"type": "object", "additionalProperties": _TEST_SCHEMA, "minProperties": 1}
Conditions = Annotated[
    When,
    PlainValidator(_when),
    WithJsonSchema(
        {
            "anyOf": [
                _ROW_SCHEMA,
                {"type": "array", "items": _ROW_SCHEMA, "minItems": 1, "maxItems": ROWS_MOST},
            ]
        }
    ),
]


def bounds_problem(kind: str, least: str, most: str, choices: int) -> str:
    """Why a field of ``kind`` cannot have these bounds; empty when it can."""
    if not least and not most:
        return ""
    if kind in _NUMBERS:
        low, high = _amount(least), _amount(most)
        known = (low is not None or not least) and (high is not None or not most)
        return _order(known, low is not None and high is not None and low > high, "数字")
    if kind == "date":
        today = date(2026, 1, 1)  # any day: what is relative stays in order
        first, last = kinds.day_bound(least, today), kinds.day_bound(most, today)
        known = (first is not None or not least) and (last is not None or not most)
        turned = first is not None and last is not None and first > last
        return _order(known, turned, "日期，或 today、today-30 这样")
    if kind == "choices":
        several = most.isascii() and most.isdigit() and 1 <= int(most) <= choices
        return "" if several and not least else "choices 只能写 most：最多选几个"
    if kind == "pages":
        known = all(one in ("", *map(str, range(1, PAGES_MOST + 1))) for one in (least, most))
        return _order(known, known and int(least or 1) > int(most or PAGES_MOST), f"页数，1 到 {PAGES_MOST}")
    return "只有 number、money、date、choices、pages 才有 least、most"


def parts_problem(kind: str, sentences: int, choices: int, offices: Sequence[str], office: str) -> str:
    """Why a field of ``kind`` cannot be made of these; empty when it can."""
    if kind == "pages" and not 1 <= sentences <= LAID_MOST:
        return f"pages 要写 sentences，一条写一样要放的，最多 {LAID_MOST} 条"
    if kind != "choice" and choices > SEVERAL_MOST:
        return f"{kind} 的 choices 最多 {SEVERAL_MOST} 个，choice 的最多 {CHOICES_MOST} 个"
    if (kind == "office") != bool(offices):
        return "kind 是 office 的要写 offices：directory.yaml 里的 kind，一种或几种；别的不要"
    if len(set(offices)) != len(offices):
        return "offices 里有重复的"
    if (kind == "slot") != bool(office):
        return "kind 是 slot 的要写 office：前面选地方那一项的 id；别的不要"
    return ""


def _order(known: bool, turned: bool, what: str) -> str:
    if not known:
        return f"least、most 要写{what}"
    return "least 比 most 大" if turned else ""


def _amount(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
