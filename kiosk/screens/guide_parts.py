"""A guide as sections, and how sections are laid over pages so that nothing is ever cut off."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kiosk.domain.library import Guide, LawRef, Library, Office
from kiosk.screens.strings import TEXT
from kiosk.screens.widgets.block import Beside, Block, Column
from kiosk.screens.widgets.notes import AnswerBox, Bullets, Fact, Notice, NumberedSteps
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text

# A section is rather begun on a new page than split, unless this much of the page would stay empty …
_TOO_EMPTY: Final = 0.24
# … and on either side of the break there are at least this many items.
_FEWEST: Final = 2
_SENTENCE: Final = re.compile(r"[^。！？]+[。！？]?")


@dataclass(frozen=True)
class Section:
    """``make(items, first)`` draws some of ``items``, the first of them numbered ``first`` (from 0).

    ``together``: split only when a page of its own cannot hold it.
    """

    items: tuple[str, ...] | tuple[Office, ...]
    make: Callable[[Sequence[object], int], Block]
    together: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Some consecutive items of a section, as one page shows them."""

    section: Section
    first: int
    count: int

    def build(self) -> Block:
        return self.section.make(self.section.items[self.first : self.first + self.count], self.first)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a short text, each with its own full stop."""
    return tuple(found.strip() for found in _SENTENCE.findall(text) if found.strip())


def sections(guide: Guide, library: Library, compact: bool) -> list[Section]:
    """What the guide says, in the order it is needed: danger first, the law last."""
    offices = tuple(office for office in map(library.office, guide.where) if office is not None)
    flat = _Flat(compact)
    out = [
        Section(guide.answer, lambda items, _: AnswerBox(_words(items))),
        Section(sentences(guide.urgent), lambda items, _: _warned(TEXT.guide_urgent, items, "phone")),
        Section(guide.steps, flat.steps, together=False),
        Section(guide.bring, flat.bring),
        Section(sentences(guide.never), lambda items, _: _warned(TEXT.guide_never, items, "stop")),
        Section(offices, flat.where, together=False),
        Section(sentences(guide.cost), lambda items, _: flat.fact(TEXT.guide_cost, "coin", items)),
        Section(sentences(guide.time), lambda items, _: flat.fact(TEXT.guide_time, "clock", items)),
        Section(law_lines(guide.law), lambda items, first: flat.law(guide, items, first), together=False),
    ]
    return [section for section in out if section.items]


def law_lines(refs: Sequence[LawRef]) -> tuple[str, ...]:
    """One line a law: 《劳动法》第 50 条，and its other articles."""
    lines = []
    for law, group in groupby(sorted(refs, key=lambda ref: _order(refs, ref.law)), key=lambda ref: ref.law):
        articles = "、".join(str(article) for article in sorted({ref.article for ref in group}))
        lines.append(TEXT.guide_article.format(law, articles))
    return tuple(lines)


def _order(refs: Sequence[LawRef], law: str) -> int:
    return next(index for index, ref in enumerate(refs) if ref.law == law)


def paginate(
    parts: Sequence[Section], first_room: float, room: float, gap: float, height: Callable[[Block], float]
) -> list[list[Part]]:
    """Pages of parts, none taller than its room (pixels) as long as a single item fits.

    ``first_room``: height on the first page, whose title is larger. Nothing is left out, no page is empty.
    """
    pages: list[list[Part]] = [[]]
    left = first_room
    for section in parts:
        first = 0
        while first < len(section.items):
            whole = len(section.items) - first
            fitting = _fitting(section, first, left, height)
            splits = not section.together and _splits_well(fitting, whole, left, room)
            if pages[-1] and fitting < whole and not splits:
                pages.append([])
                left = room
                continue
            part = Part(section, first, max(fitting, 1))
            pages[-1].append(part)
            left -= height(part.build()) + gap
            first += part.count
            if first < len(section.items):
                pages.append([])
                left = room
    return pages


def _splits_well(fitting: int, whole: int, left: float, room: float) -> bool:
    return left > room * _TOO_EMPTY and fitting >= _FEWEST and whole - fitting >= _FEWEST


def _fitting(section: Section, first: int, left: float, height: Callable[[Block], float]) -> int:
    """How many items from ``first`` on fit into ``left`` pixels."""
    count = len(section.items) - first
    while count and height(Part(section, first, count).build()) > left:
        count -= 1
    return count


def _words(items: Sequence[object]) -> list[str]:
    return [str(item) for item in items]


def _warned(title: str, items: Sequence[object], icon: str) -> Block:
    return Notice(title, _words(items), icon=icon, role="body")


class _Flat:
    """Sections as cards on standing panels, and without the card's edges where width is scarce."""

    def __init__(self, compact: bool) -> None:
        self._compact = compact

    def _section(self, title: str, icon: str, *children: Block) -> Block:
        if not self._compact:
            return Fact(title, *children, icon=icon)
        return Column(Text(title, "heading"), *children, gap=0.3)

    def steps(self, items: Sequence[object], first: int) -> Block:
        return self._section(_on(TEXT.guide_steps, first), "", NumberedSteps(_words(items), first + 1))

    def bring(self, items: Sequence[object], _first: int) -> Block:
        return self._section(TEXT.guide_bring, "bag", Bullets(_words(items)))

    def where(self, items: Sequence[object], first: int) -> Block:
        offices = [_office(item, self._compact) for item in items if isinstance(item, Office)]
        return self._section(_on(TEXT.guide_where, first), "", *offices)

    def fact(self, title: str, icon: str, items: Sequence[object]) -> Block:
        return self._section(title, icon, Text("".join(_words(items)), "body"))

    def law(self, guide: Guide, items: Sequence[object], first: int) -> Block:
        lines = [Text(line, "small", tone="ink2") for line in _words(items)]
        note = Text(checked_line(guide), "small", tone="ink2")
        return self._section(_on(TEXT.guide_law, first), "book", Column(*lines, note, gap=0.15))


def _on(title: str, first: int) -> str:
    """The heading where a section goes on overleaf."""
    return TEXT.guide_on.format(title) if first else title


def checked_line(guide: Guide) -> str:
    """When an editor checked it, and that staff have the last word."""
    word = TEXT.guide_sample if guide.sample else TEXT.guide_answers
    return TEXT.guide_checked.format(guide.checked) + TEXT.joint + word


def _office(office: Office, compact: bool) -> Block:
    """Name; address; phone and hours."""
    lines = [office.address, TEXT.joint.join(filter(None, (office.phone, office.hours)))]
    name = Text(office.name, "small_bold" if compact else "strong")
    words = Column(name, *(Text(line, "small", tone="ink2") for line in lines if line), gap=0.05)
    if compact:
        return words
    words.share = 1.0
    return Beside(Icon("pin", tone="action", scale=0.85), words, gap=0.8)
