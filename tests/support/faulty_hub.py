"""A hub on a real socket that answers truly, or fails in one chosen way: what networks do, on demand.

``FaultyHub.next(fault)`` decides about the next request (or all that follow); ``hub`` is what stands behind
it and answers truly. One connection at a time would hide stalls, so each has a thread.
"""

import contextlib
import socket
import threading
from collections.abc import Callable
from enum import Enum
from typing import Final

from tests.support.county import County, new_id
from tests.support.exchange import fields_of, messages, response
from tests.support.memory_hub import MemoryHub

PORTAL: Final = (
    b"<html><head><title>Login</title></head><body>\xe8\xaf\xb7\xe7\x99\xbb\xe5\xbd\x95</body></html>"
)


class Fault(Enum):
    """What becomes of a request. The name says it; AFTER means the hub kept the envelope."""

    NONE = "none"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    ERROR_503 = "503"
    ERROR_AFTER = "502 after"
    PORTAL_200 = "portal"
    REDIRECT = "redirect"
    TRUNCATED = "truncated"
    ENDLESS = "endless"
    FORGED = "forged"
    OTHER_ORDER = "other order"
    OTHER_TERMINAL = "other terminal"
    OTHER_HASH = "other hash"
    BARE_REFUSAL = "unsigned 422"
    STALLED = "stalled"
    DRIPPING = "dripping"
    DELAY = "delay"
    REFUSE = "refuse"


class FaultyHub:
    """Listens on loopback from construction to ``close``."""

    def __init__(self, make: Callable[[str], County]) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.county = make(f"http://127.0.0.1:{self.port}")
        self.hub = MemoryHub(self.county)
        self.requests = 0
        self.default = Fault.NONE
        self._script: list[Fault] = []
        self._open: set[socket.socket] = set()
        self._closed = threading.Event()
        threading.Thread(target=self._accept, name="faulty-hub", daemon=True).start()

    @property
    def taken(self) -> dict[str, bytes]:
        """Every envelope the hub made durable, in order."""
        return self.hub.taken

    def next(self, *faults: Fault) -> None:
        self._script = list(faults)

    def close(self) -> None:
        self._closed.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._open.add(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), connection:
            for head, body in messages(connection):
                self.requests += 1
                fault = self._script.pop(0) if self._script else self.default
                answer = self._answer(fault, head, body)
                if answer is None:
                    break
                connection.sendall(answer)
                if fault is Fault.TRUNCATED:
                    break
                if fault is Fault.STALLED:
                    self._closed.wait(30)
                if fault is Fault.DRIPPING:
                    while not self._closed.wait(0.05):
                        connection.sendall(b"x")
        self._open.discard(connection)

    def _answer(self, fault: Fault, head: bytes, body: bytes) -> bytes | None:
        """The bytes to send; None to hang up."""
        if fault is Fault.STALLED:
            return b""
        if fault is Fault.DRIPPING:
            return b"HTTP/1.1 200 OK\r\nX-Endless: "
        if fault is Fault.DROP_BEFORE:
            return None
        if fault is Fault.ERROR_503:
            return response(503, b"busy")
        if fault is Fault.PORTAL_200:
            return response(200, PORTAL, "text/html")
        if fault is Fault.REDIRECT:
            return response(307, b"", extra=f"Location: http://127.0.0.1:{self.port}/elsewhere\r\n")
        if fault is Fault.ENDLESS:
            return b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n" + b"{" * 300_000
        method, target = head.split(b" ")[:2]
        if target == b"/v1/intake" and (told := self._told(fault, body)) is not None:
            return told
        whole = response(*self.hub.handle(method.decode(), target.decode(), fields_of(head), body))
        if fault is Fault.DROP_AFTER:
            return None
        if fault is Fault.ERROR_AFTER:
            return response(502, b"<html>bad gateway</html>", "text/html")
        return whole[:-10] if fault is Fault.TRUNCATED else whole

    def _told(self, fault: Fault, body: bytes) -> bytes | None:
        """What is said of an envelope that was not kept; None when the hub behind is to answer."""
        county = self.county
        if fault is Fault.REFUSE:
            return response(422, county.refusal(body, "conflict", 0))
        if fault is Fault.DELAY:
            return response(429, county.refusal(body, "later", 60))
        if fault is Fault.BARE_REFUSAL:
            return response(422, b'{"detail": "no"}')
        if fault is Fault.FORGED:
            return response(200, County().receipt(body))
        if fault is Fault.OTHER_ORDER:
            return response(200, county.receipt(body, oid=new_id()))
        if fault is Fault.OTHER_TERMINAL:
            return response(200, county.receipt(body, terminal_id="another"))
        if fault is Fault.OTHER_HASH:
            return response(200, county.receipt(body, envelope_sha256="0" * 64))
        return None
