"""Opening the one SQLite file of a terminal: durability proved, schema brought forward, damage found.

WAL with synchronous=FULL and nothing less: of 1,500 simulated power cuts WAL+NORMAL lost an acknowledged
order in 1,453, WAL+FULL in none. Both are read back; without them nothing runs (E-STO-03).
"""

import fcntl
import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final

from kiosk.clock import SystemClock, pause
from kiosk.errors import KioskError
from kiosk.plain_files import open_plain
from kiosk.store.files import make_folder, share, sync_folder
from kiosk.store.trouble import storing

FILE_NAME: Final = "terminal.sqlite3"
BUSY_S: Final = 5.0
_LOCK_LOOK_S: Final = 0.02

# secure_delete: what is deleted is overwritten; temp_store: sorting leaves nothing in temporary files.
_PRAGMAS: Final[dict[str, tuple[str, object]]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "secure_delete": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
}
# Of one value: an envelope has a quarter of it. What is longer somebody put there to fill our memory.
_LONGEST: Final = 4 * 1024 * 1024
_WAL_LIMIT: Final = 8 * 1024 * 1024
_MIGRATION: Final = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


def store_path(state_dir: Path) -> Path:
    return state_dir / "store" / FILE_NAME


def open_database(path: Path, *, check: bool = True) -> sqlite3.Connection:
    """A connection for the calling thread, in autocommit mode, schema up to date.

    ``check``: also look for damage (milliseconds a megabyte); once at the start of a process is enough.
    Raises KioskError E-STO-03 (cannot be trusted), E-STO-01 (disk full), E-STO-02 (cannot be opened).
    """
    with storing():
        make_folder(path.parent)
        _make_file(path)
        connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
    try:
        with storing(), _alone(path):
            _set_pragmas(connection)
            if check:
                _quick_check(connection)
            migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_file(path: Path) -> None:
    """Where there is none. Both users write in this folder: a link would lead to a file of the UI's alone."""
    try:
        # No default mode in between: the file is never readable by others, not even empty.
        descriptor = open_plain(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        # Looked at, not opened: to close it again would give up SQLite's locks in this process.
        if not stat.S_ISREG(path.lstat().st_mode):
            raise KioskError("E-STO-02", f"{path.name} is no file") from None
        return
    share(descriptor, path)
    os.close(descriptor)
    sync_folder(path.parent)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time: switching a new file to WAL does not wait its turn by itself.

    Raises KioskError E-STO-02 when somebody else holds on to the lock.
    """
    lock = path.with_suffix(".lock")
    descriptor = open_plain(lock, os.O_RDWR | os.O_CREAT)
    try:
        share(descriptor, lock)
        _take(descriptor)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> None:
    clock = SystemClock()
    until = clock.monotonic() + BUSY_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if clock.monotonic() >= until:
                raise KioskError("E-STO-02", "somebody holds the store's lock") from error
            pause(clock, _LOCK_LOOK_S)


def _set_pragmas(connection: sqlite3.Connection) -> None:
    for name, (value, expected) in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise KioskError("E-STO-03", f"PRAGMA {name} is {found}, not {expected}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}").fetchall()


def _quick_check(connection: sqlite3.Connection) -> None:
    rows = connection.execute("PRAGMA quick_check(5)").fetchall()
    if rows != [("ok",)]:
        raise KioskError("E-STO-03", "quick_check: " + "; ".join(str(row[0]) for row in rows))


def migrations() -> list[tuple[int, str]]:
    """Number and SQL of every migration, in order; numbers count from 1 without a gap."""
    folder = files("kiosk.store").joinpath("migrations")
    found = sorted(
        (int(match[1]), file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if (match := _MIGRATION.fullmatch(file.name))
    )
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        raise KioskError("E-STO-03", "migrations are not numbered 1, 2, 3 …")
    return found


def migrate(connection: sqlite3.Connection, steps: list[tuple[int, str]] | None = None) -> None:
    """Bring the schema forward, each step in a transaction of its own; never back.

    Raises KioskError E-STO-03 when the file was written by a newer version.
    """
    steps = migrations() if steps is None else steps
    if _version(connection) == len(steps):
        return
    for number, sql in steps:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = _version(connection)  # another process may have been faster
            if version > len(steps):
                raise KioskError("E-STO-03", f"schema {version} is newer than this program's {len(steps)}")
            if version < number:
                for statement in _statements(sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(sql: str) -> list[str]:
    """One statement each: ``executescript`` would commit the transaction around them."""
    out: list[str] = []
    pending = ""
    *pieces, rest = sql.split(";")
    for piece in pieces:
        pending += piece + ";"
        if sqlite3.complete_statement(pending):  # not within a text, a comment or a trigger
            out.append(pending)
            pending = ""
    if (pending + rest).strip():
        raise KioskError("E-STO-03", "a migration ends in the middle of a statement")
    return out
