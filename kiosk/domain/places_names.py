"""Organisations and people of the registers while somebody types: by characters, by pinyin, by first letters,
by a part of a licence's number. Pure. What a name sounds like comes with the list (``Person.sound``).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

from kiosk.domain.library_places import Person, Register
from kiosk.domain.places_find import Hit, Match, find, plain
from kiosk.domain.search import Found
from kiosk.domain.search_typed import ways
from kiosk.domain.syllables import fold, spelling_of
from kiosk.domain.visit_where import LISTED
from kiosk.domain.where import rows

MOST: Final = 40  # hits of one question: five pages
SHORTEST_NUMBER: Final = 4  # of a licence's characters: fewer are in any number by chance
_LONGEST: Final = 60
_RUNS: Final = re.compile(r"[a-z' ]+|[^a-z' ]")
_NUMBER: Final = re.compile(r"(?=.*[0-9])[0-9A-Za-z]+")
_SEVERAL: Final = "/"  # between the readings of one character
_CACHED: Final = 20_000  # names of lists: public, and the same at each key


class _Part(NamedTuple):
    """A character of what is typed. ``how``: c: itself, s: a syllable, i: the first letter of one."""

    how: str
    text: str


def row_id(register: Register, number: int) -> str:
    return f"{register.id}.{number}"


def number_like(text: str) -> bool:
    """Whether ``text`` is (a part of) a licence's number, not of a name."""
    return _NUMBER.fullmatch(plain(text)) is not None


def look(registers: Iterable[Register], text: str) -> tuple[Found, ...]:
    """Who is meant, the best first, as results of a search: kind ``LISTED``, ``topic`` what he is,
    ``snippet`` where he works. Each row of a list once.
    """
    asked = tuple(registers)
    places = {id(what): (one, number) for one in asked for number, what in enumerate(rows(one))}
    found: list[Found] = []
    for hit in sorted(_hits(asked, text[:_LONGEST]), key=lambda hit: hit.match)[:MOST]:
        register, number = places[id(hit.what)]
        works = hit.what.works_at if isinstance(hit.what, Person) else ""
        said = works or hit.what.region or register.region
        found.append(Found(row_id(register, number), LISTED, hit.what.kind, hit.what.name, 1.0, said))
    return tuple(found)


def _hits(registers: tuple[Register, ...], text: str) -> Iterator[Hit]:
    asked = plain(text)
    if not asked:
        return
    if number_like(text):
        if len(asked) >= SHORTEST_NUMBER:
            yield from _numbered(registers, asked)
        return
    known = find(registers, text, MOST)
    yield from known
    if re.search("[a-z]", text.casefold()):
        met = {id(hit.what) for hit in known}
        yield from (hit for hit in _spelled(registers, text) if id(hit.what) not in met)


def _numbered(registers: Iterable[Register], asked: str) -> Iterator[Hit]:
    for register in registers:
        for row in rows(register):
            if row.licence and asked in (licence := row.licence.casefold()):
                whole, begins = licence == asked, licence.startswith(asked)
                match = Match.LICENCE if whole else Match.BEGINS if begins else Match.WITHIN
                yield Hit(row, register, match)


def _spelled(registers: Iterable[Register], text: str) -> Iterator[Hit]:
    readings = tuple(_readings(text.casefold()))
    for register in registers:
        for row in rows(register):
            match = _sounds_like(readings, _name(row.name), _sounds(row.sound))
            if match is not None:
                yield Hit(row, register, match)


def _readings(text: str) -> Iterator[tuple[_Part, ...]]:
    """What ``text`` may be: letters are syllables or first letters, the likeliest first."""
    pieces: list[list[tuple[_Part, ...]]] = []
    for run in _RUNS.findall(text):
        letters = run.strip(" '")
        if "a" <= letters[:1] <= "z":
            pieces.append([_spelling(way.codes, way.initials) for way in ways(letters)])
        elif character := plain(run):
            pieces.append([(_Part("c", character),)])
    for several in product(*pieces[:_LONGEST]) if sum(len(one) > 1 for one in pieces) < 4 else ():
        yield tuple(part for one in several for part in one)


def _spelling(codes: str, initials: str) -> tuple[_Part, ...]:
    return tuple(
        _Part("i", letter) if code == " " else _Part("s", spelling_of(code))
        for code, letter in zip(codes, initials, strict=True)
    )


def _sounds_like(
    readings: tuple[tuple[_Part, ...], ...], name: str, sounds: tuple[tuple[str, ...], ...]
) -> Match | None:
    if len(sounds) != len(name):
        return None
    best: Match | None = None
    for parts in readings:
        for start in range(len(name) - len(parts) + 1):
            if all(_fits(parts, at, name[start + at], sounds[start + at]) for at in range(len(parts))):
                whole = not start and len(parts) == len(name)
                match = Match.NAME if whole else Match.WITHIN if start else Match.BEGINS
                best = match if best is None else min(best, match)
                break
    return best


def _fits(parts: tuple[_Part, ...], at: int, character: str, sounds: tuple[str, ...]) -> bool:
    """The last syllable may be half typed."""
    how, text = parts[at]
    if how == "c":
        return character == text
    if how == "i" or at == len(parts) - 1:
        return any(sound.startswith(text) for sound in sounds)
    return text in sounds


@lru_cache(maxsize=_CACHED)
def _name(name: str) -> str:
    return plain(name)


@lru_cache(maxsize=_CACHED)
def _sounds(sound: str) -> tuple[tuple[str, ...], ...]:
    """One entry a character, with its readings, folded as the county speaks."""
    return tuple(tuple(fold(one)[0] for one in part.split(_SEVERAL)) for part in sound.split())
