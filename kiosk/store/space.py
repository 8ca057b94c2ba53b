"""Room on the disk: a floor under which nothing new is taken, and ballast to throw off.

When a disk is full, SQLite can not even mark a row as sent or delete one. A ballast file, freed at that
moment, lets what is queued be finished.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.plain_files import open_plain
from kiosk.store.db import store_path

MB: Final = 1024 * 1024
_BALLAST: Final = "ballast"
_TIGHT: Final = MB


def free_bytes(folder: Path) -> int:
    """Bytes this user may still write on the file system of ``folder``."""
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


class Space:
    """``floor`` and ``ballast`` in bytes; ``free`` is asked for the folder's free bytes."""

    def __init__(
        self, folder: Path, floor: int, ballast: int, free: Callable[[Path], int] = free_bytes
    ) -> None:
        self._folder = folder
        self._file = folder / _BALLAST
        self._floor = floor
        self._ballast = ballast
        self._free = free

    def require(self) -> None:
        """Raises KioskError E-STO-01 below the floor."""
        try:
            free = self._free(self._folder)
        except OSError as error:
            raise KioskError("E-STO-02", f"{self._folder}: {error.strerror}") from error
        if free < self._floor:
            raise KioskError("E-STO-01", f"{free // MB} MB free, the floor is {self._floor // MB} MB")

    def has(self, more: int) -> bool:
        """Whether ``more`` bytes and the ballast would still fit above the floor."""
        try:
            return self._free(self._folder) >= self._floor + self._ballast + more
        except OSError:
            return False

    def tight(self) -> bool:
        """Whether there is practically nothing left."""
        try:
            return self._free(self._folder) < _TIGHT
        except OSError:
            return False

    def release(self) -> None:
        """Throw the ballast off. Deleting a file needs no space."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def restore(self) -> None:
        """Lay the ballast again where there is plenty of room; without it all works, only less safely."""
        if self._ballast == 0 or self._file.exists():
            return
        with suppress(OSError):
            if self._free(self._folder) < self._floor + 2 * self._ballast:
                return
            part = self._file.with_suffix(".part")
            part.unlink(missing_ok=True)  # what lies there may be a link to something else
            descriptor = open_plain(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            try:
                os.posix_fallocate(descriptor, 0, self._ballast)
            finally:
                os.close(descriptor)
            part.replace(self._file)


def store_space(config: Config) -> Space:
    """Of a terminal's store. The ballast lies beside its file: both who write there may throw it off."""
    settings = config.store
    folder = store_path(config.state_path).parent
    return Space(folder, settings.free_floor_mb * MB, settings.ballast_mb * MB)
