"""The orders of the last hour in the store: by the kernel's own time, coarse, and gone after it."""

import json
from datetime import UTC, datetime

from kiosk.domain.flood import ALIKE, BUCKETS, HOUR_S, MOST
from kiosk.domain.work_order import Rating, Submission
from kiosk.wire.envelope import read_header
from tests.store.conftest import Bench
from tests.support.county import submission


def commit(bench: Bench, visit: str, order: Submission) -> tuple[str, bool]:
    """What the seal and the envelope's header say about it."""
    orders = bench.orders
    orders.begin_visit(visit)
    raw = bench.envelope(orders.commit(order).seq)
    return bench.county.open(raw).flood, read_header(raw)[1].flood


def seqs(bench: Bench) -> list[int]:
    """As they are sent when the network is there."""
    sent: list[int] = []
    while ready := bench.delivery.due(100):
        sent += ready
        for seq in ready:
            bench.connection.execute(
                "INSERT INTO delivery (seq, state, changed_at) VALUES (?, 'accepted', '')", (seq,)
            )
    return sent


def test_sixty_people_in_an_hour_are_all_taken_at_once(bench: Bench) -> None:
    for number in range(60):
        person = submission(request="欠薪", phone=f"139{number * 7:08d}")
        assert commit(bench, f"visit-{number}", person) == ("", False)
        bench.clock.advance(59)
    assert seqs(bench) == list(range(1, 61))


def test_a_vandals_five_hundred_are_all_kept_and_wait_behind_whoever_comes_next(bench: Bench) -> None:
    orders = bench.orders
    orders.begin_visit("visit")
    made = [bench.envelope(orders.commit(submission(request=f"第{n}件")).seq) for n in range(500)]
    said = [(bench.county.open(raw).flood, read_header(raw)[1].flood) for raw in made]
    assert said == [("", False)] * ALIKE + [("visit", True)] * (500 - ALIKE)
    assert commit(bench, "next", submission(request="救命", phone="13900000001")) == ("", False)
    assert seqs(bench) == [*range(1, ALIKE + 1), 501, *range(ALIKE + 1, 501)]
    pages, size = (
        bench.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    assert pages * size < 8 * 1024 * 1024


def test_what_comes_while_a_flood_is_sent_does_not_wait_behind_all_of_it(bench: Bench) -> None:
    for n in range(ALIKE + 50):
        commit(bench, "visit", submission(request=f"第{n}件"))
    assert bench.delivery.due(100) == list(range(1, ALIKE + 1))
    for seq in range(1, ALIKE + 1):
        bench.connection.execute(
            "INSERT INTO delivery (seq, state, changed_at) VALUES (?, 'accepted', '')", (seq,)
        )
    assert len(bench.delivery.due(100)) == 10
    commit(bench, "next", submission(request="救命"))
    assert bench.delivery.due(100) == [ALIKE + 51]


def test_who_varies_everything_is_marked_and_the_next_one_only_with_him(bench: Bench) -> None:
    marks = [
        commit(bench, f"v{n}", submission(request=f"第{n}件", phone=f"1{n:010d}"))[0] for n in range(MOST)
    ]
    assert set(marks) == {""}
    assert commit(bench, "next", submission(request="救命"))[0] == "terminal"
    bench.clock.advance(HOUR_S)
    assert commit(bench, "next", submission(request="救命"))[0] == ""


def test_an_hour_is_the_kernels_own_whatever_the_clock_says(bench: Bench) -> None:
    for n in range(ALIKE):
        commit(bench, "visit", submission(request=f"第{n}件"))
        bench.clock.set_wall(datetime(2099 - 70 * (n % 2), 1, 1, tzinfo=UTC))
    assert commit(bench, "visit", submission(request="又一件"))[0] == "visit"
    bench.clock.advance(HOUR_S)
    assert commit(bench, "visit", submission(request="再一件"))[0] == ""


def test_the_count_outlives_the_process_and_not_the_kernel(bench: Bench) -> None:
    for n in range(ALIKE):
        commit(bench, f"visit-{n}", submission(request="哈哈"))
    assert commit(bench, "another", submission(request="哈哈"))[0] == "words"
    bench.clock.reboot("boot-2")
    assert commit(bench, "another", submission(request="哈哈"))[0] == ""


def test_a_rating_goes_with_the_mark_of_its_order(bench: Bench) -> None:
    orders = bench.orders
    orders.begin_visit("visit")
    made = [orders.commit(submission(request=f"第{n}件")) for n in range(ALIKE + 1)]
    first, last = (
        orders.rate(Rating(f"{one.order_id}:rating", one.order_id, 1, (), "1", "screen"))
        for one in (made[0], made[-1])
    )
    assert [read_header(bench.envelope(seq))[1].flood for seq in (first, last)] == [False, True]


def test_what_is_remembered_names_nobody_and_is_let_go(bench: Bench) -> None:
    commit(bench, "visit-1", submission(request="欠薪", phone="13900000001", id_number="330922190001010010"))
    rows = bench.connection.execute("SELECT person, visit, words, marked FROM recent_order").fetchall()
    assert len(rows) == 1
    assert all(part is None or 0 <= part < BUCKETS for part in rows[0])
    dump = json.dumps(list(bench.connection.iterdump()), ensure_ascii=False)
    assert "13900000001" not in dump
    assert "330922190001010010" not in dump
    bench.clock.advance(HOUR_S)
    commit(bench, "visit-2", submission(request="工伤"))
    assert bench.connection.execute("SELECT count(*) FROM recent_order").fetchone()[0] == 1
