"""What of a release holds on a day: guides and notices have a first and a last one. Pure."""

from dataclasses import replace
from datetime import date

from kiosk.domain.library import Library, in_force


def on_day(library: Library, day: date) -> Library:
    """``library`` without what does not hold on ``day``; given one of another day, from the whole again."""
    if library.day == day.isoformat():
        return library
    whole = library.whole or library
    held = _held(whole, day)
    said = _held(whole.english, day) if whole.english is not None else None
    return replace(held, english=said, day=day.isoformat(), whole=whole)


def undated(library: Library) -> Library:
    """All of the release as if it held for ever: who writes it wants to see it before its day."""
    whole = library.whole or library
    said = _for_ever(whole.english) if whole.english is not None else None
    return replace(_for_ever(whole), english=said)


def _for_ever(library: Library) -> Library:
    guides = {name: replace(one, valid_from="", valid_to="") for name, one in library.guides.items()}
    notices = tuple(replace(one, valid_from="", valid_to="") for one in library.notices)
    return replace(library, guides=guides, notices=notices)


def _held(library: Library, day: date) -> Library:
    guides = {name: guide for name, guide in library.guides.items() if in_force(guide, day)}
    notices = tuple(notice for notice in library.notices if in_force(notice, day))
    return replace(library, guides=guides, notices=notices)
