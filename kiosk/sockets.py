"""Unix sockets as this program makes them: put in place whole, served line by line, everything bounded."""

import contextlib
import logging
import os
import socket
import socketserver
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LOOK_S: Final = 60.0  # between looks whether to stop; ``stop`` says so itself
_CREDENTIALS: Final = struct.Struct("3i")  # struct ucred of unix(7): pid, uid, gid
_MOST: Final = 8

_log = logging.getLogger(__name__)


def bind_over(bell: socket.socket, path: Path, mode: int) -> None:
    """Bind beside and move over: a socket left by a killed process is replaced, never missing.

    Raises OSError.
    """
    path.parent.mkdir(mode=0o770, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    bell.bind(str(fresh))
    fresh.chmod(mode)
    fresh.replace(path)


@dataclass(frozen=True, slots=True)
class Peer:
    """Who is at the other end, by the kernel's word (SO_PEERCRED)."""

    pid: int
    uid: int
    gid: int


def peer_of(connection: socket.socket) -> Peer:
    data = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return Peer(*_CREDENTIALS.unpack(data))


def anybody(_peer: Peer) -> bytes | None:
    """Admits whoever the socket's mode lets in."""
    return None


@dataclass(frozen=True, slots=True)
class Bounds:
    """``longest``: bytes of a question's line; ``idle_s``: seconds without one (None: for ever)."""

    longest: int
    idle_s: float | None = None


class LineServer(socketserver.ThreadingUnixStreamServer):
    """One line in, one line out, until the other end goes. ``answer`` runs on a thread of the connection.

    The socket is bound by the constructor (OSError); ``start`` serves on a thread. A line that is too long, a
    pause that is too long, and more connections than ``_MOST`` at once end the connection. ``refuse``: what a
    peer is told that is not admitted, before it can take anybody's place; None admits it.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 2 * _MOST

    def __init__(
        self,
        path: Path,
        answer: Callable[[bytes, Peer], bytes],
        *,
        mode: int,
        bounds: Bounds,
        name: str,
        refuse: Callable[[Peer], bytes | None] = anybody,
    ) -> None:
        self.answer = answer
        self._refuse = refuse
        self.bounds = bounds
        self._path = path
        self._mode = mode
        self._inode = -1
        self._places = threading.BoundedSemaphore(_MOST)
        super().__init__(str(path), _Talk, bind_and_activate=False)
        try:
            self.server_bind()
            self._inode = path.stat().st_ino
            self.server_activate()  # only now can anybody connect
        except OSError:
            self.server_close()
            raise
        self._thread = threading.Thread(target=self.serve_forever, args=(_LOOK_S,), name=name, daemon=True)

    def server_bind(self) -> None:
        bind_over(self.socket, self._path, self._mode)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """After ``start``. Talks that are going on are left to end by themselves."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)  # ends the wait for somebody to connect
        self.shutdown()
        self.server_close()
        with contextlib.suppress(OSError):
            if self._path.stat().st_ino == self._inode:  # not one that another process has put in its place
                self._path.unlink()

    def process_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)
        refused = self._refuse(peer_of(request))
        if refused is not None:
            with contextlib.suppress(OSError):
                request.setblocking(False)
                request.send(refused + b"\n")
        if refused is not None or not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: object, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self._places.release()

    def handle_error(self, request: object, client_address: object) -> None:
        _log.exception("socket.unhandled", extra={"path": str(self._path)})


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, LineServer)
        self.connection.settimeout(server.bounds.idle_s)
        peer = peer_of(self.connection)
        with contextlib.suppress(OSError):  # gone, or silent for too long
            while line := self.rfile.readline(server.bounds.longest + 1):
                if len(line) > server.bounds.longest:
                    return
                self.wfile.write(server.answer(line, peer) + b"\n")


def ask_line(path: Path, question: bytes, *, within: float, longest: int) -> bytes:
    """The answer to one line. OSError when nobody serves there, or no whole answer comes in time."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(within)
        line.connect(str(path))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # refused unheard; it may say why
            line.sendall(question + b"\n")
        with line.makefile("rb") as answers:
            answer = answers.readline(longest + 1)
    if not answer.endswith(b"\n") or len(answer) > longest:
        raise ConnectionError("no whole answer")
    return answer
