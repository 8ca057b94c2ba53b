"""Sums of months: added once with a visit's end, told once when the month is over, then gone."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import counts as c
from kiosk.domain.counts import Cell
from kiosk.domain.delivery import Delivered, NotDelivered, Parked
from kiosk.store import counts, orders, transaction
from kiosk.store.db import migrate, open_database, store_path
from kiosk.store.delivery import count_waiting
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from kiosk.wire.counts import KIND, CountsBody
from kiosk.wire.envelope import check, open_body, read_header
from tests.store.conftest import Bench
from tests.support.clock import ManualClock
from tests.support.county import new_id, submission
from tests.support.killing import killed_at

NO = Cell(c.SOLVED, "guide:wages", c.NO)
WILL = Cell(c.SOLVED, "guide:will", c.NO)
NEXT_MONTH = timedelta(days=31)


def visit(orders: OrderStore, *cells: Cell) -> str:
    visit_id = new_id()
    orders.begin_visit(visit_id)
    orders.end_visit(visit_id, frozenset(cells))
    return visit_id


def sums(bench: Bench, month: str = "2026-03") -> dict[Cell, int]:
    return dict(counts.read(bench.connection, month))


def reports(bench: Bench) -> list[CountsBody]:
    rows = bench.connection.execute("SELECT seq FROM outbox WHERE kind = ? ORDER BY seq", (KIND,)).fetchall()
    return [report(bench, int(seq)) for (seq,) in rows]


def report(bench: Bench, seq: int) -> CountsBody:
    envelope, header = read_header(bench.envelope(seq))
    sealed = check(envelope, header, bytes(bench.county.device.verify_key))
    body = CountsBody.model_validate_json(open_body(sealed, bench.county.seal))
    assert (body.report_id, body.seq) == (header.oid, header.seq)
    return body


def lines(body: CountsBody) -> dict[tuple[str, str, str], int]:
    return {(line.kind, line.item, line.answer): line.visits for line in body.lines}


def test_a_visit_adds_once_however_often_it_ends(bench: Bench) -> None:
    store = bench.orders
    ended = visit(store, NO, WILL)
    store.end_visit(ended, frozenset({NO}))
    store.end_visit("never begun", frozenset({NO}))
    assert sums(bench) == {NO: 1, WILL: 1}
    visit(store, NO)
    visit(store)
    assert sums(bench) == {NO: 2, WILL: 1}


def test_nothing_is_kept_with_a_sum(bench: Bench) -> None:
    names = [row[1] for row in bench.connection.execute("PRAGMA table_info(tally)")]
    assert names == ["month", "kind", "item", "answer", "visits"]


def test_a_month_is_told_when_it_is_over_and_then_gone(bench: Bench) -> None:
    store = bench.orders
    for _ in range(3):
        visit(store, NO)
    visit(store, WILL)
    assert not store.tell_counts()
    assert reports(bench) == []
    bench.clock.advance(NEXT_MONTH.total_seconds())
    visit(store, NO)
    assert store.tell_counts()
    assert not store.tell_counts()
    (told,) = reports(bench)
    assert (told.month, told.terminal_id) == ("2026-03", bench.county.enrolled.terminal_id)
    assert lines(told) == {(c.SOLVED, "guide:wages", c.NO): 3, (c.SOLVED, "", c.NO): 1}
    assert sums(bench) == {}
    assert sums(bench, "2026-04") == {NO: 1}


def test_without_a_hub_a_month_ends_all_the_same(bench: Bench) -> None:
    store = bench.orders_with(lambda: None)
    visit(store, NO)
    bench.clock.advance(NEXT_MONTH.total_seconds())
    assert not store.tell_counts()
    assert (sums(bench), reports(bench)) == ({}, [])


def test_a_disk_that_is_nearly_full_is_left_to_orders(bench: Bench) -> None:
    visit(bench.orders, NO)
    bench.clock.advance(NEXT_MONTH.total_seconds())
    full = Space(bench.path.parent, floor=1 << 60, ballast=0)
    assert not bench.orders_with(bench.county.sealer, full).tell_counts()
    assert sums(bench) == {NO: 1}
    assert bench.orders.tell_counts()


def test_a_clock_nobody_vouches_for_cuts_no_month_in_two(bench: Bench) -> None:
    visit(bench.orders, NO)
    back = ManualClock(bench.clock.now() - timedelta(days=400))
    fallen = replace(bench, clock=back)
    assert not fallen.orders.tell_counts()
    assert sums(bench) == {NO: 1}


@pytest.mark.parametrize(
    "row",
    [
        ("2026-03", "Solved!", "guide:x", "no", 3),
        ("2026-03", "solved", "guide:x", b"no", 3),
        ("2026-03", "solved", "guide:x", "no", "many"),
        ("2026-03", "solved", "guide:x", "no", -1),
        ("2026-03", "solved", "x" * 200, "no", 3),
        ("last year", "solved", "guide:x", "no", 3),
        (b"2026-03", "solved", "guide:x", "no", 3),
    ],
)
def test_what_somebody_else_wrote_there_is_erased_and_stops_nothing(
    bench: Bench, row: tuple[object, ...]
) -> None:
    bench.connection.execute("INSERT INTO tally VALUES (?, ?, ?, ?, ?)", row)
    bench.clock.advance(NEXT_MONTH.total_seconds())
    trusting(bench)
    bench.orders.tell_counts()
    assert bench.connection.execute("SELECT count(*) FROM tally").fetchone() == (0,)
    assert reports(bench) == []
    assert bench.orders.commit(submission()).seq == 1


def trusting(bench: Bench) -> None:
    """The hub said that the clock is right."""
    bench.sync.confirmed_clock.confirm()


def test_an_order_goes_first_though_it_came_later(bench: Bench) -> None:
    store = bench.orders
    visit(store, NO)
    bench.clock.advance(NEXT_MONTH.total_seconds())
    store.tell_counts()
    order = store.commit(submission())
    assert bench.delivery.due(10) == [order.seq, order.seq - 1]


def test_a_refused_report_stops_no_order(bench: Bench) -> None:
    """Its row is parked alone."""
    store = bench.orders
    visit(store, NO)
    bench.clock.advance(NEXT_MONTH.total_seconds())
    store.tell_counts()
    bench.delivery.take(1)
    bench.delivery.settle(1, Parked("conflict", "{}"))
    order = store.commit(submission())
    assert bench.delivery.due(10) == [order.seq]
    assert count_waiting(bench.connection, "order") == 1


def test_it_is_not_among_the_orders_that_wait(bench: Bench) -> None:
    visit(bench.orders, NO)
    bench.clock.advance(NEXT_MONTH.total_seconds())
    bench.orders.tell_counts()
    assert (count_waiting(bench.connection, "order"), count_waiting(bench.connection)) == (0, 1)


def test_a_kill_at_any_line_counts_the_visit_once_or_not_at_all(bench: Bench, tmp_path: Path) -> None:
    store = bench.orders
    visit(store, NO)
    store.begin_visit("visit-2")
    bench.connection.close()

    def end(again: Bench) -> None:
        again.orders.end_visit("visit-2", frozenset({NO, WILL}))

    ends = killed_everywhere(bench, tmp_path, end)
    assert set(ends) == {((NO, 1),), ((NO, 2), (WILL, 1))}
    assert ends == sorted(ends), "once it is counted it stays so"


def test_a_kill_at_any_line_tells_a_month_or_keeps_it(bench: Bench, tmp_path: Path) -> None:
    for _ in range(3):
        visit(bench.orders, NO)
    bench.connection.close()
    bench.clock.advance(NEXT_MONTH.total_seconds())

    def tell(again: Bench) -> None:
        again.orders.tell_counts()

    ends = killed_everywhere(bench, tmp_path, tell)
    assert set(ends) == {((NO, 3),), ("told", 3)}
    assert ends[-1] == ("told", 3)


def killed_everywhere(
    bench: Bench, tmp_path: Path, work: Callable[[Bench], object]
) -> list[tuple[object, ...]]:
    """What is there after a kill at each line, and after who comes next did the work once more."""
    ends: list[tuple[object, ...]] = []
    while True:
        folder = tmp_path / f"at-{len(ends)}"
        shutil.copytree(bench.path.parent.parent, folder, ignore=shutil.ignore_patterns("at-*"))

        def go(folder: Path = folder) -> None:
            with closing(open_database(store_path(folder))) as connection:
                space = Space(folder, floor=1, ballast=0)
                work(Bench(store_path(folder), bench.county, bench.clock, space, connection))

        killed = killed_at(len(ends), (counts, orders, transaction), go)
        with closing(open_database(store_path(folder))) as left:
            again = replace(bench, path=store_path(folder), connection=left)
            told = [count for one in reports(again) for count in lines(one).values()]
            kept = tuple(sorted(sums(again).items()))
            assert not (told and kept), "told, and kept as well"
            ends.append(("told", *told) if told else kept)
        if not killed:
            return ends


def test_a_lost_acknowledgement_doubles_nothing(bench: Bench) -> None:
    """The same envelope, byte for byte, until its receipt comes."""
    for _ in range(3):
        visit(bench.orders, NO)
    bench.clock.advance(NEXT_MONTH.total_seconds())
    bench.orders.tell_counts()
    first = bench.delivery.take(1)
    bench.delivery.settle(1, NotDelivered("E-SYN-01", ""))
    again = bench.delivery.take(1)
    assert again.envelope == first.envelope
    assert again.envelope is not None
    receipt = bench.county.receipt(again.envelope)
    bench.delivery.settle(1, Delivered(receipt.decode()))
    assert bench.delivery.due(10) == []


@given(st.lists(st.lists(st.sampled_from([NO, WILL, Cell(c.MISS, "遗嘱")]), max_size=4), max_size=8))
def test_the_table_adds_as_the_domain_does(visits: list[list[Cell]]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        migrate(database)
        expected: dict[Cell, int] = {}
        for cells in visits:
            counts.add(database, "2026-03", frozenset(cells))
            expected = c.added(expected, cells)
        assert counts.read(database, "2026-03") == expected


def test_a_month_has_an_end_to_what_it_holds(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "ROWS_MOST", 1)
    visit(bench.orders, NO)
    visit(bench.orders, NO, WILL)
    assert sums(bench) == {NO: 2}
