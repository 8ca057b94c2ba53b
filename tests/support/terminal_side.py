"""A terminal's store and its sync, in one thread, over whatever stands for a connection to the hub."""

import itertools
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import cast

from kiosk.clock import Clock
from kiosk.config import SyncSettings
from kiosk.domain.delivery import Link
from kiosk.store.db import open_database, store_path
from kiosk.store.floor import Floor
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.receipts import Receipts
from kiosk.store.space import Space
from kiosk.store.sync_side import SyncSide, sync_side
from kiosk.sync.assembly import assemble
from kiosk.sync.counter import Counters
from kiosk.sync.current import CurrentHub
from kiosk.sync.exchange import About
from kiosk.sync.http import Http
from kiosk.sync.rounds import Rounds
from kiosk.sync.timekeeping import Helper, NoHelper
from kiosk.sync.uploader import Round, Uploader
from tests.support.county import County, submission
from tests.support.memory_hub import NoNewTrust


class TerminalSide:
    """``http()`` makes a connection, as sync does when it starts and when certificates count anew."""

    def __init__(self, folder: Path, county: County, http: Callable[[bool], object], clock: Clock) -> None:
        county.install(folder)
        self.folder = folder
        self.county = county
        self.clock = clock
        self.settings = SyncSettings()
        self.space = Space(folder, floor=1, ballast=0)
        self.connection = open_database(store_path(folder))
        self.orders = OrderStore(
            self.connection, county.sealer, clock, self.space, os.urandom, NumberBlocks(folder)
        )
        self.receipts = Receipts(self.connection, clock, self.space)
        self.side: SyncSide = sync_side(self.connection, clock, self.space)
        self.queue = self.side.queue
        self.trust = NoNewTrust()
        self._http = http
        self._people = itertools.count()
        self.about: Callable[[], About] = lambda: About(software="test", content_release=7)

    def close(self) -> None:
        self.connection.close()

    # ---- sync ----------------------------------------------------------------------------------------

    def hub(self) -> CurrentHub:
        """As a process that has just been started sees it."""
        return CurrentHub(
            self.folder,
            lambda _enrolled, check_time: cast(Http, self._http(check_time)),
            self.side.confirmed_clock.confirmed,
            Counters(),
            self.side.counter.reserve,
            self.trust,
        )

    def rounds(
        self,
        hub: CurrentHub | None = None,
        helper: Helper | None = None,
        progress: Callable[[], None] = lambda: None,
        chance: Callable[[], float] = lambda: 0.5,
        stop: Callable[[], bool] = lambda: False,
        side: SyncSide | None = None,
        uploader_type: type[Uploader] = Uploader,
    ) -> Rounds:
        return assemble(
            side or self.side,
            hub or self.hub(),
            self.settings,
            self.clock,
            Floor(self.folder),
            helper or NoHelper(),
            self.about,
            chance,
            os.urandom,
            progress,
            stop,
            uploader_type,
        )

    def round(self) -> Round:
        """One round by a process that has just been started."""
        with closing(self.hub()) as hub:
            return self.rounds(hub).round()

    # ---- what is on disk -------------------------------------------------------------------------------

    def submit(self, count: int = 1) -> list[str]:
        """Orders of so many people, one after the other."""
        return [self.submit_as(f"139{next(self._people):08d}") for _ in range(count)]

    def submit_as(self, phone: str) -> str:
        """One more order of whoever has this number."""
        return self.orders.commit(submission(request="老板三个月没发工资", phone=phone)).order_id

    def states(self) -> list[str]:
        rows = self.connection.execute(
            "SELECT coalesce(d.state, 'queued') FROM outbox o LEFT JOIN delivery d ON d.seq = o.seq"
            " ORDER BY o.seq"
        )
        return [row[0] for row in rows]

    def attempts(self) -> int:
        return int(self.connection.execute("SELECT total(attempts) FROM delivery").fetchone()[0])

    def proved(self) -> list[str]:
        """Order ids of the receipts that came since and that the UI's own check believes."""
        return self.receipts.verify(self.county.keys, self.county.hub_id)

    @property
    def link(self) -> Link:
        return self.side.link.link()
