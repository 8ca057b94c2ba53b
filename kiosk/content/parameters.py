"""The figures of the active release, for the calculators."""

import logging
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from kiosk.calculators.parameters import Book, Holidays, ParameterSet
from kiosk.content import library, models
from kiosk.domain.duty import Calendar

KIND: Final = "parameters"

_log = logging.getLogger(__name__)


def read_book(opened: library.Opened) -> Book:
    """The parameters of the release ``opened`` came from, and its holidays.

    One this program is too old to understand is left out: calculators then ask for the figure.
    """
    content = opened.active.parent.parent
    sets: list[ParameterSet] = []
    for entry in library.read_manifest(opened.active).items:
        if entry.kind == KIND:
            try:
                sets.append(models.KINDS[KIND].validate_json(library.read_blob(content, entry)))
            except ValidationError:
                _log.warning("content.skipped", extra={"kind": entry.kind, "item": entry.id})
    return Book(tuple(sets), holidays(opened.library.calendar))


def load_book(content: Path, factory: Path | None = None) -> tuple[Book, str]:
    """The book, and the place this terminal stands at. KioskError E-CNT-01, E-CNT-02: no content."""
    opened = library.open_content(content, factory)
    return read_book(opened), opened.library.site.region


def holidays(calendar: Calendar) -> Holidays:
    """The same years in the calculators' words."""
    return Holidays(
        years=frozenset(calendar.years),
        rest=frozenset(date.fromisoformat(day) for day in calendar.rest),
        work=frozenset(date.fromisoformat(day) for day in calendar.work),
        source=calendar.source,
    )
