"""大字: how one wants to be served. What is touched here is seen here, at once; the visit's end undoes it.

Only what works is shown: voice and English get their rows when there is something behind them.
"""

from functools import partial

from kiosk.domain.comfort import Comfort, Contrast, Reach, Size
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.strings_comfort import COMFORT
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.switch import Switch
from kiosk.screens.widgets.text import Text


class ComfortScreen(RebuiltScreen):
    screen = Screen.COMFORT

    def view(self, state: AppState) -> object:
        return state.comfort_now, state.comfort

    def build(self, state: AppState) -> Block:
        comfort = state.comfort_now
        title = Text(COMFORT.title, "title")
        hint = Text(COMFORT.hint, "small", tone="ink2", yields=1)
        rows = Grid(*self._switches(comfort), columns=2 if self.theme.compact else 1, gap=0.8)
        return Column(Column(title, hint, gap=0.1), rows, Spacer(), self._foot(state))

    def _switches(self, comfort: Comfort) -> list[Block]:
        elder = comfort.size is Size.ELDER
        high = comfort.contrast is Contrast.HIGH
        seated = comfort.reach is Reach.SEATED
        size = Size.NORMAL if elder else Size.ELDER
        contrast = Contrast.PLAIN if high else Contrast.HIGH
        reach = Reach.STANDING if seated else Reach.SEATED
        change = self.services.comfort
        size_hint, high_hint, low_hint = COMFORT.elder_hint, COMFORT.high_hint, COMFORT.seated_hint
        rows = [
            self._row("size", COMFORT.elder, size_hint, "letters", elder, partial(change, size=size)),
            self._row(
                "contrast", COMFORT.high, high_hint, "contrast", high, partial(change, contrast=contrast)
            ),
        ]
        if not self.theme.compact:
            # A desk panel is within reach of whoever sits before it.
            rows.append(
                self._row("reach", COMFORT.seated, low_hint, "lower", seated, partial(change, reach=reach))
            )
        return rows

    def _row(self, name: str, title: str, hint: str, icon: str, on: bool, tap: partial[None]) -> Block:
        words = (COMFORT.off, COMFORT.on)
        return Switch(title, hint, icon, words, on, touch_id=f"comfort.{name}", on_tap=tap)

    def _foot(self, state: AppState) -> Block:
        done = PrimaryButton(COMFORT.done, touch_id="comfort.done", on_tap=self.services.back, share=1.8)
        usual = SecondaryButton(
            COMFORT.usual,
            touch_id="comfort.usual",
            enabled=state.comfort_now != state.comfort,
            on_tap=partial(self._undo, state.comfort),
            share=1.0,
        )
        return Beside(usual, done, gap=0.8)

    def _undo(self, own: Comfort) -> None:
        """As the site set it up."""
        self.services.comfort(size=own.size, contrast=own.contrast, reach=own.reach)
