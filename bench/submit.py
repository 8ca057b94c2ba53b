"""Submitting an order durably, against the least SQLite can do with the same bytes.

Ours: ``OrderStore.commit`` as a touch on 提交 causes it: room on the disk looked at, numbers drawn, body
built, sealed, signed, three tables written, one fsync. Bare: one ``INSERT`` of the very envelope into a file
of one column, WAL and synchronous=FULL too, in the same folder. In turns, so that both meet the same disk.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.enrolled import sealer
from bench.figures import Counts, Result, ratios
from bench.settings import NUMBER, REQUEST, RESIDENT
from kiosk.clock import SystemClock
from kiosk.domain.work_order import Submission
from kiosk.store.db import open_database, store_path
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import MB, Space
from kiosk.wire.ids import uuid7

NAME: Final = "submit"
BOUND: Final = 4.0
_WARM: Final = 3


def run(folder: Path, counts: Counts) -> Result:
    clock = SystemClock()
    connection = open_database(store_path(folder))
    try:
        enrolled = sealer()
        space, numbers = Space(folder, 1 * MB, 0), NumberBlocks(folder)
        orders = OrderStore(connection, lambda: enrolled, clock, space, os.urandom, numbers)
        bare = Bare(folder / "bare.sqlite3")
        try:
            ours_ms, bare_ms = _in_turns(orders, bare, connection, clock, counts.submits + _WARM)
        finally:
            bare.close()
    finally:
        connection.close()
    return Result(
        NAME,
        "an order sealed, signed and durable, over a bare durable INSERT of the same bytes",
        ratios("", ours_ms[_WARM:], bare_ms[_WARM:], "ms", BOUND),
        {"submits": counts.submits, "envelope_bytes": bare.last_bytes},
    )


class Bare:
    """One table of one column, nothing else, as durable as ours."""

    def __init__(self, path: Path) -> None:
        self.last_bytes = 0
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL").fetchall()
        self._db.execute("PRAGMA synchronous = FULL").fetchall()
        self._db.execute("CREATE TABLE outbox (envelope BLOB)")

    def insert(self, envelope: bytes) -> None:
        self.last_bytes = len(envelope)
        self._db.execute("INSERT INTO outbox (envelope) VALUES (?)", (envelope,))

    def close(self) -> None:
        self._db.close()


def _in_turns(
    orders: OrderStore, bare: Bare, connection: sqlite3.Connection, clock: SystemClock, count: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of each, one of ours and one bare at a time."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(count):
        # A visit each: what a former one left is gone, as on a terminal.
        orders.begin_visit(uuid7(clock.now(), os.urandom))
        asked = _submission(uuid7(clock.now(), os.urandom))
        began = perf_counter()
        committed = orders.commit(asked)
        ours.append((perf_counter() - began) * 1000)
        row = connection.execute("SELECT envelope FROM outbox WHERE seq = ?", (committed.seq,)).fetchone()
        theirs.append(_timed(bare.insert, bytes(row[0])))
    return ours, theirs


def _timed(act: Callable[[bytes], None], envelope: bytes) -> float:
    began = perf_counter()
    act(envelope)
    return (perf_counter() - began) * 1000


def _submission(order_id: str) -> Submission:
    return Submission(
        order_id=order_id,
        item_id="legal-aid",
        fields={"name": RESIDENT, "id_number": NUMBER, "request": REQUEST},
        site="嵊泗中心渔港码头",
        content_release=1,
        consent_version="1",
        consent_at="2026-03-02T09:00:00+08:00",
        identity_source="card",
    )
