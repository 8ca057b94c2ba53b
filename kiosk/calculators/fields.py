"""What a calculator asks for, and the one place that judges what was answered. Pure.

A screen renders any field from its ``kind``; a command gives the same values in JSON.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from kiosk.wire.money import yuan

Kind = Literal["money", "rate", "number", "integer", "date", "yes_no", "choice", "text", "rows"]

MOST_MONEY: Final = Decimal(10) ** 12  # yuan; nobody in front of a terminal asks about more
_PLACES: Final = {"money": 4, "rate": 8, "number": 2, "integer": 0}
_NUMBER: Final = re.compile(r"[-+]?\d{1,18}(?:\.\d{1,18})?")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOST_ROWS: Final = 10
_LONGEST: Final = 60
EARLIEST: Final = date(1950, 1, 1)
LATEST: Final = date(2100, 12, 31)


class InputError(ValueError):
    """What was given cannot be reckoned with. ``message`` is one plain Chinese sentence about ``field``."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}：{message}")
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True)
class Choice:
    """``also``: other ways to say it."""

    id: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One question. ``minimum``/``maximum`` are included. ``figure``: content answers it when nobody does.

    ``kind`` *rows* is a list of pairs (years, supporters); *rate* is a decimal, 0.10 for 10 %.
    ``percent_help``: the help where a rate is asked in percent, as the screen does.
    """

    key: str
    label: str
    kind: Kind
    help: str
    example: object
    unit: str = ""
    minimum: Decimal = Decimal(0)
    maximum: Decimal = MOST_MONEY
    required: bool = True
    choices: tuple[Choice, ...] = ()
    figure: str = ""
    percent_help: str = ""

    def refuse(self, what: str) -> InputError:
        return InputError(self.key, f"{self.label}：{what}")


def money(
    key: str,
    label: str,
    help: str,
    example: object,
    *,
    required: bool = True,
    minimum: int = 0,
    maximum: Decimal = MOST_MONEY,
    figure: str = "",
) -> Field:
    """A field of yuan."""
    return Field(key, label, "money", help, example, "元", Decimal(minimum), maximum, required, (), figure)


def read(fields: Sequence[Field], given: Mapping[str, object]) -> dict[str, object]:
    """Typed values of all fields, None where nothing was given. Raises InputError, naming the field."""
    known = {one.key: one for one in fields}
    for key in given:
        if key not in known:
            raise InputError(str(key)[:_LONGEST], f"没有“{str(key)[:20]}”这一项，可以填：{'、'.join(known)}")
    values: dict[str, object] = {}
    for one in fields:
        value = given.get(one.key)
        if value is None or (isinstance(value, str) and not value.strip()):
            if one.required:
                raise one.refuse("没有填")
            values[one.key] = None
        else:
            values[one.key] = _value(one, value)
    return values


def _value(one: Field, value: object) -> object:
    match one.kind:
        case "date":
            return _date(one, value)
        case "yes_no":
            return _yes_no(one, value)
        case "choice":
            return _choice(one, value)
        case "text":
            if not isinstance(value, str) or len(value) > _LONGEST:
                raise one.refuse(f"要写文字，最多 {_LONGEST} 个字")
            return unicodedata.normalize("NFKC", value).strip()
        case "rows":
            return _rows(one, value)
        case _:
            return number(one, value)


def number(one: Field, value: object) -> Decimal:
    """``value`` as an exact number within the bounds of ``one``. Raises InputError."""
    found = _decimal(value)
    if found is None:
        wanted = "小数，10% 写成 0.10" if one.kind == "rate" else "数字"
        raise one.refuse(f"要写{wanted}，现在是“{str(value)[:20]}”")
    if found < one.minimum:
        raise one.refuse(
            "不能是负数" if one.minimum == 0 else f"最少 {_bound(one, one.minimum)}，现在是 {_short(found)}"
        )
    if found > one.maximum:
        hint = "，10% 要写成 0.10" if one.kind == "rate" else ""
        raise one.refuse(f"太大了，最多 {_bound(one, one.maximum)}{hint}")
    places = _PLACES[one.kind]
    if found != round(found, places):
        raise one.refuse(f"小数点后面最多 {places} 位" if places else "要写整数")
    return round(found, places).normalize() + 0


def _decimal(value: object) -> Decimal | None:
    """The exact number, or None. ``True`` is no number here, neither is a text of anything but digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        value = repr(value)
        if "e" in value or "n" in value:  # 1e400 is inf, 1e-7 is 1e-07
            return _finite(value)
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).strip()
        return _finite(text) if _NUMBER.fullmatch(text) and text.isascii() else None
    return None


def _finite(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _bound(one: Field, value: Decimal) -> str:
    return f"{yuan(value) if one.kind == 'money' else f'{value:f}'} {one.unit}".strip()


def _short(value: Decimal) -> str:
    return f"{value:f}" if abs(value) < MOST_MONEY else str(value)


def _date(one: Field, value: object) -> date:
    text = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
    try:
        found = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        raise one.refuse(f"没有 {text} 这一天") from None
    if found is None:
        raise one.refuse(f"要写成 2024-03-01 这样的日期，现在是“{str(value)[:20]}”")
    if not EARLIEST <= found <= LATEST:
        raise one.refuse(f"年份不对：{text}")
    return found


def _yes_no(one: Field, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("是", "否"):
        return value == "是"
    raise one.refuse("要回答是或否（true 或 false）")


def told_apart(text: str) -> str:
    """Letters, digits and Han characters only: brackets, spaces and case do not count between names."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())


def _choice(one: Field, value: object) -> str:
    if isinstance(value, str):
        wanted = told_apart(value)
        for choice in one.choices:
            if wanted in {told_apart(name) for name in (choice.id, choice.label, *choice.also)}:
                return choice.id
    names = "、".join(choice.label for choice in one.choices)
    raise one.refuse(f"只能选：{names}，现在是“{str(value)[:20]}”")


def _rows(one: Field, value: object) -> tuple[tuple[Decimal, Decimal], ...]:
    """[[years, supporters], …]: years up to 20, supporters 1 to 20."""
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= _MOST_ROWS:
        raise one.refuse(f"要写 1 到 {_MOST_ROWS} 个人，每人是 [年数, 扶养人数]，如 [[10,2],[5,1]]")
    found: list[tuple[Decimal, Decimal]] = []
    for place, row in enumerate(value, 1):
        if not isinstance(row, list | tuple) or len(row) != 2:
            raise one.refuse(f"第 {place} 个人要写成 [年数, 扶养人数]")
        who = f"{one.label}第 {place} 人"
        years = Field(one.key, f"{who}的年数", "number", "", 0, unit="年", maximum=Decimal(20))
        heads = Field(
            one.key, f"{who}的扶养人数", "integer", "", 1, "人", minimum=Decimal(1), maximum=Decimal(20)
        )
        found.append((number(years, row[0]), number(heads, row[1])))
    return tuple(found)
