"""Keeps the screen as bright and the loudspeaker as loud as the state wants, through the root helper.

A thread of its own: the helper starts programs, and the screen waits for nobody. Where there is no panel to
dim or no helper at all, that is logged once and tried again ever more rarely.
"""

import logging
import threading
from collections.abc import Callable
from typing import Final, Protocol

from kiosk.clock import Clock
from kiosk.domain.levels import Levels
from kiosk.errors import KioskError
from kiosk.helper.protocol import Answer, Question, SetBrightness, SetVolume
from kiosk.log import OnChange

STEP: Final = 8  # per cent of brightness at a time …
STEP_S: Final = 1.0  # … and a second between: whoever looks sees dusk, not a switch
FIRST_RETRY_S: Final = 60.0
LONGEST_RETRY_S: Final = 3600.0
_JOIN_S: Final = 2.0

_LOG: Final = logging.getLogger(__name__)


class Helper(Protocol):
    """``HelperClient``; KioskError when it was not done."""

    def ask(self, question: Question) -> Answer: ...


class _Knob:
    """One level: what it was last set to, and when to try again after it could not be."""

    def __init__(self, name: str, ask: Callable[[int], object], step: int | None) -> None:
        self._name = name
        self._ask = ask
        self._step = step
        self._at: int | None = None  # None: as somebody left it
        self._retry_at = 0.0
        self._retry_s = FIRST_RETRY_S
        self._changes = OnChange(_LOG)

    def turn(self, goal: int | None, now: float) -> float | None:
        """One step towards ``goal``; seconds until the next, None when there is none to come."""
        if goal is None or goal == self._at:
            return None
        if now < self._retry_at:
            return self._retry_at - now
        percent = self._next(goal)
        try:
            self._ask(percent)
        except KioskError as error:
            self._changes.log(logging.WARNING, "levels.refused", self._name, error.code, detail=error.detail)
            wait, self._at = self._retry_s, None
            self._retry_at, self._retry_s = now + wait, min(2 * wait, LONGEST_RETRY_S)
            return wait
        self._changes.log(logging.INFO, "levels.set", self._name, "")
        self._at, self._retry_at, self._retry_s = percent, 0.0, FIRST_RETRY_S
        return None if percent == goal else STEP_S

    def _next(self, goal: int) -> int:
        if self._at is None or self._step is None:
            return goal
        return max(goal, self._at - self._step) if goal < self._at else min(goal, self._at + self._step)


class LevelKeeper:
    """``want`` from any thread; the newest wish counts."""

    def __init__(self, helper: Helper, clock: Clock) -> None:
        self._clock = clock
        self._brightness = _Knob(
            "brightness", lambda percent: helper.ask(SetBrightness(percent=percent)), STEP
        )
        self._volume = _Knob("volume", lambda percent: helper.ask(SetVolume(percent=percent)), None)
        self._wanted = Levels()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="levels", daemon=True)

    def want(self, levels: Levels) -> None:
        self._wanted = levels
        self._wake.set()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Idempotent; leaves a helper that does not answer behind after two seconds."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def turn(self) -> float:
        """One step of each; seconds until the next at the latest. On the thread."""
        wanted, now = self._wanted, self._clock.monotonic()
        waits = (self._volume.turn(wanted.volume, now), self._brightness.turn(wanted.brightness, now))
        return min((wait for wait in waits if wait is not None), default=LONGEST_RETRY_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            wait = LONGEST_RETRY_S
            try:
                wait = self.turn()
            except Exception:
                _LOG.exception("levels.unhandled")
            if not self._stopping.is_set():
                self._clock.wait(self._wake, wait)
