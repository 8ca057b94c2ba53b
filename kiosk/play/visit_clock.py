"""The clock a visit is timed by in a play: the machine's own, and as much later as a journey says."""

import threading
from datetime import datetime

from kiosk.clock import Clock


class LaterClock:
    """Implements :class:`kiosk.clock.Clock`. Only ``monotonic`` jumps, so that devices keep real time."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._ahead = 0.0

    def later(self, seconds: float) -> float:
        """``seconds`` pass at once; what ``monotonic`` says now. Callable from any thread."""
        self._ahead += seconds
        return self.monotonic()

    def monotonic(self) -> float:
        return self._real.monotonic() + self._ahead

    def now(self) -> datetime:
        return self._real.now()

    def wait(self, event: threading.Event, timeout: float) -> bool:
        return self._real.wait(event, timeout)

    def boot_id(self) -> str:
        return self._real.boot_id()
