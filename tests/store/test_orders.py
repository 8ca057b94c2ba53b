"""An order is durable whole, once, under its own number, and unreadable here."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.work_order import Rating, Submission
from kiosk.errors import KioskError
from kiosk.store.db import migrate, open_database
from kiosk.store.delivery import count_waiting
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from kiosk.wire.envelope import Sealer, check, open_body, read_header
from kiosk.wire.ids import secret_sha256
from kiosk.wire.models import EvaluationBody
from tests.store.conftest import Bench
from tests.support.clock import ManualClock
from tests.support.county import TERMINAL_ID, County, new_id, submission


def rating(order_id: str, level: int = 5, name: str = ":rating") -> Rating:
    return Rating(order_id + name, order_id, level, ("slow",), "1", "screen")


def test_what_is_sealed_is_what_was_written(bench: Bench) -> None:
    asked = submission(request="王小明，电话 13900000000", name="王小明")
    committed = bench.orders.commit(asked)
    body = bench.county.open(bench.envelope(committed.seq))
    assert (body.order_id, body.order_no, body.seq) == (asked.order_id, "SS3-0001", 1)
    assert (body.terminal_id, body.terminal_code, body.channel) == (TERMINAL_ID, "SS3", "自助终端")
    assert (body.item, body.fields, body.site) == (asked.item_id, asked.fields, asked.site)
    assert (body.consent_version, body.consent_at) == (asked.consent_version, asked.consent_at)
    assert (body.identity_source, body.content_release) == ("card", 7)
    assert body.slip_secret == committed.secret
    when = body.submitted_at
    assert (when.local, when.utc) == ("2026-03-02T09:00:00+08:00", "2026-03-02T01:00:00.000+00:00")
    assert (when.boot_id, when.monotonic_s) == ("boot-1", 1000.0)


def test_the_terminal_keeps_only_a_hash_of_the_secret(bench: Bench) -> None:
    committed = bench.orders.commit(submission())
    row = bench.connection.execute("SELECT secret_sha256 FROM work_order").fetchone()
    assert row == (secret_sha256(committed.secret),)


def test_numbers_and_seq_count_apart(bench: Bench) -> None:
    orders = bench.orders
    first = orders.commit(submission())
    assert orders.rate(rating(first.order_id)) == 2
    second = orders.commit(submission())
    assert (first.order_no, first.seq) == ("SS3-0001", 1)
    assert (second.order_no, second.seq) == ("SS3-0002", 3)


def test_a_replacement_goes_on_where_the_hub_says(bench: Bench) -> None:
    later = County(number_from=1001)
    orders = bench.orders_with(later.sealer)
    assert orders.commit(submission()).order_no == "SS3-1001"
    assert orders.commit(submission()).order_no == "SS3-1002"


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_the_same_order_id_is_one_order_in_any_sequence(taps: list[int]) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    county, space = County(), Space(Path("/"), 0, 0)
    ids = [new_id() for _ in range(5)]
    first: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        numbers = NumberBlocks(Path(folder))
        orders = OrderStore(connection, county.sealer, ManualClock(), space, os.urandom, numbers)
        for tap in taps:
            committed = orders.commit(submission(ids[tap]))
            assert first.setdefault(ids[tap], committed) == committed
    rows = connection.execute("SELECT seq, oid FROM outbox ORDER BY seq").fetchall()
    assert rows == [(number, oid) for number, oid in enumerate(first, start=1)]
    connection.close()


def test_a_repeat_is_never_sealed_again(bench: Bench) -> None:
    asked = submission()
    committed = bench.orders.commit(asked)
    before = bench.envelope(committed.seq)
    again = bench.orders.commit(asked)  # another process, or after a restart: the secret is gone
    assert (again.order_no, again.seq, again.secret) == (committed.order_no, committed.seq, "")
    assert bench.envelope(committed.seq) == before


def test_secrets_are_forgotten_at_the_end_of_the_visit(bench: Bench) -> None:
    orders, asked = bench.orders, submission()
    orders.begin_visit("visit-1")
    secret = orders.commit(asked).secret
    assert orders.commit(asked).secret == secret
    orders.end_visit("visit-1")
    assert orders.commit(asked).secret == ""


def test_one_order_has_one_rating(bench: Bench) -> None:
    orders = bench.orders
    order_id = orders.commit(submission()).order_id
    seq = orders.rate(rating(order_id, 5))
    assert orders.rate(rating(order_id, 1)) == seq
    assert orders.rate(rating(order_id, 1, ":other")) == seq
    assert count_waiting(bench.connection) == 2
    assert count_waiting(bench.connection, "order") == 1
    _, header = read_header(bench.envelope(seq))
    assert (header.kind, header.oid) == ("evaluation", f"{order_id}:rating")


def test_a_rating_holds_the_level_and_no_person(bench: Bench) -> None:
    orders = bench.orders
    order_id = orders.commit(submission(name="王小明")).order_id
    raw = bench.envelope(orders.rate(rating(order_id, 2)))
    envelope, header = read_header(raw)
    text = open_body(check(envelope, header, bytes(bench.county.device.verify_key)), bench.county.seal)
    body = EvaluationBody.model_validate_json(text)
    assert (body.order_id, body.level, body.reasons, body.via) == (order_id, 2, ["slow"], "screen")
    assert "王小明" not in text


def test_not_enrolled_takes_nothing(bench: Bench) -> None:
    orders = bench.orders_with(lambda: None)
    asks: list[Callable[[], object]] = [
        lambda: orders.commit(submission()),
        lambda: orders.rate(rating(new_id())),
    ]
    for ask in asks:
        with pytest.raises(KioskError) as caught:
            ask()
        assert caught.value.code == "E-STO-04"
    assert not bench.connection.in_transaction


def test_an_order_too_long_to_seal_is_refused_whole(bench: Bench) -> None:
    with pytest.raises(KioskError) as caught:
        bench.orders.commit(submission(request="长" * 100_000))
    assert caught.value.code == "E-STO-05"
    assert bench.orders.commit(submission()).order_no == "SS3-0001"


class Breaking:
    """A sealer whose seal fails once: what happens when anything goes wrong half-way."""

    def __init__(self, real: Sealer) -> None:
        self.enrolled = real.enrolled

    def seal(self, *_: object, **__: object) -> object:
        raise RuntimeError("half-way")


def test_a_failure_half_way_leaves_nothing(bench: Bench) -> None:
    broken = cast("Sealer", Breaking(bench.county.sealer()))
    orders = bench.orders_with(lambda: broken)
    with pytest.raises(RuntimeError):
        orders.commit(submission())
    assert bench.connection.execute("SELECT name FROM counter").fetchall() == [("store",)]
    assert bench.orders.commit(submission()).seq == 1


# ---- disk full ---------------------------------------------------------------------------------------


def test_below_the_floor_nothing_is_taken(bench: Bench) -> None:
    space = Space(bench.path.parent, floor=10, ballast=0, free=lambda _: 9)
    orders = bench.orders_with(bench.county.sealer, space)
    with pytest.raises(KioskError) as caught:
        orders.commit(submission())
    assert caught.value.code == "E-STO-01"


def test_what_is_submitted_stays_so_on_a_disk_that_has_filled_since(bench: Bench) -> None:
    free = [10]
    orders = bench.orders_with(
        bench.county.sealer, Space(bench.path.parent, floor=10, ballast=0, free=lambda _: free[0])
    )
    asked = submission()
    committed = orders.commit(asked)
    rated = orders.rate(rating(asked.order_id))
    free[0] = 9
    assert orders.commit(asked) == committed
    assert orders.rate(rating(asked.order_id)) == rated
    with pytest.raises(KioskError):
        orders.commit(submission())


def fill(connection: sqlite3.Connection) -> None:
    """SQLite's own quota: from here on the file cannot grow."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def test_a_folder_that_is_gone_is_a_failed_write_not_a_crash(bench: Bench) -> None:
    space = Space(bench.path / "not a folder", floor=1, ballast=0)
    orders = bench.orders_with(bench.county.sealer, space)
    with pytest.raises(KioskError) as caught:
        orders.commit(submission())
    assert caught.value.code == "E-STO-02"


