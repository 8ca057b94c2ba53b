"""The store's thread, as the UI uses it: nothing waits, every order is answered, receipts are noticed."""

import errno
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.domain import messages as m
from kiosk.domain.delivery import Delivered, Link
from kiosk.domain.instants import ClockVouched
from kiosk.domain.work_order import Rating
from kiosk.doorbell import SYNC_BELL, UI_BELL, Doorbell, ring
from kiosk.store.db import open_database, store_path
from kiosk.store.moment import ConfirmedClock
from kiosk.store.space import Space
from kiosk.store.sync_side import SyncSide
from kiosk.store.sync_side import sync_side as tables
from kiosk.store.worker import StoreWorker
from tests.support.clock import ManualClock
from tests.support.county import County, submission
from tests.support.wait import Inbox

Start = Callable[[], tuple[StoreWorker, Inbox]]


@pytest.fixture
def county() -> County:
    return County()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config.model_validate({"state_dir": tmp_path, "store": {"free_floor_mb": 1, "ballast_mb": 1}})


@pytest.fixture
def start(config: Config) -> Iterator[Start]:
    running: list[StoreWorker] = []

    def begin() -> tuple[StoreWorker, Inbox]:
        inbox = Inbox()
        worker = StoreWorker(config, SystemClock(), inbox)
        running.append(worker)
        worker.start()
        return worker, inbox

    yield begin
    for worker in running:
        worker.stop()


def sync_side(config: Config) -> SyncSide:
    connection = open_database(store_path(config.state_path), check=False)
    return tables(connection, SystemClock(), Space(config.state_path, 1, 0))


def test_an_order_is_answered_once_durable_and_sync_is_rung(
    start: Start, config: Config, county: County
) -> None:
    county.install(config.state_path)
    rung = threading.Event()
    with closing(Doorbell(config.run_path / SYNC_BELL, rung)):
        worker, inbox = start()
        asked = submission()
        worker.commit(asked, "job-1")
        saved = inbox.wait_for(m.OrderSaved)
        assert (saved.committed.order_id, saved.committed.order_no) == (asked.order_id, "SS3-0001")
        assert saved.print_job_id == "job-1"
        assert rung.wait(5)
    assert inbox.wait_for(m.LinkChanged, lambda link: link.waiting == 1) == m.LinkChanged(False, 1)


def test_without_enrolment_it_says_so_and_notices_when_that_changes(
    start: Start, config: Config, county: County
) -> None:
    worker, inbox = start()
    assert inbox.wait_for(m.Enrolment) == m.Enrolment(can_submit=False)
    asked = submission()
    worker.commit(asked, "job-1")
    assert inbox.wait_for(m.OrderNotSaved) == m.OrderNotSaved(asked.order_id, "E-STO-04")
    county.install(config.state_path)
    ring(config.run_path / UI_BELL)
    assert inbox.wait_for(m.Enrolment) == m.Enrolment(can_submit=True, terminal_code="SS3")
    worker.commit(asked, "job-1")
    assert inbox.wait_for(m.OrderSaved).committed.order_id == asked.order_id


def test_a_receipt_is_noticed_when_the_bell_rings(start: Start, config: Config, county: County) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    worker.commit(submission(), "job-1")
    order_id = inbox.wait_for(m.OrderSaved).committed.order_id
    side = sync_side(config)
    envelope = side.queue.take(1).envelope
    assert envelope is not None
    side.queue.settle(1, Delivered(county.receipt(envelope).decode()))
    clock = SystemClock()
    side.link.save_link(Link(online=True, seen_boot=clock.boot_id(), seen_monotonic=clock.monotonic()))
    ring(config.run_path / UI_BELL)
    assert inbox.wait_for(m.OrderDelivered) == m.OrderDelivered(order_id)
    assert inbox.wait_for(m.LinkChanged, lambda link: link.online) == m.LinkChanged(True, 0)


@pytest.mark.parametrize(("boot", "ago_s"), [("an earlier boot", 0), ("", 100_000)])
def test_what_a_dead_sync_wrote_is_not_believed_for_long(
    start: Start, config: Config, county: County, boot: str, ago_s: float
) -> None:
    county.install(config.state_path)
    open_database(store_path(config.state_path)).close()
    clock = SystemClock()
    seen = clock.monotonic() - ago_s
    link = Link(online=True, seen_boot=boot or clock.boot_id(), seen_monotonic=seen)
    sync_side(config).link.save_link(link)
    _, inbox = start()
    assert inbox.wait_for(m.LinkChanged) == m.LinkChanged(False, 0)


def test_a_rating_is_stored(start: Start, config: Config, county: County) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    worker.commit(submission(), "job-1")
    order_id = inbox.wait_for(m.OrderSaved).committed.order_id
    worker.rate(Rating(f"{order_id}:rating", order_id, 5, (), "1", "evaluator"))
    assert inbox.wait_for(m.RatingSaved) == m.RatingSaved(order_id)


