"""The UI believes a receipt only after checking it itself, and lets a body go only when that is safe."""

from datetime import timedelta

import pytest

from kiosk.domain.delivery import Delivered
from kiosk.wire.exchange import Kept
from tests.store.conftest import Bench
from tests.support.county import TERMINAL_ID, County, new_id, submission


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
    trust_clock(bench, timedelta(days=400))
    assert bench.receipts.release(kept(bench, backed_up_to=10**9)) == 0
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


def test_forged_receipts_do_not_keep_true_ones_from_being_seen(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.store.receipts._PAGE", 5)
    orders = bench.orders
    ids = [orders.commit(submission()).order_id for _ in range(12)]
    stranger = County()
    for seq in range(1, 13):
        signer = bench.county if seq == 12 else stranger
        deliver(bench, seq, signer.receipt(bench.envelope(seq)))
    assert verify(bench) == [ids[-1]]


def trust_clock(bench: Bench, after: timedelta) -> None:
    """Time passes, and then the hub says that the clock is right."""
    bench.clock.set_wall(bench.clock.now() + after)
    bench.sync.confirmed_clock.confirm()


def kept(bench: Bench, incarnation: str = "first", backed_up_to: int = 0) -> Kept:
    return Kept(
        hub_id=bench.county.hub_id,
        terminal_id=TERMINAL_ID,
        incarnation=incarnation,
        backed_up_to=backed_up_to,
        send_again_from=1,
        at="",
    )


def prove(bench: Bench, count: int) -> None:
    """``count`` orders, each with a checked receipt whose place at the hub is its ``seq``."""
    orders = bench.orders
    for _ in range(count):
        seq = orders.commit(submission()).seq
        place = bench.county.receipt(bench.envelope(seq), hub_seq=seq, incarnation="first")
        deliver(bench, seq, place)
    verify(bench)


def bodies(bench: Bench) -> list[int]:
    return [row[0] for row in bench.connection.execute("SELECT seq FROM outbox ORDER BY seq")]


def test_a_body_goes_when_the_hub_says_it_is_backed_up(bench: Bench) -> None:
    prove(bench, 4)
    assert bench.receipts.release(None) == 0
    assert bench.receipts.release(kept(bench, backed_up_to=2)) == 2
    assert bodies(bench) == [3, 4]
    # The order is still known, and still delivered; sync forgets what has gone.
    assert bench.delivery.waiting() == 0
    bench.delivery.recover()
    assert bench.delivery.due(10) == []


def test_what_another_life_of_the_hub_has_backed_up_frees_nothing(bench: Bench) -> None:
    prove(bench, 2)
    assert bench.receipts.release(kept(bench, incarnation="second", backed_up_to=10**9)) == 0
    assert bench.receipts.release(kept(bench, incarnation="", backed_up_to=10**9)) == 0


@pytest.mark.parametrize("change", ["state = 'queued', word = ''", "state = 'queued'", "state = 'sending'"])
def test_a_row_queued_again_keeps_its_body_whatever_was_checked_before(bench: Bench, change: str) -> None:
    prove(bench, 2)
    bench.connection.execute(f"UPDATE delivery SET {change} WHERE seq = 1")
    assert bench.receipts.release(kept(bench, backed_up_to=9)) == 1
    assert bodies(bench) == [1]
    bench.connection.execute("UPDATE delivery SET state = 'queued' WHERE seq = 1")
    again = bench.county.receipt(bench.envelope(1), hub_seq=7, incarnation="second")
    deliver(bench, 1, again)
    assert len(verify(bench)) == 1
    assert bench.receipts.release(kept(bench, "second", 6)) == 0
    assert bench.receipts.release(kept(bench, "second", 7)) == 1


def test_a_receipt_that_was_not_checked_yet_lets_nothing_go(bench: Bench) -> None:
    """Sync has another one since; what the older one said may be of a life the hub no longer leads."""
    prove(bench, 1)
    newer = bench.county.receipt(bench.envelope(1), hub_seq=9, incarnation="first")
    bench.connection.execute("UPDATE delivery SET word = ?", (newer.decode(),))
    assert bench.receipts.release(kept(bench, backed_up_to=5)) == 0
    verify(bench)
    assert bench.receipts.release(kept(bench, backed_up_to=5)) == 0
    assert bench.receipts.release(kept(bench, backed_up_to=9)) == 1


@pytest.mark.parametrize(("days", "released"), [(29, 0), (31, 1)])
def test_without_the_hubs_word_a_body_is_kept_for_thirty_days(bench: Bench, days: int, released: int) -> None:
    prove(bench, 1)
    trust_clock(bench, timedelta(days=days))
    assert bench.receipts.release(None) == released


def test_a_clock_nobody_vouches_for_lets_nothing_go(bench: Bench) -> None:
    prove(bench, 1)
    bench.clock.set_wall(bench.clock.now() + timedelta(days=4000))
    assert bench.receipts.release(None) == 0


def test_the_thirty_days_count_from_the_hubs_own_time_not_from_a_wrong_clocks(bench: Bench) -> None:
    bench.clock.set_wall(bench.clock.now() - timedelta(days=4000))
    prove(bench, 1)
    trust_clock(bench, timedelta(days=4001))
    assert bench.receipts.release(None) == 0


def test_a_queue_of_years_is_not_read_through_at_every_look(bench: Bench) -> None:
    for _ in range(300):
        bench.orders.commit(submission())
    steps: list[int] = []
    bench.connection.set_progress_handler(lambda: steps.append(1), 1)
    assert verify(bench) == []
    bench.connection.set_progress_handler(None, 0)
    assert len(steps) < 100


def test_a_hub_whose_clock_is_years_behind_loses_nothing_by_it(bench: Bench) -> None:
    seq = bench.orders.commit(submission()).seq
    deliver(bench, seq, bench.county.receipt(bench.envelope(seq), received_at="2020-01-01T00:00:00+00:00"))
    assert len(verify(bench)) == 1
    trust_clock(bench, timedelta(days=29))
    assert bench.receipts.release(None) == 0
    trust_clock(bench, timedelta(days=2))
    assert bench.receipts.release(None) == 1


def test_a_receipt_without_a_time_is_kept_until_it_is_backed_up(bench: Bench) -> None:
    bench.orders.commit(submission())
    deliver(bench, 1, bench.county.receipt(bench.envelope(1), received_at="soon", incarnation="first"))
    verify(bench)
    trust_clock(bench, timedelta(days=4000))
    assert bench.receipts.release(None) == 0
    assert bench.receipts.release(kept(bench, backed_up_to=1)) == 1


def test_a_body_let_go_leaves_the_disk_and_the_order_stays_known(bench: Bench) -> None:
    orders, asked = bench.orders, submission()
    committed = orders.commit(asked)
    envelope = bench.envelope(1)
    deliver(bench, 1, bench.county.receipt(envelope, hub_seq=1, incarnation="first"))
    verify(bench)
    orders.commit(submission())
    assert bench.receipts.release(kept(bench, backed_up_to=1)) == 1
    bench.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for file in bench.path.parent.iterdir():
        assert envelope[200:400] not in file.read_bytes(), file.name
    # The same id is not a new order, the next seq is not an old one.
    again = bench.orders.commit(asked)
    assert (again.order_no, again.seq) == (committed.order_no, committed.seq)
    assert bench.orders.commit(submission()).seq == 3
    bench.delivery.recover()
    assert bench.connection.execute("SELECT seq FROM delivery").fetchall() == []
    assert bench.delivery.due(10) == [2, 3]
