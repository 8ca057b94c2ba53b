"""Putting a new database in the place of the hub's: prepared beside it, then moved.

A database that is ready says so in a file of its own. From then on the new one counts: whoever opens the hub
next finishes what was cut short. Before that the old one counts, untouched.
"""

import shutil
from pathlib import Path
from typing import Final

from hub.database.lock import hold_alone
from hub.files import replace, sync_folder

DATABASE: Final = "hub.sqlite3"
# The database first: without it nobody starts, so nobody can start without what its log holds.
_FILES: Final = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")
RESTORING: Final = "restoring"
REPLACED: Final = "replaced-"
_READY: Final = "ready"


def prepare(data: Path) -> Path:
    """An empty folder for the new database, which nobody looks at before ``declare``. Raises OSError."""
    finish(data)
    folder = data / RESTORING
    # A log left by one that was cut short would be taken for the new file's own.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def declare(data: Path, stamp: str) -> None:
    """The new database counts. ``stamp`` is in the name of the folder the old one goes to."""
    number = 1
    while (data / f"{REPLACED}{stamp}-{number}").exists():
        number += 1
    folder = data / RESTORING
    sync_folder(folder)
    sync_folder(data)
    replace(folder / _READY, f"{REPLACED}{stamp}-{number}".encode("ascii"))


def discard(data: Path) -> None:
    """What was prepared and not declared: a copy of the whole database that nobody will look at."""
    folder = data / RESTORING
    if not (folder / _READY).exists():
        shutil.rmtree(folder, ignore_errors=True)


def finish(data: Path) -> Path | None:
    """Do what is left to do, holding the lock alone; where the old database is, None without one. OSError."""
    folder = data / RESTORING
    try:
        aside = data / (folder / _READY).read_text("ascii")
    except FileNotFoundError:
        return None
    new = folder / DATABASE
    if new.exists():
        _put_aside(data, aside)
        new.replace(data / DATABASE)
        sync_folder(data)
    shutil.rmtree(folder)
    sync_folder(data)
    return aside if aside.exists() else None


def finish_pending(data: Path) -> None:
    """Before anybody opens the hub. Raises HubError E-HUB-09 while somebody else does it, OSError."""
    if not (data / RESTORING / _READY).exists():
        return
    lock = hold_alone(data)
    try:
        finish(data)
    finally:
        lock.release()


def _put_aside(data: Path, aside: Path) -> None:
    """Move what is there into a folder of its own; nothing is deleted."""
    there = [data / name for name in _FILES if (data / name).exists()]
    if not there:
        return
    aside.mkdir(mode=0o700, exist_ok=True)
    for path in there:
        path.replace(aside / path.name)
    sync_folder(aside)
    sync_folder(data)
