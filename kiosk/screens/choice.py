"""One of several answers, or some of them. Tapping chooses; 下一步 goes on, so that a slip of the finger
costs nothing.
"""

from functools import partial

from kiosk.domain.flow import Screen
from kiosk.domain.library import Choice
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.choice_question import ChoiceQuestion, choice_question
from kiosk.screens.form_page import FormPage, advice, form_page, head, problem_line
from kiosk.screens.paging import pager
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import MOST_ROWS
from kiosk.screens.widgets.options import Option
from kiosk.screens.widgets.painter import Look
from kiosk.services import Services

_GAP = 0.6
_TALL = 0.8  # least height of an option, of a row's
_TALLER = (1.0, 0.9)  # where all of them have room on one page


class ChoiceScreen(RebuiltScreen):
    screen = Screen.CHOICE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._page = 0
        self._field_id = ""
        self._full = ""  # one was touched beyond as many as may be chosen: the answer it was touched with
        self._state: AppState | None = None
        self._hinted = True  # whether there is room for the hint

    def view(self, state: AppState) -> object:
        form = form_page(state, self.texts)
        asked = choice_question(state, form, self.texts) if form is not None else None
        if form is None or asked is None:
            return None
        return form.item, form.page, asked, form.problem, self._page, self._full

    def show(self, state: AppState) -> None:
        form = form_page(state, self.texts)
        asked = choice_question(state, form, self.texts) if form is not None else None
        field_id = asked.field_id if asked is not None else ""
        if field_id != self._field_id:
            self._field_id, self._page = field_id, 0
        if asked is not None and asked.answer != self._full:
            self._full = ""
        self._state = state
        super().show(state)

    def build(self, state: AppState) -> Block:
        form = form_page(state, self.texts)
        asked = choice_question(state, form, self.texts) if form is not None else None
        if form is None or asked is None:
            return Column()
        self._hinted = self._has_room_for_hint(form, asked)
        for tall in (*_TALLER, _TALL) if not self.theme.compact else (_TALL,):
            columns, size = self._grid(form, asked, tall)
            if size >= len(asked.options):
                break
        # The estimate is the measure of one option; the whole has the last word.
        while size > columns:
            page = self._layout(form, asked, self._page, size, columns, tall)
            if self.fits(page):
                return page
            if tall > _TALL:
                tall = _TALL
            else:
                size -= columns
        return self._layout(form, asked, self._page, size, columns, tall)

    def _has_room_for_hint(self, form: FormPage, asked: ChoiceQuestion) -> bool:
        """Low panels: an answer nobody sees helps nobody, so the hint gives way where that shows them all."""
        self._hinted = True
        if not self.theme.compact or not asked.hint or self._wrong(form, asked):
            return True
        if self._grid(form, asked, _TALL)[1] >= len(asked.options):
            return True
        self._hinted = False
        return self._grid(form, asked, _TALL)[1] < len(asked.options)

    def _grid(self, form: FormPage, asked: ChoiceQuestion, tall: float) -> tuple[int, int]:
        """Columns, and how many choices a page holds: all of them where they fit, in eight rows at most."""
        width, height = self.room()
        options = [heard(self._option(asked, choice, tall), self.audible) for choice in asked.options]
        gap = max(_GAP * self.theme.gap, float(self.theme.min_gap))
        tallest = max(self.measure(option) for option in options)
        widest = max(self._natural(option) for option in options)
        found = 1, 1
        for turning in (len(options), 1):  # without a pager, then with one
            room = height - self.measure(self._layout(form, asked, 0, turning, 1, tall, empty=True))
            rows = min(max(int(room // (tallest + gap)), 1), MOST_ROWS)
            for columns in (1, 2, 3) if self.theme.compact else (1,):
                if columns > 1 and widest > (width - gap * (columns - 1)) / columns:
                    break
                found = columns, rows * columns
                if found[1] >= len(options):
                    return found
        return found

    def _layout(
        self,
        form: FormPage,
        asked: ChoiceQuestion,
        page: int,
        size: int,
        columns: int,
        tall: float,
        empty: bool = False,
    ) -> Block:
        """``empty``: without the choices, to see what is left for them."""
        pages = -(-len(asked.options) // size)
        page = min(page, pages - 1)
        shown = asked.options[page * size : (page + 1) * size]
        options = [heard(self._option(asked, choice, tall), self.audible) for choice in shown]
        done = PrimaryButton(
            self.texts.form.next if asked.required or asked.answer else self.texts.form.skip,
            touch_id="choice.done",
            on_tap=self.services.next_page,
        )
        wrong = self._wrong(form, asked)
        under = advice(asked.hint if self._hinted else "", wrong)
        if wrong and self.theme.compact:  # as tall as the hint, so that no answer moves to another page
            under = problem_line(wrong, "small_bold")
        top = head(self.look, form, asked.title, under)
        grid = [] if empty else [Grid(*options, columns=columns, gap=_GAP)]
        return Column(top, *grid, Spacer(), *self._foot(done, page, pages), gap=0.7)

    def _foot(self, done: PrimaryButton, page: int, pages: int) -> list[Block]:
        """On low panels both stand in one row: height is what choices need."""
        if pages == 1:
            return [done]
        low = self.theme.compact
        turning = pager("choice.page", page, pages, self._turn, low, self.texts.main)
        if not low:
            return [turning, done]
        done.share = 1.0
        return [Beside(turning, done, gap=1.0)]

    def _option(self, asked: ChoiceQuestion, choice: Choice, tall: float) -> Option:
        return Option(
            choice.label,
            tall=tall,
            chosen=asked.has(choice.id),
            many=asked.many,
            touch_id=f"choice.{choice.id}",
            on_tap=partial(self._choose, asked, choice.id),
        )

    def _wrong(self, form: FormPage, asked: ChoiceQuestion) -> str:
        return self.texts.problems.too_many.format(asked.most) if self._full else form.problem

    def _choose(self, asked: ChoiceQuestion, choice_id: str) -> None:
        answer = asked.after(choice_id)
        if answer is not None:
            self.services.answer(asked.field_id, answer)
            return
        self._full = asked.answer
        if self._state is not None:
            self.show(self._state)

    def _natural(self, option: Block) -> float:
        option.look_given = self.look
        return option.natural()

    def _turn(self, page: int) -> None:
        self._page = page
        if self._state is not None:
            self.show(self._state)

    def leave(self) -> None:
        self._page = 0
        self._full = ""
        self._state = None
