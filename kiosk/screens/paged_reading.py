"""Something to read over as many pages as it takes, what to do with it below it; beside it on low panels."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Final

from kiosk.domain.library import LawRef
from kiosk.domain.state import AppState, PrintProgress, PrintState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Part, Section, joined, law_lines, paginate, sentences
from kiosk.screens.paging import pager, turn_buttons, where_in_short
from kiosk.screens.printing import Rail, print_line, print_words, rail_width, short_print_words
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import BaseButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.notes import Fact
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

_GAP: Final = 0.8
Pages = list[list[Part]]


class PagedReading(RebuiltScreen):
    """A subclass says what stands there; ``name`` begins the ids. Not measured again to turn a page."""

    name: ClassVar[str]

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._measured: tuple[object, Pages] | None = None

    # ---- what a subclass says

    @abstractmethod
    def content(self, state: AppState) -> object:
        """All it shows of the state but the page and the printing, as a value with ``==``."""

    @abstractmethod
    def page(self, state: AppState) -> int: ...

    @abstractmethod
    def turn(self, state: AppState, page: int) -> None: ...

    @abstractmethod
    def head(self, state: AppState, page: int) -> Block: ...

    @abstractmethod
    def sections(self, state: AppState) -> list[Section]: ...

    def main(self, state: AppState) -> list[BaseButton]:
        """What to do with it, two at most; the last one is the one to touch."""
        return []

    def more(self, state: AppState) -> list[BaseButton]:
        """What else one may do: a row of its own, behind the text on low panels."""
        return []

    def aids(self, state: AppState) -> list[SecondaryButton]:
        """What helps with reading it: a row of its own as well (``reading_aids``)."""
        return []

    def prints(self, state: AppState) -> bool:
        """Whether there is paper to be had of it."""
        return True

    # ---- building

    def view(self, state: AppState) -> object:
        return self.content(state), self.page(state), state.printer, _printing(state)

    def forget(self) -> None:
        super().forget()
        self._measured = None

    def build(self, state: AppState) -> Block:
        pages = self._pages(state)
        page = min(max(self.page(state), 0), len(pages) - 1)
        head = self.head(state, page)
        parts = Column(*(part.build() for part in pages[page]), gap=_GAP)
        if self.theme.compact:
            words = Column(head, parts, Spacer(), gap=_GAP, share=1.0)
            return Beside(words, self._rail(state, page, len(pages)), gap=1.2)
        return Column(head, parts, Spacer(), *self._foot(state, page, len(pages)), gap=_GAP)

    def _pages(self, state: AppState) -> Pages:
        below = tuple(self.below(state, count) for count in (1, 2))
        measured_for = (self.content(state), below)
        if self._measured is None or self._measured[0] != measured_for:
            self._measured = (measured_for, self._measure_pages(state, below))
        return self._measured[1]

    @property
    def gap(self) -> float:
        """Pixels between what stands under each other."""
        return _GAP * self.theme.gap

    def below(self, state: AppState, count: int) -> float:
        """Height (pixels) that is not for reading, below one of ``count`` pages."""
        if self.theme.compact:
            return 0.0
        foot = self._foot(state, 0, count)
        return sum(self.measure(block) + self.gap for block in foot)

    def _measure_pages(self, state: AppState, below: Sequence[float]) -> Pages:
        """With the way to turn pages below, unless all fits on one."""
        parts = self.sections(state)
        if self.theme.compact:
            parts += [Section((side_by_side(*aids),), as_it_is) for aids in (self.aids(state),) if aids]
            parts += [Section((button,), as_it_is) for button in self.more(state)]
        gap = self.gap
        height = partial(self.measure, width=self.width_of_text())
        heads = [height(self.head(state, page)) for page in (0, 1)]
        pages: Pages = [[]]
        for foot in below:
            first, other = (self.room()[1] - foot - gap - head for head in heads)
            pages = paginate(parts, first, other, gap, partial(_part_height, height))
            if len(pages) == 1 or self.theme.compact:
                break
        return pages

    def width_of_text(self) -> float:
        """Pixels."""
        beside = rail_width(self.look) + 1.2 * self.theme.gap if self.theme.compact else 0.0
        return self.room()[0] - beside

    # ---- what to do with it

    def _foot(self, state: AppState, page: int, pages: int) -> list[Block]:
        foot: list[Block] = []
        if self.prints(state):
            # Kept free when there is nothing to say: pages never change under the reader.
            words = print_words(state.printer, _printing(state), self.texts) or " "
            foot.append(print_line(words, state.printer, _printing(state)))
        turn = partial(self.turn, state)
        if pages > 1:
            foot.append(pager(self.name, page, pages, turn, False, self.texts.main))
        more, main = self.more(state), self.main(state)
        if self.prints(state) and state.printer.usable:
            main = [self._print_button(state), *main]
        foot += [side_by_side(*buttons) for buttons in (self.aids(state), more, main) if buttons]
        return foot

    def _rail(self, state: AppState, page: int, pages: int) -> Block:
        turn = partial(self.turn, state)
        where = where_in_short(page, pages, self.texts.main, yields=1)
        turning = [*turn_buttons(self.name, page, pages, turn, self.texts.main), where] if pages > 1 else []
        paper = [self._low_print_button(state)] if self.prints(state) else []
        main = self.main(state)
        return Rail(rail_width(self.look), *turning, Spacer(), *paper, *main, gap=0.7)

    def _print_button(self, state: AppState) -> SecondaryButton:
        printing = _printing(state)
        word = self.texts.main.guide_print if printing is None else self.texts.main.guide_print_again
        return SecondaryButton(
            word,
            icon="printer",
            touch_id=f"{self.name}.print",
            enabled=printing is None or printing.state is not PrintState.SENDING,
            on_tap=self.services.print_sheet,
        )

    def _low_print_button(self, state: AppState) -> SecondaryButton:
        printing = _printing(state)
        word = short_print_words(state.printer, printing, self.texts)
        usual = word == self.texts.main.guide_print
        return SecondaryButton(
            word,
            role="button" if usual else "small_bold",
            touch_id=f"{self.name}.print",
            enabled=state.printer.usable and (printing is None or printing.state is not PrintState.SENDING),
            on_tap=self.services.print_sheet,
        )

    # ---- parts that several have

    def paragraphs(self, texts: Sequence[str], role: str = "body", private: bool = False) -> Section:
        """Running text that may go on overleaf after any sentence."""
        pieces = [(number, piece) for number, text in enumerate(texts) for piece in sentences(text)]
        return Section(pieces, partial(_paragraphs, role, private), together=False, fewest=1)

    def law_card(self, refs: Sequence[LawRef], last: str) -> Section:
        """法律依据, a law a line; ``last``: what stands under them."""
        lines = (*law_lines(refs, self.texts.main), last)
        return Section(lines, self._law, together=False)

    def _law(self, items: Sequence[object], first: int) -> Block:
        title = self.texts.main.guide_law
        title = self.texts.main.guide_on.format(title) if first else title
        lines = [Text(str(line), "small", tone="ink2") for line in items]
        return self.card(title, Column(*lines, gap=0.15), icon="book")

    def card(self, title: str, *children: Block, icon: str = "") -> Block:
        """A card; without its edges where width is scarce."""
        if self.theme.compact:
            return Column(Text(title, "heading"), *children, gap=0.3)
        return Fact(title, *children, icon=icon)


def _paragraphs(role: str, private: bool, items: Sequence[tuple[int, str]], _first: int) -> Block:
    """Sentences of one paragraph run on."""
    numbers = dict.fromkeys(number for number, _ in items)
    told = [joined([piece for number, piece in items if number == one]) for one in numbers]
    return Column(*(Text(text, role, private=private) for text in told), gap=0.5)


def as_it_is(items: Sequence[Block], _first: int) -> Block:
    """A block that stands for itself, out of where it was measured."""
    block = items[0]
    block.detach()
    return block


def _part_height(height: Callable[[Block], float], part: Part) -> float:
    return height(part.build())


def _printing(state: AppState) -> PrintProgress | None:
    return state.visit.guide_print if state.visit is not None else None
