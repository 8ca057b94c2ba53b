"""Opening hours as an editor writes them, read: 工作日 8:30–11:30、14:00–17:00，周六 9:00–11:00."""

import re
import unicodedata
from typing import Annotated, Any, Final

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from kiosk.domain.duty import ALWAYS, DAY, UNKNOWN, Duty, Span

_ALWAYS: Final = ("24小时", "全天")
_UNKNOWN: Final = "没核实"
_EVERY: Final = {"工作日": "workdays", "每天": "daily"}
_WEEKEND: Final = (6, 7)
_WEEKDAYS: Final = "一二三四五六日"
_ONE_DAY: Final = rf"(?:周|星期)([{_WEEKDAYS}天])"
_DAYS: Final = re.compile(rf"{_ONE_DAY}(?:[到至–-]{_ONE_DAY})?")
_TIMES: Final = re.compile(r"(\d{1,2}):(\d{2})[到至–-](?:次日)?(\d{1,2}):(\d{2})")
_PART: Final = re.compile(r"(?P<days>[^\d]+)(?P<times>\d.*)")
_MOST: Final = 8
_HELP: Final = (
    "照这样写：24 小时；工作日 8:30–17:00；周一到周五 8:30–11:30、14:00–17:00；每天 8:00–20:00；没核实"
)


def read_duty(text: Any) -> Duty:
    """For a pydantic field. Raises PydanticCustomError with a Chinese sentence."""
    if not isinstance(text, str):
        raise _wrong(str(text))
    plain = re.sub(r"\s|[—~～]", _dash, unicodedata.normalize("NFKC", text)).replace(";", ",")
    if plain in _ALWAYS:
        return ALWAYS
    if plain == _UNKNOWN:
        return UNKNOWN
    spans = tuple(span for part in plain.split(",") for span in _part(part, text))
    if len(spans) > _MOST:
        raise _wrong(text)
    for span in spans:
        if spans.count(span) > 1:
            raise PydanticCustomError("hours", "时间写了两遍：{text}", {"text": text})
    return Duty("times", spans)


Hours = Annotated[Duty, PlainValidator(read_duty, json_schema_input_type=str)]


def _dash(found: re.Match[str]) -> str:
    return "" if found[0].isspace() else "–"


def _part(part: str, text: str) -> list[Span]:
    """工作日8:30–11:30、14:00–17:00 in spans."""
    found = _PART.fullmatch(part)
    if found is None:
        raise _wrong(text)
    on, days = _days(found["days"], text)
    return [_span(piece, on, days, text) for piece in found["times"].split("、")]


def _days(said: str, text: str) -> tuple[Any, tuple[int, ...]]:
    if said in _EVERY:
        return _EVERY[said], ()
    days: set[int] = set()
    for piece in said.split("、"):
        found = _DAYS.fullmatch(piece)
        if piece == "周末":
            days.update(_WEEKEND)
        elif found is None:
            raise _wrong(text)
        else:
            first = _number(found[1])
            last = _number(found[2]) if found[2] else first
            if last < first:
                raise _wrong(text)
            days.update(range(first, last + 1))
    return "weekdays", tuple(sorted(days))


def _number(character: str) -> int:
    return 7 if character == "天" else _WEEKDAYS.index(character) + 1


def _span(piece: str, on: Any, days: tuple[int, ...], text: str) -> Span:
    found = _TIMES.fullmatch(piece)
    if found is None:
        raise _wrong(text)
    start, end = (int(found[at]) * 60 + int(found[at + 1]) for at in (1, 3))
    minutes = (int(found[2]), int(found[4]))
    if start >= DAY or end > DAY or start == end or max(minutes) > 59:
        raise PydanticCustomError("hours", "没有这样的时间：{text}", {"text": text})
    return Span(on, start, end, days)


def _wrong(text: str) -> PydanticCustomError:
    return PydanticCustomError("hours", "看不懂“{text}”，{help}", {"text": text[:30], "help": _HELP})
