"""How long a driver listens to its line: until bytes come, something is due, or somebody has a word for it.

Nobody polls: a terminal stands idle for most of its life, and six threads that look ten times a second
whether there is something to do cost more than everything else it does then.
"""

import os
import select
import threading
from typing import Final

LISTEN: Final = 1.0  # s in one go, even when nothing is due: the longest a lost word could cost
_SHORTEST: Final = 0.001  # s; a wait too short for a float to show would never end


def patience(now: float, *due: float) -> float:
    """Seconds to listen at ``now`` (Clock.monotonic) when the next things to do are due at ``due``."""
    return min(LISTEN, max(_SHORTEST, min(due, default=float("inf")) - now))


class Bell:
    """Cuts short a wait for a descriptor; rung from any thread, heard by the one that waits.

    A ring that nobody waits for is kept for the next wait. A wait of 0 s is none, and hears no bell.
    """

    def __init__(self) -> None:
        self._fd = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._lock = threading.Lock()  # a number that is closed may be somebody else's at once

    def ring(self) -> None:
        """Never waits, never raises; after ``close`` it does nothing."""
        with self._lock:
            if self._fd >= 0:
                os.eventfd_write(self._fd, 1)

    def wait(self, fd: int, seconds: float) -> bool:
        """Whether ``fd`` has something to read, or has ended. OSError or ValueError when it is closed."""
        ears = (fd, self._fd) if seconds > 0 else (fd,)
        ready, _, _ = select.select(ears, (), (), max(0.0, seconds))
        if self._fd in ready:
            os.eventfd_read(self._fd)
        return fd in ready

    def close(self) -> None:
        """On the thread that waits. Idempotent."""
        with self._lock:
            fd, self._fd = self._fd, -1
            if fd >= 0:
                os.close(fd)
