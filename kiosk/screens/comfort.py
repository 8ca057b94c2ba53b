"""大字: how one wants to be served. What is touched here is seen and heard here, at once; the visit's end
undoes it. Only what works is shown.
"""

from dataclasses import replace
from functools import partial

from kiosk.domain.comfort import VOLUMES, Comfort, Contrast, Language, Reach, Size
from kiosk.domain.flow import Screen
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.language import other
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.switch import Switch
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.volume import VolumeRow
from kiosk.services import Services


class ComfortScreen(RebuiltScreen):
    screen = Screen.COMFORT

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._read_to = False

    def view(self, state: AppState) -> object:
        return state.comfort_now, state.comfort

    def build(self, state: AppState) -> Block:
        """Where there is too little room, smaller words on low panels, and no hints where all lies low."""
        self._read_to = state.comfort_now.voice
        page = self._page(state, tight=False)
        if not self.fits(page):
            page.clear_widgets()
            page = self._page(state, tight=True)
        return page

    def _page(self, state: AppState, tight: bool) -> Block:
        texts = self.texts.comfort
        role = "small_bold" if tight and self.theme.compact else "row"
        close = tight and not self.theme.compact
        switches = self._switches(state.comfort_now, role, close)
        gap = 0.5 if close else 0.8
        rows = Grid(*switches, columns=2 if self.theme.compact else 1, gap=gap)
        step = state.comfort_now.volume
        if self.theme.compact:
            title = Text(texts.title, role if tight else "title", valign="middle", share=1.0)
            said = self.texts.speech.level_short.format(step, len(VOLUMES))
            level = Text(said, "small", tone="ink2", valign="middle")
            volume = [level, *self._volume(step)] if self.audible else []
            return Column(Beside(title, *volume, gap=0.8), rows, Spacer(), self._foot(state))
        head = Column(Text(texts.title, "title"), Text(texts.hint, "small", tone="ink2", yields=1), gap=0.1)
        said = self.texts.speech.volume
        inset = 0.5 if close else 1.0
        loud = (
            [VolumeRow(said, self._level(step), role, *self._volume(step), inset=inset)]
            if self.audible
            else []
        )
        return Column(head, Column(rows, *loud, gap=gap), Spacer(), self._foot(state))

    def _switches(self, comfort: Comfort, role: str, close: bool) -> list[Block]:
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
        voice, read = comfort.voice, partial(change, voice=not comfort.voice)
        rows = [
            ("size", texts.elder, texts.elder_hint, "letters", words, elder, larger),
            ("contrast", texts.high, texts.high_hint, "contrast", words, high, darker),
            ("reach", texts.seated, texts.seated_hint, "lower", words, seated, lower),
            ("voice", self.texts.speech.voice, self.texts.speech.voice_hint, "speaker", words, voice, read),
            ("language", texts.language, texts.language_hint, "globe", now, english, speak),
        ]
        return [
            Switch(
                title,
                "" if close else hint,
                icon,
                said,
                on,
                role,
                tall=0.75 if close else 1.0,
                touch_id=f"comfort.{name}",
                on_tap=tap,
            )
            for name, title, hint, icon, said, on, tap in rows
            # A desk panel is within reach of whoever sits before it.
            if (name != "reach" or not self.theme.compact) and (name != "voice" or self.audible)
        ]

    def _volume(self, step: int) -> list[SecondaryButton]:
        texts = self.texts.speech
        return [
            SecondaryButton(
                word,
                role="small_bold" if self.theme.compact else "row",
                tall=0.77,
                touch_id=f"comfort.{name}",
                enabled=step + by in VOLUMES,
                on_tap=partial(self._change_volume, step, by),
            )
            for name, word, by in (("softer", texts.softer, -1), ("louder", texts.louder, 1))
        ]

    def _level(self, step: int) -> str:
        return self.texts.speech.level.format(step, len(VOLUMES))

    def _change_volume(self, step: int, by: int) -> None:
        """Heard at once, also by who does not want to be read to (others hear what is new here anyway): how
        else could one choose.
        """
        self.services.louder(by)
        if not self._read_to:
            self.services.say(Public(self._level(step + by)))

    def _foot(self, state: AppState) -> Block:
        texts = self.texts.comfort
        done = PrimaryButton(texts.done, touch_id="comfort.done", on_tap=self.services.back, share=1.8)
        changed = replace(state.comfort_now, language=state.comfort.language) != state.comfort
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
        self.services.comfort(
            size=own.size, contrast=own.contrast, reach=own.reach, voice=own.voice, volume=own.volume
        )
