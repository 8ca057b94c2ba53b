"""Holds the state, applies messages to it, and asks the rooms behind for what it wants. No Kivy here.

All of it runs on one thread (the Kivy thread; in tests, the test's). Workers only post to the queue.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol

from kiosk.config import Config
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain.comfort import Comfort, Contrast, Reach, Size
from kiosk.domain.device import CodeScanned
from kiosk.domain.effects import Effect
from kiosk.domain.focus import Key, KeyPressed
from kiosk.domain.levels import Levels
from kiosk.domain.state import AppState
from kiosk.domain.timing import Timing
from kiosk.domain.update import update
from kiosk.domain.update_levels import wanted
from kiosk.events import EventQueue, Post

_LOG: Final = logging.getLogger(__name__)
DRAIN_LIMIT: Final = 32  # messages a frame: a flood of events must never hold a frame


class Rooms(Protocol):
    """The doing side of the program: devices, store, recogniser. No call may block or raise."""

    def perform(self, effect: Effect) -> None: ...

    def read_card(self, wanted: tuple[str, ...]) -> None:
        """Read these fields from now on; empty = stop reading."""
        ...

    def ask_evaluation(self, wanted: bool) -> None: ...

    def scan(self, wanted: bool, fresh: bool = False) -> None:
        """Look for codes from now on, or no longer; ``fresh``: one that lies there counts too."""
        ...

    def record(self, recording_id: str) -> None:
        """Listen for this take from now on; empty: the microphone is closed."""
        ...

    def set_levels(self, levels: Levels) -> None:
        """The screen this bright, the loudspeaker this loud from now on."""
        ...

    def replay(self, recording_id: str) -> None:
        """Have this one heard; empty: nothing is."""
        ...


def first_state(config: Config) -> AppState:
    """The state a terminal begins with: what its configuration says of visits and of its paper."""
    visit = config.visit
    comfort = Comfort(
        size=Size.ELDER if visit.large_text else Size.NORMAL,
        contrast=Contrast.HIGH if visit.high_contrast else Contrast.PLAIN,
        reach=Reach.SEATED if visit.low_controls else Reach.STANDING,
        voice=visit.read_aloud and config.speech.enabled,
        volume=config.speech.volume,
    )
    timing = Timing(
        idle_s=float(visit.idle_s),
        unhurried_s=float(visit.unhurried_s),
        countdown_s=float(visit.countdown_s),
        farewell_s=float(visit.end_s),
    )
    return AppState(
        timing=timing,
        comfort=comfort,
        schedule=config.levels.schedule(),
        still_s=float(config.play_list.wait_s),
        paper=config.devices.printer.paper_size,
        speech=config.speech.enabled,
        sheets=bool(config.documents.printer),
    )


def naming(post: Post, new_id: Callable[[], str]) -> Post:
    """``post`` that gives a scanned code the ids of the visit and the question it may begin."""

    def named(message: object) -> None:
        if isinstance(message, CodeScanned):
            message = replace(message, visit_id=new_id(), look_id=new_id())
        post(message)

    return named


class Runtime:
    """``state`` is what the screen shows; listeners are called after it was replaced."""

    def __init__(self, state: AppState, queue: EventQueue, rooms: Rooms) -> None:
        self.state = state
        self._queue = queue
        self._rooms = rooms
        self._listeners: list[Callable[[AppState], None]] = []
        self._key: Callable[[Key], None] | None = None

    def on_change(self, listener: Callable[[AppState], None]) -> None:
        self._listeners.append(listener)

    def on_post(self, wake: Callable[[], None]) -> None:
        """``wake`` is called, on any thread, when something waits to be drained."""
        self._queue.on_post(wake)

    @property
    def waiting(self) -> bool:
        return len(self._queue) > 0

    def on_key(self, pressed: Callable[[Key], None]) -> None:
        """What a key of the keypad does is the page's business: it presses what is shown."""
        self._key = pressed

    def dispatch(self, message: object) -> None:
        """Apply one message and show the result at once: what a touch does."""
        before = self.state
        self._apply(message)
        self._tell(before)

    def drain(self, limit: int = DRAIN_LIMIT) -> int:
        """Apply at most ``limit`` queued messages and show the result once; how many there were."""
        before = self.state
        messages = self._queue.drain(limit)
        for message in messages:
            if isinstance(message, KeyPressed):
                self._tell(before)  # a key is meant for what everything before it made of the page
                self._press(message.key)
                before = self.state
            else:
                self._apply(message)
        self._tell(before)
        return len(messages)

    def _press(self, key: Key) -> None:
        if self._key is None:
            return
        try:
            self._key(key)
        except Exception:
            _LOG.exception("key.failed")  # not which one: digits are somebody's number
            self.dispatch(m.Hiccup("E-APP-01"))

    def _apply(self, message: object) -> None:
        """An unexpected error becomes a plain sentence and the home screen, never a dead screen."""
        before = self.state
        try:
            after, effects = update(before, message)
        except Exception:
            _LOG.exception("app.unhandled", extra={"message_type": type(message).__name__})
            after, effects = update(before, m.Hiccup("E-APP-01"))
        self.state = after
        for effect in effects:
            self._rooms.perform(effect)
        if after is not before:
            self._follow(before, after)

    def _tell(self, before: AppState) -> None:
        if self.state is before:
            return
        for listener in self._listeners:
            listener(self.state)

    def _follow(self, before: AppState, after: AppState) -> None:
        """Tell the devices what the new state wants of them, on change only."""
        card = flow.card_wanted(after)
        if card != flow.card_wanted(before):
            self._rooms.read_card(card)
        asked = flow.evaluation_wanted(after)
        if asked != flow.evaluation_wanted(before):
            self._rooms.ask_evaluation(asked)
        spoken = flow.recording_wanted(after)
        if spoken != flow.recording_wanted(before):
            self._rooms.record(spoken)
        heard = flow.playing_wanted(after)
        if heard != flow.playing_wanted(before):
            self._rooms.replay(heard)
        levels = wanted(after)
        if levels != wanted(before):
            self._rooms.set_levels(levels)
        scanning = flow.scan_wanted(after)
        fresh = flow.code_asked(before, after)
        if fresh or scanning != flow.scan_wanted(before):
            self._rooms.scan(scanning, fresh)
