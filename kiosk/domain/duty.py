"""When somebody answers behind a number, and when a door is open: said as content, judged by the clock. Pure.

China moves working days about: in a year whose arrangement is known (``Calendar``) every day is one kind; in
any other a Tuesday may be a holiday and a Saturday a working day. What would be true of every kind such a day
can be is said, anything else is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final, Literal

DAY: Final = 1440  # minutes
_AHEAD: Final = 21  # days looked through for the next opening: twice the longest holiday
_SATURDAY: Final = 6
_YEARS: Final = range(2000, 9000)  # outside of them there is no yesterday or tomorrow to count with
_DECEMBER: Final = 12  # by then the next year's arrangement has been published for weeks


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` to ``end``, minutes since midnight; an ``end`` not after ``start`` is the next day's.

    ``on``: *workdays* follow the calendar (make-up Saturdays count, holidays do not); *weekdays* are those of
    ``days`` (1 = Monday) that are no holiday; *daily* is every day, holidays too.
    """

    on: Literal["workdays", "weekdays", "daily"]
    start: int
    end: int
    days: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        return (self.end - self.start) % DAY or DAY


@dataclass(frozen=True, slots=True)
class Duty:
    """*unknown*: nobody has asked; then nothing is said of it."""

    kind: Literal["always", "times", "unknown"]
    spans: tuple[Span, ...] = ()


ALWAYS: Final = Duty("always")
UNKNOWN: Final = Duty("unknown")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The year's arrangement as the State Council's office published it. Dates are ISO texts.

    ``years``: those it covers; ``rest``: holidays, weekends within them too; ``work``: weekend days worked.
    """

    years: tuple[int, ...] = ()
    rest: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    source: str = ""


NO_CALENDAR: Final = Calendar()


class Day(Enum):
    WORK = "work"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


def possible(day: date, calendar: Calendar) -> frozenset[Day]:
    """What kind of day this can be; one kind when its year is known."""
    weekend = day.isoweekday() >= _SATURDAY
    if day.year not in calendar.years:
        return frozenset(Day) if weekend else frozenset({Day.WORK, Day.HOLIDAY})
    if day.isoformat() in calendar.rest:
        return frozenset({Day.HOLIDAY})
    if day.isoformat() in calendar.work:
        return frozenset({Day.WORK})
    return frozenset({Day.WEEKEND if weekend else Day.WORK})


def applies(span: Span, day: date, kind: Day) -> bool:
    """Whether ``span`` begins on ``day``, a day of this kind."""
    match span.on:
        case "workdays":
            return kind is Day.WORK
        case "weekdays":
            return day.isoweekday() in span.days and kind is not Day.HOLIDAY
        case "daily":
            return True


class State(Enum):
    """``UNSURE``: it depends on what kind of day it is, or on a clock nobody vouches for."""

    ALWAYS = "always"
    OPEN = "open"
    CLOSED = "closed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answering:
    """Whether somebody answers. ``turns``: OPEN until then, CLOSED until then; None: not sure."""

    state: State
    turns: datetime | None = None


def answering(duty: Duty, at: datetime, calendar: Calendar, *, trusted: bool) -> Answering:
    """How it stands at ``at`` (China's time); ``trusted``: somebody vouches for the clock."""
    if duty.kind == "always":
        return Answering(State.ALWAYS)
    if duty.kind == "unknown" or not trusted or at.year not in _YEARS:
        return Answering(State.UNSURE)
    sure: datetime | None = None
    maybe = False
    for begin, span, verdict in _begins(duty, at.date() - timedelta(days=1), 2, calendar, at):
        end = begin + timedelta(minutes=span.length)
        if begin <= at < end and verdict is True:
            sure = max(sure or end, end)
        maybe = maybe or (begin <= at < end and verdict is None)
    if sure is not None:
        return Answering(State.OPEN, sure)
    if maybe:
        return Answering(State.UNSURE)
    return Answering(State.CLOSED, _opens(duty, at, calendar))


def _begins(
    duty: Duty, first: date, days: int, calendar: Calendar, at: datetime
) -> Iterator[tuple[datetime, Span, bool | None]]:
    """Every beginning within ``days`` days, in order: whether it is one; None: that cannot be known."""
    for ahead in range(days):
        day = first + timedelta(days=ahead)
        kinds = possible(day, calendar)
        for span in sorted(duty.spans, key=lambda one: one.start):
            verdicts = {applies(span, day, kind) for kind in kinds}
            midnight = datetime.combine(day, time(), at.tzinfo)
            begin = midnight + timedelta(minutes=span.start)
            yield begin, span, verdicts.pop() if len(verdicts) == 1 else None


def _opens(duty: Duty, at: datetime, calendar: Calendar) -> datetime | None:
    """The next beginning; None when one before it is not sure."""
    for begin, _, verdict in _begins(duty, at.date(), _AHEAD, calendar, at):
        if begin > at and verdict is not False:
            return begin if verdict else None
    return None


def working_day_after(day: date, count: int, calendar: Calendar) -> date | None:
    """The ``count``-th working day after ``day``, which itself does not count; None when not known."""
    if day.year not in _YEARS:
        return None
    found = day
    for _ in range(_AHEAD * max(count, 1)):
        found += timedelta(days=1)
        kinds = possible(found, calendar)
        if len(kinds) != 1:
            return None
        count -= Day.WORK in kinds
        if count <= 0:
            return found
    return None


def missing_year(calendar: Calendar, today: date) -> int | None:
    """The year that is not in ``calendar`` and should be by ``today``: this one, in December the next too.

    None: both are there; or no year ever was, and nobody counts on any.
    """
    due = (today.year, *([today.year + 1] if today.month == _DECEMBER else []))
    return next((year for year in due if calendar.years and year not in calendar.years), None)
