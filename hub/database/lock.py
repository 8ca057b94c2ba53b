"""Who works with a hub's data shares a lock; who replaces the database takes it alone (flock)."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hub.errors import HubError

LOCK: Final = "hub.lock"
_BACKUP: Final = "backup.lock"


@dataclass(slots=True)
class DataLock:
    """Held until ``release``, or the end of the process."""

    _descriptor: int

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def hold(data: Path) -> DataLock:
    """Shared with everybody but a restore. Raises HubError E-HUB-09 while one runs."""
    return _lock(data, fcntl.LOCK_SH)


def hold_alone(data: Path) -> DataLock:
    """Raises HubError E-HUB-09 while anybody works with these data."""
    return _lock(data, fcntl.LOCK_EX)


def hold_backup(data: Path) -> DataLock:
    """One backup at a time: two in one folder would each write into what the other has checked.

    Raises HubError E-HUB-08 while another is made.
    """
    return _lock(data, fcntl.LOCK_EX, _BACKUP, HubError("E-HUB-08", "正在做另一份备份，等它做完"))


def _lock(data: Path, how: int, name: str = LOCK, taken: HubError | None = None) -> DataLock:
    try:
        descriptor = os.open(data / name, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise HubError("E-HUB-02", f"{data}: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise taken or HubError("E-HUB-09", str(data)) from error
    return DataLock(descriptor)
