"""Who has taken over `kiosk sync` writes what he likes into the tables of the store: the screen serves on.

He can take away what is in the store, for he must be able to write there. He can not make the screen say that
something arrived that did not, nor take it out of service.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.domain import messages as m
from kiosk.errors import KioskError
from kiosk.store.db import open_database, store_path
from kiosk.store.link import read_link
from kiosk.store.moment import hub_confirmed
from kiosk.store.orders import OrderStore
from kiosk.store.progress import look_up
from kiosk.store.worker import StoreWorker
from tests.store.conftest import Bench
from tests.support.clock import ManualClock
from tests.support.county import County, submission
from tests.support.wait import Inbox

LINK = (
    "INSERT OR REPLACE INTO link (id, online, changed_at, code, failures, next_round_at, seen_boot,"
    " seen_monotonic, denial) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)"
)
GOOD_LINK: tuple[object, ...] = (1, None, "", 0, None, "", 0.0, "")
LINKS: list[tuple[object, ...]] = [
    (1, "soon", "", 0, None, "", 0.0, ""),
    (1, b"\xff", "", 0, None, "", 0.0, ""),
    (1, None, b"\xff", 0, None, "", 0.0, ""),
    (1, None, "", "many", None, "", 0.0, ""),
    (1, None, "", 0, 1e300, "", 0.0, ""),
    (1, None, "", 0, "later", "", 0.0, ""),
    (1, None, "", 0, None, b"", 0.0, ""),
    (1, None, "", 0, None, "", "x", ""),
    (1, None, "", 0, None, "", 0.0, b"\x00" * 100),
    (1, None, "", 0, None, "", 0.0, "x" * 5_000_000),
]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config.model_validate({"state_dir": tmp_path, "store": {"free_floor_mb": 1, "ballast_mb": 1}})


@dataclass
class Screen:
    """The screen's store thread, and a hand in its file."""

    worker: StoreWorker
    inbox: Inbox
    hand: sqlite3.Connection

    def saves(self) -> str:
        """An order goes in and is answered; its number."""
        asked = submission()
        self.worker.commit(asked, "job")
        saved = self.inbox.wait_for(m.OrderSaved, lambda news: news.committed.order_id == asked.order_id)
        assert self.worker.alive()
        return saved.committed.order_no


@pytest.fixture
def screen(config: Config) -> Iterator[Screen]:
    County().install(config.state_path)
    open_database(store_path(config.state_path)).close()
    inbox = Inbox()
    worker = StoreWorker(config, SystemClock(), inbox)
    with closing(sqlite3.connect(store_path(config.state_path), isolation_level=None)) as hand:
        hand.execute("PRAGMA busy_timeout = 5000")
        yield Screen(worker, inbox, hand)
        worker.stop()


@pytest.mark.parametrize("row", LINKS, ids=range(len(LINKS)))
def test_a_link_that_is_none_is_off_line_and_orders_go_in(
    screen: Screen, row: tuple[object, ...], config: Config
) -> None:
    screen.hand.execute(LINK, row)
    with closing(open_database(store_path(config.state_path))) as connection:
        assert not read_link(connection).online
    screen.worker.start()
    assert screen.saves() == "SS3-0001"
    assert screen.inbox.wait_for(m.LinkChanged, lambda link: link.waiting == 1).online is False


def test_a_link_that_is_one_is_read(bench: Bench) -> None:
    bench.connection.execute(LINK, GOOD_LINK)
    assert read_link(bench.connection).online


@pytest.mark.parametrize("offset", ["'x'", "x'ff'", "9e999", "NULL"])
def test_a_confirmed_clock_that_is_none_confirms_nothing(bench: Bench, offset: str) -> None:
    bench.connection.execute("DROP TABLE confirmed_clock")
    bench.connection.execute("CREATE TABLE confirmed_clock (id, boot_id, offset_s)")
    bench.connection.execute(f"INSERT INTO confirmed_clock VALUES (1, 'b', {offset})")
    assert not hub_confirmed(bench.connection, ManualClock(), "b")
    bench.orders.commit(submission())


def test_his_words_are_no_receipt_and_his_rows_no_progress(bench: Bench) -> None:
    committed = bench.orders.commit(submission())
    seq = committed.seq
    for word in ("", "{}", b"\xff", 7, 1.5, '{"type": 1}', "[" * 100_000):
        bench.connection.execute(
            "INSERT OR REPLACE INTO delivery (seq, state, word, changed_at) VALUES (?, 'accepted', ?, 'x')",
            (seq, word),
        )
        assert bench.receipts.verify(bench.county.keys, bench.county.hub_id) == []
        assert bench.receipts.release(None) == 0
    for step, sealed in enumerate((b"\xff", 7, "x", "", "QUJD" * 1000)):
        bench.connection.execute(
            "INSERT OR REPLACE INTO progress VALUES (?, ?, ?)", (committed.order_id, step, sealed)
        )
        found = look_up(bench.connection, committed.order_no, committed.secret)
        assert found is not None
        assert (found.entries, found.uploaded) == ((), False)
    bench.connection.execute("INSERT INTO hub_state VALUES (1, 7, x'ff', 'x', 'no word', 'y', 'someday')")
    found = look_up(bench.connection, committed.order_no, committed.secret)
    assert found is not None
    assert found.as_of == ""


def test_a_value_too_long_for_memory_is_not_read(bench: Bench) -> None:
    bench.orders.commit(submission())
    with closing(sqlite3.connect(bench.path, isolation_level=None)) as hand:
        hand.execute(
            "INSERT OR REPLACE INTO delivery (seq, state, word, changed_at)"
            " VALUES (1, 'accepted', zeroblob(50000000), 'x')"
        )
    with pytest.raises(KioskError) as caught:
        bench.receipts.verify(bench.county.keys, bench.county.hub_id)
    assert caught.value.code == "E-STO-02"
    bench.orders.commit(submission())


def test_a_schema_that_calls_functions_is_not_trusted(bench: Bench) -> None:
    found = bench.connection.execute("PRAGMA trusted_schema").fetchone()
    assert found == (0,)


def test_the_screen_outlives_tables_that_go_and_times_that_are_none(screen: Screen, config: Config) -> None:
    """What makes a look fail is logged; the thread goes on, and orders that can be stored are."""
    County().install(config.state_path)
    screen.worker.start()
    first = screen.saves()
    screen.worker.begin_visit("v1")
    screen.saves()
    screen.hand.execute("UPDATE work_order SET committed_at = 'never'")
    for table in ("progress", "hub_state", "link", "confirmed_clock"):
        screen.hand.execute(f"ALTER TABLE {table} RENAME TO was_{table}")
        screen.worker.commit(submission(), "job")
    screen.inbox.wait_for(m.OrderNotSaved)
    assert screen.worker.alive()
    for table in ("progress", "hub_state", "link", "confirmed_clock"):
        screen.hand.execute(f"ALTER TABLE was_{table} RENAME TO {table}")
    assert screen.saves() > first


def test_a_last_order_of_no_time_is_not_shown_again(bench: Bench) -> None:
    bench_orders: OrderStore = bench.orders
    bench_orders.begin_visit("v1")
    bench_orders.commit(submission())
    assert bench_orders.recovered() is not None
    bench.connection.execute("UPDATE work_order SET committed_at = 'never'")
    assert bench_orders.recovered() is None
