"""请拿好身份证和小票: the last thing seen. Everything typed or read is wiped when it goes."""

import math

from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState, PrintState
from kiosk.screens.base import KioskScreen
from kiosk.screens.strings import TEXT
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.services import Services


class EndScreen(KioskScreen):
    screen = Screen.END

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._seconds = Text("", "small", tone="ink2", align="center")

    def view(self, state: AppState) -> object:
        return _taken(state)

    def show(self, state: AppState) -> None:
        super().show(state)
        self._seconds.text = TEXT.end_count.format(seconds_left(state))

    def build(self, state: AppState) -> Block:
        if self._seconds.parent is not None:
            self._seconds.parent.remove_widget(self._seconds)
        self._seconds.text = TEXT.end_count.format(seconds_left(state))
        card, slip, number = _taken(state)
        title = Text(_title(card, slip), "title", align="center")
        hint = Text(TEXT.end_hint, "body", tone="ink2", align="center")
        compact = self.theme.compact
        kept = [("idcard", TEXT.end_card)] if card else []
        if slip:
            kept.append(("slip", TEXT.end_slip))
        elif number:
            kept.append(("document", number))
        things = Beside(*(_thing(icon, word, compact) for icon, word in kept), gap=0.8)
        done = PrimaryButton(TEXT.end_done, touch_id="end.done", on_tap=self.services.end_visit, share=1.0)
        more = SecondaryButton(TEXT.end_more, touch_id="end.more", on_tap=self.services.home, share=1.0)
        if self.theme.compact:
            buttons = Beside(more, done)
            return Column(title, things, hint, Spacer(), self._seconds, buttons, gap=0.8)
        return Column(Spacer(), title, things, hint, Spacer(grow=1.4), self._seconds, done, more, gap=1.4)


def _taken(state: AppState) -> tuple[bool, bool, str]:
    """What there is to take along: card, slip; and the order's number, for when there is no paper."""
    visit = state.visit
    if visit is None:
        return False, False, ""
    if visit.submission is None:
        return visit.card_used, visit.slip_used, ""
    slip = visit.slip_used or visit.submission.printing.state is not PrintState.REFUSED
    return visit.card_used, slip, visit.submission.committed.order_no


def _title(card: bool, slip: bool) -> str:
    if card and slip:
        return TEXT.end_title
    if card:
        return TEXT.end_title_card
    return TEXT.end_title_slip if slip else TEXT.end_title_number


def _thing(icon: str, word: str, compact: bool) -> Block:
    if compact:
        name = Text(word, "heading", valign="middle", share=1.0)
        return Card(Beside(Icon(icon, tone="action", scale=1.6), name), share=1.0)
    return Card(
        Icon(icon, tone="action", scale=2.6),
        Text(word, "heading", align="center"),
        share=1.0,
        gap=0.8,
        inset=1.0,
    )


def seconds_left(state: AppState) -> int:
    visit = state.visit
    if visit is None or visit.farewell_since is None:
        return 0
    return max(math.ceil(state.timing.farewell_s - (state.now - visit.farewell_since)), 0)
