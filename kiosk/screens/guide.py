"""One question and its answer, over as many pages as it takes; what to do with it stays below."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from kiosk.domain import flow, update_counts
from kiosk.domain import state as s
from kiosk.domain.comfort import Language
from kiosk.domain.counts import HELP
from kiosk.domain.flow import Screen
from kiosk.domain.library import Guide, Library
from kiosk.domain.library_services import Scenario
from kiosk.domain.state import AppState, PrintProgress, PrintState
from kiosk.screens.answering import office_lines, offices_foot
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Part, Section, paginate
from kiosk.screens.guide_parts import Places, offices_of, sections
from kiosk.screens.language import chinese_note
from kiosk.screens.matter_rows import scenario_of, step_button
from kiosk.screens.paged_reading import as_it_is
from kiosk.screens.paging import pager, turn_buttons, where_in_short
from kiosk.screens.printing import Rail, print_line, print_words, rail_width, short_print_words
from kiosk.screens.reading_aids import ReadingAids
from kiosk.screens.solved import solved_row
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

CONSULTATION: Final = "consultation"
_GAP: Final = 0.8


class GuideScreen(RebuiltScreen):
    screen = Screen.GUIDE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._measured: dict[object, list[list[Part]]] = {}
        self._measured_for: Library | None = None
        self._aids = ReadingAids()

    def view(self, state: AppState) -> object:
        printing = state.visit.guide_print if state.visit is not None else None
        guide = (
            library.guide(_place(state).guide_id) if (library := flow.library(state)) is not None else None
        )
        told = self._places(guide, library, state) if guide is not None and library is not None else None
        helped = update_counts.answered(state)
        return state.library, _place(state), state.can_submit, state.printer, printing, told, helped

    def build(self, state: AppState) -> Block:
        place, library = _place(state), flow.library(state)
        guide = library.guide(place.guide_id) if library is not None else None
        if library is None or guide is None:
            return Column(
                Notice(self.texts.main.guide_gone, (self.texts.main.guide_gone_hint,), icon="info"), Spacer()
            )
        pages = self._pages(guide, library, state)
        page = min(max(place.page, 0), len(pages) - 1)
        head = self._head(guide, library, page)
        parts = Column(*(part.build() for part in pages[page]), gap=_GAP)
        if self.theme.compact:
            words = Column(head, parts, Spacer(), gap=_GAP, share=1.0)
            return Beside(words, self._rail(guide, page, len(pages), state), gap=1.2)
        return Column(head, parts, Spacer(), *self._foot(guide, page, len(pages), state), gap=_GAP)

    # ---- pages

    def _pages(self, guide: Guide, library: Library, state: AppState) -> list[list[Part]]:
        """Each page's parts, measured once for each guide of a library, the height below it and what is said
        of its offices.
        """
        if self._measured_for is not library:
            self._measured_for = library
            self._measured.clear()
        below = tuple(self._below(guide, count, state) for count in (1, 2))
        places = self._places(guide, library, state)
        helped = update_counts.answered(state)
        key = (guide.id, below, places, helped)
        if key not in self._measured:
            self._measured[key] = self._measure_pages(guide, library, below, places, state, helped)
        return self._measured[key]

    def _places(self, guide: Guide, library: Library, state: AppState) -> Places:
        offices = offices_of(guide, library)
        return Places(
            tuple((office.id, office_lines(state, office, self.texts)) for office in offices),
            offices_foot(state, offices, self.texts),
            tuple(office.id for office in offices if offices_foot(state, (office,), self.texts)),
        )

    def _below(self, guide: Guide, count: int, state: AppState) -> float:
        """Height (pixels) that is not for reading, below one of ``count`` pages."""
        if self.theme.compact:
            return 0.0
        foot = self._foot(guide, 0, count, state)
        return sum(self.measure(block) + _GAP * self.theme.gap for block in foot)

    def _measure_pages(
        self,
        guide: Guide,
        library: Library,
        below: Sequence[float],
        places: Places,
        state: AppState,
        helped: str,
    ) -> list[list[Part]]:
        """With the way to turn pages below, unless all fits on one."""
        audible = self.audible and not self.theme.seated  # up there nobody sitting would reach it
        leads = None if self.theme.seated else self._laws(guide)
        parts = sections(guide, library, self.theme.compact, self.texts.main, places, audible, leads)
        one = scenario_of(guide, library) if self.theme.compact else None
        if one is not None:  # there is no height for it beside the page
            parts.append(Section((one,), self._step))
        if self.theme.compact and (aids := self._aids.buttons(self, state, "guide", guide.id)):
            parts.append(Section((side_by_side(*aids),), as_it_is))
        asking = Section((helped,), self._solved, fewest=1)
        if not self.theme.seated:
            parts.append(asking)
        gap = _GAP * self.theme.gap
        width = self.room()[0] - (rail_width(self.look) + 1.2 * self.theme.gap if self.theme.compact else 0.0)
        height = partial(self.measure, width=width)
        heads = [height(self._head(guide, library, page)) for page in (0, 1)]
        pages: list[list[Part]] = []
        # For whoever sits what is touched lies low: on a page of its own, behind all that is read.
        for foot in below[1:] if self.theme.seated else below:
            first, other = (self.room()[1] - foot - gap - head for head in heads)
            pages = paginate(parts, first, other, gap, partial(_part_height, height))
            if len(pages) == 1 or self.theme.compact:
                break
        return [*pages, [Part(asking, 0, 1)]] if self.theme.seated else pages

    def _head(self, guide: Guide, library: Library, page: int) -> Block:
        topic = next((t.title for t in library.topics if t.id == guide.topic), "")
        note = [] if page else chinese_note(self.texts, guide)
        if self.theme.compact:
            long = self.theme.elder or self.texts.language is Language.EN
            if page and long and not self.theme.wide:
                return Spacer(grow=0.0)  # no height to spare for the question on every page
            return Column(Text(guide.title, "small_bold" if page else "heading"), *note, gap=0.0)
        return Column(
            Text(self.texts.main.crumb.format(topic), "small", tone="ink2"),
            Text(guide.title, "heading" if page else "title"),
            *note,
            gap=0.2,
        )

    def _step(self, items: Sequence[Scenario], _first: int) -> Block:
        return step_button(items[0], self.texts, self.services)

    def _solved(self, items: Sequence[str], _first: int) -> Block:
        return solved_row(self, items[0], "guide")

    # ---- what to do with it

    def _foot(self, guide: Guide, page: int, pages: int, state: AppState) -> list[Block]:
        """Standing panels: what is said of printing, turning pages, printing and asking somebody."""
        printing = state.visit.guide_print if state.visit is not None else None
        # The line is kept free when there is nothing to say, so that pages never change under the reader.
        said = print_line(print_words(state.printer, printing, self.texts) or " ", state.printer, printing)
        ask = PrimaryButton(
            self.texts.main.guide_ask, share=2.0, touch_id="guide.ask", on_tap=self._asker(state.can_submit)
        )
        paper: list[Block] = []
        if state.printer.usable:
            word = self.texts.main.guide_print if printing is None else self.texts.main.guide_print_again
            paper = [self._print_button(word, "printer", guide, printing)]
        turning = (
            [pager("guide", page, pages, partial(self._turn, guide.id), False, self.texts.main)]
            if pages > 1
            else []
        )
        leads = self._laws(guide) if self.theme.seated else None
        laws = [leads()] if leads is not None else []
        aids = self._aids.buttons(self, state, "guide", guide.id)
        helps = [side_by_side(*aids)] if aids else []
        return [said, *turning, *laws, *helps, *self._asking(guide, state), Beside(*paper, ask, gap=0.8)]

    def _rail(self, guide: Guide, page: int, pages: int, state: AppState) -> Block:
        """Low panels: the same in a column beside the text, which needs the height."""
        printing = state.visit.guide_print if state.visit is not None else None
        where = where_in_short(page, pages, self.texts.main, yields=1)
        turn = partial(self._turn, guide.id)
        turning = [*turn_buttons("guide", page, pages, turn, self.texts.main), where] if pages > 1 else []
        ask = PrimaryButton(
            self.texts.main.guide_ask_short, touch_id="guide.ask", on_tap=self._asker(state.can_submit)
        )
        word = short_print_words(state.printer, printing, self.texts)
        paper = self._print_button(word, "", guide, printing)
        if word != self.texts.main.guide_print:
            paper.role = "small_bold"
        paper.enabled = paper.enabled and state.printer.usable
        return Rail(rail_width(self.look), *turning, Spacer(), paper, ask, gap=0.7)

    def _asking(self, guide: Guide, state: AppState) -> list[Block]:
        """The scenario this answer leads to, to be asked step by step."""
        library = flow.library(state)
        one = scenario_of(guide, library) if library is not None else None
        return [] if one is None else [step_button(one, self.texts, self.services)]

    def _print_button(
        self, word: str, icon: str, guide: Guide, printing: PrintProgress | None
    ) -> SecondaryButton:
        return SecondaryButton(
            word,
            icon=icon,
            share=1.0,
            touch_id="guide.print",
            enabled=printing is None or printing.state is not PrintState.SENDING,
            on_tap=partial(self.services.print_guide, guide.id),
        )

    def _laws(self, guide: Guide) -> Callable[[], Block] | None:
        """看法条, below the law lines; where all has to lie low, below the page."""
        if not guide.law:
            return None
        tap = partial(self.services.open, s.LawList("guide", guide.id))
        return partial(SecondaryButton, self.texts.learn.laws, icon="book", touch_id="guide.laws", on_tap=tap)

    def _asker(self, can_submit: bool) -> partial[None]:
        return partial(self._ask, can_submit)

    def _ask(self, can_submit: bool) -> None:
        """Who asks somebody was not helped enough."""
        self.services.solved(HELP)
        if can_submit:
            self.services.open_form(CONSULTATION)
        else:
            self.services.open(s.HelpPeople())

    def _turn(self, guide_id: str, page: int) -> None:
        self.services.open(s.GuideView(guide_id, page))


def _part_height(height: Callable[[Block], float], part: Part) -> float:
    return height(part.build())


def _place(state: AppState) -> s.GuideView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.GuideView) else s.GuideView("")
