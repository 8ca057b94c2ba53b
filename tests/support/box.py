"""A place where things are posted, for a test that waits for the next of them."""

import threading
from typing import Final

BOUND: Final = 30.0  # of a wait that only ends early


class Box:
    """What was posted or told."""

    def __init__(self) -> None:
        self.things: list[object] = []
        self._arrived = threading.Semaphore(0)

    def __call__(self, thing: object, /) -> None:
        self.things.append(thing)
        self._arrived.release()

    def next(self) -> object:
        assert self._arrived.acquire(timeout=BOUND)
        return self.things[-1]
