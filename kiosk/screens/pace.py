"""When the loop turns: at once when something has happened, at the screen's pace while something moves, else
only when something is due.

Kivy itself turns a fixed number of times a second, and a touch waits for two turns: one reads it, the next
hands it on. Both cost a frame each, and a terminal that nobody uses turns all day for nothing.
"""

import ctypes
import os
import select
from collections.abc import Callable
from typing import Any, Final, Protocol

from kiosk.screens.environment import VISIT_FPS

FRAME_S: Final = 1 / VISIT_FPS
TURN_S: Final = 0.004  # between two turns: who has much to tell must not keep a core busy
LONGEST_S: Final = 1.0  # whatever is forgotten here is done then
_AFTER_READING: Final = 1


class Source(Protocol):
    """Where touches come from."""

    def fileno(self) -> int: ...

    def queued(self) -> bool:
        """Whether one is here already: read by whoever drew, on his own way to the server."""
        ...

    def unhanded(self) -> bool:
        """Whether one was read that Kivy hands on in its next turn only."""
        ...


class XEvents:
    """The X connection of ``window``, and what ``loop`` has read from it. Used on the thread that draws."""

    def __init__(self, window: Any, loop: Any) -> None:
        self._loop = loop
        self._x = ctypes.CDLL("libX11.so.6")
        for name, arguments in (
            ("XConnectionNumber", (ctypes.c_void_p,)),
            ("XEventsQueued", (ctypes.c_void_p, ctypes.c_int)),
        ):
            getattr(self._x, name).argtypes = arguments
        self._display = int(window.get_window_info().display)

    def fileno(self) -> int:
        return int(self._x.XConnectionNumber(self._display))

    def queued(self) -> bool:
        return bool(self._x.XEventsQueued(self._display, _AFTER_READING))

    def unhanded(self) -> bool:
        return any(getattr(provider, "waiting_event", ()) for provider in self._loop.input_providers)


class Pace:
    """Waits in place of Kivy's clock from ``begin`` on, on the Kivy thread.

    ``moving``: something is still to be drawn or done. ``turned(waited)`` is called after each wait, before
    what is due and before touches; ``waited``: seconds of it that a touch would have cut short.
    """

    def __init__(self, moving: Callable[[], bool], turned: Callable[[float], None]) -> None:
        self._moving = moving
        self._turned = turned
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._drawn_at = self._handed_at = 0.0
        self._source: Source | None = None
        self._held_for: object | None = None
        self._clock: Any = None
        self.touched = False  # this turn began with a word from the X server, or hands one on

    def begin(self, source: Source, clock: Any) -> None:
        """``clock``: Kivy's."""
        clock._max_fps = 0  # it waits no more by itself
        self._source, self._clock = source, clock
        before = clock.pre_idle

        def wait() -> None:
            before()
            self._turned(self._wait(source, clock))

        clock.pre_idle = wait

    def drawing(self, *_args: object) -> None:
        """This turn draws."""
        self._drawn_at = float(self._clock.time())

    def hold(
        self, awaited: Callable[[], object | None], happened: Callable[[], object], longest: float
    ) -> None:
        """Before drawing: put the frame off until what is ``awaited`` has come, which is None then, at most
        ``longest`` seconds, while no finger waits, and once for each. ``happened`` is called when something
        has.
        """
        what, before = awaited(), self._held_for
        self._held_for = what
        if self._source is None or what == before:
            return
        until = float(self._clock.time()) + longest
        while awaited() is not None and not self._source.queued():
            left = until - float(self._clock.time())
            if left <= 0:
                return
            self._heard(self._source, left)
            happened()

    def wake(self) -> None:
        """Something has happened. Callable from any thread and from a signal handler."""
        os.eventfd_write(self._bell, 1)

    def _wait(self, source: Source, clock: Any) -> float:
        """Seconds it rested: not those it only kept from turning faster than the screen shows."""
        now = float(clock.time())
        if source.unhanded():
            # At once, but a finger that moves is followed no faster than the screen shows it.
            _sleep(self._handed_at + FRAME_S - now)
            self._handed_at = float(clock.time())
            self.touched = True
            return 0.0
        due = float(clock.get_min_timeout())  # 0: in the next frame
        waited = 0.0
        if due <= now or self._moving():
            # What follows on a touch is not kept waiting for a frame in which nothing was drawn.
            _sleep(max(self._drawn_at + FRAME_S, float(clock._last_tick) + TURN_S) - now)
        elif not source.queued():
            waited = self._rest(source, clock, due)
        self.touched = source.queued()
        return waited

    def _rest(self, source: Source, clock: Any, due: float) -> float:
        begun = float(clock.time())
        longest = min(due - begun, LONGEST_S)
        if longest <= 0:
            return 0.0
        self._heard(source, longest)
        return float(clock.time()) - begun

    def _heard(self, source: Source, longest: float) -> None:
        """Until a finger or a word from another thread comes, at most ``longest`` seconds."""
        heard, _, _ = select.select((source.fileno(), self._bell), (), (), longest)
        if self._bell in heard:
            os.eventfd_read(self._bell)


def _sleep(seconds: float) -> None:
    if seconds > 0:
        select.select((), (), (), seconds)
