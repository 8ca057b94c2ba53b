"""A sound or a short video: what it says in letters below it, in time, whether it can be heard or not."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import flow, update_media
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library_learning import Media
from kiosk.domain.media_play import Phase, Play, has_sound, length
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.screens.base import Parts
from kiosk.screens.language import chinese_words
from kiosk.screens.living import LivingScreen
from kiosk.screens.printing import Rail, rail_width
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import BaseButton, PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.film import Film
from kiosk.screens.widgets.level import LevelBar
from kiosk.screens.widgets.notes import poster
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.services import Services
from kiosk.words.media import MediaTexts

_GAP: Final = 0.8
_LOW_GAP: Final = 0.4


@dataclass(frozen=True, slots=True)
class ClipPage:
    """``clips``: all of what it belongs to; ``play`` None: nothing was begun. ``heard``: it can be."""

    place: s.ClipView
    title: str
    clips: tuple[Media, ...]
    play: Play | None
    heard: bool

    @property
    def media(self) -> Media:
        return self.clips[self.place.at]

    @property
    def phase(self) -> Phase | None:
        return self.play.phase if self.play is not None else None


class ClipScreen(LivingScreen[ClipPage]):
    screen = Screen.CLIP

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._film = Film(look_given=look)
        self._caption = _Caption(look_given=look)
        self._line = LevelBar(look_given=look)
        self._time = Text("", "small", tone="ink2", valign="middle", lively=True, look_given=look)
        self._said = ""

    # ---- state -> widgets

    def page(self, state: AppState) -> ClipPage | None:
        visit, library = state.visit, flow.library(state)
        place = visit.under if visit is not None else None
        clips = update_media.shown(state)
        if visit is None or library is None or not isinstance(place, s.ClipView) or place.at >= len(clips):
            return None
        play = visit.play
        heard = state.speech and has_sound(clips[place.at]) and not (play is not None and play.unheard)
        media = clips[place.at]
        return ClipPage(place, marked(self.texts, media.title, media), clips, play, heard)

    def shape(self, page: ClipPage) -> object:
        """All but what changes while it plays."""
        return page.place, page.clips, page.phase, page.heard

    def refresh(self, page: ClipPage) -> None:
        play, texts = page.play, self.texts.media
        self._film.show(play.shot if play is not None else None)
        self._said = play.caption if play is not None and play.phase is not Phase.GETTING else ""
        self._caption.text = texts.getting if page.phase is Phase.GETTING else self._said
        long, ms = length(page.media), play.ms if play is not None else 0
        ms = long if page.phase is Phase.ENDED else min(ms, long)
        self._line.set(ms / long if long else 0.0)
        self._time.text = texts.time.format(_minutes(ms, texts), _minutes(long, texts))

    def forget(self) -> None:
        super().forget()
        self._film.show(None)
        self._caption.text = self._said = ""

    def called(self) -> Parts:
        """What nobody can hear is read to who is read to."""
        silent = self._page is not None and not self._page.heard
        return (Public(self._said),) if silent and self._said else ()

    def assemble(self, page: ClipPage) -> None:
        for block in (self._film, self._caption, self._line, self._time):
            block.detach()
        self._film.shape(page.media.width, page.media.height)
        self.refresh(page)
        if page.phase is Phase.BROKEN:
            texts, low = self.texts.media, self.theme.compact
            broken = poster("info", texts.broken, texts.broken_hint, "attention", low=low, scale=3.0)
            self.swap(Column(self._head(page), broken, *self._foot(page)))
        elif self.theme.compact:
            words = Column(*self._filled([self._head(page)], page, [], _LOW_GAP), gap=_LOW_GAP, share=1.0)
            rail = Rail(rail_width(self.look), Spacer(), *self._buttons(page), gap=0.7)
            self.swap(Beside(words, rail, gap=1.2))
        else:
            self.swap(Column(*self._filled([self._head(page)], page, self._foot(page), _GAP), gap=_GAP))
        self.again()

    def _filled(self, above: list[Block], page: ClipPage, below: list[Block], gap: float) -> list[Block]:
        """The page from top to bottom; the film takes what height the words leave it."""
        shown = self._shown(page)
        width = self._left()
        words = [*above, *shown[1:], *below]
        used = sum(self.measure(one, width) + self.theme.gap * max(gap, 1.0) for one in words)
        self._film.leave(max(self.room()[1] - used, 1.0))
        return [*above, *shown, Spacer(), *below]

    def _left(self) -> float:
        """Width of what is shown, in pixels: low panels have the buttons beside it."""
        beside = rail_width(self.look) + 1.2 * self.theme.gap if self.theme.compact else 0.0
        return self.room()[0] - beside

    # ---- parts

    def _head(self, page: ClipPage) -> Block:
        texts, media = self.texts.media, page.media
        crumb = texts.crumb(media.kind)
        if len(page.clips) > 1:
            crumb = texts.numbered.format(page.place.at + 1, len(page.clips))
        if self.theme.compact:
            title = Text(page.title, "heading", valign="middle", share=1.0)
            moves = page.phase is not Phase.BROKEN and media.kind != "picture"
            head = Beside(title, self._time) if moves else title
            style = self.theme.type("heading")
            if not moves or self.measure(head, self._left()) < 1.5 * style.size * style.leading:
                return head
            head.clear_widgets()  # a title of two lines takes more from the picture than the time is worth
            return title
        note = chinese_words(self.texts)
        return Column(Text(crumb, "small", tone="ink2"), Text(page.title, "title"), *note, gap=0.2)

    def _shown(self, page: ClipPage) -> list[Block]:
        drawing: Block = self._film
        if page.media.kind == "sound":
            drawing = Icon("speaker", tone="action", scale=2.4 if self.theme.compact else 5.0, weight=3.2)
        if self.theme.compact:  # all height is the picture's
            mute = [Text(self._mute(page), "small", tone="ink2", yields=1)] if self._mute(page) else []
            return [drawing, self._caption, *(mute or chinese_words(self.texts))]
        if page.media.kind == "picture":
            return [drawing, self._caption]
        self._line.share = 1.0
        how_far = Beside(self._line, self._time, gap=0.8)
        return [drawing, self._caption, how_far, Text(self._standing(page) or " ", "small", tone="ink2")]

    def _standing(self, page: ClipPage) -> str:
        texts = self.texts.media
        if page.phase is Phase.ENDED:
            return texts.ended
        return texts.stopped if page.phase in (None, Phase.PAUSED) else self._mute(page)

    def _mute(self, page: ClipPage) -> str:
        """That there is nothing to be heard; empty: there is."""
        if page.heard or page.media.kind == "picture":
            return ""
        return self.texts.media.silent if has_sound(page.media) else self.texts.media.no_sound

    def _foot(self, page: ClipPage) -> list[Block]:
        buttons = self._buttons(page)
        if len(buttons) < 3:
            return [side_by_side(*buttons)] if buttons else []
        return [side_by_side(*buttons[:-1]), buttons[-1]]

    def _buttons(self, page: ClipPage) -> list[BaseButton]:
        """The one to touch now is the last and the largest."""
        texts, place = self.texts.media, page.place
        again = partial(self.services.start_clip, place.of, place.id, place.at)
        found: list[BaseButton] = []
        if page.heard and page.phase is not Phase.BROKEN:
            found.append(
                SecondaryButton(
                    texts.volume,
                    touch_id="clip.volume",
                    on_tap=partial(self.services.open, s.ComfortSheet()),
                )
            )
        if place.at + 1 < len(page.clips):
            after = partial(self.services.start_clip, place.of, place.id, place.at + 1)
            found.append(SecondaryButton(texts.next, touch_id="clip.next", on_tap=after))
        if page.phase is Phase.BROKEN:
            return found
        if page.phase in (Phase.PLAYING, Phase.PAUSED):
            found.append(SecondaryButton(texts.again, touch_id="clip.again", on_tap=again))
        if page.media.kind != "picture" or page.phase is None:
            found.append(self._main(page))
        return found

    def _main(self, page: ClipPage) -> BaseButton:
        texts, place = self.texts.media, page.place
        if page.phase in (Phase.GETTING, Phase.PLAYING):
            stop = self.services.pause_clip
            return PrimaryButton(
                texts.pause, icon="pause", touch_id="clip.pause", instead_of="clip.play", on_tap=stop
            )
        again = partial(self.services.start_clip, place.of, place.id, place.at)
        if page.media.kind == "picture":
            return PrimaryButton(texts.look, touch_id="clip.play", on_tap=again)
        word, tap = {
            Phase.PAUSED: (texts.on, self.services.go_on_clip),
            Phase.ENDED: (texts.again, again),
        }.get(page.phase or Phase.GETTING, (texts.play, again))
        return PrimaryButton(word, icon="play", touch_id="clip.play", instead_of="clip.pause", on_tap=tap)


class _Caption(Card):
    """What is said now, in room for three lines of it: nothing moves when it changes."""

    def __init__(self, **kwargs: object) -> None:
        self._words = Text("", "answer", align="center", valign="middle", lively=True, grow=1.0)
        super().__init__(self._words, **kwargs)

    @property
    def text(self) -> str:
        return str(self._words.text)

    @text.setter
    def text(self, said: str) -> None:
        self._words.text = said

    def fit(self, width: float) -> float:
        lines = 2 if self.theme.compact else 3
        return max(super().fit(width), lines * self._words.pitch + 2 * self._edges()[1])


def _minutes(ms: int, texts: MediaTexts) -> str:
    return texts.minutes.format(ms // 60_000, ms // 1000 % 60)
