"""A page about one thing (an office, a visit, a board): sections over as many pages as they take, measured;
what can be done with it stays below, on low panels beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain.comfort import Language
from kiosk.screens.base import KioskScreen
from kiosk.screens.guide_pages import Part, Section, paginate
from kiosk.screens.paging import pager, turn_buttons, where_in_short
from kiosk.screens.printing import Rail, rail_width
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.notes import Fact
from kiosk.screens.widgets.picture import QrImage
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts

_GAP: Final = 0.8
_CODE_MM: Final = 52.0
_CODE_MM_LOW: Final = 44.0


class Code(QrImage):
    """A code to be read by somebody's telephone, as wide as it is high."""

    framed = True

    def natural(self) -> float:
        return float(self.theme.mm(_CODE_MM_LOW if self.theme.compact else _CODE_MM))

    def fit(self, width: float) -> float:
        return self.natural()


@dataclass(frozen=True)
class Leaf:
    """``name`` begins the ids of the turning buttons; ``actions`` makes the buttons, the first one primary or
    not as it likes. ``note``: one line below the title of the first page.
    """

    name: str
    title: str
    sections: Sequence[Section]
    turn: Callable[[int], None]
    crumb: str = ""
    note: str = ""
    actions: Callable[[], Sequence[Block]] = tuple

    def build(self, screen: KioskScreen, page: int) -> Block:
        pages = self._pages(screen)
        page = min(max(page, 0), len(pages) - 1)
        head = self._head(screen, page)
        parts = Column(*(part.build() for part in pages[page]), gap=_GAP)
        if not screen.theme.compact:
            return Column(head, parts, Spacer(), *self._foot(screen, page, len(pages)), gap=_GAP)
        rail = self._rail(screen, page, len(pages))
        words = Column(head, parts, Spacer(), gap=_GAP, share=1.0)
        return Beside(words, *rail, gap=1.2)

    def _pages(self, screen: KioskScreen) -> list[list[Part]]:
        """With the way to turn pages below, unless all fits on one."""
        found: list[list[Part]] = []
        gap = _GAP * screen.theme.gap
        for count in (1, 2):
            below = 0.0 if screen.theme.compact else self._below(screen, count)
            beside = self._rail(screen, 0, count) if screen.theme.compact else []
            wide = rail_width(screen.look) + 1.2 * screen.theme.gap if beside else 0.0
            width = screen.room()[0] - wide
            height = partial(screen.measure, width=width)
            heads = [height(self._head(screen, page)) for page in (0, 1)]
            first, other = (screen.room()[1] - below - gap - head for head in heads)
            found = paginate(self.sections, first, other, gap, partial(_height, height))
            if len(found) == 1:
                break
        return found

    def _below(self, screen: KioskScreen, count: int) -> float:
        return sum(screen.measure(block) + _GAP * screen.theme.gap for block in self._foot(screen, 0, count))

    def _head(self, screen: KioskScreen, page: int) -> Block:
        note = [Text(self.note, "small", tone="attention")] if self.note and not page else []
        if screen.theme.compact:
            long = screen.theme.elder or screen.texts.language is Language.EN
            if page and long and not screen.theme.wide:
                return Spacer(grow=0.0)  # no height to spare for the title on every page
            return Column(Text(self.title, "small_bold" if page else "heading"), *note, gap=0.0)
        crumb = [Text(self.crumb, "small", tone="ink2")] if self.crumb else []
        return Column(*crumb, Text(self.title, "heading" if page else "title"), *note, gap=0.2)

    def _foot(self, screen: KioskScreen, page: int, pages: int) -> list[Block]:
        turning = [pager(self.name, page, pages, self.turn, False, screen.texts.main)] if pages > 1 else []
        actions = list(self.actions())
        for action in actions:
            action.share = action.share or 1.0
        return [*turning, *([Beside(*actions, gap=0.8)] if actions else [])]

    def _rail(self, screen: KioskScreen, page: int, pages: int) -> list[Block]:
        """Nothing where there is nothing to touch."""
        turning: list[Block] = []
        if pages > 1:
            main = screen.texts.main
            where = where_in_short(page, pages, main, yields=1)
            turning = [*turn_buttons(self.name, page, pages, self.turn, main), where]
        actions = list(self.actions())
        if not turning and not actions:
            return []
        return [Rail(rail_width(screen.look), *turning, Spacer(), *actions, gap=0.7)]


def honest(texts: Texts, sample: bool) -> str:
    """Of what no county writes in English: whether it is a sample, and that it is in Chinese."""
    said = (texts.where.sample if sample else "", texts.main.chinese_only)
    return texts.main.joint.join(filter(None, said if texts.language is not Language.ZH else said[:1]))


def _height(height: Callable[[Block], float], part: Part) -> float:
    return height(part.build())


class Sections:
    """Sections as cards on standing panels, and without the card's edges where width is scarce."""

    def __init__(self, screen: KioskScreen) -> None:
        self._compact = screen.theme.compact
        self._on = screen.texts.main.guide_on

    def titled(self, title: str, icon: str, *children: Block) -> Block:
        if not self._compact:
            return Fact(title, *children, icon=icon)
        return Column(Text(title, "heading"), *children, gap=0.3)

    def lines(self, title: str, icon: str, lines: Sequence[str]) -> list[Section]:
        """Sentences below each other; nothing where there are none."""
        said = [line for line in lines if line]
        # Low panels would often show one line and a page of nothing.
        return [Section(said, partial(self._lines, title, icon), together=not self._compact)] if said else []

    def blocks(self, title: str, icon: str, makers: Sequence[Callable[[], Block]]) -> list[Section]:
        """What is more than a line: split between any two."""
        make = partial(self._blocks, title, icon)
        return [Section(list(makers), make, together=False, fewest=1)] if makers else []

    def alone(self, make: Callable[[], Block]) -> Section:
        """One block, never split."""
        return Section((None,), lambda _items, _first: make())

    def code(self, value: str, said: str, hint: str = "") -> Section:
        """A code beside what it is."""
        return self.alone(partial(self._code, value, said, hint))

    def with_code(self, title: str, icon: str, lines: Sequence[str], value: str, said: str) -> list[Section]:
        """Sentences with the code that holds them: beside each other where there is the width."""
        if self._compact:
            return [*self.lines(title, icon, lines), self.code(value, said)]
        told = [line for line in lines if line]
        return [self.alone(partial(self._beside, title, icon, told, value, said))]

    def _beside(self, title: str, icon: str, lines: Sequence[str], value: str, said: str) -> Block:
        under = [Text(line, "body") for line in lines]
        words = Column(*under, Text(said, "small", tone="ink2"), gap=0.25, share=1.0)
        return self.titled(title, icon, Beside(words, Code(value), gap=0.8))

    def _code(self, value: str, said: str, hint: str) -> Block:
        under = [Text(hint, "small", tone="ink2")] if hint else []
        words = Column(Spacer(), Text(said, "strong"), *under, Spacer(), gap=0.2, share=1.0)
        both = Beside(words, Code(value), gap=1.0)
        return both if self._compact else Card(both)

    def _heading(self, title: str, first: int) -> str:
        return self._on.format(title) if first else title

    def _lines(self, title: str, icon: str, items: Sequence[str], first: int) -> Block:
        lines = Column(*(Text(line, "body") for line in items), gap=0.25)
        return self.titled(self._heading(title, first), icon, lines)

    def _blocks(self, title: str, icon: str, makers: Sequence[Callable[[], Block]], first: int) -> Block:
        return self.titled(self._heading(title, first), icon, *(make() for make in makers))
