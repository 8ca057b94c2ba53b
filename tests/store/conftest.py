"""A store on disk, an enrolled terminal, time that stands still."""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.domain.delivery import DeliveryQueue
from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import DeliveryTable
from kiosk.store.orders import OrderStore
from kiosk.store.receipts import Receipts
from kiosk.store.space import Space
from tests.support.clock import ManualClock
from tests.support.county import County


@dataclass(frozen=True)
class Bench:
    """Everything around one store file; ``reopen`` is what a restart of the process is to the store."""

    path: Path
    county: County
    clock: ManualClock
    space: Space
    connection: sqlite3.Connection

    @property
    def orders(self) -> OrderStore:
        return OrderStore(self.connection, self.county.sealer, self.clock, self.space, os.urandom)

    @property
    def delivery(self) -> DeliveryQueue:
        return DeliveryTable(self.connection, self.clock, self.space)

    @property
    def receipts(self) -> Receipts:
        return Receipts(self.connection, self.clock, self.space)

    def envelope(self, seq: int) -> bytes:
        row = self.connection.execute("SELECT envelope FROM outbox WHERE seq = ?", (seq,)).fetchone()
        return bytes(row[0])


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    path = store_path(tmp_path)
    connection = open_database(path)
    yield Bench(path, County(), ManualClock(), Space(tmp_path, floor=1, ballast=0), connection)
    connection.close()
