"""Looking somebody up in the published lists: what is asked of them, and the code on a licence."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from kiosk.domain import visit_where as w
from kiosk.domain.device import CodeScanned
from kiosk.domain.effects import Effect, FindListed
from kiosk.domain.library import Library
from kiosk.domain.library_places import Register
from kiosk.domain.licence_code import number_in
from kiosk.domain.places_lookup import Lookup, is_official
from kiosk.domain.state import AppState

Outcome = tuple[AppState, tuple[Effect, ...]]
FOREIGN: Final = "E-SCN-05"


def find(state: AppState, generation: int, text: str) -> FindListed:
    registers = state.library.every(Register).values() if state.library is not None else ()
    return FindListed(generation, text, tuple(registers))


def scanned(state: AppState, message: CodeScanned) -> Outcome:
    """Its number stands there to be looked at; nothing is looked up before somebody says that it is meant."""
    visit = state.visit
    if visit is None or not isinstance(visit.place, w.FindByCode) or state.library is None:
        return state, ()
    number = number_in(message.text, hosts(state.library))
    asked = replace(visit.asked, text=number)
    toast = "" if number else FOREIGN
    return replace(state, visit=replace(visit, asked=asked, toast=toast, last_touch=state.now)), ()


def hosts(library: Library) -> frozenset[str]:
    """Whose addresses may bear a number: the very hosts of the official look-ups of this release."""
    urls = (lookup.url for lookup in library.every(Lookup).values() if is_official(lookup.url))
    return frozenset(urlsplit(url).hostname or "" for url in urls) - {""}


def official(library: Library) -> Lookup | None:
    """Where it can be looked up who is licensed today: what one of the lists names."""
    lookups = library.every(Lookup)
    for register in library.every(Register).values():
        lookup = lookups.get(register.lookup)
        if lookup is not None and is_official(lookup.url):
            return lookup
    return None
