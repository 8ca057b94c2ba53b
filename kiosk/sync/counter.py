"""The numbers of signed requests: each once, whatever dies, whichever thread asks."""

import threading
from collections.abc import Callable, Iterator


class Counters:
    """One for the process. ``reserve`` gives a durable block of numbers for a key, on the asking thread's own
    connection; a block is shared by all threads, so that none falls behind the hub's window with an old one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blocks: dict[str, Iterator[int]] = {}

    def next(self, key_id: str, reserve: Callable[[str], range]) -> int:
        """Raises KioskError when a new block is needed and cannot be stored."""
        with self._lock:
            number = next(self._blocks.get(key_id, iter(())), None)
            if number is None:
                self._blocks[key_id] = iter(reserve(key_id))
                number = next(self._blocks[key_id])
            return number

    def skip(self, key_id: str) -> None:
        """Somebody has used numbers of this block: the next one comes from a new block."""
        with self._lock:
            self._blocks.pop(key_id, None)
