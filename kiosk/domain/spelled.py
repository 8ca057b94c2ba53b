"""Typed letters as the syllables they are most likely meant as: to be shown parted, and erased so. Pure.

Only for the eye and for the key that takes a syllable back. What the letters mean is the reader's to say
(`kiosk/input/pinyin.py`): it takes every way of parting them.
"""

from typing import Final

from kiosk.domain.syllables import LONGEST, TYPED, UNFINISHED

# Costs: whole syllables, as few as possible; then an unfinished last one; then first letters (jtsg).
_WHOLE: Final = 10
_UNFINISHED: Final = 11
_LETTER: Final = 25


def parted(keys: str) -> tuple[str, ...]:
    """``tuoqiangongz`` → ``("tuo", "qian", "gong", "z")``. Apostrophes part, and are gone."""
    return tuple(part for piece in keys.split("'") for part in _piece(piece))


def _piece(letters: str) -> tuple[str, ...]:
    """The cheapest parting; of equals the one whose first syllables are longer (``fang an``)."""
    best: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for end in range(1, len(letters) + 1):
        ways = [
            (best[begin][0] + cost, (*best[begin][1], letters[begin:end]))
            for begin in range(max(0, end - LONGEST), end)
            if (cost := _cost(letters[begin:end], last=end == len(letters)))
        ]
        best.append(min(ways, key=lambda way: (way[0], [-len(part) for part in way[1]])))
    return best[-1][1]


def _cost(part: str, *, last: bool) -> int:
    if part in TYPED:
        return _WHOLE
    if last and part in UNFINISHED:
        return _UNFINISHED
    return _LETTER if len(part) == 1 else 0


def shown(keys: str) -> str:
    """``tuo qian gong z``; ü as it is written, and an apostrophe behind which nothing stands yet."""
    words = " ".join(part.replace("v", "ü") for part in parted(keys))
    return words + "'" if keys.endswith("'") else words


def shorter(keys: str) -> str:
    """``keys`` without its last syllable, and without the apostrophe before it."""
    rest = keys.rstrip("'")
    parts = parted(rest)
    return rest[: len(rest) - len(parts[-1])].rstrip("'") if parts else ""
