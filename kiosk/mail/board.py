"""How the devices are, on a board in the run directory: the screen's process writes it, sync reads it.

The board is one small file in memory (tmpfs), replaced whole at each change. Whoever wrote it holds a lock on
that very file for as long as he lives, which the kernel takes away with him: what a dead screen left is not
mistaken for how things are, and nobody has to keep saying that he is alive (docs/adr/0099).
"""

import contextlib
import fcntl
import json
import logging
import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from kiosk.clock import Clock
from kiosk.domain.device import ABSENT, DeviceChanged, DeviceStatus
from kiosk.events import Post
from kiosk.log import OnChange
from kiosk.plain_files import held, open_plain
from kiosk.wire.devices import DEVICE_WORDS, DeviceWord

BOARD: Final = "devices.json"
_PART: Final = ".devices.json.part"
_LONGEST: Final = 8192  # bytes
_MODE: Final = 0o640  # the group is sync's
_LOOKS: Final = 3  # at a board that is replaced while it is looked at

_log = logging.getLogger(__name__)


class DeviceBoard:
    """``names``: the devices that are enabled. Any thread may ``note``; nothing here waits or raises."""

    def __init__(self, run_path: Path, names: Iterable[str], clock: Clock) -> None:
        self._folder = run_path
        self._clock = clock
        self._lock = threading.Lock()
        self._statuses: dict[str, tuple[DeviceStatus, float]] = dict.fromkeys(names, (ABSENT, 0.0))
        self._file: int | None = None
        self._open = False
        self._news = OnChange(_log)

    def start(self) -> None:
        """From now on there is something to read: no device has been tried yet."""
        now = self._clock.monotonic()
        with self._lock:
            self._open = True
            self._statuses = {name: (status, now) for name, (status, _) in self._statuses.items()}
            self._write()

    def noting(self, post: Post) -> Post:
        """``post`` that also writes every change of a device on the board."""

        def noted(message: object) -> None:
            post(message)
            if isinstance(message, DeviceChanged):
                self.note(message.name, message.status)

        return noted

    def note(self, name: str, status: DeviceStatus) -> None:
        with self._lock:
            self._statuses[name] = (status, self._clock.monotonic())
            if self._open:
                self._write()

    def stop(self) -> None:
        """What stands there counts no more. Idempotent."""
        with self._lock:
            self._open = False
            self._let_go()

    def _write(self) -> None:
        """A board that cannot be written is taken down: better nothing than what is no longer so."""
        try:
            self._replace()
        except OSError as error:
            self._let_go()
            self._news.log(logging.ERROR, "board.unwritable", "board", str(error.errno))
        else:
            self._news.log(logging.DEBUG, "board.written", "board", "")

    def _replace(self) -> None:
        self._folder.mkdir(mode=0o770, parents=True, exist_ok=True)
        part = self._folder / _PART
        part.unlink(missing_ok=True)
        file = open_plain(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        try:
            os.fchmod(file, _MODE)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # before anybody can see it
            os.write(file, self._text())
            part.replace(self._folder / BOARD)
        except OSError:
            os.close(file)
            raise
        self._let_go()
        self._file = file

    def _text(self) -> bytes:
        rows = {
            name: {"state": status.state.value, "reason": status.reason, "code": status.code, "since": since}
            for name, (status, since) in self._statuses.items()
        }
        return json.dumps({"devices": rows}).encode()

    def _let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def read_board(run_path: Path, clock: Clock) -> dict[str, DeviceWord] | None:
    """What the running screen says of its devices; None when none runs, or nothing can be read."""
    with contextlib.suppress(OSError):
        for _ in range(_LOOKS):
            file = open_plain(run_path / BOARD, os.O_RDONLY)
            try:
                if held(file):
                    return _parsed(os.read(file, _LONGEST + 1), clock.monotonic())
                if _same(file, run_path / BOARD):
                    return None
            finally:
                os.close(file)
    return None


def _same(file: int, path: Path) -> bool:
    """Nobody holds it: is it still the board, or has another been put up meanwhile?"""
    here, there = os.fstat(file), path.lstat()
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


def _parsed(data: bytes, now: float) -> dict[str, DeviceWord] | None:
    try:
        rows = json.loads(data)["devices"]
        told = {name: {**row, "for_s": max(0, int(now - row["since"]))} for name, row in rows.items()}
        return DEVICE_WORDS.validate_python(told)
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        _log.warning("board.unreadable", extra={"bytes": len(data)})
        return None
