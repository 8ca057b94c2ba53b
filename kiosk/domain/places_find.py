"""Organisations and people of the registers: by name, by licence number, by the QR code on a licence. Pure.

A register is what somebody published on a day. Who is not in it may be new, or somewhere else: that is
what is said, never "not licensed". Each hit therefore carries its list, and the list its date.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from kiosk.domain.library_places import Organisation, Person, Register

SHORTEST_LICENCE: Final = 6  # characters; shorter numbers are in any text by chance
LONGEST_QUERY: Final = 2000  # a QR code holds at most 4296 letters, a licence's far fewer
OLD: Final = 365  # days after which a list is called old
ADVISER: Final = "村居法律顾问"
_JOINTS: Final = re.compile(r"[\s·•・.,，。、()（）\-_]+")
_RUNS: Final = re.compile(r"[0-9A-Za-z]+")


class Match(IntEnum):
    """How it was found, the best first."""

    LICENCE = 0
    NAME = 1
    BEGINS = 2
    WITHIN = 3
    WORKS_AT = 4
    KIND = 5


@dataclass(frozen=True, slots=True)
class Hit:
    what: Organisation | Person
    register: Register
    match: Match


def find(registers: Iterable[Register], text: str, limit: int = 50) -> tuple[Hit, ...]:
    """The best ``limit`` of what ``text`` names: our own order of lists counts among equals."""
    asked = plain(text[:LONGEST_QUERY])
    if not asked:
        return ()
    hits = [
        Hit(row, register, match)
        for register in registers
        for row in _rows(register)
        if (match := _match(row, asked)) is not None
    ]
    return tuple(sorted(hits, key=lambda hit: hit.match)[:limit])


def scanned(registers: Iterable[Register], text: str) -> tuple[Hit, ...]:
    """What the code on a licence names, found by the number in it. Codes hold the number alone, an address
    with it, or a text around it; nothing of an address is ever opened.
    """
    return tuple(
        Hit(row, register, Match.LICENCE)
        for register in registers
        for row in _rows(register)
        if len(licence := plain(row.licence)) >= SHORTEST_LICENCE and licence in _numbers(text)
    )


def works_there(registers: Iterable[Register], organisation: Organisation) -> tuple[Person, ...]:
    """Who works at ``organisation``, of all lists, each name and number once."""
    found = {
        (person.name, person.licence): person
        for register in registers
        for person in register.people
        if person.works_at == organisation.name
    }
    return tuple(found.values())


def advisers(registers: Iterable[Register], region: str) -> tuple[Person, ...]:
    """The legal advisers of a village: of those who serve ``region`` or a place within it."""
    return tuple(
        person
        for register in registers
        for person in register.people
        if person.kind == ADVISER and person.region and _part_of(person.region, region)
    )


def regions(registers: Iterable[Register]) -> tuple[str, ...]:
    """Whose lists there are, in their order: the county first, then its neighbours."""
    return tuple(dict.fromkeys(register.region for register in registers))


def old(register: Register, today: date) -> bool:
    """Whether the list should be asked for anew. One without a readable date is."""
    try:
        return (today - date.fromisoformat(register.listed_on)).days > OLD
    except ValueError:
        return True


def plain(text: str) -> str:
    """What counts of a name or number: full-width is half-width; case, spaces, dots, dashes do not matter."""
    return _JOINTS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _rows(register: Register) -> Iterator[Organisation | Person]:
    yield from register.organisations
    yield from register.people


def _match(row: Organisation | Person, asked: str) -> Match | None:
    name = plain(row.name)
    works_at = plain(row.works_at) if isinstance(row, Person) else ""
    # Each is asked only when none before it holds.
    ways: tuple[tuple[Match, Callable[[], bool]], ...] = (
        (Match.LICENCE, lambda: bool(row.licence) and plain(row.licence) == asked),
        (Match.NAME, lambda: name == asked),
        (Match.BEGINS, lambda: name.startswith(asked)),
        (Match.WITHIN, lambda: asked in name),
        (Match.WORKS_AT, lambda: asked in works_at),
        (Match.KIND, lambda: asked in plain(row.kind)),
    )
    return next((match for match, holds in ways if holds()), None)


def _numbers(text: str) -> frozenset[str]:
    """Every run of letters and digits, and those joined by a dash."""
    half = unicodedata.normalize("NFKC", text[:LONGEST_QUERY]).casefold()
    return frozenset(_RUNS.findall(half)) | frozenset(_RUNS.findall(half.replace("-", "")))


def _part_of(region: str, place: str) -> bool:
    return region in place or place in region
