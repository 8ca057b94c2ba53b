"""How a guide's sections are laid over pages, so that nothing is ever cut off. Pure: the caller measures."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from kiosk.domain.library import LawRef
from kiosk.words.main import MainTexts

# A section is rather begun on a new page than split, unless this much of the page would stay empty.
_TOO_EMPTY: Final = 0.24
_SENTENCE: Final = re.compile(r"(?:[^。！？.!?]|[.!?](?!\s|$))+[。！？.!?]?")


@dataclass(frozen=True)
class Section:
    """``make(items, first)`` draws some of ``items``, the first of them numbered ``first`` (from 0).

    ``together``: split only when a page of its own cannot hold it. ``fewest`` items stand on either side of a
    break.
    """

    items: Sequence[Any]
    make: Callable[[Sequence[Any], int], Any]
    together: bool = True
    fewest: int = 2


@dataclass(frozen=True, slots=True)
class Part:
    """Some consecutive items of a section, as one page shows them."""

    section: Section
    first: int
    count: int

    def build(self) -> Any:
        """Whatever ``section.make`` draws."""
        return self.section.make(self.section.items[self.first : self.first + self.count], self.first)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a short text, each with its own full stop."""
    found = (piece.strip() for piece in _SENTENCE.findall(text))
    return tuple(piece for piece in found if piece.strip("。！？.!?"))


def joined(sentences: Sequence[str]) -> str:
    """Sentences as one text; between Latin ones stands a space."""
    text = ""
    for sentence in sentences:
        text += f" {sentence}" if text and text[-1].isascii() else sentence
    return text


def law_lines(refs: Sequence[LawRef], texts: MainTexts) -> tuple[str, ...]:
    """One line a law: 《劳动法》第 50 条，and its other articles."""
    lines = []
    for law, group in groupby(sorted(refs, key=lambda ref: _order(refs, ref.law)), key=lambda ref: ref.law):
        lines.append(texts.cited(law, *sorted({ref.article for ref in group})))
    return tuple(lines)


def _order(refs: Sequence[LawRef], law: str) -> int:
    return next(index for index, ref in enumerate(refs) if ref.law == law)


def paginate(
    parts: Sequence[Section], first_room: float, room: float, gap: float, height: Callable[[Part], float]
) -> list[list[Part]]:
    """Pages of parts, none taller than its room (pixels) as long as a single item fits.

    ``first_room``: height on the first page, whose title is larger. Nothing is left out, no page is empty.
    """
    pages: list[list[Part]] = [[]]
    left = first_room
    for section in parts:
        first, guess = 0, 1
        while first < len(section.items):
            whole = len(section.items) - first
            fitting = _fitting(section, first, left, height, guess)
            if pages[-1] and fitting < whole:
                # One item left over looks forgotten: it takes another along to its page.
                fitting = min(fitting, whole - section.fewest)
                if section.together or fitting < section.fewest or left <= room * _TOO_EMPTY:
                    pages.append([])
                    left = room
                    continue
            part = Part(section, first, max(fitting, 1))
            pages[-1].append(part)
            left -= height(part) + gap
            first += part.count
            guess = part.count
            if first < len(section.items):
                pages.append([])
                left = room
    return pages


def _fitting(section: Section, first: int, left: float, height: Callable[[Part], float], guess: int) -> int:
    """How many items from ``first`` on fit into ``left`` pixels; ``guess``: about so many.

    Few measurings, each of little more than a page: each one builds widgets. A long answer has a hundred
    pages on a low panel, and each holds about as much as the one before it.
    """
    count = len(section.items) - first
    fits, too_many, stride = 0, count + 1, 1
    trial = min(max(guess, 1), count)
    while too_many - fits > 1:
        if height(Part(section, first, trial)) <= left:
            fits = trial
        else:
            too_many = trial
        if too_many > count:
            trial = min(fits + stride, count)
        elif not fits:
            trial = max(too_many - stride, 1)
        else:
            trial = (fits + too_many) // 2
        stride *= 2
    return fits
