"""On which days and at what time, as an editor writes it: 每月第二个周三 9:00–11:00."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from kiosk.domain.library_places import Repeat

_WEEKDAYS: Final = "一二三四五六日"
_ORDINALS: Final = "一二三四五"
_WEEKLY: Final = re.compile(rf"每((?:周|星期)[{_WEEKDAYS}天](?:、(?:周|星期)[{_WEEKDAYS}天])*)")
_NTH: Final = re.compile(
    rf"每月(第[{_ORDINALS}1-5]个(?:周|星期)[{_WEEKDAYS}天](?:、第[{_ORDINALS}1-5]个(?:周|星期)[{_WEEKDAYS}天])*)"
)
_MONTHLY: Final = re.compile(r"每月(\d{1,2}[日号](?:、\d{1,2}[日号])*)")
_DATES: Final = re.compile(r"\d{4}-\d\d-\d\d(?:、\d{4}-\d\d-\d\d)*")
# Of 2026-12-029:00 the date is what a date looks like, and the rest the time.
_WHOLE: Final = re.compile(
    rf"(?P<days>{_DATES.pattern}|.+?)(?P<from>\d{{1,2}}:\d\d)[到至–-](?P<to>\d{{1,2}}:\d\d)"
)
_MOST_DATES: Final = 31
_LAST_DAY: Final = 31
_HELP: Final = (
    "照这样写：每周三 9:00–11:00；每月第二个周三 9:00–11:00；每月 15 日 9:00–11:00；"
    "2026-12-02、2026-12-16 9:00–11:00"
)


@dataclass(frozen=True, slots=True)
class When:
    """``start`` and ``end`` in minutes since midnight."""

    repeat: Repeat
    start: int
    end: int


def read_when(text: Any) -> When:
    """For a pydantic field. Raises PydanticCustomError with a Chinese sentence."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)) if isinstance(text, str) else ""
    found = _WHOLE.fullmatch(plain.replace("—", "–"))
    if found is None:
        raise _wrong(text)
    start, end = (_minutes(found[name], text) for name in ("from", "to"))
    if end <= start:
        raise PydanticCustomError("when", "结束要比开始晚：{text}", {"text": str(text)[:40]})
    return When(_repeat(found["days"], text), start, end)


OnDays = Annotated[When, PlainValidator(read_when, json_schema_input_type=str)]


def _repeat(days: str, text: Any) -> Repeat:
    if found := _WEEKLY.fullmatch(days):
        return Repeat(weekdays=_once([_weekday(part[-1]) for part in found[1].split("、")], text))
    if found := _NTH.fullmatch(days):
        nth = [(_ordinal(part[1]), _weekday(part[-1])) for part in found[1].split("、")]
        return Repeat(nth=_once(nth, text))
    if found := _MONTHLY.fullmatch(days):
        numbers = [int(part[:-1]) for part in found[1].split("、")]
        if not all(1 <= number <= _LAST_DAY for number in numbers):
            raise _wrong(text)
        return Repeat(days=_once(numbers, text))
    if _DATES.fullmatch(days):
        dates = days.split("、")
        try:
            for day in dates:
                date.fromisoformat(day)
        except ValueError:
            raise _wrong(text) from None
        if len(dates) <= _MOST_DATES:
            return Repeat(dates=_once(dates, text))
    raise _wrong(text)


def _once(values: list[Any], text: Any) -> tuple[Any, ...]:
    if len(set(values)) != len(values):
        raise PydanticCustomError("when", "日子写了两遍：{text}", {"text": str(text)[:40]})
    return tuple(sorted(values))


def _weekday(character: str) -> int:
    return 7 if character == "天" else _WEEKDAYS.index(character) + 1


def _ordinal(character: str) -> int:
    return int(character) if character.isdigit() else _ORDINALS.index(character) + 1


def _minutes(clock: str, text: Any) -> int:
    hour, minute = (int(part) for part in clock.split(":"))
    if hour > 23 or minute > 59:
        raise PydanticCustomError("when", "没有这样的时间：{text}", {"text": str(text)[:40]})
    return hour * 60 + minute


def _wrong(text: Any) -> PydanticCustomError:
    return PydanticCustomError("when", "看不懂“{text}”，{help}", {"text": str(text)[:40], "help": _HELP})
