"""A hub on a real socket that answers truly, or fails in one chosen way: what networks do, on demand.

``FaultyHub.next(fault)`` decides about the next request (or all that follow); ``taken`` holds every envelope
the hub made durable, in order. One connection at a time would hide stalls, so each has a thread.
"""

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Final

from kiosk.wire.envelope import read_header
from kiosk.wire.models import Health
from kiosk.wire.signing import Tag
from tests.support.county import County, new_id

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
        self.taken: dict[str, bytes] = {}
        self.requests = 0
        self.default = Fault.NONE
        self._script: list[Fault] = []
        self._open: set[socket.socket] = set()
        self._closed = threading.Event()
        threading.Thread(target=self._accept, name="faulty-hub", daemon=True).start()

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
            for target, body in _requests(connection):
                self.requests += 1
                fault = self._script.pop(0) if self._script else self.default
                answer = self._answer(fault, target, body)
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

    def _answer(self, fault: Fault, target: str, body: bytes) -> bytes | None:
        """The bytes to send; None to hang up."""
        if fault is Fault.STALLED:
            return b""
        if fault is Fault.DRIPPING:
            return b"HTTP/1.1 200 OK\r\nX-Endless: "
        if fault is Fault.DROP_BEFORE:
            return None
        if fault is Fault.ERROR_503:
            return _http(503, b"busy")
        if fault is Fault.PORTAL_200:
            return _http(200, PORTAL, "text/html")
        if fault is Fault.REDIRECT:
            return _http(307, b"", extra=f"Location: http://127.0.0.1:{self.port}/elsewhere\r\n")
        if fault is Fault.ENDLESS:
            return b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n" + b"{" * 300_000
        if target.startswith("/v1/health"):
            nonce = target.partition("nonce=")[2]
            word = Health(hub_id=self.county.hub_id, nonce=nonce, at="now")
            return _http(200, self.county.word(Tag.HEALTH, word))
        return self._intake(fault, body)

    def _intake(self, fault: Fault, body: bytes) -> bytes | None:
        county = self.county
        if fault is Fault.REFUSE:
            return _http(422, county.refusal(body, "conflict", 0))
        if fault is Fault.DELAY:
            return _http(429, county.refusal(body, "later", 60))
        if fault is Fault.BARE_REFUSAL:
            return _http(422, b'{"detail": "no"}')
        if fault is Fault.FORGED:
            return _http(200, County().receipt(body))
        if fault is Fault.OTHER_ORDER:
            return _http(200, county.receipt(body, oid=new_id()))
        if fault is Fault.OTHER_TERMINAL:
            return _http(200, county.receipt(body, terminal_id="another"))
        if fault is Fault.OTHER_HASH:
            return _http(200, county.receipt(body, envelope_sha256="0" * 64))
        _, header = read_header(body)
        if self.taken.setdefault(header.oid, body) != body:
            return _http(422, county.refusal(body, "conflict", 0))
        whole = _http(200, county.receipt(body))
        if fault is Fault.DROP_AFTER:
            return None
        if fault is Fault.ERROR_AFTER:
            return _http(502, b"<html>bad gateway</html>", "text/html")
        if fault is Fault.TRUNCATED:
            return whole[:-40]
        return whole


def _http(status: int, body: bytes, kind: str = "application/json", extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    return head.encode() + body


def _requests(connection: socket.socket) -> Iterator[tuple[str, bytes]]:
    """Target and body of each request on a keep-alive connection."""
    data = b""
    while True:
        while b"\r\n\r\n" not in data:
            more = connection.recv(65_536)
            if not more:
                return
            data += more
        head, _, data = data.partition(b"\r\n\r\n")
        target = head.split(b" ")[1].decode()
        match = re.search(rb"(?i)content-length: (\d+)", head)
        length = int(match[1]) if match else 0
        while len(data) < length:
            more = connection.recv(65_536)
            if not more:
                return
            data += more
        yield target, data[:length]
        data = data[length:]
