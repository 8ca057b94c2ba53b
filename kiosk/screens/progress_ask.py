"""查进度: hold the slip before the scanner, or type what stands on it."""

from functools import partial

from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.progress import AskProblem
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.notes import poster
from kiosk.screens.widgets.text import Text


class ProgressAskScreen(RebuiltScreen):
    screen = Screen.PROGRESS_ASK

    def view(self, state: AppState) -> object:
        return _foreign(state), state.code_lies

    def build(self, state: AppState) -> Block:
        typing = SecondaryButton(
            self.texts.progress.ask_type,
            tall=1.0 if self.theme.compact else 1.2,
            touch_id="progress_ask.type",
            on_tap=partial(self.services.open, s.TypeProgress()),
        )
        return Column(
            Text(self.texts.progress.ask_title, "title"),
            self._picture(_foreign(state), state.code_lies),
            typing,
            gap=0.8,
        )

    def _picture(self, foreign: bool, lies: bool) -> Block:
        """The slip under the scanner, and what to do; another code is answered here, and only with words."""
        low = self.theme.compact
        tone = "attention" if foreign else "action"
        said = self.texts.progress.wrong_foreign if foreign else self.texts.progress.ask_hold
        under = self.texts.progress.ask_hold if foreign else self.texts.progress.ask_still
        if lies and not foreign:
            under = self.texts.progress.lies
        role, scale = ("subtitle", 4.6) if low else ("title", 9.5)
        return poster("slip_scan", said, under, tone, low=low, role=role, scale=scale, weight=2.2)


def _foreign(state: AppState) -> bool:
    return state.visit is not None and state.visit.asking.problem is AskProblem.FOREIGN
