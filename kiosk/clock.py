"""The only place that asks the machine what time it is, or waits.

Everything else takes a :class:`Clock`, so that tests move time instead of sleeping.
"""

import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Time as the program may know it. Durations are seconds; ``now`` is an aware UTC datetime."""

    def monotonic(self) -> float:
        """Seconds since an arbitrary point; never goes back, survives no reboot."""
        ...

    def now(self) -> datetime:
        """Wall time in UTC. May be wrong: nothing may be ordered by it."""
        ...

    def wait(self, event: threading.Event, timeout: float) -> bool:
        """Wait for ``event`` at most ``timeout`` seconds; True when it is set. The only way to pause."""
        ...

    def boot_id(self) -> str:
        """Names this run of the kernel, so that monotonic times can be told apart."""
        ...


class SystemClock:
    """The machine's own clock."""

    def monotonic(self) -> float:
        return time.monotonic()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, event: threading.Event, timeout: float) -> bool:
        return event.wait(timeout)

    def boot_id(self) -> str:
        try:
            return _BOOT_ID.read_text().strip()
        except OSError:
            return "unknown"


def pause(clock: Clock, seconds: float) -> None:
    """Wait ``seconds`` where nothing can cut it short (pacing in simulators)."""
    clock.wait(threading.Event(), seconds)
