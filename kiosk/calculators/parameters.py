"""Figures that change by year or place, as the terminal reads them from the active content. Pure data.

Nothing here is guessed: a look-up finds the row of the place and the day, or says what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

NATION: Final = "全国"
VALUE: Final = "value"  # the key of a row that holds one number

_SATURDAY: Final = 6

Unit = Literal["日", "月", "年", ""]


@dataclass(frozen=True, slots=True)
class Row:
    """``values`` from ``valid_from`` to ``valid_to``, both days included; None: until somebody changes it."""

    valid_from: date
    valid_to: date | None
    values: Mapping[str, Decimal]

    def covers(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class DeadlineKind:
    """A period of law. ``unit`` empty: no period runs. ``starts``: which day is asked for, in plain words.

    ``warning`` is said with every answer. ``valid_from`` and ``valid_to`` bound the day it starts from.
    """

    id: str
    name: str
    length: int
    unit: Unit
    starts: str
    law: str
    article: int
    warning: str
    aliases: tuple[str, ...] = ()
    valid_from: date = date.min
    valid_to: date | None = None
    later: str = ""  # said of days after ``valid_to``

    def covers(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """One file of an editor's ``parameters/``: one figure of one place, or the kinds of deadline.

    ``figure`` is what calculators ask for; ``region`` a place, whose parts take its figures too. ``sample``:
    nobody reviewed it, and every result says so.
    """

    id: str
    title: str
    figure: str
    region: str
    source: str
    checked: date
    sample: bool
    unit: str = ""
    aliases: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    deadlines: tuple[DeadlineKind, ...] = ()

    def reach(self, region: str) -> int:
        """How many characters of ``region`` this set's place accounts for; 0: not of this place."""
        if self.region == NATION:
            return 1
        names = (self.region, *self.aliases)
        return max((len(name) for name in names if region.startswith(name)), default=0)


@dataclass(frozen=True, slots=True)
class Holidays:
    """Working days of ``years``; nothing is known of other years."""

    years: frozenset[int] = frozenset()
    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    source: str = ""

    def working(self, day: date) -> bool | None:
        """None: the year's arrangement is not known."""
        if day.year not in self.years:
            return None
        return day in self.work or (day.isoweekday() < _SATURDAY and day not in self.rest)

    def working_from(self, day: date) -> date | None:
        """``day`` or the first working day after it; None when an unknown year is in between."""
        while True:
            works = self.working(day)
            if works is None:
                return None
            if works:
                return day
            day += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found, and where it stands."""

    source: ParameterSet
    row: Row

    @property
    def value(self) -> Decimal:
        return self.row.values[VALUE]


@dataclass(frozen=True, slots=True)
class Missing:
    """Why nothing was found. ``region``: the figure is of other places only."""

    region: bool
    text: str


@dataclass(frozen=True, slots=True)
class Book:
    """All figures of one release of content."""

    sets: tuple[ParameterSet, ...] = ()
    holidays: Holidays = field(default_factory=Holidays)

    def find(self, figure: str, region: str, on: date) -> Found | Missing:
        """The row of ``figure`` for ``region`` (or the whole country) that covers ``on``."""
        named = [one for one in self.sets if one.figure == figure]
        here = sorted((one for one in named if one.reach(region)), key=lambda one: -one.reach(region))
        if not here:
            where = f"“{region}”" if region else "当地"
            return Missing(region=True, text=f"内容里没有{where}的")
        for one in here:
            for row in one.rows:
                if row.covers(on):
                    return Found(one, row)
        return Missing(region=False, text=_days_there_are(here[0], on))

    def deadline_kinds(self) -> tuple[tuple[ParameterSet, DeadlineKind], ...]:
        """Every kind in the order the editor wrote them; one kind may stand there for several times."""
        return tuple((one, kind) for one in self.sets for kind in one.deadlines)


def _days_there_are(one: ParameterSet, on: date) -> str:
    """Of which days there are figures, around or instead of ``on``, which no row covers."""
    first, last = one.rows[0], one.rows[-1]
    ended = [row.valid_to for row in one.rows if row.valid_to is not None and row.valid_to < on]
    to_come = [row.valid_from for row in one.rows if on < row.valid_from]
    if ended and to_come:
        return f"{one.region}的数到{_day(max(ended))}为止，再从{_day(min(to_come))}起，没有{_day(on)}的"
    until = f"到{_day(last.valid_to)}" if last.valid_to is not None else "起"
    return f"这里只有{one.region}{_day(first.valid_from)}{until}的数，没有{_day(on)}的"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


NO_BOOK: Final = Book()
