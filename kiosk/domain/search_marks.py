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

Parts = Iterator[tuple[int, int]]


class Marker:
    """Of one question. ``terms`` and ``readings``: as in search_terms."""

    def __init__(self, terms: Mapping[str, float], readings: Readings) -> None:
        self._terms = terms
        self._readings = readings
        self._begins = frozenset(term[0] for term in terms)  # most characters begin nothing
        self._letters = max((len(term) - 1 for term in terms if term[0] == "/"), default=0)

    def marks(self, line: str) -> Spans:
        """What of ``line`` the question says: pairs as they are written or sound, words, numbers; where there
        is none of these, first letters; else single characters and syllables.
        """
        folded = _folded(line)
        for parts in (self._long(folded), self._first_letters(folded), self._single(folded)):
            lit = [False] * len(folded)
            for begin, end in parts:
                lit[begin:end] = [True] * (end - begin)
            if any(lit):
                return _spans(lit)
        return ()

    def _long(self, folded: str) -> Parts:
        for at, (one, other) in enumerate(pairwise(folded)):
            if one + other in self._terms or self._sounds(one, other):
                yield at, at + 2
        if "=" in self._begins:
            for match in _LATIN.finditer(folded):
                if f"={match[0]}" in self._terms:
                    yield match.span()

    def _sounds(self, one: str, other: str) -> bool:
        first = [code for code in self._read(one) if code in self._begins]
        return bool(first) and any(a + b in self._terms for a, b in product(first, self._read(other)))

    def _first_letters(self, folded: str) -> Parts:
        """As many as were typed, three at most."""
        many = self._letters
        if not many:
            return
        letters = [initials_of(self._read(char)) for char in folded]
        for at in range(len(folded) - many + 1):
            if any(f"/{''.join(way)}" in self._terms for way in product(*letters[at : at + many])):
                yield at, at + many

    def _single(self, folded: str) -> Parts:
        for at, char in enumerate(folded):
            if char in self._terms or any(code in self._terms for code in self._read(char)):
                yield at, at + 1

    def _read(self, char: str) -> str:
        return self._readings.get(char, "")[:_MOST_READINGS]


def _folded(line: str) -> str:
    """As long as ``line``: what folds to several characters stays as it is."""
    folded = plain(line)
    if len(folded) == len(line):
        return folded
    return "".join(
        other if len(other) == 1 else char for char, other in zip(line, map(plain, line), strict=True)
    )


def _spans(lit: list[bool]) -> Spans:
    edges = [at for at, (one, other) in enumerate(pairwise([False, *lit, False])) if one != other]
    return tuple(zip(edges[::2], edges[1::2], strict=True))
