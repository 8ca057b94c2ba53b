"""Holds the state, applies messages to it, and asks the rooms behind for what it wants. No Kivy here.

All of it runs on one thread (the Kivy thread; in tests, the test's). Workers only post to the queue.
"""

import logging
from collections.abc import Callable
from typing import Final, Protocol

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain.effects import Effect
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.events import EventQueue

_LOG: Final = logging.getLogger(__name__)
DRAIN_LIMIT: Final = 32  # messages a frame: a flood of events must never hold a frame


class Rooms(Protocol):
    """The doing side of the program: devices, store, recogniser. No call may block or raise."""

    def perform(self, effect: Effect) -> None: ...

    def read_card(self, wanted: tuple[str, ...]) -> None:
        """Read these fields from now on; empty = stop reading."""
        ...

    def ask_evaluation(self, wanted: bool) -> None: ...


class Runtime:
    """``state`` is what the screen shows; ``changed`` is called after it was replaced."""

    def __init__(self, state: AppState, queue: EventQueue, rooms: Rooms) -> None:
        self.state = state
        self._queue = queue
        self._rooms = rooms
        self._listeners: list[Callable[[AppState], None]] = []

    def on_change(self, listener: Callable[[AppState], None]) -> None:
        self._listeners.append(listener)

    def dispatch(self, message: object) -> None:
        """Apply one message now. An unexpected error becomes a plain sentence and home, never a dead screen."""
        before = self.state
        try:
            after, effects = update(before, message)
        except Exception:
            _LOG.exception("app.unhandled", extra={"message_type": type(message).__name__})
            after, effects = update(before, m.Hiccup("E-APP-01"))
        self.state = after
        for effect in effects:
            self._rooms.perform(effect)
        if after is before:
            return
        self._follow(before, after)
        for listener in self._listeners:
            listener(after)

    def drain(self, limit: int = DRAIN_LIMIT) -> int:
        """Apply at most ``limit`` queued messages; how many there were."""
        messages = self._queue.drain(limit)
        for message in messages:
            self.dispatch(message)
        return len(messages)

    def _follow(self, before: AppState, after: AppState) -> None:
        """Tell the devices what the new state wants of them, on change only."""
        wanted = flow.card_wanted(after)
        if wanted != flow.card_wanted(before):
            self._rooms.read_card(wanted)
        asked = flow.evaluation_wanted(after)
        if asked != flow.evaluation_wanted(before):
            self._rooms.ask_evaluation(asked)
