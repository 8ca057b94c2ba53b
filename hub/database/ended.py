"""What no restore may bring back to life: terminals that were revoked, enrolment codes that were used.

A line each in a file beside the database, appended and fsynced: an old backup knows nothing of them, and the
database that was replaced may be too damaged to be asked. A terminal that was taken back in has a line, too;
of each terminal the last line counts.
"""

import errno
import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, select, update

from hub.database.db import insert_once, reading
from hub.database.schema import ACTIVE, CODES, REVOKED, TERMINAL_MOVES, TERMINALS
from hub.files import sync_folder

_log = logging.getLogger(__name__)
_NAME: Final = "ended.jsonl"
_TERMINAL: Final = "terminal_id"
_REINSTATED: Final = "reinstated"
_CODE: Final = "code_id"
# A person mistypes a code now and then; nobody guesses 80 bits in ten tries. A code with as many is dead.
MOST_WRONG: Final = 10


@dataclass(frozen=True, slots=True)
class Ended:
    """``terminals``: revoked, ``reinstated``: no more so; ids. ``codes``: used, by ``code_id``."""

    terminals: frozenset[str]
    codes: frozenset[str]
    reinstated: frozenset[str] = frozenset()


def ended_file(data: Path) -> Path:
    return data / _NAME


def note_revoked(data: Path, terminal_id: str) -> None:
    """On disk when it returns. Raises OSError."""
    _append(ended_file(data), {_TERMINAL: terminal_id})


def note_reinstated(data: Path, terminal_id: str) -> None:
    """As ``note_revoked``."""
    _append(ended_file(data), {_REINSTATED: terminal_id})


def note_used(data: Path, code_id: str) -> None:
    """As ``note_revoked``."""
    _append(ended_file(data), {_CODE: code_id})


def read_ended(data: Path) -> Ended:
    """Lines that are none (the last one cut short by a power cut) count for nothing. Raises OSError."""
    last: dict[str, str] = {}
    codes: set[str] = set()
    try:
        lines = ended_file(data).read_bytes().split(b"\n")
    except FileNotFoundError:
        lines = []
    for line in filter(None, lines):
        try:
            ((name, value),) = json.loads(line).items()
            if name not in (_TERMINAL, _REINSTATED, _CODE):
                raise ValueError(name)
        except (ValueError, AttributeError):
            _log.warning("ended.unreadable_line")
            continue
        if name == _CODE:
            codes.add(str(value))
        else:
            last[str(value)] = name
    revoked = frozenset(terminal for terminal, name in last.items() if name == _TERMINAL)
    return Ended(revoked, frozenset(codes), frozenset(last) - revoked)


def apply_ended(engine: Engine, data: Path, at: str) -> None:
    """Make a database that was put back know of them too. Writes only where there is something to change.

    ``at``: now, ISO 8601.
    """
    try:
        with reading(engine).connect() as connection:
            if not any(_to_change(connection, read_ended(data))):
                return
        with engine.begin() as connection:
            # Read anew, as the only writer: a terminal may have been moved meanwhile.
            _change(connection, read_ended(data), at)
    except OSError as error:
        # No reason not to serve: it matters after a restore alone.
        _log.error("ended.unreadable", extra={"errno": error.errno})


def _change(connection: Connection, ended: Ended, at: str) -> None:
    revoked, reinstated, codes = _to_change(connection, ended)
    if not (revoked or reinstated or codes):
        return
    for terminal_id, before in revoked:
        _move(connection, terminal_id, before, REVOKED, at)
    for terminal_id, before in reinstated:
        _move(connection, terminal_id, before, ACTIVE, at)
    for code_id in codes:
        code = (CODES.c.code_id == code_id, CODES.c.terminal_id.is_(None))
        connection.execute(update(CODES).where(*code).values(wrong=MOST_WRONG))
    counted = {"revoked": len(revoked), "reinstated": len(reinstated), "codes": len(codes)}
    _log.warning("ended.again", extra=counted)


def _move(connection: Connection, terminal_id: str, before: str, after: str, at: str) -> None:
    this = TERMINALS.c.terminal_id == terminal_id
    connection.execute(update(TERMINALS).where(this).values(state=after, words="", changed_at=at))
    row = {"terminal_id": terminal_id, "at": at, "after": after, "before": before}
    insert_once(connection, TERMINAL_MOVES, **row, actor="", reason="恢复备份以后，照停用记录")


_Terminals = list[tuple[str, str]]


def _to_change(connection: Connection, ended: Ended) -> tuple[_Terminals, _Terminals, list[str]]:
    """Terminals with the state they are in: to be revoked, to be active; codes to end."""
    states = connection.execute(select(TERMINALS.c.terminal_id, TERMINALS.c.state)).all()
    revoked = [(row[0], row[1]) for row in states if row[1] != REVOKED and row[0] in ended.terminals]
    reinstated = [(row[0], row[1]) for row in states if row[1] == REVOKED and row[0] in ended.reinstated]
    unused = connection.execute(
        select(CODES.c.code_id).where(CODES.c.terminal_id.is_(None), CODES.c.wrong < MOST_WRONG)
    ).scalars()
    return revoked, reinstated, sorted(ended.codes.intersection(unused))


def _append(path: Path, line: dict[str, str]) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if os.geteuid() == 0:  # the hub's own user goes on with it
            around = path.parent.stat()
            os.fchown(descriptor, around.st_uid, around.st_gid)
        # Begins on a line of its own, whatever a power cut left of the last one.
        written = b"\n" + json.dumps(line).encode("ascii") + b"\n"
        if os.write(descriptor, written) != len(written):  # as much as the disk still took
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)
