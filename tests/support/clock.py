"""Time that only moves when a test says so.

``wait`` is where simulated programs pause, so that is where time moves: it jumps from one scheduled
callback to the next, runs each, and stops early when the awaited event gets set. One thread only: with
two, "now" would depend on the scheduler, which is what this clock is there to remove.
"""

import heapq
import itertools
import math
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in the county


class ManualClock:
    """Implements :class:`kiosk.clock.Clock`. ``monotonic`` starts at 1000.0 so that 0 is never "now"."""

    def __init__(self, start: datetime = START, boot: str = "boot-1") -> None:
        self._start = start
        self._origin = 1000.0
        self._elapsed = 0.0
        self._boot = boot
        self._order = itertools.count()
        self._due: list[tuple[float, int, Callable[[], object]]] = []

    # ---- Clock -----------------------------------------------------------------------------------

    def monotonic(self) -> float:
        return self._origin + self._elapsed

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed)

    def wait(self, event: threading.Event, timeout: float) -> bool:
        if event.is_set():
            return True
        target = self._elapsed + max(0.0, timeout)
        if timeout > 0 and self._origin + target == self.monotonic():
            # Shorter than a float can show: time still has to move, or a loop that waits it out never ends.
            target = math.nextafter(self._origin + target, math.inf) - self._origin
        while self._due and self._due[0][0] <= target:
            at, _, callback = heapq.heappop(self._due)
            self._elapsed = max(self._elapsed, at)
            callback()
            if event.is_set():
                return True
        # A callback may itself have waited, past our own target.
        self._elapsed = max(self._elapsed, target)
        return event.is_set()

    def boot_id(self) -> str:
        return self._boot

    # ---- for tests -------------------------------------------------------------------------------

    @property
    def elapsed(self) -> float:
        """Seconds simulated so far."""
        return self._elapsed

    def at(self, seconds: float, callback: Callable[[], object]) -> None:
        """Run ``callback`` when ``seconds`` (from the clock's start) are reached by a wait or an advance."""
        heapq.heappush(self._due, (seconds, next(self._order), callback))

    def after(self, seconds: float, callback: Callable[[], object]) -> None:
        """Run ``callback`` ``seconds`` from now."""
        self.at(self._elapsed + seconds, callback)

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass, with all that is due in them."""
        self.wait(threading.Event(), seconds)

    def set_wall(self, wall: datetime) -> None:
        """Step the wall clock, as a technician or NTP does; monotonic time is untouched."""
        self._start = wall - timedelta(seconds=self._elapsed)

    def reboot(self, boot: str, wall: datetime | None = None) -> None:
        """A new run of the kernel: monotonic time starts again, all that was scheduled is gone."""
        wall = wall or self.now()
        self._elapsed = 0.0
        self._start = wall
        self._boot = boot
        self._due.clear()
