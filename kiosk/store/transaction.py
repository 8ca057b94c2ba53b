"""One durable transaction: all of the block, or nothing of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.store.space import Space
from kiosk.store.trouble import storing


@contextmanager
def transaction(connection: sqlite3.Connection, space: Space) -> Iterator[None]:
    """Durable (one fsync) when it is left; rolled back when the block raises. Raises KioskError.

    Takes the write lock at once, so that what is read inside still holds when it is written.
    """
    with storing(space.release, space.tight):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
