"""The counters of signed requests, durable in blocks: one fsync for many, and never a number twice."""

import sqlite3
from typing import Final

from kiosk.store.space import Space
from kiosk.store.transaction import transaction

BLOCK: Final = 256  # a quarter of the hub's window: a restart skips the rest of one


class CounterTable:
    """Writes ``request_counter``: sync's table, for the thread of ``connection``."""

    def __init__(self, connection: sqlite3.Connection, space: Space) -> None:
        self._db = connection
        self._space = space

    def reserve(self, key_id: str) -> range:
        """Numbers that no other process or thread will ever get for this key. Durable when it returns.

        Raises KioskError.
        """
        with transaction(self._db, self._space):
            row = self._db.execute(
                "INSERT INTO request_counter (key_id, reserved) VALUES (?, ?)"
                " ON CONFLICT (key_id) DO UPDATE SET reserved = reserved + ? RETURNING reserved",
                (key_id, BLOCK, BLOCK),
            ).fetchone()
        return range(int(row[0]) - BLOCK + 1, int(row[0]) + 1)
