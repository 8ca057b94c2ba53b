"""Doorbells between processes: an empty Unix datagram that says "look", nothing more.

What there is to look at is in the store. A lost ring costs a little time, never an order: everybody also
looks by himself now and then.
"""

import contextlib
import logging
import socket
import threading
from pathlib import Path
from typing import Final

from kiosk.clock import SystemClock
from kiosk.sockets import bind_over

SYNC_BELL: Final = "sync.sock"
UI_BELL: Final = "ui.sock"
MAIL_BELL: Final = "mail.sock"  # sync's: a question lies in the tray
ANSWER_BELL: Final = "answer.sock"  # the UI's: an answer does
_BREATH_S: Final = 0.02

_log = logging.getLogger(__name__)


def ring(path: Path) -> bool:
    """Ring at ``path``; False when nobody hears it. Never blocks, never raises."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as bell:
            bell.sendto(b"", str(path))
    except BlockingIOError:
        return True  # it has been rung so often that the queue is full
    except OSError:
        return False
    return True


class Doorbell:
    """Sets ``event`` whenever somebody rings at ``path``, from a thread of its own.

    Where the socket cannot be made, it stays silent: its owner's own looking around must do. However often
    somebody rings, it is heard every ``_BREATH_S`` at the most: one who never stops must not cost frames.
    """

    def __init__(self, path: Path, event: threading.Event) -> None:
        self._path = path
        self._event = event
        self._closing = threading.Event()
        self._socket = _bind(path)
        self._inode = _inode(path)
        if self._socket is not None:
            threading.Thread(target=self._listen, args=(self._socket,), name="doorbell", daemon=True).start()

    def _listen(self, bell: socket.socket) -> None:
        with contextlib.suppress(OSError):
            clock = SystemClock()
            while not self._closing.is_set():
                bell.recv(16)
                self._event.set()
                clock.wait(self._closing, _BREATH_S)

    def close(self) -> None:
        """Idempotent."""
        self._closing.set()
        if self._socket is None:
            return
        bell, self._socket = self._socket, None
        with contextlib.suppress(OSError):
            bell.shutdown(socket.SHUT_RDWR)  # wakes the listener
        bell.close()
        if self._inode == _inode(self._path):  # not one that another process has put in its place
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


def _bind(path: Path) -> socket.socket | None:
    bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        bind_over(bell, path, 0o660)
    except OSError as error:
        bell.close()
        _log.warning("doorbell.silent", extra={"path": str(path), "errno": error.errno})
        return None
    return bell