def commit_until_refused(orders: OrderStore, asked: list[Submission]) -> str:
    """The code of the first refusal."""
    for _ in range(50):
        asked.append(submission())
        try:
            orders.commit(asked[-1])
        except KioskError as error:
            return error.code
    return "never refused"


def test_a_full_disk_says_so_and_stores_nothing(bench: Bench) -> None:
    orders = bench.orders
    orders.commit(submission())
    fill(bench.connection)
    refused: list[Submission] = []
    assert commit_until_refused(orders, refused) == "E-STO-01"
    rows = bench.connection.execute("SELECT count(*) FROM outbox WHERE oid = ?", (refused[-1].order_id,))
    assert rows.fetchone() == (0,)
    bench.connection.execute("PRAGMA max_page_count = 100000").fetchall()
    numbers = [row[0] for row in bench.connection.execute("SELECT order_no FROM work_order ORDER BY seq")]
    assert orders.commit(refused[-1]).order_no == f"SS3-{len(numbers) + 1:04d}"


def test_a_full_disk_throws_the_ballast_off(bench: Bench) -> None:
    folder = bench.path.parent
    space = Space(folder, floor=1, ballast=4096)
    space.restore()
    assert (folder / "ballast").stat().st_size == 4096
    orders = bench.orders_with(bench.county.sealer, space)
    fill(bench.connection)
    assert commit_until_refused(orders, []) == "E-STO-01"
    assert not (folder / "ballast").exists()
    space.restore()
    assert (folder / "ballast").exists()


