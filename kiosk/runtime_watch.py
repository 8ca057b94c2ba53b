"""Questions another thread asks of the running terminal, answered on the Kivy thread between two frames.

The only way ``kiosk play`` looks at widgets and state: nothing it holds is ever read from its own thread.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

T = TypeVar("T")


class Ended(Exception):
    """The terminal has stopped; nobody will answer any more."""


@dataclass(frozen=True, slots=True)
class _Watch(Generic[T]):
    check: Callable[[], T | None]
    answer: "Future[T]"

    def run(self) -> bool:
        """True when it is done with."""
        if self.answer.cancelled():
            return True
        try:
            found = self.check()
        except Exception as error:
            self.fail(error)
            return True
        if found is None:
            return False
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_result(found)
        return True

    def fail(self, error: Exception) -> None:
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_exception(error)


class Watches:
    """``watch`` from any thread; ``run`` on the Kivy thread, once a frame; ``close`` when it ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = True
        self._watches: list[_Watch[object]] = []
        self._wake: Callable[[], None] | None = None

    def on_watch(self, wake: Callable[[], None]) -> None:
        """``wake`` is called, on the asker's thread, when a new question waits for ``run``."""
        self._wake = wake

    @property
    def waiting(self) -> bool:
        return bool(self._watches)

    def watch(self, check: Callable[[], T | None]) -> "Future[T]":
        """``check`` is called every frame until it returns something other than None, or raises.

        Cancel the future to end the asking. Raises Ended once the terminal has stopped, as does the future.
        """
        watch = _Watch(check, Future())
        with self._lock:
            if not self._open:
                raise Ended
            self._watches.append(cast("_Watch[object]", watch))
        if self._wake is not None:
            self._wake()
        return watch.answer

    def run(self) -> None:
        with self._lock:
            asked, self._watches = self._watches, []
        waiting = [watch for watch in asked if not watch.run()]
        with self._lock:
            # Asked meanwhile, by another thread or by a check: after those that waited longer.
            self._watches = [*waiting, *self._watches]

    def close(self) -> None:
        """Idempotent. Everything still asked is answered with Ended."""
        with self._lock:
            self._open = False
            asked, self._watches = self._watches, []
        for watch in asked:
            watch.fail(Ended())
