"""The line of a slip that can be typed: its slow hash, and how often one may try (docs/adr/0082)."""

import json
from datetime import timedelta
from typing import Final

from nacl import pwhash
from nacl.exceptions import InvalidkeyError
from sqlalchemy import Connection, delete, or_, select, update

from hub.clock import iso
from hub.database.db import insert_once
from hub.database.schema import SLIP_TRIES
from hub.house import House

TYPED_LENGTH: Final = 10
TRIES_PER_ORDER: Final = 10
TRIES_PER_TERMINAL: Final = 60
_WITHIN: Final = timedelta(hours=1)
_OPS: Final = 2
_MEMORY: Final = 16 * 1024 * 1024
# Of nothing anybody can type: verified where there is no order, so that this takes as long.
NOBODY: Final = (
    "$argon2id$v=19$m=16384,t=2,p=1$gKmLCA+dfoiRDfI7oub5HA$fIhYIsYGD0wHwlXq1KRRKPZUuML98iopvdlB7t0fMjs"
)


def hash_typed(secret: str) -> str:
    """argon2id of the first ten characters; about 10 ms."""
    typed = secret[:TYPED_LENGTH].encode()
    return pwhash.argon2id.str(typed, opslimit=_OPS, memlimit=_MEMORY).decode("ascii")


def is_typed(code_hash: str, typed: str) -> bool:
    try:
        return pwhash.argon2id.verify(code_hash.encode("ascii"), typed.encode())
    except InvalidkeyError:
        return False


def take_try(connection: Connection, house: House, subjects: dict[str, int]) -> bool:
    """Whether each subject has had fewer wrong tries within the hour than it may have.

    If so one more is noted for each, before anybody looks whether it is wrong: any number of tries at once
    count. ``give_back`` takes it away again. What a clock noted that ran years ahead counts for nothing: it
    would lock an order for those years.
    """
    now = house.clock.now()
    since, at, until = iso(now - _WITHIN), iso(now), iso(now + _WITHIN)
    over = or_(SLIP_TRIES.c.last_at <= since, SLIP_TRIES.c.last_at > until)
    connection.execute(delete(SLIP_TRIES).where(over))
    noted: dict[str, list[str]] = {}
    for subject, most in sorted(subjects.items()):  # in one order: two at once never wait for each other
        recent = [time for time in _times(connection, subject) if since < time <= until]
        if len(recent) >= most:
            return False
        noted[subject] = [*recent, at]
    for subject, times in noted.items():
        _note(connection, subject, times, at)
    return True


def give_back(connection: Connection, subjects: dict[str, int]) -> None:
    """The newest try of each was right."""
    for subject in sorted(subjects):
        times = _times(connection, subject)
        if times:
            _note(connection, subject, times[:-1], times[-1])


def _times(connection: Connection, subject: str) -> list[str]:
    """Of the tries noted, oldest first. The row is locked from here to the end of the transaction."""
    insert_once(connection, SLIP_TRIES, subject=subject, times="[]", last_at="")
    times: list[str] = json.loads(
        connection.execute(
            select(SLIP_TRIES.c.times).where(SLIP_TRIES.c.subject == subject).with_for_update()
        ).scalar_one()
    )
    return times


def _note(connection: Connection, subject: str, times: list[str], at: str) -> None:
    connection.execute(
        update(SLIP_TRIES).where(SLIP_TRIES.c.subject == subject).values(times=json.dumps(times), last_at=at)
    )
