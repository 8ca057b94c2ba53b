"""The store for who only reads it, also on a disk that takes no write any more.

A card at its end turns read-only, and SQLite must write beside a write-ahead log to read it. What waits there
has to be carried to the county all the same: then a copy is read, as sealed as the store is, and thrown away.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.plain_files import open_plain
from kiosk.store.db import open_database
from kiosk.store.trouble import storing


@contextmanager
def reading(path: Path, run_path: Path) -> Iterator[sqlite3.Connection]:
    """``run_path``: where a copy may lie, in memory on a terminal; else where the system keeps such things.

    Raises KioskError as ``open_database``.
    """
    with ExitStack() as held:
        if _read_only(path):
            with storing():
                room = run_path if os.access(run_path, os.W_OK) else None
                path = _copied(path, Path(held.enter_context(TemporaryDirectory(dir=room))))
        yield held.enter_context(closing(open_database(path, check=False)))


def _read_only(path: Path) -> bool:
    """Of the whole file system: nobody writes there meanwhile, so that what is copied fits together."""
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def _copied(path: Path, folder: Path) -> Path:
    for name in (path.name, f"{path.name}-wal"):
        try:
            source = os.fdopen(open_plain(path.with_name(name), os.O_RDONLY), "rb")
        except FileNotFoundError:
            continue
        with source, (folder / name).open("xb") as target:
            shutil.copyfileobj(source, target)
    return folder / path.name
