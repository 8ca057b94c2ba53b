"""Who comes to which island when (巡回服务, 航行的司法所, 接待日): the next times, days one can book. Pure.

A repeated visit (every Wednesday, the 1st Tuesday, the 15th) does not take place on a public holiday and does
not move to a make-up day; a date written out takes place as written. In a year whose holidays nobody has
announced, a repeated one may fall on one: it is told, and told to be not sure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from kiosk.domain import duty
from kiosk.domain.duty import DAY, Calendar, Day
from kiosk.domain.instants import CHINA
from kiosk.domain.library_places import Repeat, Visit

AHEAD: Final = 92  # days looked through for what comes: a quarter
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One visit. ``sure`` False: it may be a holiday, one had better call before."""

    visit: Visit
    begins: datetime
    ends: datetime
    sure: bool = True

    @property
    def day(self) -> date:
        return self.begins.date()


def occurrences(visit: Visit, first: date, days: int, calendar: Calendar) -> Iterator[Occurrence]:
    """Those beginning on ``days`` days from ``first``, in order. One whose dates are unreadable has none."""
    valid = _day(visit.valid_from), _day(visit.valid_to)
    if valid[0] is None or valid[1] is None:
        return
    start, stop = max(first, valid[0]), min(first + timedelta(days=days - 1), valid[1])
    for ahead in range((stop - start).days + 1):
        day = start + timedelta(days=ahead)
        takes = _takes_place(visit.repeat, day, calendar)
        if takes is not False:
            midnight = datetime.combine(day, time(), CHINA)
            begins = midnight + timedelta(minutes=visit.start)
            lasts = (visit.end - visit.start) % DAY or DAY
            yield Occurrence(visit, begins, begins + timedelta(minutes=lasts), sure=takes is True)


def coming(
    visits: Iterable[Visit], at: datetime, calendar: Calendar, days: int = AHEAD
) -> tuple[Occurrence, ...]:
    """What is going on at ``at`` or begins within ``days`` days, by time, then by title.

    The caller asks only while the clock is trusted: "next Wednesday" is a word about today.
    """
    yesterday = at.date() - timedelta(days=1)
    found = [
        one for visit in visits for one in occurrences(visit, yesterday, days + 1, calendar) if one.ends > at
    ]
    return tuple(sorted(found, key=lambda one: (one.begins, one.visit.title, one.visit.id)))


def next_of_each(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Of ``found`` (in order) the first of each visit."""
    firsts: dict[str, Occurrence] = {}
    for one in found:
        firsts.setdefault(one.visit.id, one)
    return tuple(firsts.values())


def on_island(found: Iterable[Occurrence], *called: str) -> tuple[Occurrence, ...]:
    """Those to the island ``called`` so (its id, its name), and those that name none: they are for all."""
    return tuple(one for one in found if not one.visit.island or one.visit.island in called)


def bookable(
    visit: Visit, at: datetime, calendar: Calendar, notice: int = 1, days: int = AHEAD
) -> tuple[Occurrence, ...]:
    """The days one can book: at least ``notice`` days from today, and certain. None where no item books."""
    if not visit.book:
        return ()
    first = at.date() + timedelta(days=notice)
    return tuple(one for one in occurrences(visit, first, days, calendar) if one.sure)


def once(repeat: Repeat) -> bool:
    """Whether it is on single dates only."""
    return not (repeat.weekdays or repeat.nth or repeat.days)


def _takes_place(repeat: Repeat, day: date, calendar: Calendar) -> bool | None:
    """None: only if the day is no holiday, which nobody has announced."""
    if day.isoformat() in repeat.dates:
        return True
    if not _falls(repeat, day):
        return False
    holiday = {kind is Day.HOLIDAY for kind in duty.possible(day, calendar)}
    return not holiday.pop() if len(holiday) == 1 else None


def _falls(repeat: Repeat, day: date) -> bool:
    weekday, which = day.isoweekday(), (day.day - 1) // _WEEK + 1
    return weekday in repeat.weekdays or (which, weekday) in repeat.nth or day.day in repeat.days


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
