"""The paper before it is printed: its pages as pictures, larger in strips, or its words in large print."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from kiosk.domain import flow
from kiosk.domain import update_paper as papers
from kiosk.domain import visit_papers as p
from kiosk.domain.comfort import Size
from kiosk.domain.flow import Screen
from kiosk.domain.paper_shown import Drawn, PaperWork, SheetPage, SheetPart
from kiosk.domain.state import AppState, PrintProgress, PrintState
from kiosk.domain.visit_papers import Look as Picked
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Part, Section, paginate
from kiosk.screens.language import chinese_words
from kiosk.screens.paging import pager, turn_buttons, where_in_short
from kiosk.screens.printing import Rail, rail_width
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import BaseButton, PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.notes import Notice, poster
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.sheet import SheetPicture, Strip, strips
from kiosk.screens.widgets.text import Text
from kiosk.services import Services
from kiosk.words.texts import Texts

_GAP: Final = 0.7
_RAIL_GAP: Final = 0.6
# Where a sentence may go on overleaf: behind its marks, and anywhere when it has none for long.
_PIECE: Final = re.compile("[^。！？；，、）]{1,24}[。！？；，、）]*|[。！？；，、）]+")
PICTURE: Final[Picked] = "picture"
LARGE: Final[Picked] = "large"
WORDS: Final[Picked] = "words"
_NEEDS_HELP: Final = "E-SHT-02"


@dataclass(frozen=True, slots=True)
class PaperPage:
    """All that is shown. ``how``: as a picture, larger, or in words."""

    title: str
    work: PaperWork
    printing: PrintProgress | None
    sheets: bool
    for_stop: bool
    how: Picked
    at: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """One page of the screen: a page of paper or a strip of it, or parts in words."""

    page: SheetPage | None = None
    strip: Strip | None = None
    parts: tuple[Part, ...] = ()


class PaperScreen(RebuiltScreen):
    screen = Screen.PAPER

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._measured: tuple[object, list[_Seen]] | None = None

    def view(self, state: AppState) -> object:
        return self._paper(state)

    def leave(self) -> None:
        self._measured = None

    def _paper(self, state: AppState) -> PaperPage | None:
        visit = state.visit
        place = visit.place if visit is not None else None
        if visit is None or visit.paper is None or not isinstance(place, p.PaperView):
            return None
        one = papers.template(flow.library(state), place.document_id)
        title = one.title if one is not None else ""
        title = self.texts.paper.empty.format(title) if place.blank else title
        stop = papers.for_stop(visit, state.library)
        how = place.how or self._suits(state)
        return PaperPage(title, visit.paper, visit.paper_print, state.sheets, stop, how, place.page)

    def _suits(self, state: AppState) -> Picked:
        """Who needs large print, or is read to, gets the words; a low panel shows a page in strips."""
        comfort = state.comfort_now
        if comfort.size is Size.ELDER or (comfort.voice and state.speech) or flow.covered(state):
            return WORDS
        return LARGE if self.theme.compact else PICTURE

    def build(self, state: AppState) -> Block:
        shown = self._paper(state)
        if shown is None:
            return Column(Notice(self.texts.paper.none, icon="info"), Spacer())
        if shown.work.drawn is None:
            return self._waiting(shown)
        seen = self._pages(shown, shown.work.drawn)
        at = min(max(shown.at, 0), len(seen) - 1)
        head, body = self._head(shown, at), self._body(seen[at])
        if self.theme.compact:
            words = Column(head, *body, gap=_GAP, share=1.0)
            return Beside(words, self._rail(shown, at, len(seen)), gap=1.2)
        return Column(head, *body, *self._foot(shown, at, len(seen)), gap=_GAP)

    def _waiting(self, shown: PaperPage) -> Block:
        """While it is made, and when it could not be."""
        title, low = Text(shown.title, "title"), self.theme.compact
        scale = 3.0 if low else 5.0
        if not shown.work.code:
            return Column(title, poster("clock", self.texts.paper.making, low=low, scale=scale))
        again = PrimaryButton(self.texts.paper.again, touch_id="paper.retry", on_tap=self.services.see_paper)
        said = self.texts.error(shown.work.code)
        return Column(title, poster("warning", said, tone="attention", low=low, scale=scale), again)

    def _head(self, shown: PaperPage, at: int) -> Block:
        small = self.theme.compact or shown.how != PICTURE or self.theme.elder
        note = [] if at else chinese_words(self.texts)
        return Column(Text(shown.title, "heading" if small else "title"), *note, gap=0.1)

    def _body(self, seen: _Seen) -> list[Block]:
        if seen.page is not None:
            return [SheetPicture(seen.page, seen.strip)]
        return [*(part.build() for part in seen.parts), Spacer()]

    # ---- what stands on which page

    def _pages(self, shown: PaperPage, drawn: Drawn) -> list[_Seen]:
        """Measured once for the same paper and the same buttons."""
        key = (shown.work.asked, shown.how, shown.sheets, shown.for_stop)
        if self._measured is None or self._measured[0] != key:
            self._measured = (key, self._divided(shown, drawn))
        return self._measured[1]

    def _divided(self, shown: PaperPage, drawn: Drawn) -> list[_Seen]:
        if shown.how == PICTURE:
            return [_Seen(page) for page in drawn.pages]
        width, gap = self._width(), _GAP * self.theme.gap
        below = 0.0
        if not self.theme.compact:
            # Room for whatever is said of a print: pages never change under the reader.
            foot = self._foot(replace(shown, printing=None, sheets=True), 1, 3)
            below = sum(self.measure(block) + gap for block in foot)
            below += max(self.measure(Text(said, "body")) for said in _all_said(self.texts)) + gap
        first, other = (
            self.room()[1] - below - gap - self.measure(self._head(shown, at), width) for at in (0, 1)
        )
        if shown.how == LARGE:
            low = min(first, other)
            return [
                _Seen(page, Strip(number, count))
                for page in drawn.pages
                for count in [strips(page, width, low)]
                for number in range(count)
            ]
        height = partial(self.measure, width=width)
        pages = paginate(_sections(drawn), first, other, gap, lambda part: height(part.build()))
        return [_Seen(parts=tuple(parts)) for parts in pages if parts]

    def _width(self) -> float:
        beside = rail_width(self.look) + 1.2 * self.theme.gap if self.theme.compact else 0.0
        return self.room()[0] - beside

    # ---- what to do with it

    def _foot(self, shown: PaperPage, at: int, pages: int) -> list[Block]:
        said = _status(shown, self.texts)
        status = [Text(said, "body", tone=_tone(shown), align="center")] if said else []
        turning = (
            [pager("paper", at, pages, self._turning(shown), False, self.texts.main)] if pages > 1 else []
        )
        looks, main = self._looks(shown), self._main(shown)
        rows = [side_by_side(*buttons) for buttons in (looks, main) if buttons]
        return [*status, *turning, *rows]

    def _rail(self, shown: PaperPage, at: int, pages: int) -> Block:
        main, turning = self.texts.main, list[Block]()
        if pages > 1:
            where = where_in_short(at, pages, main, yields=2)
            both = turn_buttons("paper", at, pages, self._turning(shown), main)
            turning = [*both, where]
        # What became of a print is said before all else: its outcomes must never look alike.
        told = shown.printing is not None
        status = [self._said(_status(shown, self.texts), shown, yields=0 if told else 1)]
        looks, actions = self._looks(shown)[-1:], self._main(shown)
        must = [*turning[:2], *(status if told else ()), *actions]
        if not self._stands([*must, *looks]):
            looks = []  # what is shown at first suits whoever is there
        if told and not self._stands(must):
            status = [self._said(_status(shown, self.texts, half=True), shown)]
        status = [one for one in status if one.text]
        return Rail(rail_width(self.look), *turning, Spacer(), *status, *looks, *actions, gap=_RAIL_GAP)

    def _said(self, words: str, shown: PaperPage, yields: int = 0) -> Text:
        return Text(words, "small", tone=_tone(shown), yields=yields)

    def _stands(self, blocks: Sequence[Block]) -> bool:
        """Whether so much has room in the column beside a low page."""
        column = Column(*blocks, gap=_RAIL_GAP)
        fits = self.measure(column, rail_width(self.look)) <= self.room()[1]
        column.clear_widgets()
        return fits

    def _turning(self, shown: PaperPage) -> Callable[[int], None]:
        return partial(self.services.turn_paper, how=shown.how)

    def _looks(self, shown: PaperPage) -> list[BaseButton]:
        """Other ways to look at it; on low panels a whole page is too small to be read."""
        words, offered = self.texts.paper, list[tuple[Picked, str]]()
        if shown.how == PICTURE:
            offered = [(LARGE, words.bigger), (WORDS, words.words)]
        elif shown.how == LARGE:
            offered = [(PICTURE, words.whole), (WORDS, words.words)]
        else:
            offered = [(LARGE if self.theme.compact else PICTURE, words.picture)]
        return [
            SecondaryButton(word, touch_id=f"paper.{how}", on_tap=partial(self.services.turn_paper, 0, how))
            for how, word in offered
        ]

    def _main(self, shown: PaperPage) -> list[BaseButton]:
        words, buttons = self.texts.paper, list[BaseButton]()
        if shown.work.blank:
            buttons.append(
                SecondaryButton(words.codes, touch_id="paper.codes", on_tap=self.services.paper_codes)
            )
        if shown.sheets:
            kind = SecondaryButton if shown.for_stop else PrimaryButton
            sending = shown.printing is not None and shown.printing.state is PrintState.SENDING
            refused = shown.printing is not None and shown.printing.state is PrintState.REFUSED
            once_more = words.again if refused else words.print_again
            word = words.print if shown.printing is None else once_more
            printing = kind(
                word, touch_id="paper.print", enabled=not sending, on_tap=self.services.print_paper
            )
            buttons.append(printing)
        if shown.for_stop:
            on = self.texts.matter.on_short
            buttons.append(PrimaryButton(on, touch_id="paper.use", on_tap=self.services.use_paper))
        return buttons


def _status(shown: PaperPage, texts: Texts, half: bool = False) -> str:
    """What can truthfully be said of the print, and, unless it is only ``half``, what else one can do."""
    words, printing = texts.paper, shown.printing
    if printing is None:
        return "" if shown.sheets else words.no_printer
    match printing.state:
        case PrintState.SENDING:
            return words.printing
        case PrintState.SENT:
            return words.sent
        case PrintState.UNCERTAIN:
            return words.stuck if printing.code == _NEEDS_HELP else words.uncertain
        case _:
            code = printing.code if printing.code in texts.errors else "E-SHT-03"
            return texts.error_half(code) if half else texts.error(code)


def _all_said(texts: Texts) -> list[str]:
    """Everything ``_status`` may come to say."""
    words = texts.paper
    told = [words.no_printer, words.printing, words.sent, words.uncertain, words.stuck]
    return told + [said for code, said in texts.errors.items() if code.startswith(("E-SHT", "E-DOC"))]


def _tone(shown: PaperPage) -> str:
    odd = shown.printing is not None and shown.printing.state in (PrintState.UNCERTAIN, PrintState.REFUSED)
    return "attention" if odd else "ink2"


# ---- the paper in words


def _sections(drawn: Drawn) -> list[Section]:
    """Part by part as it stands there, then what to do with it. What a person wrote is never said aloud to
    all (``private``).
    """
    out = [_of_part(part) for part in drawn.parts if part.kind not in ("title", "space")]
    for heading, lines in drawn.advice:
        out.append(Section((heading, *lines), _advice, together=False))
    return [section for section in out if section.items]


def _of_part(part: SheetPart) -> Section:
    if part.rows:
        told = [
            (number, name, piece)
            for number, (name, what) in enumerate(part.rows)
            for piece in _PIECE.findall(what) or [what]
        ]
        return Section(told, partial(_rows, part.own), together=False, fewest=1)
    role = "strong" if part.kind == "heading" else "body"
    lines = [
        (number, piece)
        for number, line in enumerate(part.text.split("\n"))
        for piece in _PIECE.findall(line.strip())
    ]
    return Section(lines, partial(_lines, role, part.own), together=False, fewest=1)


def _lines(role: str, own: bool, items: Sequence[tuple[int, str]], _first: int) -> Block:
    numbers = dict.fromkeys(number for number, _ in items)
    told = ["".join(piece for number, piece in items if number == one) for one in numbers]
    return Column(*(Text(text, role, private=own) for text in told), gap=0.3)


def _rows(own: bool, items: Sequence[tuple[int, str, str]], _first: int) -> Block:
    """What goes on from the page before has its name once more."""
    rows = dict[int, tuple[str, str]]()
    for number, name, piece in items:
        rows[number] = (name, rows.get(number, (name, ""))[1] + piece)
    blocks = [
        Column(Text(name, "small", tone="ink2"), Text(what, "body", private=own), gap=0.0)
        for name, what in rows.values()
    ]
    return Column(*blocks, gap=0.4)


def _advice(items: Sequence[str], first: int) -> Block:
    texts = [
        Text(line, "strong" if first + place == 0 else "body", tone="ink" if first + place == 0 else "ink2")
        for place, line in enumerate(items)
    ]
    return Column(*texts, gap=0.2)
