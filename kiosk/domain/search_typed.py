"""Letters as the syllables somebody may have meant by them: ``tuoqiangongzi``, ``tqgz``, ``xian``. Pure."""

import heapq
from typing import Final, NamedTuple

from kiosk.domain.syllables import LONGEST, TYPED, meant, spelling_of

_MOST_WAYS: Final = 3
_LETTER_COST: Final = 3  # a letter that stands for a syllable, against 1 for a syllable
_KEPT: Final = 4  # ways kept at each place


class Way(NamedTuple):
    """``codes``: one a syllable, a space for a first letter alone. ``initials``: of all, folded."""

    codes: str
    initials: str


class _Partial(NamedTuple):
    cost: int
    codes: str
    initials: str


def ways(letters: str) -> list[Way]:
    """The likeliest ways to read ``letters`` (lower case, apostrophes and spaces part them), best first.

    Fewest syllables first, as whoever types 'xian' mostly means one. What is no syllable is taken as the
    first letter of one. Never empty for at least one letter.
    """
    best = [_Partial(0, "", "")]
    for part in letters.replace("'", " ").split():
        best = _through(part, best)
    return [Way(way.codes, way.initials) for way in best[:_MOST_WAYS] if way.initials]


def _through(part: str, before: list[_Partial]) -> list[_Partial]:
    places: list[list[_Partial]] = [before, *([] for _ in part)]
    for at in range(len(part)):
        here = places[at] = heapq.nsmallest(_KEPT, set(places[at]))
        for end in range(at + 1, min(at + LONGEST, len(part)) + 1):
            places[end] += [
                _more(way, spelling, cost) for way in here for spelling, cost in _steps(part[at:end])
            ]
    return heapq.nsmallest(_KEPT, set(places[-1]))


def _more(way: _Partial, code: str, cost: int) -> _Partial:
    letter = code if code in _LETTERS else spelling_of(code)[0]
    return _Partial(way.cost + cost, way.codes + (" " if code in _LETTERS else code), way.initials + letter)


def _steps(spelling: str) -> list[tuple[str, int]]:
    """Codes it may stand for, or the letter itself, with what they cost."""
    found = [(syllable.code, 1) for syllable in meant(spelling)] if spelling in TYPED else []
    if len(spelling) == 1:
        found.append((spelling, _LETTER_COST))
    return found


_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
