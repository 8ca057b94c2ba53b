"""A folder in which one process leaves files for the other: small, few, named by a question's id.

Both may delete here, and either may have been taken over by somebody: so names are checked, links are not
followed, and what is no plain file is not read. No file outlives its question: it is there to be taken.
"""

import contextlib
import itertools
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST: Final = 16  # files in a tray; the screen asks one question at a time
DEADLINE_S: Final = 12.0  # then whoever asked has been told that there is no answer
_NAME: Final = re.compile(r"[0-9a-f-]{36}")
_LOOKED_AT: Final = 1000  # names; who puts more there waits longer for his own
_UNFINISHED: Final = ".new-"
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Left:
    """A file that lies in a tray; ``at``: wall time in seconds when it was put there."""

    name: str
    at: float


class Tray:
    """``run_path/mailbox/<name>``. Everything raises OSError, but where something else is said."""

    def __init__(self, run_path: Path, name: str) -> None:
        self._box = run_path / "mailbox"
        self._name = name

    def put(self, name: str, data: bytes) -> None:
        """Whole or not at all. ValueError when ``name`` is no id."""
        if not _NAME.fullmatch(name):
            raise ValueError("not the id of a question")
        with self._folder(make=True) as folder:
            if sum(1 for _ in self._names(folder)) >= MOST:
                raise OSError("the tray is full")
            unfinished = _UNFINISHED + name
            file = os.open(unfinished, _WRITE, 0o660, dir_fd=folder)
            try:
                with os.fdopen(file, "wb") as opened:
                    os.fchmod(opened.fileno(), 0o660)
                    opened.write(data)
                os.rename(unfinished, name, src_dir_fd=folder, dst_dir_fd=folder)
            except OSError:
                _delete(folder, unfinished)
                raise

    def left(self) -> list[Left]:
        """What lies there, the oldest first; nothing when there is no tray."""
        found = []
        with contextlib.suppress(FileNotFoundError), self._folder() as folder:
            for name in self._names(folder):
                with contextlib.suppress(FileNotFoundError):
                    status = os.stat(name, dir_fd=folder, follow_symlinks=False)
                    found.append(Left(name, status.st_mtime))
        return sorted(found, key=lambda one: one.at)[:MOST]

    def take(self, name: str, longest: int) -> bytes | None:
        """Read and delete; None when it is not there, no plain file, or longer than ``longest``."""
        try:
            with self._folder() as folder:
                try:
                    return _read(folder, name, longest)
                finally:
                    _delete(folder, name)
        except FileNotFoundError:
            return None

    def drop(self, name: str) -> None:
        """Delete, if it is there. Never raises."""
        with contextlib.suppress(OSError), self._folder() as folder:
            _delete(folder, name)

    def clear(self) -> None:
        """Delete all that a dead process may have left. Never raises."""
        with contextlib.suppress(OSError), self._folder() as folder:
            for entry in _entries(folder):
                if _NAME.fullmatch(entry.removeprefix(_UNFINISHED)):
                    _delete(folder, entry)

    @contextmanager
    def _folder(self, *, make: bool = False) -> Iterator[int]:
        if make:
            for folder in (self._box, self._box / self._name):
                folder.mkdir(mode=0o770, parents=True, exist_ok=True)
        box = os.open(self._box, _FOLDER)
        try:
            folder_fd = os.open(self._name, _FOLDER, dir_fd=box)
        finally:
            os.close(box)
        try:
            yield folder_fd
        finally:
            os.close(folder_fd)

    @staticmethod
    def _names(folder: int) -> Iterator[str]:
        return (entry for entry in _entries(folder) if _NAME.fullmatch(entry))


def _entries(folder: int) -> list[str]:
    with os.scandir(folder) as found:
        return [entry.name for entry in itertools.islice(found, _LOOKED_AT)]


def _read(folder: int, name: str, longest: int) -> bytes | None:
    try:
        file = os.open(name, _READ, dir_fd=folder)
    except FileNotFoundError:
        raise
    except OSError:
        return None  # a link, a socket
    with os.fdopen(file, "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            return None
        data = opened.read(longest + 1)
    return data if len(data) <= longest else None


def _delete(folder: int, name: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(name, dir_fd=folder)


def trays(run_path: Path) -> tuple[Tray, Tray]:
    """Questions and answers."""
    return Tray(run_path, "ask"), Tray(run_path, "answer")