# ---- a crash in the middle of a visit -----------------------------------------------------------------


def test_the_last_order_of_an_unfinished_visit_is_found_again(bench: Bench) -> None:
    orders = bench.orders
    orders.begin_visit("visit-1")
    orders.commit(submission())
    last = orders.commit(submission())
    assert bench.orders.recovered() == (last.order_no, last.order_id)
    assert bench.orders.recovered() == (last.order_no, last.order_id)  # a second crash changes nothing


def test_nothing_is_found_of_a_visit_that_ended(bench: Bench) -> None:
    orders = bench.orders
    orders.begin_visit("visit-1")
    orders.commit(submission())
    orders.end_visit("another visit")
    assert bench.orders.recovered() is not None
    orders.end_visit("visit-1")
    assert bench.orders.recovered() is None


def test_nothing_is_found_of_a_visit_without_an_order(bench: Bench) -> None:
    orders = bench.orders
    orders.begin_visit("visit-1")
    orders.commit(submission())
    orders.begin_visit("visit-2")
    assert bench.orders.recovered() is None


def test_an_order_from_the_command_line_belongs_to_no_visit(bench: Bench) -> None:
    bench.orders.begin_visit("visit-1")
    bench.orders.commit(submission())
    assert bench.orders.recovered() is None


def test_a_stranger_next_morning_is_shown_nothing(bench: Bench) -> None:
    orders = bench.orders
    orders.begin_visit("visit-1")
    orders.commit(submission())
    bench.clock.set_wall(bench.clock.now() + timedelta(minutes=31))
    assert bench.orders.recovered() is None
    bench.clock.set_wall(bench.clock.now() - timedelta(days=400))  # a clock that lost its battery
    assert bench.orders.recovered() is not None


def test_another_process_sees_it_at_once(bench: Bench) -> None:
    committed = bench.orders.commit(submission())
    other = open_database(bench.path, check=False)
    assert other.execute("SELECT seq FROM work_order").fetchall() == [(committed.seq,)]
    other.close()


def test_print_jobs_hold_state_and_template_alone(bench: Bench) -> None:
    bench.orders.print_state("job-1", "order-1", "receipt", "sending")
    bench.orders.print_state("job-1", "order-1", "receipt", "sent")
    rows = bench.connection.execute("SELECT job_id, order_id, template, state FROM print_job").fetchall()
    assert rows == [("job-1", "order-1", "receipt", "sent")]
