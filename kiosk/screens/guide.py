"""One question and its answer, over as many pages as it takes; what to do with it stays below."""

from functools import partial
from typing import Final

from kiosk.domain import state as s
from kiosk.domain.device import DeviceStatus
from kiosk.domain.flow import Screen
from kiosk.domain.library import Guide, Library
from kiosk.domain.state import AppState, PrintProgress, PrintState
from kiosk.errors import ERRORS
from kiosk.screens.base import KioskScreen
from kiosk.screens.guide_parts import Part, paginate, sections
from kiosk.screens.paging import pager
from kiosk.screens.strings import TEXT
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text

CONSULTATION: Final = "consultation"
_GAP: Final = 0.8


class GuideScreen(KioskScreen):
    screen = Screen.GUIDE

    def view(self, state: AppState) -> object:
        printing = state.visit.guide_print if state.visit is not None else None
        return state.library, _place(state), state.can_submit, state.printer, printing

    def build(self, state: AppState) -> Block:
        place, library = _place(state), state.library
        guide = library.guide(place.guide_id) if library is not None else None
        if library is None or guide is None:
            return Column(Notice(TEXT.guide_gone, (TEXT.guide_gone_hint,), icon="info"), Spacer())
        pages = self._pages(guide, library, state)
        page = min(max(place.page, 0), len(pages) - 1)
        head = self._head(guide, library, page)
        parts = Column(*(part.build() for part in pages[page]), gap=_GAP)
        return Column(head, parts, Spacer(), *self._foot(guide, page, len(pages), state), gap=_GAP)

    # ---- pages

    def _pages(self, guide: Guide, library: Library, state: AppState) -> list[list[Part]]:
        """Each page's parts; measured with the way to turn pages, unless all fits on one."""
        parts = sections(guide, library, self.theme.compact)
        gap = _GAP * self.theme.gap
        pages: list[list[Part]] = []
        for count in (1, 2):
            below = sum(self.measure(block) + gap for block in self._foot(guide, 0, count, state))
            rooms = [
                self.room()[1] - below - gap * 2 - self.measure(self._head(guide, library, page))
                for page in (0, 1)
            ]
            pages = paginate(parts, rooms[0], rooms[1], gap, self.measure)
            if len(pages) == 1:
                break
        return pages

    def _head(self, guide: Guide, library: Library, page: int) -> Block:
        topic = next((t.title for t in library.topics if t.id == guide.topic), "")
        if page and self.theme.compact:
            return Text(guide.title, "small_bold")
        if self.theme.compact:
            return Text(guide.title, "title")
        return Column(
            Text(TEXT.crumb.format(topic), "small", tone="ink2"), Text(guide.title, "title"), gap=0.2
        )

    # ---- what to do with it

    def _foot(self, guide: Guide, page: int, pages: int, state: AppState) -> list[Block]:
        ask = PrimaryButton(TEXT.guide_ask, touch_id="guide.ask", on_tap=self._asker(state.can_submit))
        printing = state.visit.guide_print if state.visit is not None else None
        paper = self._print_button(guide, state.printer, printing)
        said = print_words(state.printer, printing)
        notes: list[Block] = [Text(said, "small", tone="ink2", align="center")] if said else []
        turning = [pager("guide", page, pages, partial(self._turn, guide.id), self.theme.compact)]
        if pages < 2:
            turning = []
        if self.theme.compact:
            ask.share = 1.0
            return [*notes, Beside(*turning, *paper, ask, gap=0.7)]
        ask.share = 2.0
        return [*notes, *turning, Beside(*paper, ask, gap=0.8)]

    def _print_button(
        self, guide: Guide, printer: DeviceStatus, printing: PrintProgress | None
    ) -> list[SecondaryButton]:
        """Only where there is a printer that can print now."""
        if not printer.usable:
            return []
        word = TEXT.guide_print if printing is None else TEXT.guide_print_again
        if self.theme.compact:
            word = TEXT.guide_print
        return [
            SecondaryButton(
                word,
                icon="" if self.theme.compact else "printer",
                share=0.0 if self.theme.compact else 1.0,
                touch_id="guide.print",
                enabled=printing is None or printing.state is not PrintState.SENDING,
                on_tap=partial(self.services.print_guide, guide.id),
            )
        ]

    def _asker(self, can_submit: bool) -> partial[None]:
        if can_submit:
            return partial(self.services.open_form, CONSULTATION)
        return partial(self.services.open, s.HelpPeople())

    def _turn(self, guide_id: str, page: int) -> None:
        self.services.open(s.GuideView(guide_id, page))


def print_words(printer: DeviceStatus, printing: PrintProgress | None) -> str:
    """What can truthfully be said of a printed guide, or why there is no printing; empty: nothing to say."""
    if printing is None:
        return "" if printer.usable else _no_paper(printer.code or "E-PRN-01")
    match printing.state:
        case PrintState.SENDING:
            return TEXT.print_sending
        case PrintState.SENT:
            return TEXT.print_sent
        case PrintState.UNCERTAIN:
            return TEXT.print_uncertain
        case _:
            return _no_paper(printing.code or "E-PRN-04")


def _no_paper(code: str) -> str:
    """The error's first half says what is wrong; its second is about a receipt, which this is not."""
    wrong = ERRORS[code].resident.partition("，")[0] if code in ERRORS else ERRORS["E-PRN-04"].resident
    return TEXT.print_photo.format(wrong)


def _place(state: AppState) -> s.GuideView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.GuideView) else s.GuideView("")
