"""The figures of the active release, for the calculators."""

from datetime import date
from pathlib import Path

from kiosk.calculators.parameters import Book, Holidays, ParameterSet
from kiosk.content import library
from kiosk.domain.duty import Calendar
from kiosk.domain.library import Library


def read_book(shown: Library) -> Book:
    """The parameters of ``shown``, and its holidays.

    One that this program is too old to understand is not in it: calculators then ask for the figure.
    """
    return Book(tuple(shown.every(ParameterSet).values()), holidays(shown.calendar))


def load_book(content: Path, factory: Path | None = None) -> tuple[Book, str]:
    """The book, and the place this terminal stands at. KioskError E-CNT-01, E-CNT-02: no content."""
    opened = library.open_content(content, factory)
    return read_book(opened.library), opened.library.site.region


def holidays(calendar: Calendar) -> Holidays:
    """The same years in the calculators' words."""
    return Holidays(
        years=frozenset(calendar.years),
        rest=frozenset(date.fromisoformat(day) for day in calendar.rest),
        work=frozenset(date.fromisoformat(day) for day in calendar.work),
        source=calendar.source,
    )
