"""What comes of the answers: what is the matter, what to do, where to go on; over as many pages as needed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from kiosk.domain import flow, update_counts
from kiosk.domain import scenario_matter as matters
from kiosk.domain import state as s
from kiosk.domain.counts import HELP
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.library_services import Scenario
from kiosk.domain.scenario import PathLine
from kiosk.domain.scenario_matter import AtStop, Told, Way
from kiosk.domain.state import AppState, PrintProgress, PrintState
from kiosk.screens.answering import office_lines, offices_foot
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Part, Section, law_lines, paginate, sentences
from kiosk.screens.guide_parts import Flat, Places
from kiosk.screens.language import chinese_note
from kiosk.screens.matter_parts import path_row, way_row, way_title, ways_open
from kiosk.screens.paged_reading import as_it_is
from kiosk.screens.paging import pager, turn_buttons, where_in_short
from kiosk.screens.printing import Rail, print_line, print_words, rail_width, short_print_words
from kiosk.screens.reading_aids import ReadingAids
from kiosk.screens.solved import solved_row
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.notes import AnswerBox, Notice
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

CONSULTATION: Final = "consultation"
_GAP: Final = 0.8


class OutcomeScreen(RebuiltScreen):
    screen = Screen.OUTCOME

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._aids = ReadingAids()

    def view(self, state: AppState) -> object:
        visit, told = state.visit, shown(state)
        matter = visit.matter if visit is not None else None
        printing = visit.path_print if visit is not None else None
        said = places(state, told, self) if told is not None else None
        helped = update_counts.answered(state)
        return state.library, matter, _page(state), state.can_submit, state.printer, printing, said, helped

    def build(self, state: AppState) -> Block:
        told, library = shown(state), flow.library(state)
        if told is None or library is None:
            return Column()
        pages = self._pages(told, library, state)
        page = min(max(_page(state), 0), len(pages) - 1)
        head, parts = self._head(told, page), [part.build() for part in pages[page]]
        if self.theme.compact:
            words = Column(head, Column(*parts, gap=_GAP), Spacer(), gap=_GAP, share=1.0)
            return Beside(words, self._rail(told, page, len(pages), state), gap=1.2)
        return Column(head, *parts, Spacer(), *self._foot(told, page, len(pages), state), gap=_GAP)

    # ---- pages

    def _pages(self, told: Told, library: Library, state: AppState) -> list[list[Part]]:
        """With the way to turn pages below, unless all fits on one. What is to be touched stands on pages of
        its own for whoever sits.
        """
        read, touched = self._sections(told, library, state)
        gap = _GAP * self.theme.gap
        width = self.room()[0] - (rail_width(self.look) + 1.2 * self.theme.gap if self.theme.compact else 0.0)
        height = partial(self.measure, width=width)
        heads = [height(self._head(told, page)) for page in (0, 1)]
        pages: list[list[Part]] = []
        for count in (1, 2):
            below = 0.0
            if not self.theme.compact:
                foot = self._foot(told, 0, count, state)
                below = sum(self.measure(block) + gap for block in foot)
            first, other = (self.room()[1] - below - gap - head for head in heads)
            tall = partial(_part_height, height)
            if self.theme.seated:
                low = min(other, self.reach() - below - gap)
                pages = [*paginate(read, first, other, gap, tall), *paginate(touched, low, low, gap, tall)]
            else:
                pages = paginate([*read, *touched], first, other, gap, tall)
            if len(pages) == 1 or self.theme.compact:
                break
        return [page for page in pages if page]

    def _sections(self, told: Told, library: Library, state: AppState) -> tuple[list[Section], list[Section]]:
        """What is read, danger first; what is touched."""
        outcome, main = told.outcome, self.texts.main
        flat = Flat(self.theme.compact, main, places(state, told, self))
        say = "outcome.answer.say" if self.audible and not self.theme.seated else ""
        laws = law_lines(outcome.law, main)
        ways = ways_open(_besides(told, library, state), state.can_submit)
        urgent = Section(sentences(outcome.urgent), self._urgent)
        answer = Section(outcome.answer, lambda items, _: AnswerBox([str(one) for one in items], say))
        steps = Section(outcome.steps, flat.steps, together=False)
        onward = Section(ways, self._ways, together=False, fewest=1)
        helped = Section((update_counts.answered(state),), self._solved, fewest=1)
        path = Section(tuple(enumerate(told.path)), self._path, together=False, fewest=1)
        offices = Section(told.offices, flat.where, together=False, fewest=1)
        law = Section((*laws, self._stands(library, state)) if laws else (), flat.law, together=False)
        if self.theme.seated:
            read, touched = [urgent, answer, steps, offices, law], [onward, helped, path]
        else:
            read, touched = [urgent, answer, steps, onward, offices, law], [helped, path]
        if self.theme.compact:
            touched.append(Section(self._terms(told, state), as_it_is))
        return [one for one in read if one.items], [one for one in touched if one.items]

    def _stands(self, library: Library, state: AppState) -> str:
        """Whether an editor stands for it; staff have the last word."""
        matter = state.visit.matter if state.visit is not None else None
        walk = matter.walk if matter is not None else None
        one = library.every(Scenario).get(walk.scenario) if walk is not None else None
        main = self.texts.main
        return main.guide_sample if one is None or one.sample else main.guide_answers

    def _urgent(self, items: Sequence[object], _first: int) -> Block:
        words = [str(one) for one in items]
        return Notice(self.texts.main.guide_urgent, words, icon="phone", kind="danger", role="body")

    def _ways(self, items: Sequence[object], _first: int) -> Block:
        ways = (way for way in items if isinstance(way, Way))
        rows = [heard(way_row(way, self.texts, self.services.open_way), self.audible) for way in ways]
        return Column(Text(self.texts.matter.next, "heading"), *rows, gap=0.5)

    def _path(self, items: Sequence[tuple[int, PathLine]], _first: int) -> Block:
        rows = [path_row(number, line, self.texts, self.services.path_back) for number, line in items]
        return Column(Text(self.texts.matter.said, "small", tone="ink2"), *rows, gap=0.4)

    def _solved(self, items: Sequence[str], _first: int) -> Block:
        return solved_row(self, items[0], "outcome")

    def _head(self, told: Told, page: int) -> Block:
        note = [] if page else chinese_note(self.texts, told.outcome)
        if self.theme.compact:
            return Column(Text(told.outcome.title, "small_bold" if page else "heading"), *note, gap=0.0)
        crumb = Text(self.texts.matter.crumb.format(told.title), "small", tone="ink2")
        return Column(crumb, Text(told.outcome.title, "heading" if page else "title"), *note, gap=0.2)

    # ---- what to do with it

    def _foot(self, told: Told, page: int, pages: int, state: AppState) -> list[Block]:
        """Standing panels: what is said of printing, turning pages, printing and going on."""
        printing = state.visit.path_print if state.visit is not None else None
        said = print_line(print_words(state.printer, printing, self.texts) or " ", state.printer, printing)
        main = self.texts.main
        paper: list[Block] = []
        if state.printer.usable:
            word = main.guide_print if printing is None else main.guide_print_again
            paper = [self._print_button(word, "printer", printing)]
        turning = [pager("outcome", page, pages, self._turn, False, main)] if pages > 1 else []
        on = self._primary(told, state, short=False)
        on.share = 2.0
        return [said, *turning, *self._terms(told, state), Beside(*paper, on, gap=0.8)]

    def _terms(self, told: Told, state: AppState) -> list[SecondaryButton]:
        matter = state.visit.matter if state.visit is not None else None
        walk = matter.walk if matter is not None else None
        if walk is None:
            return []
        return self._aids.terms(self, state.library, "outcome", f"{walk.scenario}/{told.outcome.id}")

    def _rail(self, told: Told, page: int, pages: int, state: AppState) -> Block:
        """Low panels: the same in a column beside the text, which needs the height."""
        printing = state.visit.path_print if state.visit is not None else None
        main = self.texts.main
        where = where_in_short(page, pages, main, yields=1)
        turning = [*turn_buttons("outcome", page, pages, self._turn, main), where] if pages > 1 else []
        word = short_print_words(state.printer, printing, self.texts)
        paper = self._print_button(word, "", printing)
        if word != main.guide_print:
            paper.role = "small_bold"
        paper.enabled = paper.enabled and state.printer.usable
        on = self._primary(told, state, short=True)
        return Rail(rail_width(self.look), *turning, Spacer(), paper, on, gap=0.7)

    def _print_button(self, word: str, icon: str, printing: PrintProgress | None) -> SecondaryButton:
        return SecondaryButton(
            word,
            icon=icon,
            share=1.0,
            touch_id="outcome.print",
            enabled=printing is None or printing.state is not PrintState.SENDING,
            on_tap=self.services.print_path,
        )

    def _primary(self, told: Told, state: AppState, *, short: bool) -> PrimaryButton:
        main, words = self.texts.main, self.texts.matter
        if told.in_bundle:
            way = _next_stop(state)
            word = words.on.format(way_title(way, self.texts)) if way is not None else words.to_end
            return PrimaryButton(
                words.on_short if short else word, touch_id="outcome.on", on_tap=self.services.go_on
            )
        return PrimaryButton(
            main.guide_ask_short if short else main.guide_ask,
            touch_id="outcome.ask",
            on_tap=partial(self._ask, state.can_submit),
        )

    def _ask(self, can_submit: bool) -> None:
        """Who asks somebody was not helped enough."""
        self.services.solved(HELP)
        if can_submit:
            self.services.open_form(CONSULTATION)
        else:
            self.services.open(s.HelpPeople())

    def _turn(self, page: int) -> None:
        self.services.turn_matter(page)


def _part_height(height: Callable[[Block], float], part: Part) -> float:
    return height(part.build())


def _page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, s.MatterView) else 0


def shown(state: AppState) -> Told | None:
    """The outcome in the language of the visit."""
    library = flow.library(state)
    matter = state.visit.matter if state.visit is not None else None
    at = matters.shown(library, matter) if library is not None and matter is not None else None
    return at if isinstance(at, Told) else None


def places(state: AppState, told: Told, screen: RebuiltScreen) -> Places:
    """What is said of its offices, this minute."""
    texts, offices = screen.texts, told.offices
    return Places(
        tuple((office.id, office_lines(state, office, texts)) for office in offices),
        offices_foot(state, offices, texts),
        tuple(office.id for office in offices if offices_foot(state, (office,), texts)),
    )


def _besides(told: Told, library: Library, state: AppState) -> tuple[Way, ...]:
    """The ways of an outcome; in a bundle those that are no stop of it, and lead out of nothing begun."""
    matter = state.visit.matter if state.visit is not None else None
    if not told.in_bundle or matter is None:
        return told.ways
    stops = {(one.way.kind, one.way.id) for one in matters.passed(library, matter)}
    return tuple(w for w in told.ways if (w.kind, w.id) not in stops and w.kind not in ("item", "scenario"))


def _next_stop(state: AppState) -> Way | None:
    library = flow.library(state)
    matter = state.visit.matter if state.visit is not None else None
    if library is None or matter is None:
        return None
    at = matters.shown(library, matters.go_on(library, matter))
    return at.way if isinstance(at, AtStop) else None
