"""A store on disk, an enrolled terminal, time that stands still."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.domain.delivery import DeliveryQueue, Heard
from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import DeliveryTable
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.receipts import Receipts
from kiosk.store.space import Space
from kiosk.store.sync_side import SyncSide, sync_side
from kiosk.wire.envelope import Sealer
from kiosk.wire.exchange import Exchange, ExchangeRequest, Kept
from kiosk.wire.words import parse_word
from tests.support.clock import ManualClock
from tests.support.county import TERMINAL_ID, County
from tests.support.memory_hub import MemoryHub


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
        return self.orders_with(self.county.sealer)

    def orders_with(self, sealer: Callable[[], Sealer | None], space: Space | None = None) -> OrderStore:
        numbers = NumberBlocks(self.path.parent.parent)
        return OrderStore(self.connection, sealer, self.clock, space or self.space, os.urandom, numbers)

    @property
    def delivery(self) -> DeliveryQueue:
        return DeliveryTable(self.connection, self.clock, self.space)

    @property
    def sync(self) -> SyncSide:
        return sync_side(self.connection, self.clock, self.space)

    def hear(self, hub: MemoryHub, **changes: object) -> int:
        """What an honest exchange with ``hub`` leaves on disk; ``changes`` make its kept word another."""
        state = self.sync.hub.state(TERMINAL_ID)
        kept = hub.kept(**changes)
        request = ExchangeRequest(
            nonce="0" * 32,
            incarnation=state.incarnation,
            after=state.cursor,
            last_seq=0,
            waiting=0,
            trust_version=1,
            software="",
            content_release=0,
            clock_confirmed=False,
            holds=list(self.sync.hub.held_long(TERMINAL_ID)),
        )
        word = parse_word(hub.exchange(request, kept=kept.decode())).text
        heard = Heard(Exchange.model_validate_json(word), Kept.model_validate_json(parse_word(kept).text))
        return self.sync.hub.hear(heard, request.holds)

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
