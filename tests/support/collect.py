"""Waits for what threads post, without sleeping: for the few tests that run on real time."""

import threading
from collections.abc import Callable


class Collector:
    """``post`` is a :class:`kiosk.events.Post`. ``wait_for`` finds old messages too."""

    def __init__(self) -> None:
        self.messages: list[object] = []
        self._changed = threading.Condition()

    def post(self, message: object) -> None:
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()

    def wait_for(self, fits: Callable[[object], bool], seconds: float = 60.0) -> object:
        """AssertionError with all that came when nothing fits within ``seconds``."""

        def first() -> list[object]:
            return [message for message in self.messages if fits(message)][:1]

        with self._changed:
            found = self._changed.wait_for(first, seconds)
        assert found, f"waited in vain; there came {self.messages}"
        return found[0]

    def wait_for_type(self, kind: type, seconds: float = 60.0) -> object:
        return self.wait_for(lambda message: isinstance(message, kind), seconds)

    def forget(self) -> None:
        with self._changed:
            self.messages.clear()
