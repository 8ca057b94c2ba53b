"""One line of a calculator that is answered by one touch."""

from collections.abc import Sequence
from functools import partial

from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.domain.sums import NO, YES, SumChoice
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.form_page import problem_line
from kiosk.screens.language import chinese_words
from kiosk.screens.paging import PagedList
from kiosk.screens.sum_entry import EntryPage, entry_page
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.options import Option
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

_MANY = 6  # from here on a low panel has two columns
_LONG = 14  # characters of an answer that needs the whole width
_LONG_ELDER = 6


class SumChoiceScreen(RebuiltScreen):
    screen = Screen.SUM_CHOICE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._page = 0
        self._line = ("", "")
        self._state: AppState | None = None

    def view(self, state: AppState) -> object:
        return entry_page(state), self._page

    def show(self, state: AppState) -> None:
        entry = entry_page(state)
        line = (entry.name, entry.line.key) if entry is not None else ("", "")
        if line != self._line:
            self._line, self._page = line, 0
        self._state = state
        super().show(state)

    def build(self, state: AppState) -> Block:
        entry = entry_page(state)
        if entry is None:
            return Column()
        choices = self._choices(entry)
        longest = _LONG_ELDER if self.theme.elder else _LONG
        short = all(len(choice.label) <= longest for choice in choices)
        problem = entry.problem(self.texts)
        hint = "" if problem else entry.hint(self.texts)
        for told in [hint, ""] if self.theme.compact and hint else [""]:  # as far as there is room for it
            listed = self._listed(entry, choices, short, problem, told)
            page = listed.build(self, self._page)
            if not told or (listed.pages(self) == 1 and self.fits(page)):
                break
            page.clear_widgets()
        return page

    def _listed(
        self, entry: EntryPage, choices: Sequence[SumChoice], short: bool, problem: str, told: str
    ) -> PagedList[SumChoice]:
        """``told``: the hint on a low panel, where the list itself has none."""
        return PagedList(
            name="sum_choice",
            title=entry.line.label,
            hint="" if problem else entry.hint(self.texts),
            crumb="" if self.theme.terse else entry.title,
            items=choices,
            make=partial(self._option, entry, choices),
            turn=self._turn,
            foot=partial(self._foot, entry),
            note=partial(self._note, problem, told),
            columns=2 if self.theme.compact and short and len(choices) >= _MANY else 1,
        )

    def _note(self, problem: str, told: str) -> list[Block]:
        hint = [Text(told, "small", tone="ink2")] if told else []
        return [problem_line(problem)] if problem else [*hint, *chinese_words(self.texts)]

    def _choices(self, entry: EntryPage) -> Sequence[SumChoice]:
        if entry.line.kind == "yes_no":
            words = self.texts.sums
            return (SumChoice(YES, words.yes), SumChoice(NO, words.no))
        return entry.line.choices

    def _option(self, entry: EntryPage, choices: Sequence[SumChoice], choice: SumChoice) -> Block:
        option = Option(
            choice.label,
            chosen=choice.id == entry.text,
            touch_id=f"sum_choice.{choice.id if choice.id.isascii() else choices.index(choice)}",
            on_tap=partial(self.services.answer_sum, entry.name, entry.line.key, choice.id),
        )
        return heard(option, self.audible)

    def _foot(self, entry: EntryPage) -> Sequence[Block]:
        done = PrimaryButton(
            entry.done_word(self.texts), touch_id="sum_choice.done", on_tap=self.services.line_done
        )
        return (done,)

    def _turn(self, page: int) -> None:
        self._page = page
        if self._state is not None:
            self.show(self._state)

    def leave(self) -> None:
        self._page = 0
        self._state = None
