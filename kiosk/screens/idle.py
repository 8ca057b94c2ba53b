"""Nobody is there: one sentence that invites, the county's notice, and one thing to do."""

from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.base import KioskScreen
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.text import Text


class IdleScreen(KioskScreen):
    screen = Screen.IDLE
    bars = False
    wakes = True

    def view(self, state: AppState) -> object:
        return state.library

    def build(self, state: AppState) -> Block:
        return Column(
            Text("x", "small", tone="ink2"),
            Text("遇到麻烦，\n先来问问", "display"),
            Spacer(),
            PrimaryButton("点一下，开始", role="start", touch_id="idle.start"),
        )
