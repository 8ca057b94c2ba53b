"""The one queue between worker threads and the Kivy thread.

Workers post immutable messages; only the UI loop drains them. A message with a ``coalesce_key``
replaces an undrained one with the same key *in place*, so a chattering device can never fill the queue.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol, runtime_checkable


@runtime_checkable
class Coalescing(Protocol):
    """A message of which only the newest matters, for example a device's status."""

    @property
    def coalesce_key(self) -> str: ...


class Post(Protocol):
    """What a worker is given to report with. Never blocks, callable from any thread."""

    def __call__(self, message: object, /) -> None: ...


class EventQueue:
    """Thread-safe first-in-first-out queue with in-place replacement of coalescing messages."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: OrderedDict[object, object] = OrderedDict()
        self._next = 0
        self._wake: Callable[[], None] | None = None

    def on_post(self, wake: Callable[[], None]) -> None:
        """``wake`` is called after every post, on the thread that posts; it must not block."""
        self._wake = wake

    def post(self, message: object) -> None:
        key: object
        with self._lock:
            if isinstance(message, Coalescing):
                key = message.coalesce_key
            else:
                key = self._next
                self._next += 1
            self._items[key] = message
        if self._wake is not None:
            self._wake()

    def drain(self, limit: int) -> list[object]:
        """At most ``limit`` messages in order of first posting."""
        with self._lock:
            count = min(limit, len(self._items))
            return [self._items.popitem(last=False)[1] for _ in range(count)]

    def __len__(self) -> int:
        with self._lock:
            return len(self._items)
