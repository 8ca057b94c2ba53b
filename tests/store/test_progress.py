"""What became of an order, told from what was fetched: to whoever holds its slip, and to nobody else."""

import pytest

from kiosk.domain.delivery import Delivered
from kiosk.domain.progress import Entry
from kiosk.domain.work_order import Committed, Rating
from kiosk.store.progress import look_up
from kiosk.wire.ids import slip_secret
from kiosk.wire.models import EvaluationBody
from kiosk.wire.slipbox import ProgressEntry
from tests.store.conftest import Bench
from tests.support.county import new_id, submission
from tests.support.memory_hub import MemoryHub

TAKEN = ProgressEntry(state="已受理", at="2026-03-02T02:00:00+00:00")
DONE = ProgressEntry(state="已办结", at="2026-03-03T02:00:00+00:00", note="已回复", reply="可以申请劳动仲裁")
OTHER = slip_secret(bytes(range(16)))


@pytest.fixture
def hub(bench: Bench) -> MemoryHub:
    return MemoryHub(bench.county)


@pytest.fixture
def order(bench: Bench) -> Committed:
    return bench.orders.commit(submission())


def deliver(bench: Bench, hub: MemoryHub) -> None:
    for seq in bench.delivery.due(10):
        row = bench.delivery.take(seq)
        assert row.envelope is not None
        bench.delivery.settle(seq, Delivered(hub.intake(row.envelope).decode()))
    bench.receipts.verify(bench.county.keys, bench.county.hub_id)


def test_before_anything_was_heard_it_is_an_order_of_this_terminal(bench: Bench, order: Committed) -> None:
    found = look_up(bench.connection, order.order_no, order.secret)
    assert found is not None
    assert (found.order_id, found.order_no, found.here) == (order.order_id, order.order_no, True)
    assert (found.entries, found.as_of, found.uploaded, found.rated) == ((), "", False, False)


def test_with_the_slip_everything_that_was_fetched_is_told(
    bench: Bench, hub: MemoryHub, order: Committed
) -> None:
    deliver(bench, hub)
    hub.tell(order.order_id, order.secret, TAKEN, DONE)
    for _ in range(2):
        bench.hear(hub)
    found = look_up(bench.connection, order.order_no, order.secret)
    assert found is not None
    assert found.entries == (
        Entry("已受理", TAKEN.at),
        Entry("已办结", DONE.at, "已回复", "可以申请劳动仲裁"),
    )
    assert (found.uploaded, found.as_of) == (True, hub.now().isoformat())


def test_another_secret_or_number_opens_nothing(bench: Bench, order: Committed) -> None:
    second = bench.orders.commit(submission())
    for number, secret in (
        (order.order_no, OTHER),
        (order.order_no, second.secret),
        ("SS3-9999", order.secret),
    ):
        assert look_up(bench.connection, number, secret) is None


def test_the_disk_says_nothing_of_what_became_of_it(bench: Bench, hub: MemoryHub, order: Committed) -> None:
    bench.hear(hub)
    hub.tell(order.order_id, order.secret, DONE)
    bench.hear(hub)
    bench.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    raw = b"".join(file.read_bytes() for file in bench.path.parent.iterdir())
    for told in ("已办结", "劳动仲裁", order.secret):
        assert told.encode() not in raw


def test_rows_put_in_another_place_or_order_are_not_told(
    bench: Bench, hub: MemoryHub, order: Committed
) -> None:
    bench.hear(hub)
    hub.tell(order.order_id, order.secret, TAKEN, DONE)
    bench.hear(hub)
    bench.connection.execute("UPDATE progress SET step = step + 1 WHERE step = 1")
    found = look_up(bench.connection, order.order_no, order.secret)
    assert found is not None
    assert [entry.state for entry in found.entries] == ["已受理"]
    bench.connection.execute("UPDATE progress SET sealed = 'rotten'")
    found = look_up(bench.connection, order.order_no, order.secret)
    assert found is not None
    assert found.entries == ()


def test_uploaded_is_said_by_a_checked_receipt_and_unsaid_by_a_restored_hub(
    bench: Bench, hub: MemoryHub, order: Committed
) -> None:
    def uploaded() -> bool:
        found = look_up(bench.connection, order.order_no, order.secret)
        assert found is not None
        return found.uploaded

    bench.hear(hub)
    bench.delivery.take(1)
    bench.delivery.settle(1, Delivered("sync says so"))
    bench.receipts.verify(bench.county.keys, bench.county.hub_id)
    assert not uploaded()
    bench.connection.execute("UPDATE delivery SET state = 'queued'")
    deliver(bench, hub)
    assert uploaded()
    hub.restore(to=0)
    bench.hear(hub)
    assert not uploaded()
    deliver(bench, hub)
    assert uploaded()
    bench.connection.execute("DELETE FROM outbox")  # let go
    bench.delivery.recover()
    assert uploaded()


def rating(order_id: str, proof: str = "") -> Rating:
    return Rating(new_id(), order_id, 5, (), "v1", "screen", proof)


def evaluation(bench: Bench, seq: int) -> EvaluationBody:
    return bench.county.open_evaluation(bench.envelope(seq))


def test_one_order_one_rating_whoever_gave_it(bench: Bench, hub: MemoryHub, order: Committed) -> None:
    first = bench.orders.rate(rating(order.order_id))
    assert bench.orders.rate(rating(order.order_id)) == first
    found = look_up(bench.connection, order.order_no, order.secret)
    assert found is not None
    assert found.rated


def test_a_rating_that_the_hub_has_is_known_too(bench: Bench, hub: MemoryHub, order: Committed) -> None:
    bench.hear(hub)
    hub.tell(order.order_id, order.secret, TAKEN, ProgressEntry(state="待回访", at="t"))
    bench.hear(hub)
    found = look_up(bench.connection, order.order_no, order.secret)
    assert found is not None
    assert found.rated


def test_the_slips_proof_goes_with_a_rating_of_another_terminals_order_alone(
    bench: Bench, order: Committed
) -> None:
    elsewhere = new_id()
    ours = bench.orders.rate(rating(order.order_id, "a" * 64))
    theirs = bench.orders.rate(rating(elsewhere, "b" * 64))
    assert evaluation(bench, ours).secret_sha256 == ""
    assert (evaluation(bench, theirs).order_id, evaluation(bench, theirs).secret_sha256) == (
        elsewhere,
        "b" * 64,
    )
    assert bench.orders.rate(rating(elsewhere, "b" * 64)) == theirs
