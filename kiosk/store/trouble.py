"""Errors of SQLite and the system as ours: disk full E-STO-01, damage E-STO-03, the rest E-STO-02."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from kiosk.errors import KioskError

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def trouble(error: sqlite3.Error) -> KioskError:
    """Damage or another failure, in SQLite's own words but for what it quotes of a value."""
    said = str(error).partition(" with text ")[0]
    number = getattr(error, "sqlite_errorcode", 0) & 0xFF
    # Python's own complaint, without a number: what was written as text is none any more.
    damaged = number in _DAMAGED or said.startswith("Could not decode")
    name = getattr(error, "sqlite_errorname", "sqlite")
    return KioskError("E-STO-03" if damaged else "E-STO-02", f"{name}: {said}")


@contextmanager
def storing(
    on_full: Callable[[], None] = lambda: None, tight: Callable[[], bool] = lambda: False
) -> Iterator[None]:
    """Turn errors of the block into KioskError.

    ``on_full`` is called when there was no space (it frees some); ``tight`` says whether an I/O error that
    names no reason is to be read as a full disk: SQLite does not always tell them apart.
    """
    try:
        yield
    except sqlite3.Error as error:
        number = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if number == sqlite3.SQLITE_FULL or (number == sqlite3.SQLITE_IOERR and tight()):
            on_full()
            raise KioskError("E-STO-01", "no space left for the store") from error
        raise trouble(error) from error
    except OSError as error:
        if error.errno in _FULL:
            on_full()
            raise KioskError("E-STO-01", "no space left for the store") from error
        raise KioskError("E-STO-02", f"{errno.errorcode.get(error.errno or 0, 'OSError')}: store") from error
