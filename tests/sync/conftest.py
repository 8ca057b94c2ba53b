"""A terminal's queue and a hub on a socket between which anything can go wrong."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import SyncSettings
from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import DeliveryTable
from kiosk.store.orders import OrderStore
from kiosk.store.receipts import Receipts
from kiosk.store.space import Space
from kiosk.sync.client import HubClient
from kiosk.sync.http import Http
from kiosk.sync.uploader import Round, Uploader
from tests.support.clock import ManualClock
from tests.support.county import County, submission
from tests.support.faulty_hub import FaultyHub

TIMEOUT_S = 0.2


@dataclass
class Line:
    """One terminal (time stands still) and one hub (real sockets, real time, short patience)."""

    hub: FaultyHub
    orders: OrderStore
    queue: DeliveryTable
    receipts: Receipts
    clock: ManualClock
    settings: SyncSettings = field(default_factory=SyncSettings)

    def submit(self, count: int = 1) -> list[str]:
        return [self.orders.commit(submission()).order_id for _ in range(count)]

    def http(self) -> Http:
        return Http(self.hub.county.hub_url, "", TIMEOUT_S, TIMEOUT_S, SystemClock())

    def uploader(self, http: Http, progress: Callable[[], None] = lambda: None) -> Uploader:
        client = HubClient(self.hub.county.enrolled, http, os.urandom)
        return Uploader(self.queue, client, self.settings, self.clock, random.Random(1).random, progress)

    def round(self) -> Round:
        """One round by a process that has just been started."""
        with closing(self.http()) as http:
            return self.uploader(http).round()

    def states(self) -> list[str]:
        rows = self.orders.connection.execute(
            "SELECT coalesce(d.state, 'queued') FROM outbox o LEFT JOIN delivery d ON d.seq = o.seq"
            " ORDER BY o.seq"
        )
        return [row[0] for row in rows]

    def attempts(self) -> int:
        return int(self.orders.connection.execute("SELECT total(attempts) FROM delivery").fetchone()[0])

    def proved(self) -> list[str]:
        return self.receipts.verify(self.hub.county.keys, self.hub.county.hub_id)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    connection = open_database(store_path(tmp_path))
    clock, space = ManualClock(), Space(tmp_path, floor=1, ballast=0)
    hub = FaultyHub(lambda url: County(hub_url=url))
    orders = OrderStore(connection, hub.county.sealer, clock, space, os.urandom)
    queue = DeliveryTable(connection, clock, space)
    yield Line(hub, orders, queue, Receipts(connection, clock, space), clock)
    hub.close()
    connection.close()
