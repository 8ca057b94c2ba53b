"""请拿好身份证和小票: the last thing seen. Everything typed or read is wiped when it goes."""

import math

from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
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
        return True

    def show(self, state: AppState) -> None:
        super().show(state)
        self._seconds.text = TEXT.end_count.format(seconds_left(state))

    def build(self, state: AppState) -> Block:
        if self._seconds.parent is not None:
            self._seconds.parent.remove_widget(self._seconds)
        self._seconds.text = TEXT.end_count.format(seconds_left(state))
        title = Text(TEXT.end_title, "title", align="center")
        hint = Text(TEXT.end_hint, "body", tone="ink2", align="center")
        things = Beside(
            _thing("idcard", TEXT.end_card, self.theme.compact),
            _thing("slip", TEXT.end_slip, self.theme.compact),
            gap=0.8,
        )
        done = PrimaryButton(TEXT.end_done, touch_id="end.done", on_tap=self.services.end_visit, share=1.0)
        more = SecondaryButton(TEXT.end_more, touch_id="end.more", on_tap=self.services.home, share=1.0)
        if self.theme.compact:
            buttons = Beside(more, done)
            return Column(title, things, hint, Spacer(), self._seconds, buttons, gap=0.8)
        return Column(Spacer(), title, things, hint, Spacer(grow=1.4), self._seconds, done, more, gap=1.4)


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
