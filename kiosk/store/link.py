"""How it stands with the hub, as sync last wrote it: on-line or not, since when, what it denied."""

import sqlite3
from datetime import UTC, datetime
from typing import Any

from kiosk.domain.delivery import Link
from kiosk.store.moment import iso
from kiosk.store.space import Space
from kiosk.store.transaction import transaction
from kiosk.store.trouble import storing


class LinkTable:
    """Implements :class:`kiosk.domain.delivery.LinkStore` for the thread of ``connection``."""

    def __init__(self, connection: sqlite3.Connection, space: Space) -> None:
        self._db = connection
        self._space = space

    def link(self) -> Link:
        return read_link(self._db)

    def save_link(self, link: Link) -> None:
        with transaction(self._db, self._space):
            self._db.execute(
                "INSERT OR REPLACE INTO link (id, online, changed_at, code, failures, next_round_at,"
                " seen_boot, seen_monotonic, denial) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    int(link.online),
                    iso(link.changed_at) if link.changed_at else None,
                    link.code,
                    link.failures,
                    link.next_round_at.timestamp() if link.next_round_at else None,
                    link.seen_boot,
                    link.seen_monotonic,
                    link.denial,
                ),
            )


def read_link(connection: sqlite3.Connection) -> Link:
    """What sync last wrote of the hub; off-line before it ever did, or if it is nothing sync would write."""
    with storing():
        row = _row(connection)
    try:
        return Link() if row is None else _link(row)
    except (ValueError, TypeError, OverflowError, OSError):
        return Link()


def _row(connection: sqlite3.Connection) -> tuple[Any, ...] | None:
    try:
        row: tuple[Any, ...] | None = connection.execute(
            "SELECT online, changed_at, code, failures, next_round_at, seen_boot, seen_monotonic, denial"
            " FROM link"
        ).fetchone()
    except sqlite3.DataError:  # longer than anything we store
        return None
    return row


def _link(row: tuple[Any, ...]) -> Link:
    """Raises ValueError, TypeError, OverflowError or OSError: the table is another user's to write."""
    if not (isinstance(row[2], str) and isinstance(row[5], str) and isinstance(row[7], str)):
        raise TypeError("not a text")
    return Link(
        online=bool(row[0]),
        changed_at=datetime.fromisoformat(row[1]) if row[1] else None,
        code=row[2],
        failures=max(0, int(row[3])),
        next_round_at=datetime.fromtimestamp(row[4], UTC) if row[4] is not None else None,
        seen_boot=row[5],
        seen_monotonic=float(row[6]),
        denial=row[7],
    )
