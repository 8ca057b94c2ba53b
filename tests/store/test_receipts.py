"""The UI believes a receipt only after checking it itself, and lets a body go only long after that."""

from datetime import timedelta

import pytest

from kiosk.domain.delivery import Delivered
from tests.store.conftest import Bench
from tests.support.county import County, new_id, submission


def deliver(bench: Bench, seq: int, word: bytes) -> None:
    """Write what sync would, or what somebody who can write sync's table would like us to believe."""
    bench.delivery.take(seq)
    bench.delivery.settle(seq, Delivered(word.decode()))


def verify(bench: Bench) -> list[str]:
    return bench.receipts.verify(bench.county.keys, bench.county.hub_id)


def test_a_true_receipt_proves_delivery_once(bench: Bench) -> None:
    orders = bench.orders
    ids = [orders.commit(submission()).order_id for _ in range(3)]
    for seq in (1, 3):
        deliver(bench, seq, bench.county.receipt(bench.envelope(seq)))
    assert verify(bench) == [ids[0], ids[2]]
    assert verify(bench) == []


@pytest.mark.parametrize(
    "change",
    [
        {"oid": new_id()},
        {"terminal_id": "another"},
        {"envelope_sha256": "0" * 64},
        {"hub_id": "another"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_receipt_about_something_else_proves_nothing(bench: Bench, change: dict[str, str]) -> None:
    bench.orders.commit(submission())
    deliver(bench, 1, bench.county.receipt(bench.envelope(1), **change))
    assert verify(bench) == []


def test_a_forged_receipt_proves_nothing_and_the_body_stays(bench: Bench) -> None:
    bench.orders.commit(submission())
    deliver(bench, 1, County().receipt(bench.envelope(1)))
    assert verify(bench) == []
    bench.clock.set_wall(bench.clock.now() + timedelta(days=400))
    assert bench.receipts.purge() == 0
    assert bench.envelope(1)


@pytest.mark.parametrize("word", ["", "<html>portal</html>", "{}"])
def test_noise_in_the_table_proves_nothing(bench: Bench, word: str) -> None:
    bench.orders.commit(submission())
    deliver(bench, 1, word.encode())
    assert verify(bench) == []


def test_a_refusal_is_no_receipt(bench: Bench) -> None:
    bench.orders.commit(submission())
    deliver(bench, 1, bench.county.refusal(bench.envelope(1), "conflict", 0))
    assert verify(bench) == []


def test_a_body_is_kept_for_thirty_days_and_then_leaves_the_disk(bench: Bench) -> None:
    orders, asked = bench.orders, submission()
    committed = orders.commit(asked)
    orders.commit(submission())
    envelope = bench.envelope(1)
    deliver(bench, 1, bench.county.receipt(envelope))
    verify(bench)
    bench.clock.set_wall(bench.clock.now() + timedelta(days=29))
    assert bench.receipts.purge() == 0
    bench.clock.set_wall(bench.clock.now() + timedelta(days=2))
    assert bench.receipts.purge() == 1
    bench.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for file in bench.path.parent.iterdir():
        assert envelope[200:400] not in file.read_bytes(), file.name
    # The order is still known: the same id is not a new order, the next seq is not an old one.
    again = bench.orders.commit(asked)
    assert (again.order_no, again.seq) == (committed.order_no, committed.seq)
    assert bench.orders.commit(submission()).seq == 3
    bench.delivery.recover()
    assert bench.connection.execute("SELECT seq FROM delivery").fetchall() == []
    assert bench.delivery.due(10) == [2, 3]
