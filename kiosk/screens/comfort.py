"""大字: how one wants to be served. What is touched here is seen and heard here, at once; the visit's end
undoes it. Only what works is shown.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from kiosk.domain import flow
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

# Role of the words, columns of the switches, whether with hints, whether close together; the best first.
_Way = tuple[str, int, bool, bool]
_WAYS: Final[tuple[_Way, ...]] = (
    ("row", 1, True, False),
    ("row", 1, False, False),
    ("row", 1, False, True),
    ("row", 2, False, True),
    ("small_bold", 2, False, True),
)
_LOW_WAYS: Final[tuple[_Way, ...]] = (("row", 2, True, False), ("small_bold", 2, True, False))
_COVER_SHARE: Final = 0.25  # of the width its button has at least


class ComfortScreen(RebuiltScreen):
    screen = Screen.COMFORT

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._read_to = False

    def view(self, state: AppState) -> object:
        return state.comfort_now, state.comfort, flow.can_cover(state)

    def build(self, state: AppState) -> Block:
        """Where not all has room one below the other: closer, beside each other, smaller."""
        self._read_to = state.comfort_now.voice
        ways = _LOW_WAYS if self.theme.compact else _WAYS
        page = self._page(state, ways[0])
        for way in ways[1:]:
            if self.fits(page):
                break
            page.clear_widgets()
            page = self._page(state, way)
        return page

    def _page(self, state: AppState, way: _Way) -> Block:
        texts = self.texts.comfort
        role, columns, _, close = way
        switches = self._switches(state, way)
        gap = 0.5 if close else 0.8
        rows = Grid(*switches, columns=columns, gap=gap)
        step = state.comfort_now.volume
        if self.theme.compact:
            title = Text(texts.title, "title" if role == "row" else role, valign="middle", share=1.0)
            said = self.texts.speech.level_short.format(step, len(VOLUMES))
            level = Text(said, "small", tone="ink2", valign="middle", aloud=self._level(step))
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

    def _switches(self, state: AppState, way: _Way) -> list[Block]:
        role, columns, hints, close = way
        comfort, covers = state.comfort_now, flow.can_cover(state)
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
        voice, read = comfort.voice, partial(change, voice=not comfort.voice)
        rows = [
            ("size", texts.elder, texts.elder_hint, "letters", words, elder, larger),
            ("contrast", texts.high, texts.high_hint, "contrast", words, high, darker),
            ("reach", texts.seated, texts.seated_hint, "lower", words, seated, lower),
            ("voice", self.texts.speech.voice, self.texts.speech.voice_hint, "speaker", words, voice, read),
            ("curtain", texts.curtain, texts.curtain_hint, "curtain", words, comfort.curtain, cover),
            ("language", texts.language, texts.language_hint, "globe", now, english, speak),
        ]
        return [
            Switch(
                title,
                hint if hints else "",
                icon,
                said,
                on,
                role,
                narrow=columns > 1,
                tall=0.75 if close else 1.0,
                touch_id=f"comfort.{name}",
                on_tap=tap,
            )
            for name, title, hint, icon, said, on, tap in rows
            # A desk panel is within reach of whoever sits before it; without keys and a voice nobody could
            # go on covered. It stands below the voice, which does not move when it comes.
            if (name != "reach" or not self.theme.compact)
            and (name != "curtain" or (covers and not self._scarce))
            and (name != "voice" or self.audible)
        ]

    def _volume(self, step: int) -> list[SecondaryButton]:
        texts = self.texts.speech
        return [
            SecondaryButton(
                word,
                role="small_bold" if self.theme.compact else "row",
                tall=0.77,
                tight=self.theme.elder,
                touch_id=f"comfort.{name}",
                enabled=step + by in VOLUMES,
                about=texts.volume,
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

    @property
    def _scarce(self) -> bool:
        """Whether height is."""
        return self.theme.compact or self.theme.seated

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
        cover = self._cover(state)
        if cover:
            done.share = 1.3
        return Beside(usual, *cover, done, gap=0.8)

    def _cover(self, state: AppState) -> list[Block]:
        """Where there is no room for one more row; what lifts the curtain again lies on it."""
        if not self._scarce or not flow.can_cover(state):
            return []
        cover = partial(self.services.comfort, curtain=True)
        texts = self.texts.comfort
        roomy = self.look.paint.width(texts.curtain, "button") < self.room()[0] * _COVER_SHARE
        role = "button" if roomy and not self.theme.compact else "small_bold"
        button = SecondaryButton(texts.curtain, role=role, touch_id="comfort.curtain", on_tap=cover)
        button.share = 1.0
        return [button]

    def _undo(self, own: Comfort) -> None:
        """As the site set it up; but for the language, without which one could not read on."""
        self.services.comfort(size=own.size, contrast=own.contrast, reach=own.reach)
        self.services.comfort(voice=own.voice, volume=own.volume, curtain=own.curtain)
