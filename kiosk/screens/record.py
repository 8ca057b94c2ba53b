"""Speaking instead of writing: one large button, a ring that empties, and every take to be heard again."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import flow
from kiosk.domain.comfort import Language
from kiosk.domain.flow import Screen
from kiosk.domain.forms import Draft
from kiosk.domain.recording import LONGEST_S, MOST, Cause, Phase, Verdict, Voice
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.screens.base import Parts
from kiosk.screens.form_page import FormPage, form_page, head
from kiosk.screens.living import LivingScreen
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.level import LevelBar
from kiosk.screens.widgets.notes import poster
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Countdown, Icon
from kiosk.screens.widgets.text import Text
from kiosk.services import Services
from kiosk.words.record import RecordTexts

_SIGNS: Final = {"danger": "warning", "attention": "info", "done": "check"}


@dataclass(frozen=True, slots=True)
class RecordPage:
    """``ready``: one more take can begin."""

    form: FormPage
    ready: bool

    @property
    def voice(self) -> Voice:
        return self.form.progress.voice

    @property
    def takes(self) -> tuple[tuple[str, int], ...]:
        """Id and whole seconds of each."""
        return tuple((one.recording_id, seconds(one.ms)) for one in self.form.draft.recordings)


def seconds(ms: int) -> int:
    return max(1, round(ms / 1000))


def spoken_words(draft: Draft, texts: RecordTexts) -> str:
    """What stands for the takes where answers are read once more; empty without any."""
    takes = draft.recordings
    return texts.check(len(takes), sum(seconds(one.ms) for one in takes)) if takes else ""


class RecordScreen(LivingScreen[RecordPage]):
    screen = Screen.RECORD

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._ring = Countdown(look_given=look)
        self._meter = LevelBar(look_given=look)
        self._left = Text("", "subtitle", align="center", lively=True, look_given=look)
        self._heard = Text("", "strong", tone="ink2", align="center", lively=True, look_given=look)

    # ---- state -> widgets

    def page(self, state: AppState) -> RecordPage | None:
        form = form_page(state, self.texts)
        if form is None or form.field is None:
            return None
        return RecordPage(form, flow.can_record(state))

    def shape(self, page: RecordPage) -> object:
        """All but the seconds and the level, which change ten times a second."""
        voice = page.voice
        said = voice.phase, voice.recording_id, voice.verdict, voice.cause, voice.code
        return page.form.item.id, page.form.step, page.takes, page.ready, said, page.form.progress.problem

    def refresh(self, page: RecordPage) -> None:
        voice = page.voice
        left = max(0, math.ceil(LONGEST_S - voice.seconds))
        self._ring.set(left, left / LONGEST_S)
        self._left.text = self.texts.record.left(left)
        self._heard.text = hearing(voice, self.texts.record)
        self._heard.tone = "danger" if voice.unheard or voice.fallen_silent else "ink2"
        self._meter.set(voice.level)

    def assemble(self, page: RecordPage) -> None:
        for block in (self._ring, self._meter, self._left, self._heard):
            block.detach()
        self.refresh(page)  # their words are measured below: a look may be new while somebody speaks
        listening = page.voice.phase is Phase.RECORDING
        hint = Text(self.texts.record.hint, "small", tone="ink2")
        bare = self.theme.compact and (listening or bool(page.takes))  # low panels have no more room
        top = head(self.look, page.form, self.texts.record.title, None if bare else hint)
        if listening:
            self.swap(Column(top, *self._listening(), *self._buttons(page), gap=0.8))
        elif not self.theme.compact:
            self.swap(Column(top, *self._waiting(page), *self._said(page), *self._buttons(page), gap=0.8))
        else:
            self.swap(self._low(page, top))
        self.again()

    def _low(self, page: RecordPage, top: Block) -> Block:
        """What is known already gives way to what is new, where there is no room for both."""

        def made(noted: bool) -> Block:
            top.detach()
            foot = side_by_side(*self._buttons(page))
            return Column(top, *self._waiting(page, noted), *self._said(page), foot, gap=0.5)

        whole = made(True)
        return whole if self.measure(whole) <= self.room()[1] else made(False)

    def by_keys(self) -> Parts:
        """How to end it has to be known before: while somebody speaks nothing is said."""
        return (Public(self.texts.speech.record),)

    def _listening(self) -> list[Block]:
        if self.theme.compact:
            self._ring.share, words = 0.8, Column(self._left, self._heard, self._meter, gap=0.6, share=1.4)
            return [Spacer(), Beside(self._ring, words, gap=2.0), Spacer()]
        self._ring.share = 0.0
        return [Spacer(), self._ring, self._left, self._heard, self._meter, Spacer()]

    def _waiting(self, page: RecordPage, noted: bool = True) -> list[Block]:
        """``noted``: with who will hear it, now or by the loudspeaker."""
        rows = [self._row(page, number, take) for number, take in enumerate(page.takes)]
        if not rows:
            low = self.theme.compact
            lines = (self.texts.record.free, *([self.texts.record.sealed] if noted else []))
            return [poster("mic", "", lines, low=low, scale=2.4 if low else 6.0)]
        aloud = [Text(self.texts.record.aloud, "small", tone="ink2")] if noted else []
        if self.theme.compact:
            return [*aloud, Grid(*rows, columns=MOST, gap=0.6), Spacer()]
        return [*aloud, Card(*rows, gap=0.6), Spacer()]

    def _row(self, page: RecordPage, number: int, take: tuple[str, int]) -> Block:
        name, length = take
        playing = page.voice.phase is Phase.PLAYING and page.voice.recording_id == name
        busy = page.voice.phase is Phase.KEEPING
        role = "small_bold" if self.theme.compact else "row"
        words = Text(self.texts.record.take.format(number + 1, length), role, valign="middle", share=1.0)
        # Three takes beside each other leave no room for long words.
        small = self.theme.compact and self.texts.language is not Language.ZH
        name_role, tall = "small_bold" if small else "button", 0.77 if self.theme.seated else 1.0
        hear = SecondaryButton(
            self.texts.record.hush if playing else self.texts.record.play,
            role=name_role,
            tall=tall,
            enabled=not busy,
            touch_id=f"record.play.{number}",
            about=words.text,
            on_tap=self.services.stop_playing if playing else partial(self.services.play_recording, name),
        )
        drop = DangerButton(
            self.texts.record.drop,
            role=name_role,
            tall=tall,
            enabled=not busy,
            touch_id=f"record.drop.{number}",
            about=words.text,
            on_tap=partial(self.services.drop_recording, name),
        )
        if self.theme.compact:
            return Card(words, side_by_side(hear, drop, gap=0.5), gap=0.3)
        return Beside(words, hear, drop, gap=1.0)

    # ---- one sentence about the take, and what to do next

    def _said(self, page: RecordPage) -> list[Block]:
        sentence, tone = what_happened(page)
        if not sentence:
            return []
        sign = _SIGNS.get(tone)
        if self.theme.compact:  # a sign would break the sentence in two lines
            return [Text(sentence, "strong", tone=tone, align="center")]
        if sign is None:
            return [Text(sentence, "strong", tone=tone)]
        words = Text(sentence, "strong", tone=tone, valign="middle", share=1.0)
        return [Beside(Icon(sign, tone=tone, scale=0.7), words, gap=0.5)]

    def _buttons(self, page: RecordPage) -> list[Block]:
        texts, phase = self.texts.record, page.voice.phase
        if phase is Phase.RECORDING:
            end = self.services.stop_recording
            stop = self._large(texts.stop, "square", touch_id="record.stop", on_tap=end)
            stop.instead_of = "record.start"
            return [stop]
        free = phase is not Phase.KEEPING
        more = page.ready and free and len(page.takes) < MOST
        write = SecondaryButton(
            texts.write,
            enabled=free,
            touch_id="record.write",
            on_tap=partial(self.services.speak, False),
        )
        if not page.takes:
            start = self._large(
                texts.start, "mic", touch_id="record.start", on_tap=self.services.start_recording
            )
            start.enabled, start.instead_of = more, "record.stop"
            return [start, write]
        again = SecondaryButton(
            texts.again,
            icon="mic",
            enabled=more,
            touch_id="record.start",
            on_tap=self.services.start_recording,
        )
        done = PrimaryButton(
            texts.done,
            enabled=free,
            touch_id="record.done",
            instead_of="record.stop",
            on_tap=self.services.next_page,
        )
        return [write, again, done]

    def _large(self, text: str, icon: str, touch_id: str, on_tap: Callable[[], None]) -> PrimaryButton:
        tall = 1.0 if self.theme.compact else 1.6
        return PrimaryButton(text, icon=icon, role="start", tall=tall, touch_id=touch_id, on_tap=on_tap)


def hearing(voice: Voice, texts: RecordTexts) -> str:
    """Whether who speaks is heard, while he speaks."""
    if voice.unheard:
        return texts.unheard
    return texts.faint if voice.fallen_silent else texts.speaking


def what_happened(page: RecordPage) -> tuple[str, str]:
    """One sentence and its tone; empty when there is nothing to say."""
    voice, texts = page.voice, page.form.texts
    said = texts.record
    if voice.phase is Phase.KEEPING:
        return said.keeping, "ink2"
    if voice.phase is Phase.PLAYING:
        return said.playing, "attention"
    if voice.phase is Phase.RECORDING:
        return "", ""
    if voice.verdict in (Verdict.SHORT, Verdict.SILENT) and voice.cause is not Cause.LOST:
        return said.verdict(voice.verdict), "danger"
    if voice.verdict in (None, Verdict.SHORT, Verdict.SILENT) and voice.code in texts.errors:
        return texts.error(voice.code), "danger"
    if voice.verdict is not None:
        full = len(page.takes) >= MOST
        by_cause = {Cause.LIMIT: said.full if full else said.limit, Cause.LOST: said.lost}
        return by_cause.get(voice.cause, said.verdict(voice.verdict)), "done"
    if page.form.problem:
        return page.form.problem, "danger"
    return (said.full, "ink2") if len(page.takes) >= MOST else ("", "")
