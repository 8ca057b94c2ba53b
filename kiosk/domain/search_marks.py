"""Which characters of a line are what was asked for: to be marked where a result is shown. Pure."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from typing import Final

from kiosk.domain.search import Spans
from kiosk.domain.search_terms import Readings, plain
from kiosk.domain.syllables import initials_of

_LATIN: Final = re.compile(r"[a-z]{2,}|[0-9]+")
_MOST_READINGS: Final = 3


def marks(line: str, terms: Mapping[str, float], readings: Readings) -> Spans:
    """What of ``line`` one of ``terms`` (search_terms) says: pairs as they are written or sound, words,
    numbers, first letters; where there is none of these, single characters and syllables.
    """
    folded = [_folded(char) for char in line]
    lit = [False] * len(line)
    for begin, end in (*_pairs(folded, terms, readings), *_words(folded, terms)):
        lit[begin:end] = [True] * (end - begin)
    if not any(lit):
        for begin, end in _first_letters(folded, terms, readings):
            lit[begin:end] = [True] * (end - begin)
    if not any(lit):
        lit = [_in(char, terms) or any(code in terms for code in _read(char, readings)) for char in folded]
    return _spans(lit)


def _folded(char: str) -> str:
    """One character for one: what folds to several stays as it is."""
    other = plain(char)
    return other if len(other) == 1 else char


def _in(char: str, terms: Mapping[str, float]) -> bool:
    return char in terms


def _read(char: str, readings: Readings) -> str:
    return readings.get(char, "")[:_MOST_READINGS]


def _pairs(folded: list[str], terms: Mapping[str, float], readings: Readings) -> Iterator[tuple[int, int]]:
    for at, (one, other) in enumerate(pairwise(folded)):
        heard = product(_read(one, readings), _read(other, readings))
        if one + other in terms or any(a + b in terms for a, b in heard):
            yield at, at + 2


def _words(folded: list[str], terms: Mapping[str, float]) -> Iterator[tuple[int, int]]:
    for match in _LATIN.finditer("".join(folded)):
        if f"={match[0]}" in terms:
            yield match.span()


def _first_letters(
    folded: list[str], terms: Mapping[str, float], readings: Readings
) -> Iterator[tuple[int, int]]:
    """The longest that were typed."""
    longest = max((len(term) - 1 for term in terms if term[0] == "/"), default=0)
    if not longest:
        return
    letters = [initials_of(_read(char, readings)) for char in folded]
    for at in range(len(folded) - longest + 1):
        if any(f"/{''.join(way)}" in terms for way in product(*letters[at : at + longest])):
            yield at, at + longest


def _spans(lit: list[bool]) -> Spans:
    edges = [at for at, (one, other) in enumerate(pairwise([False, *lit, False])) if one != other]
    return tuple(zip(edges[::2], edges[1::2], strict=True))
