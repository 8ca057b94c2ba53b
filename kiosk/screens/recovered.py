"""After a crash between the commit and 已提交: the order's number, for two minutes or until a touch."""

from kiosk.domain import flow
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.answering import answers
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text


class RecoveredScreen(RebuiltScreen):
    screen = Screen.RECOVERED
    bars = False
    wakes = True
    margins = 1.7

    def view(self, state: AppState) -> object:
        number = state.recovered.order_no if state.recovered is not None else ""
        return number, state.library, self._answered(state)

    def build(self, state: AppState) -> Block:
        number = state.recovered.order_no if state.recovered is not None else ""
        library = flow.library(state)
        phone = library.site.help_phone if library is not None else self.texts.main.fault_phone
        compact = self.theme.compact
        title = Text(self.texts.main.recovered_title, "title", tone="done", valign="middle", share=1.0)
        head = Beside(Icon("check", tone="done", scale=1.3, weight=6.0), title)
        card = Card(
            Text(self.texts.main.recovered_number, "small", tone="ink2"),
            Text(number, "number", says="order"),
            Text(self.texts.main.recovered_copy.format(phone) + self._answered(state), "body", tone="ink2"),
            gap=0.2,
            inset=1.0,
        )
        hint = Text(self.texts.main.recovered_hint, "answer")
        start = PrimaryButton(
            self.texts.main.idle_start, role="start", tall=1.0 if compact else 1.6, touch_id="recovered.start"
        )
        if compact:
            return Column(head, hint, card, Spacer(), start)
        return Column(Spacer(grow=0.6), head, hint, card, Spacer(), start, Spacer(grow=0.2), gap=2.0)

    def _answered(self, state: AppState) -> str:
        """Whether somebody answers there, as far as the county says and there is room."""
        library = flow.library(state)
        if self.theme.terse or library is None or library.site.help_answers.kind == "unknown":
            return ""
        return self.texts.duty.comma + answers(state, library.site.help_answers, self.texts)
