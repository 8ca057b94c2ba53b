"""Waiting for other threads and processes in tests: bounded, and without a sleep anywhere."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

from kiosk.clock import SystemClock

PATIENCE_S = 20.0
T = TypeVar("T")


class Inbox:
    """A ``post`` that keeps what it was given, for the test's thread to wait on."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[object] = SimpleQueue()
        self.seen: list[object] = []

    def __call__(self, message: object) -> None:
        self._queue.put(message)

    def wait_for(self, kind: type[T], where: Callable[[T], bool] = lambda _: True) -> T:
        """The next message of ``kind`` that ``where`` holds for; those before it are kept in ``seen``."""
        while True:
            try:
                message = self._queue.get(timeout=PATIENCE_S)
            except Empty:
                raise AssertionError(f"no {kind.__name__} came; seen: {self.seen}") from None
            self.seen.append(message)
            if isinstance(message, kind) and where(message):
                return message


def until(what: Callable[[], bool], patience_s: float = PATIENCE_S, look_s: float = 0.01) -> bool:
    """Look every ``look_s`` whether ``what`` holds; False when it does not in time."""
    clock, never = SystemClock(), threading.Event()
    end = clock.monotonic() + patience_s
    while not what():
        if clock.monotonic() > end:
            return False
        clock.wait(never, look_s)
    return True
