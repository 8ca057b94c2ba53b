"""A bad network between a terminal and its hub: forwards whole requests, and fails a share of them."""

import contextlib
import random
import socket
import threading
from collections import Counter
from typing import Final

from tests.support.exchange import messages, response

FAULTS: Final = ("drop before", "drop after", "503", "truncated", "portal")
_PATIENCE_S: Final = 10.0


class FaultProxy:
    """Listens on loopback. ``rate`` of the requests fail, drawn from ``seed``; ``counts`` says what happened.

    The hub may die and come back on the same port: then a request meets a closed door, as on a real day.
    """

    def __init__(self, hub_port: int, rate: float, seed: int) -> None:
        self.rate = rate
        self.counts: Counter[str] = Counter()
        self._hub_port = hub_port
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            for head, body in messages(connection):
                fault = self._draw(head, body)
                answer = self._answer(fault, head + body)
                self._count(fault if answer is not None else f"{fault}: closed")
                if answer is None:
                    return
                connection.sendall(answer)
                if fault == "truncated":
                    return

    def _draw(self, _head: bytes, _body: bytes) -> str:
        with self._lock:
            return self._chance.choice(FAULTS) if self._chance.random() < self.rate else "forwarded"

    def _count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1

    def _answer(self, fault: str, request: bytes) -> bytes | None:
        """What the terminal gets; None: the connection is closed."""
        if fault == "drop before":
            return None
        if fault == "503":
            return response(503, b"busy")
        if fault == "portal":
            return response(200, b"<html>login</html>", "text/html")
        answer = self._forward(request)
        if answer is None or fault == "drop after":
            return None
        return answer[: len(answer) // 2] if fault == "truncated" else answer

    def _forward(self, request: bytes) -> bytes | None:
        try:
            with socket.create_connection(("127.0.0.1", self._hub_port), timeout=_PATIENCE_S) as hub:
                hub.sendall(request)
                head, body = next(messages(hub))
                return head + body
        except (OSError, StopIteration):
            return None