def test_a_rating_that_can_never_be_stored_keeps_nothing_else_waiting(
    start: Start, config: Config, county: County
) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    worker.rate(Rating("no-level:rating", "no-level", 9, (), "1", "screen"))
    worker.rate(Rating("order:rating", "order", 5, (), "1", "screen"))
    assert inbox.wait_for(m.RatingSaved) == m.RatingSaved("order")
    clock = SystemClock()
    link = Link(online=True, seen_boot=clock.boot_id(), seen_monotonic=clock.monotonic())
    sync_side(config).link.save_link(link)
    ring(config.run_path / UI_BELL)
    inbox.wait_for(m.LinkChanged, lambda told: told.online)


def test_a_rating_that_could_not_be_stored_is_stored_once_it_can_be(
    start: Start, config: Config, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    orders = [submission() for _ in range(2)]
    for order in orders:
        worker.commit(order, "job-1")
        inbox.wait_for(m.OrderSaved)
    monkeypatch.setattr("kiosk.wire.envelope.Sealer.seal", _no_space)
    for order in orders:
        worker.rate(Rating(f"{order.order_id}:rating", order.order_id, 2, (), "1", "screen"))
    refused = submission()
    worker.commit(refused, "job-2")
    inbox.wait_for(m.OrderNotSaved)
    ring(config.run_path / UI_BELL)
    monkeypatch.undo()
    ring(config.run_path / UI_BELL)
    assert [inbox.wait_for(m.RatingSaved).order_id for _ in orders] == [order.order_id for order in orders]
    with closing(open_database(store_path(config.state_path), check=False)) as connection:
        stored = connection.execute("SELECT order_id FROM rating ORDER BY seq").fetchall()
    assert [row[0] for row in stored] == [order.order_id for order in orders]


def test_after_a_crash_the_interrupted_visit_is_told_of(start: Start, config: Config, county: County) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    worker.begin_visit("visit-1")
    worker.commit(submission(), "job-1")
    committed = inbox.wait_for(m.OrderSaved).committed
    worker.stop()
    again, found = start()
    again.begin_visit("visit-2")
    assert found.wait_for(m.Recovered) == m.Recovered(committed.order_no, committed.order_id)
    again.stop()
    _, third = start()
    third.wait_for(m.LinkChanged)
    assert not any(isinstance(message, m.Recovered) for message in third.seen)


def test_a_visit_that_ended_is_not_told_of(start: Start, config: Config, county: County) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    worker.begin_visit("visit-1")
    worker.commit(submission(), "job-1")
    inbox.wait_for(m.OrderSaved)
    worker.end_visit("visit-1")
    worker.stop()
    _, found = start()
    found.wait_for(m.LinkChanged)
    assert not any(isinstance(message, m.Recovered) for message in found.seen)


def test_what_was_asked_before_the_stop_is_still_done(start: Start, config: Config, county: County) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    asked = [submission() for _ in range(20)]
    for order in asked:
        worker.commit(order, "job")
    worker.stop()
    assert not worker.alive()
    saved = [inbox.wait_for(m.OrderSaved).committed.order_id for _ in asked]
    assert saved == [order.order_id for order in asked]


def test_a_store_that_cannot_be_opened_refuses_and_recovers(
    start: Start, config: Config, county: County
) -> None:
    county.install(config.state_path)
    wreck = store_path(config.state_path)
    wreck.parent.mkdir()
    wreck.write_bytes(b"\0" * 8192)
    worker, inbox = start()
    assert inbox.wait_for(m.Enrolment) == m.Enrolment(can_submit=False, code="E-STO-03")
    assert inbox.wait_for(ClockVouched) == ClockVouched(trusted=False)  # said, or nobody would know the hour
    asked = submission()
    worker.commit(asked, "job-1")
    assert inbox.wait_for(m.OrderNotSaved) == m.OrderNotSaved(asked.order_id, "E-STO-03")
    assert worker.alive()
    wreck.unlink()
    worker.commit(asked, "job-1")
    assert inbox.wait_for(m.OrderSaved).committed.order_no == "SS3-0001"


def test_checking_a_large_store_on_a_slow_card_is_no_reason_to_be_ended(
    config: Config, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.install(config.state_path)
    checking, checked = threading.Event(), threading.Event()

    def slow(path: Path) -> sqlite3.Connection:
        checking.set()
        assert checked.wait(20)
        return open_database(path)

    monkeypatch.setattr("kiosk.store.worker.open_database", slow)
    clock, inbox = ManualClock(), Inbox()
    worker = StoreWorker(config, clock, inbox)
    worker.start()
    try:
        worker.commit(submission(), "job")
        assert checking.wait(20)
        clock.advance(600)
        assert worker.alive()
        clock.advance(600)
        assert not worker.alive()  # that is no slow card any more
    finally:
        checked.set()
        inbox.wait_for(m.OrderSaved)
        worker.stop()


def test_a_store_found_damaged_is_opened_and_checked_anew(
    start: Start, config: Config, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    worker.begin_visit("visit-1")
    worker.commit(submission(), "job")
    inbox.wait_for(m.OrderSaved)
    monkeypatch.setattr("kiosk.store.orders.read_moment", _damaged)
    asked = submission()
    worker.commit(asked, "job")
    assert inbox.wait_for(m.OrderNotSaved) == m.OrderNotSaved(asked.order_id, "E-STO-03")
    monkeypatch.undo()
    worker.commit(asked, "job")
    assert inbox.wait_for(m.OrderSaved).committed.order_no == "SS3-0002"
    assert not any(isinstance(message, m.Recovered) for message in inbox.seen)


def _damaged(*_: object) -> None:
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    raise error


@pytest.mark.parametrize("name", ["verify", "release"])
def test_whatever_is_wrong_with_a_row_the_thread_lives(
    start: Start, config: Config, county: County, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    county.install(config.state_path)
    monkeypatch.setattr(f"kiosk.store.hub_watch.Receipts.{name}", _unexpected)
    worker, inbox = start()
    for _ in range(2):
        worker.commit(submission(), "job")
        inbox.wait_for(m.OrderSaved)
    assert worker.alive()


def _unexpected(*_: object) -> None:
    raise ZeroDivisionError


def test_a_full_disk_is_told_with_its_own_code(
    start: Start, config: Config, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    inbox.wait_for(m.LinkChanged)
    monkeypatch.setattr("kiosk.wire.envelope.Sealer.seal", _no_space)
    asked = submission()
    worker.commit(asked, "job-1")
    assert inbox.wait_for(m.OrderNotSaved) == m.OrderNotSaved(asked.order_id, "E-STO-01")
    monkeypatch.undo()
    worker.commit(asked, "job-1")
    assert inbox.wait_for(m.OrderSaved).committed.order_id == asked.order_id


def _no_space(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_nobody_is_kept_waiting(start: Start, config: Config, county: County) -> None:
    """The disk is stuck (a writer holds the lock); every call of the UI returns at once all the same."""
    county.install(config.state_path)
    worker, inbox = start()
    inbox.wait_for(m.LinkChanged)
    other = open_database(store_path(config.state_path), check=False)
    other.execute("BEGIN IMMEDIATE")
    clock = SystemClock()
    begun = clock.monotonic()
    asked = submission()
    worker.begin_visit("visit-1")
    worker.commit(asked, "job-1")
    worker.print_state("job-1", asked.order_id, "receipt", "sending")
    assert worker.alive()
    assert clock.monotonic() - begun < 0.5
    other.execute("ROLLBACK")
    other.close()
    assert inbox.wait_for(m.OrderSaved).committed.order_id == asked.order_id


def test_messages_come_on_change_only(start: Start, config: Config, county: County) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    inbox.wait_for(m.LinkChanged)
    for _ in range(3):
        ring(config.run_path / UI_BELL)
    worker.commit(submission(), "job")
    inbox.wait_for(m.LinkChanged)
    kinds = [type(message).__name__ for message in inbox.seen]
    assert kinds == [
        "Enrolment", "LinkChanged", "RecordingRoom", "ClockVouched", "OrderSaved", "LinkChanged",
    ]  # fmt: skip


def test_it_tells_when_the_hub_vouches_for_the_clock(
    start: Start, config: Config, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.store.moment._SYNCHRONISED", tmp_path / "no time server")
    county.install(config.state_path)
    _, inbox = start()
    assert inbox.wait_for(ClockVouched) == ClockVouched(trusted=False)
    sync = open_database(store_path(config.state_path), check=False)
    ConfirmedClock(sync, SystemClock()).confirm()
    sync.close()
    ring(config.run_path / UI_BELL)
    assert inbox.wait_for(ClockVouched) == ClockVouched(trusted=True)


def test_the_bell_is_not_needed(start: Start, config: Config, county: County) -> None:
    """Where the socket cannot be made, the store still works."""
    config.run_path.parent.mkdir(parents=True, exist_ok=True)
    config.run_path.write_text("in the way")
    county.install(config.state_path)
    worker, inbox = start()
    worker.commit(submission(), "job")
    assert inbox.wait_for(m.OrderSaved).committed.seq == 1


def test_a_slip_is_answered_from_what_is_here(start: Start, config: Config, county: County) -> None:
    county.install(config.state_path)
    worker, inbox = start()
    worker.begin_visit("visit-1")
    worker.commit(submission(), "job-1")
    committed = inbox.wait_for(m.OrderSaved).committed
    worker.look_up("look-1", committed.order_no, committed.secret)
    found = inbox.wait_for(m.ProgressHere)
    assert found.look_id == "look-1"
    assert found.progress is not None
    assert (found.progress.order_id, found.progress.here) == (committed.order_id, True)
    worker.look_up("look-2", committed.order_no, "")
    assert inbox.wait_for(m.ProgressHere) == m.ProgressHere("look-2", None)


def test_a_store_that_cannot_be_read_knows_no_order(start: Start, config: Config) -> None:
    store_path(config.state_path).parent.mkdir(parents=True)
    store_path(config.state_path).write_bytes(b"\0" * 8192)
    worker, inbox = start()
    worker.look_up("look-1", "SS3-0001", "A" * 26)
    assert inbox.wait_for(m.ProgressHere) == m.ProgressHere("look-1", None)
