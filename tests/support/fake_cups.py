"""A print server on a Unix socket that speaks IPP and does what a test wants of it, failing included."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from kiosk.documents import ipp
from kiosk.documents.ipp import Operation, Tag

DONE, ABORTED, CANCELLED, WORKING = 9, 8, 7, 5
_TEXT = 0x41
_ENUM = 0x23
_BOOLEAN = 0x22


@dataclass
class FakeCups:
    """``states``: of the job, one for each question, the last for ever; ``trouble_after``: how many questions
    about the printer are answered well before ``reasons`` are. ``mute``: an operation it hangs up on.
    """

    path: Path
    states: list[int] = field(default_factory=lambda: [WORKING, DONE])
    reasons: tuple[str, ...] = ("none",)
    trouble_after: int = 0
    printer_state: int = 3
    accepting: bool = True
    status: int = 0  # of Print-Job
    http: int = 200
    mute: Operation | None = None
    forgets: bool = False
    says: str = ""  # of the job's printer
    left: tuple[int, ...] = ()  # jobs of before
    on_print: Callable[[], object] = lambda: None
    # ---- what was asked of it
    asked: list[Operation] = field(default_factory=list)
    told: list[ipp.Answer] = field(default_factory=list)
    documents: list[bytes] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)
    purged: list[int] = field(default_factory=list)
    _looked: int = 0

    def answer(self, body: bytes) -> bytes | None:
        operation = Operation(int.from_bytes(body[2:4], "big"))
        told = ipp.answer(body)
        self.asked.append(operation)
        self.told.append(told)
        match operation:
            case Operation.PRINT_JOB:
                self.documents.append(body[_end(body) :])
                self.on_print()
                job = [("job-id", 0x21, (41).to_bytes(4, "big"))]
                made = _reply(self.status, [] if self.status else job)
            case Operation.GET_JOB:
                made = self._job()
            case Operation.GET_JOBS:
                made = _reply(0, [("job-id", 0x21, job.to_bytes(4, "big")) for job in self.left])
            case Operation.CANCEL_JOB:
                purged = bool(told.found.get("purge-job", (False,))[0])
                (self.purged if purged else self.cancelled).append(told.number("job-id"))
                made = _reply(0, [])
            case Operation.GET_PRINTER:
                made = self._printer()
        return None if operation is self.mute else made

    def _job(self) -> bytes:
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        state = CANCELLED if self.cancelled else state
        rows = [("job-state", _ENUM, state.to_bytes(4, "big"))]
        rows += [("job-printer-state-message", _TEXT, self.says.encode())] if self.says else []
        return _reply(0x0406 if self.forgets else 0, [] if self.forgets else rows)

    def _printer(self) -> bytes:
        self._looked += 1
        well = self._looked <= self.trouble_after
        reasons = ("none",) if well else self.reasons
        state = 3 if well else self.printer_state
        rows = [("printer-state", _ENUM, state.to_bytes(4, "big"))]
        rows += [("printer-is-accepting-jobs", _BOOLEAN, bytes([self.accepting]))]
        for place, one in enumerate(reasons):
            rows.append(("printer-state-reasons" if not place else "", Tag.KEYWORD, one.encode()))
        return _reply(0, rows)


def _end(body: bytes) -> int:
    """Where the document begins."""
    at = 8
    while (tag := body[at]) != 3:
        at += 1
        if tag > 15:
            for _ in range(2):
                at += 2 + int.from_bytes(body[at : at + 2], "big")
    return at + 1


def _reply(status: int, rows: list[tuple[str, int, bytes]]) -> bytes:
    out = bytearray(b"\x02\x00" + status.to_bytes(2, "big") + (1).to_bytes(4, "big") + b"\x04")
    for name, tag, raw in rows:
        said = name.encode()
        out.append(tag)
        out += len(said).to_bytes(2, "big") + said + len(raw).to_bytes(2, "big") + raw
    return bytes(out + b"\x03")


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


@contextmanager
def serving(cups: FakeCups) -> Iterator[FakeCups]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made = cups.answer(body)
            if made is None:
                self.close_connection = True
                return
            self.send_response(cups.http)
            self.send_header("Content-Length", str(len(made)))
            self.end_headers()
            self.wfile.write(made)

        def log_message(self, *_args: Any) -> None:
            """Not on stderr."""

        def address_string(self) -> str:
            return "local"

    server = _Server(str(cups.path), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield cups
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
