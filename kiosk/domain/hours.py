"""When a door is open: now, until when, on which day again; and a week of it as a table. Pure.

All of it is ``duty``'s judgement, said of doors: one truth for telephones and doors.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from kiosk.domain import duty
from kiosk.domain.duty import DAY, Calendar, Day, Duty, State

WEEK: Final = 7


class When(Enum):
    """On which day a door opens again, as people say it. ``DATE``: a week off or more, the date is said."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEKDAY = "weekday"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Opening:
    """``until``: OPEN until then, None where it is open day and night. ``again``: CLOSED, and opens then, on
    a day said as ``day``; None: nobody knows yet. ``holiday``: closed today because of one.
    """

    state: State
    until: datetime | None = None
    again: datetime | None = None
    day: When | None = None
    holiday: bool = False


@dataclass(frozen=True, slots=True)
class DayHours:
    """``kind`` None: what sort of day it is nobody announced. ``spans``: minutes since midnight, in order; an
    end above 1440 is the next day's; None: it depends on the sort of day. Empty: closed.
    """

    day: date
    kind: Day | None
    spans: tuple[tuple[int, int], ...] | None


def opening(hours: Duty, at: datetime, calendar: Calendar, *, trusted: bool) -> Opening:
    """How the door stands at ``at``, China's time. Without a trusted clock or known hours: UNSURE."""
    now = duty.answering(hours, at, calendar, trusted=trusted)
    if now.state is State.OPEN:
        return Opening(now.state, until=now.turns)
    if now.state is not State.CLOSED:
        return Opening(now.state)
    off = duty.possible(at.date(), calendar) == {Day.HOLIDAY}
    if now.turns is None:
        return Opening(now.state, holiday=off)
    ahead = (now.turns.date() - at.date()).days
    return Opening(now.state, again=now.turns, day=_when(ahead), holiday=off and ahead > 0)


def week(hours: Duty, first: date, calendar: Calendar, days: int = WEEK) -> tuple[DayHours, ...]:
    """What the door's sign would say of ``days`` days from ``first``; empty where the hours are not known."""
    if hours.kind == "unknown":
        return ()
    return tuple(_of_day(hours, first + timedelta(days=ahead), calendar) for ahead in range(days))


def open_first(state: State) -> int:
    """For sorting: open before not sure before closed."""
    return {State.ALWAYS: 0, State.OPEN: 0, State.UNSURE: 1, State.CLOSED: 2}[state]


def _when(ahead: int) -> When:
    if ahead <= 0:
        return When.TODAY
    if ahead == 1:
        return When.TOMORROW
    return When.WEEKDAY if ahead < WEEK else When.DATE


def _of_day(hours: Duty, day: date, calendar: Calendar) -> DayHours:
    kinds = duty.possible(day, calendar)
    kind = next(iter(kinds)) if len(kinds) == 1 else None
    if hours.kind == "always":
        return DayHours(day, kind, ((0, DAY),))
    found = {tuple(_spans(hours, day, one)) for one in kinds}
    return DayHours(day, kind, found.pop() if len(found) == 1 else None)


def _spans(hours: Duty, day: date, kind: Day) -> Iterator[tuple[int, int]]:
    for span in sorted(hours.spans, key=lambda one: (one.start, one.length)):
        if duty.applies(span, day, kind):
            yield span.start, span.start + span.length
