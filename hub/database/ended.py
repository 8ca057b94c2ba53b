"""What no restore may bring back to life: terminals that were revoked, enrolment codes that were used.

A line each in a file beside the database, appended and fsynced: an old backup knows nothing of them, and the
database that was replaced may be too damaged to be asked.
"""

import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, select, update

from hub.database.db import reading
from hub.database.schema import CODES, REVOKED, TERMINALS
from hub.files import sync_folder

_log = logging.getLogger(__name__)
_NAME: Final = "ended.jsonl"
_TERMINAL: Final = "terminal_id"
_CODE: Final = "code_id"
# A person mistypes a code now and then; nobody guesses 80 bits in ten tries. A code with as many is dead.
MOST_WRONG: Final = 10


@dataclass(frozen=True, slots=True)
class Ended:
    terminals: frozenset[str]
    codes: frozenset[str]


def note_revoked(data: Path, terminal_id: str) -> None:
    """On disk when it returns. Raises OSError."""
    _append(data / _NAME, {_TERMINAL: terminal_id})


def note_used(data: Path, code_id: str) -> None:
    """As ``note_revoked``."""
    _append(data / _NAME, {_CODE: code_id})


def read_ended(data: Path) -> Ended:
    """Lines that are none (the last one cut short by a power cut) count for nothing. Raises OSError."""
    found: dict[str, set[str]] = {_TERMINAL: set(), _CODE: set()}
    try:
        lines = (data / _NAME).read_bytes().split(b"\n")
    except FileNotFoundError:
        lines = []
    for line in filter(None, lines):
        try:
            for name, value in json.loads(line).items():
                found[name].add(str(value))
        except (ValueError, KeyError, AttributeError):
            _log.warning("ended.unreadable_line")
    return Ended(frozenset(found[_TERMINAL]), frozenset(found[_CODE]))


def apply_ended(engine: Engine, data: Path) -> None:
    """Make a database that was put back know of them too. Writes only where there is something to change."""
    try:
        ended = read_ended(data)
    except OSError as error:
        # No reason not to serve: it matters after a restore alone.
        _log.error("ended.unreadable", extra={"errno": error.errno})
        return
    if not ended.terminals and not ended.codes:
        return
    with reading(engine).connect() as connection:
        terminals, codes = _alive(connection, ended)
    if not terminals and not codes:
        return
    with engine.begin() as connection:
        for terminal_id in terminals:
            this = TERMINALS.c.terminal_id == terminal_id
            connection.execute(update(TERMINALS).where(this).values(state=REVOKED, words=""))
        for code_id in codes:
            code = (CODES.c.code_id == code_id, CODES.c.terminal_id.is_(None))
            connection.execute(update(CODES).where(*code).values(wrong=MOST_WRONG))
    _log.warning("ended.again", extra={"terminals": len(terminals), "codes": len(codes)})


def _alive(connection: Connection, ended: Ended) -> tuple[list[str], list[str]]:
    active = connection.execute(select(TERMINALS.c.terminal_id).where(TERMINALS.c.state != REVOKED)).scalars()
    unused = connection.execute(
        select(CODES.c.code_id).where(CODES.c.terminal_id.is_(None), CODES.c.wrong < MOST_WRONG)
    ).scalars()
    return sorted(ended.terminals.intersection(active)), sorted(ended.codes.intersection(unused))


def _append(path: Path, line: dict[str, str]) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if os.geteuid() == 0:  # the hub's own user goes on with it
            around = path.parent.stat()
            os.fchown(descriptor, around.st_uid, around.st_gid)
        # Begins on a line of its own, whatever a power cut left of the last one.
        os.write(descriptor, b"\n" + json.dumps(line).encode("ascii") + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)
