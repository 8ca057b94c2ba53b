"""Inside the running terminal: waits until it is fully up, then uses it once as a resident does.

On the Kivy thread, between frames. What is measured is only how much memory the process holds then.
"""

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from kivy.clock import Clock as KivyClock

from bench.settings import PAD, STROKES
from bench.walk import visit
from kiosk.domain import messages as m
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState

if TYPE_CHECKING:
    from kiosk.ui_loop import UiLoop

LOOK_S: Final = 0.25
_GENERATION: Final = 1


class Resident:
    """Reports ``up`` (all screens built, model loaded, devices ready, settled), then ``used``."""

    def __init__(self, loop: "UiLoop", report: Callable[[str], None], settle_s: float) -> None:
        self._loop = loop
        self._report = report
        self._settle_looks = math.ceil(settle_s / LOOK_S)
        self._steps = self._life()

    def follow(self) -> None:
        # A function, not a method: Kivy keeps those by weak reference, and nobody else keeps this.
        KivyClock.schedule_interval(lambda _dt: next(self._steps, False), LOOK_S)

    def _life(self) -> Iterator[bool]:
        while not self._up():
            yield True
        yield from self._settle()
        self._report("up")
        self._write()
        while not self._read():
            yield True
        yield from self._settle()
        self._report("used")

    def _settle(self) -> Iterator[bool]:
        for _ in range(self._settle_looks):
            yield True

    @property
    def _state(self) -> AppState:
        return self._loop.runtime.state

    def _up(self) -> bool:
        """``prebuild`` is what the loop itself asks until nothing is left to build."""
        state = self._state
        usable = all(device.usable for device in (state.idcard, state.printer, state.evaluator))
        return usable and state.handwriting and state.can_submit and not self._loop.frame.prebuild()

    def _write(self) -> None:
        """Through the screens to the first form's writing pad, and a character on it."""
        library = self._state.library
        assert library is not None
        for change in visit(library):
            for message in (*change.before, change.message):
                self._loop.runtime.dispatch(message)
            if change.to.screen is Screen.WRITE:
                break
        self._loop.runtime.dispatch(m.Ink(_GENERATION, STROKES, PAD))

    def _read(self) -> bool:
        return self._state.visit is not None and bool(self._state.visit.ink.items)
