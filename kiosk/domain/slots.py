"""Half-days on which somebody could come to an office, reckoned from its hours: a wish, no booked seat. Pure.

Nobody answers for the terminal's guess, so there is none: without a clock somebody vouches for, known hours
and the calendar of the year only ``ANY`` is offered, and the reason said.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from kiosk.domain import duty
from kiosk.domain.duty import DAY, Calendar, Duty
from kiosk.domain.hours import week

ANY: Final = "any"  # whichever day: the office says one
MORNING: Final = "上午"
AFTERNOON: Final = "下午"
HALVES: Final = (MORNING, AFTERNOON)
AHEAD: Final = 28  # days from today
NOTICE: Final = 2  # from which working day on: staff have to read the order and call before
_NOON: Final = 720
_SHORTEST: Final = 30  # minutes; less of a half-day nobody travels for
_STORED: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) (上午|下午)")


class Why(Enum):
    """Why there is no day to choose."""

    CLOCK = "clock"
    HOURS = "hours"
    CALENDAR = "calendar"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Slot:
    """``spans``: when the door is open in that half-day, minutes since midnight."""

    day: date
    half: str
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def value(self) -> str:
        """The answer: ``2026-11-25 上午``."""
        return f"{self.day.isoformat()} {self.half}"


@dataclass(frozen=True, slots=True)
class Offer:
    """``why``: there is no slot, and this is the reason."""

    slots: tuple[Slot, ...] = ()
    why: Why | None = None


def offer(hours: Duty, at: datetime, calendar: Calendar, *, trusted: bool) -> Offer:
    """The half-days on which a door with these hours is open, as far as that is certain."""
    if not trusted:
        return Offer(why=Why.CLOCK)
    if hours.kind == "unknown":
        return Offer(why=Why.HOURS)
    today = at.date()
    first = duty.working_day_after(today, NOTICE, calendar)
    if first is None:
        return Offer(why=Why.CALENDAR)
    found: list[Slot] = []
    for one in week(hours, first, calendar, (today + timedelta(days=AHEAD) - first).days + 1):
        if one.spans is None:  # a year nobody has announced: from here on it is a guess
            return Offer(tuple(found), None if found else Why.CALENDAR)
        halves = ((half, _within(one.spans, half)) for half in HALVES)
        found += [Slot(one.day, half, spans) for half, spans in halves if spans]
    return Offer(tuple(found), None if found else Why.CLOSED)


def read(value: str) -> Slot | None:
    """The half-day of an answer, without its hours; None when it names none."""
    stored = _STORED.fullmatch(value)
    if stored is None:
        return None
    try:
        return Slot(date.fromisoformat(stored[1]), stored[2])
    except ValueError:
        return None


def _within(spans: tuple[tuple[int, int], ...], half: str) -> tuple[tuple[int, int], ...]:
    """What of ``spans`` lies in that half of the day; nothing where it is not worth the way."""
    first, last = (0, _NOON) if half == MORNING else (_NOON, DAY)
    cut = ((max(start, first), min(end, last)) for start, end in spans)
    return tuple((start, end) for start, end in cut if end - start >= _SHORTEST)
