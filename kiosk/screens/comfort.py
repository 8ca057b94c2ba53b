"""大字: how one wants to be served. What is touched here is seen here, at once; the visit's end undoes it.

Only what works is shown: voice gets its row when there is something behind it.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from kiosk.domain.comfort import Comfort, Contrast, Language, Reach, Size
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.language import other
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.switch import Switch
from kiosk.screens.widgets.text import Text

# Role of the words and columns of the switches, the best first.
_WAYS: Final = (("row", 1), ("row", 2), ("small_bold", 2))
_LOW_WAYS: Final = (("row", 2), ("small_bold", 2), ("small_bold", 3))


class ComfortScreen(RebuiltScreen):
    screen = Screen.COMFORT

    def view(self, state: AppState) -> object:
        return state.comfort_now, state.comfort, state.keypad.usable

    def build(self, state: AppState) -> Block:
        """Where not all has room one below the other: beside each other; where that is too much: smaller."""
        ways = _LOW_WAYS if self.theme.compact else _WAYS
        page = self._page(state, *ways[0])
        for role, columns in ways[1:]:
            if self.fits(page):
                break
            page.clear_widgets()
            page = self._page(state, role, columns)
        return page

    def _page(self, state: AppState, role: str, columns: int) -> Block:
        texts = self.texts.comfort
        hint = [] if self.theme.compact else [Text(texts.hint, "small", tone="ink2", yields=1)]
        switches = self._switches(state, role, narrow=columns > 1)
        rows = Grid(*switches, columns=columns, gap=0.8)
        return Column(Column(Text(texts.title, "title"), *hint, gap=0.1), rows, Spacer(), self._foot(state))

    def _switches(self, state: AppState, role: str, narrow: bool) -> list[Block]:
        comfort, keypad = state.comfort_now, state.keypad.usable
        texts, change = self.texts.comfort, self.services.comfort
        elder = comfort.size is Size.ELDER
        high = comfort.contrast is Contrast.HIGH
        seated = comfort.reach is Reach.SEATED
        english = comfort.language is Language.EN
        size = Size.NORMAL if elder else Size.ELDER
        contrast = Contrast.PLAIN if high else Contrast.HIGH
        reach = Reach.STANDING if seated else Reach.SEATED
        words, now = (texts.off, texts.on), (texts.language_now, texts.language_now)
        larger, darker = partial(change, size=size), partial(change, contrast=contrast)
        lower, speak = partial(change, reach=reach), partial(change, language=other(comfort.language))
        cover = partial(change, curtain=not comfort.curtain)
        rows = [
            ("size", texts.elder, texts.elder_hint, "letters", words, elder, larger),
            ("contrast", texts.high, texts.high_hint, "contrast", words, high, darker),
            ("reach", texts.seated, texts.seated_hint, "lower", words, seated, lower),
            ("curtain", texts.curtain, texts.curtain_hint, "curtain", words, comfort.curtain, cover),
            ("language", texts.language, texts.language_hint, "globe", now, english, speak),
        ]
        return [
            Switch(title, hint, icon, said, on, role, narrow=narrow, touch_id=f"comfort.{name}", on_tap=tap)
            for name, title, hint, icon, said, on, tap in rows
            # A desk panel is within reach of whoever sits before it; without keys nobody could go on covered.
            if (name != "reach" or not self.theme.compact) and (name != "curtain" or keypad)
        ]

    def _foot(self, state: AppState) -> Block:
        texts = self.texts.comfort
        done = PrimaryButton(texts.done, touch_id="comfort.done", on_tap=self.services.back, share=1.8)
        own = state.comfort
        changed = replace(state.comfort_now, language=own.language, keys=own.keys) != own
        usual = SecondaryButton(
            texts.usual,
            touch_id="comfort.usual",
            enabled=changed,
            on_tap=partial(self._undo, state.comfort),
            share=1.0,
        )
        return Beside(usual, done, gap=0.8)

    def _undo(self, own: Comfort) -> None:
        """As the site set it up; but for the language, without which one could not read on."""
        self.services.comfort(size=own.size, contrast=own.contrast, reach=own.reach)
        self.services.comfort(voice=own.voice, volume=own.volume, curtain=own.curtain)
