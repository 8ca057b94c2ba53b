"""How long what was fetched of orders is held: by the hub's word, and within bounds of our own."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.progress import Progress
from kiosk.domain.work_order import Committed
from kiosk.errors import KioskError
from kiosk.store.db import migrate, migrations
from kiosk.store.moment import iso
from kiosk.store.progress import look_up
from kiosk.store.progress_kept import MOST_BYTES, OLDEST, KeptProgress
from kiosk.wire.exchange import HOLDS_MOST, PROGRESS_KEPT, ProgressRow
from kiosk.wire.slipbox import ProgressEntry
from tests.store.conftest import Bench
from tests.support.county import TERMINAL_ID, submission
from tests.support.memory_hub import MemoryHub

DONE = ProgressEntry(state="待评价", at="2026-03-03T02:00:00+00:00", reply="可以申请劳动仲裁")
DAY = timedelta(days=1)
Found = Callable[[Committed], Progress | None]


@pytest.fixture
def hub(bench: Bench) -> MemoryHub:
    hub = MemoryHub(bench.county, now=bench.clock.now)
    bench.hear(hub)
    return hub


@pytest.fixture
def order(bench: Bench, hub: MemoryHub) -> Committed:
    """An order of this terminal whose answer was fetched."""
    order = bench.orders.commit(submission())
    hub.tell(order.order_id, order.secret, DONE)
    bench.hear(hub)
    return order


@pytest.fixture
def found(bench: Bench) -> Found:
    return lambda order: look_up(bench.connection, order.order_no, order.secret)


def wait(bench: Bench, span: timedelta) -> None:
    bench.clock.advance(span.total_seconds())


def rows(bench: Bench) -> int:
    return int(bench.connection.execute("SELECT count(*) FROM progress").fetchone()[0])


def let_go(bench: Bench, hub: MemoryHub, order: Committed) -> None:
    hub.over.add(order.order_id)
    wait(bench, PROGRESS_KEPT + DAY)
    bench.hear(hub)  # now the terminal knows how late it is
    bench.hear(hub)


def test_nothing_goes_in_the_time_it_is_announced_to_stay(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    hub.over.add(order.order_id)
    wait(bench, PROGRESS_KEPT - DAY)
    bench.hear(hub)
    assert hub.exchanges[-1].holds == []
    progress = found(order)
    assert progress is not None
    assert progress.entries[0].reply == DONE.reply


def test_what_the_hub_says_is_long_over_goes(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    let_go(bench, hub, order)
    assert hub.exchanges[-1].holds == [order.order_id]
    assert rows(bench) == 0
    # Not "nothing has happened yet": only the hub can tell now.
    assert found(order) is None
    bench.hear(hub)
    assert hub.exchanges[-1].holds == []


def test_steps_of_what_was_let_go_are_not_taken_again(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    let_go(bench, hub, order)
    hub.tell(order.order_id, order.secret, ProgressEntry(state="待回访", at=DONE.at))
    bench.hear(hub)
    assert (rows(bench), found(order)) == (0, None)
    assert bench.sync.hub.state(TERMINAL_ID).cursor == 2


def test_what_is_still_under_way_stays_and_is_asked_about_once_a_day(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    wait(bench, PROGRESS_KEPT * 10)
    for _ in range(3):
        bench.hear(hub)
    assert [said.holds for said in hub.exchanges[-3:]] == [[], [order.order_id], []]
    wait(bench, DAY * 1.5)
    bench.hear(hub)
    bench.hear(hub)
    assert hub.exchanges[-1].holds == [order.order_id]
    assert found(order) is not None


def test_news_begin_the_time_anew(bench: Bench, hub: MemoryHub, order: Committed) -> None:
    wait(bench, PROGRESS_KEPT + DAY)
    hub.tell(order.order_id, order.secret, DONE)
    bench.hear(hub)
    bench.hear(hub)
    assert hub.exchanges[-1].holds == []
    assert rows(bench) == 2


def test_a_word_about_what_was_not_asked_lets_nothing_go(
    bench: Bench, hub: MemoryHub, order: Committed
) -> None:
    state = KeptProgress(bench.connection, bench.clock)
    state.answered([], [order.order_id], iso(bench.clock.now()))
    assert rows(bench) == 1


def test_so_many_are_asked_about_and_the_others_the_next_time(bench: Bench, hub: MemoryHub) -> None:
    for number in range(HOLDS_MOST + 6):
        hub.tell(f"order-{number:03d}", "A" * 26, DONE)
    while hub.exchanges[-1].after < HOLDS_MOST + 6:
        bench.hear(hub)
    wait(bench, PROGRESS_KEPT + DAY)
    for _ in range(4):
        bench.hear(hub)
    asked = [said.holds for said in hub.exchanges[-3:]]
    assert [len(oids) for oids in asked] == [HOLDS_MOST, 6, 0]
    assert not set(asked[0]) & set(asked[1])


def test_what_nobody_moved_for_two_years_goes_though_no_hub_says_so(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    wait(bench, OLDEST - DAY)
    bench.hear(hub)
    assert found(order) is not None
    wait(bench, 2 * DAY)
    bench.hear(hub)
    assert (rows(bench), found(order)) == (0, None)


def test_a_hub_whose_clock_runs_ahead_ends_nothing(bench: Bench, hub: MemoryHub, order: Committed) -> None:
    hub.now = lambda: bench.clock.now() + 10 * OLDEST
    bench.hear(hub)
    bench.hear(hub)
    assert rows(bench) == 1


def test_of_too_much_the_oldest_goes(bench: Bench, hub: MemoryHub, order: Committed, found: Found) -> None:
    newer = bench.orders.commit(submission())
    wait(bench, DAY)
    hub.tell(newer.order_id, newer.secret, DONE, DONE)
    bench.hear(hub)
    size = bench.connection.execute("SELECT sum(bytes) FROM progress_order").fetchone()[0]
    KeptProgress(bench.connection, bench.clock, most_bytes=size).bound(iso(bench.clock.now()))
    assert rows(bench) == 3
    KeptProgress(bench.connection, bench.clock, most_bytes=size - 1).bound(iso(bench.clock.now()))
    assert (rows(bench), found(order)) == (2, None)
    left = found(newer)
    assert left is not None
    assert len(left.entries) == 2


def test_the_bound_holds_whatever_a_hub_sends(bench: Bench, hub: MemoryHub) -> None:
    kept = KeptProgress(bench.connection, bench.clock, most_bytes=20_000)
    for page in range(40):
        steps = [
            ProgressRow(cursor=n + 1, oid=f"{page}-{n}", index=n, sealed="" if n % 2 else "x" * 700)
            for n in range(20)
        ]
        kept.add(steps, iso(bench.clock.now()))
        kept.bound(iso(bench.clock.now()))
        wait(bench, DAY / 24)
        held = bench.connection.execute("SELECT sum(length(sealed) + 64) FROM progress").fetchone()[0]
        assert 10_000 < held <= 20_000 or page < 2
    # Of orders that are not of this terminal not even a mark stays.
    marks = bench.connection.execute("SELECT count(*) FROM progress_order WHERE gone").fetchone()
    assert marks == (0,)
    assert MOST_BYTES > 1000 * 20_000


def test_a_revoked_terminal_keeps_nothing(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    bench.sync.hub.revoked()
    assert (rows(bench), found(order)) == (0, None)
    bench.sync.hub.revoked()  # each round says so


def test_a_terminal_that_is_heard_again_is_told_anew(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    before = found(order)
    bench.sync.hub.revoked()
    bench.hear(hub)
    assert hub.exchanges[-1].after == 0
    assert found(order) == before


def test_a_new_life_of_the_hub_tells_anew_also_what_had_gone(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    bench.sync.hub.revoked()
    hub.restore(to=0)
    hub.tell(order.order_id, order.secret, DONE)
    bench.hear(hub)
    bench.hear(hub)
    assert found(order) is not None


def test_of_orders_of_an_enrolment_before_nothing_is_said_to_be_outstanding(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    second = bench.orders.commit(submission())
    bench.sync.hub.revoked()
    hub.tell(second.order_id, second.secret, DONE)
    bench.connection.execute("UPDATE hub_state SET terminal_id = 'of before'")
    KeptProgress(bench.connection, bench.clock).add(
        [ProgressRow(cursor=1, oid=second.order_id, index=0, sealed="x")], iso(bench.clock.now())
    )
    bench.hear(hub)
    assert (rows(bench), found(order), found(second)) == (0, None, None)


def test_it_goes_together_with_what_else_was_heard_or_not_at_all(
    bench: Bench, hub: MemoryHub, order: Committed, found: Found
) -> None:
    hub.over.add(order.order_id)
    wait(bench, PROGRESS_KEPT + DAY)
    bench.hear(hub)
    bench.connection.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON hub_state BEGIN SELECT raise(ABORT, 'full'); END"
    )
    with pytest.raises(KioskError):
        bench.hear(hub)
    assert found(order) is not None
    bench.connection.execute("DROP TRIGGER full")
    bench.hear(hub)  # asked again
    assert found(order) is None


def test_what_an_older_version_fetched_is_held_by_the_same_rules(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "old.sqlite3", isolation_level=None)
    migrate(connection, migrations()[:3])
    connection.execute(
        "INSERT INTO hub_state VALUES (1, 't', 'life', 2, '', 1, '2026-03-02T01:00:00.000+00:00')"
    )
    connection.execute("INSERT INTO progress VALUES ('a', 0, 'xx'), ('a', 1, 'yyy'), ('b', 0, 'z')")
    migrate(connection)
    held = connection.execute("SELECT oid, news_at, bytes, gone FROM progress_order ORDER BY oid").fetchall()
    assert held == [
        ("a", "2026-03-02T01:00:00.000+00:00", 5, 0),
        ("b", "2026-03-02T01:00:00.000+00:00", 1, 0),
    ]
    connection.close()
