"""The end of a bundle: what was done, on one sheet for who asks for it. The slip is the order's."""

from functools import partial

from kiosk.domain import flow
from kiosk.domain import scenario_matter as matters
from kiosk.domain.bundle import How
from kiosk.domain.flow import Screen
from kiosk.domain.scenario_matter import Ended, Matter, Passed
from kiosk.domain.state import AppState, PrintProgress, PrintState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.matter_parts import chinese_line, stop_row, stop_words, way_title
from kiosk.screens.printing import print_line, print_words
from kiosk.screens.sample_mark import as_sample
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.notes import AnswerBox, Notice
from kiosk.screens.widgets.text import Text


class BundleEndScreen(RebuiltScreen):
    screen = Screen.BUNDLE_END

    def view(self, state: AppState) -> object:
        visit = state.visit
        matter, printing = (visit.matter, visit.path_print) if visit is not None else (None, None)
        return state.library, matter, state.printer, printing

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        matter = state.visit.matter if state.visit is not None else None
        at = matters.shown(library, matter) if library is not None and matter is not None else None
        if not isinstance(at, Ended) or library is None or matter is None:
            return Column()
        stops = matters.passed(library, matter)
        words = self.texts.matter
        order = bool(at.sheet.order)
        crumb = [] if self.theme.compact else [Text(at.title, "small", tone="ink2")]
        note = chinese_line(self.texts)
        title = as_sample(self.texts, words.end_title, matters.sampled(library, matter))
        head = Column(*crumb, Text(title, "title"), *note, gap=0.1)
        said = Notice(
            words.end_order if order else words.end_no_order,
            icon="check" if order else "info",
            kind="done" if order else "attention",
        )
        parts: list[Block] = [head, said]
        if at.outcome is not None and not self.theme.compact:
            answer = AnswerBox([at.outcome.title, *at.outcome.answer])
            answer.yields = len(stops) + 1  # before any of them
            parts.append(answer)
        gap = 0.5 if self.theme.compact else 0.7
        foot = self._foot(state, order)
        return Column(*parts, *self._stops(stops, matter, order), Spacer(least=1.0), *foot, gap=gap)

    def _stops(self, stops: tuple[Passed, ...], matter: Matter, order: bool) -> list[Block]:
        """After an order nothing is done anew."""
        tap = None if order else self.services.stop_again
        if self.theme.compact:
            return [*self._sums(stops), *self._groups(stops)]
        rows = [stop_row(number, stop, self.texts, tap) for number, stop in enumerate(stops)]
        for number, row in enumerate(rows, start=1):
            row.yields = number
        return [*self._sums(stops), Text(self.texts.matter.end_did, "small", tone="ink2"), *rows]

    def _sums(self, stops: tuple[Passed, ...]) -> list[Block]:
        said = (
            (way_title(one.way, self.texts), self.texts.sums.fact(one.amount, self.texts.times))
            for one in stops
            if one.amount
        )
        return [Text(self.texts.matter.end_group.format(*both), "strong") for both in said]

    def _groups(self, stops: tuple[Passed, ...]) -> list[Block]:
        """Low panels: a line for each thing that became of stops."""
        joint = self.texts.main.items_join  # there are commas in titles
        lines: list[Block] = []
        for how in (How.DONE, How.AGAIN, How.SKIPPED):
            of_how = (way_title(one.way, self.texts) for one in stops if one.how is how)
            names = joint.join(name.rstrip("？?") for name in of_how)  # no two marks beside each other
            if names:
                words = self.texts.matter.end_group.format(stop_words(how, self.texts), names)
                lines.append(Text(words, "small", yields=len(lines) + 1))
        return lines

    def _foot(self, state: AppState, order: bool) -> list[Block]:
        printing = state.visit.path_print if state.visit is not None else None
        said = print_words(state.printer, printing, self.texts)
        line = [print_line(said, state.printer, printing)] if said else []
        words = self.texts.matter
        leave = partial(self.services.back) if order else partial(self.services.home)
        done = PrimaryButton(
            words.end_back if order else words.end_home, touch_id="bundle_end.done", on_tap=leave
        )
        paper = [self._print_button(printing)] if state.printer.usable else []
        return [*line, side_by_side(*paper, done)]

    def _print_button(self, printing: PrintProgress | None) -> SecondaryButton:
        word = self.texts.matter.print_sheet if printing is None else self.texts.main.guide_print_again
        return SecondaryButton(
            word,
            icon="printer",
            touch_id="bundle_end.print",
            enabled=printing is None or printing.state is not PrintState.SENDING,
            on_tap=self.services.print_path,
        )
