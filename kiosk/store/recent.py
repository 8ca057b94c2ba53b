"""The orders of the last hour in the store, by the kernel's own time: what ``domain/flood`` judges by.

They outlive the screen's process, which is replaced after each person; a restart of the machine ends them.
"""

import sqlite3
from dataclasses import replace

from kiosk.domain.flood import HOUR_S, Flood, Trace, flood
from kiosk.store.moment import Moment


def judge(connection: sqlite3.Connection, new: Trace, moment: Moment) -> Flood:
    """Within the caller's transaction; what is older than an hour, or of another boot, is let go."""
    connection.execute(
        "DELETE FROM recent_order WHERE boot_id <> ? OR monotonic_s <= ?",
        (moment.boot_id, moment.monotonic_s - HOUR_S),
    )
    rows = connection.execute("SELECT person, visit, words, marked FROM recent_order").fetchall()
    return flood([Trace(person, visit, words, bool(marked)) for person, visit, words, marked in rows], new)


def remember(connection: sqlite3.Connection, seq: int, new: Trace, why: Flood, moment: Moment) -> None:
    """Within the transaction that makes the order durable."""
    new = replace(new, marked=why is not Flood.NONE)
    connection.execute(
        "INSERT INTO recent_order (seq, boot_id, monotonic_s, person, visit, words, marked)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (seq, moment.boot_id, moment.monotonic_s, new.person, new.visit, new.words, int(new.marked)),
    )
