"""What an exchange leaves on disk, all of it or nothing; and what a restored hub is sent again."""

import pytest

from kiosk.domain.delivery import Delivered, HubState
from kiosk.errors import KioskError
from kiosk.wire.slipbox import ProgressEntry
from tests.store.conftest import Bench
from tests.support.county import TERMINAL_ID, County, submission
from tests.support.memory_hub import MemoryHub


@pytest.fixture
def hub(bench: Bench) -> MemoryHub:
    return MemoryHub(bench.county)


def deliver(bench: Bench, hub: MemoryHub, count: int) -> None:
    orders = bench.orders
    for _ in range(count):
        seq = orders.commit(submission()).seq
        row = bench.delivery.take(seq)
        assert row.envelope is not None
        bench.delivery.settle(seq, Delivered(hub.intake(row.envelope).decode()))


def states(bench: Bench) -> list[str]:
    return [row[0] for row in bench.connection.execute("SELECT state FROM delivery ORDER BY seq")]


def test_what_was_heard_is_kept_as_it_was_signed(bench: Bench, hub: MemoryHub) -> None:
    assert bench.sync.hub.state(TERMINAL_ID) == HubState(TERMINAL_ID)
    bench.hear(hub)
    state = bench.sync.hub.state(TERMINAL_ID)
    assert (state.incarnation, state.trust_version, state.heard_at) == ("first", 1, hub.now().isoformat())
    assert state.kept == hub.kept().decode()
    assert bench.sync.hub.state("another terminal") == HubState("another terminal")


def test_progress_comes_page_by_page_and_each_page_once(bench: Bench, hub: MemoryHub) -> None:
    bench.hear(hub)
    hub.tell("order-1", "A" * 26, *[ProgressEntry(state="办理中", at=str(n)) for n in range(5)])
    bench.hear(hub)
    assert bench.sync.hub.state(TERMINAL_ID).cursor == 3
    bench.hear(hub)
    bench.hear(hub)
    assert bench.sync.hub.state(TERMINAL_ID).cursor == 5
    rows = bench.connection.execute("SELECT oid, step FROM progress ORDER BY step").fetchall()
    assert rows == [("order-1", step) for step in range(5)]


def test_a_restored_hub_is_sent_again_what_it_lost(bench: Bench, hub: MemoryHub) -> None:
    bench.hear(hub)
    deliver(bench, hub, 5)
    hub.restore(to=2)
    assert bench.hear(hub) == 3
    assert states(bench) == ["accepted", "accepted", "queued", "queued", "queued"]
    assert bench.delivery.due(10) == [3, 4, 5]
    assert bench.delivery.waiting() == 3
    assert bench.hear(hub) == 0  # the same word again asks for nothing again


def test_a_first_word_of_the_hub_counts_like_one_of_a_new_life(bench: Bench, hub: MemoryHub) -> None:
    deliver(bench, hub, 3)
    hub.restore(to=1)
    assert bench.hear(hub) == 2
    assert states(bench) == ["accepted", "queued", "queued"]


def test_what_the_new_life_has_taken_already_is_not_sent_again(bench: Bench, hub: MemoryHub) -> None:
    bench.hear(hub)
    deliver(bench, hub, 2)
    hub.restore(to=0)
    deliver(bench, hub, 1)  # sent before the new life was heard of
    assert bench.hear(hub, send_again_from=1) == 2
    assert states(bench) == ["queued", "queued", "accepted"]


def test_a_word_repeated_by_the_same_life_queues_nothing(bench: Bench, hub: MemoryHub) -> None:
    bench.hear(hub)
    deliver(bench, hub, 3)
    assert bench.hear(hub, send_again_from=1) == 0


def test_what_was_delivered_to_a_former_hub_stays_delivered(bench: Bench, hub: MemoryHub) -> None:
    other = MemoryHub(County())
    orders = bench.orders
    for foreign in (True, False):
        seq = orders.commit(submission()).seq
        row = bench.delivery.take(seq)
        assert row.envelope is not None
        word = other.receipt(row.envelope, hub_id="a former hub") if foreign else hub.intake(row.envelope)
        bench.delivery.settle(seq, Delivered(word.decode()))
    bench.orders.commit(submission())
    bench.delivery.take(3)
    bench.delivery.settle(3, Delivered("not even a word"))
    hub.restore(to=0)
    assert bench.hear(hub) == 1
    assert states(bench) == ["accepted", "queued", "accepted"]


def test_what_was_sent_under_an_enrolment_before_is_sent_again_whatever_its_seq(
    bench: Bench, hub: MemoryHub
) -> None:
    for former in (True, False):
        seq = bench.orders.commit(submission()).seq
        row = bench.delivery.take(seq)
        assert row.envelope is not None
        hub.intake(row.envelope)
        changes = {"terminal_id": "of before"} if former else {}
        bench.delivery.settle(seq, Delivered(hub.receipt(row.envelope, **changes).decode()))
    hub.restore(to=0)
    assert bench.hear(hub, send_again_from=3) == 1
    assert states(bench) == ["queued", "accepted"]


def test_a_body_that_has_gone_cannot_be_sent_again(bench: Bench, hub: MemoryHub) -> None:
    bench.hear(hub)
    deliver(bench, hub, 3)
    bench.connection.execute("DELETE FROM outbox WHERE seq = 2")
    hub.restore(to=0)
    assert bench.hear(hub) == 2


def test_a_new_life_tells_all_progress_anew(bench: Bench, hub: MemoryHub) -> None:
    bench.hear(hub)
    hub.tell("order-1", "A" * 26, ProgressEntry(state="已办结", at="t", reply="见附件"))
    bench.hear(hub)
    hub.restore(to=0)
    hub.tell("order-1", "A" * 26, ProgressEntry(state="已受理", at="t"))
    bench.hear(hub)  # its rows answered a question about the former life's numbers
    assert (bench.sync.hub.state(TERMINAL_ID).cursor, bench.connection.total_changes > 0) == (0, True)
    assert bench.connection.execute("SELECT count(*) FROM progress").fetchone() == (0,)
    bench.hear(hub)
    assert bench.connection.execute("SELECT oid, step FROM progress").fetchall() == [("order-1", 0)]


def test_queued_again_and_the_new_life_remembered_are_one(
    bench: Bench, hub: MemoryHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies, or the disk fills, between the two: neither is there."""
    bench.hear(hub)
    deliver(bench, hub, 2)
    hub.restore(to=0)
    bench.connection.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON hub_state BEGIN SELECT raise(ABORT, 'full'); END"
    )
    with pytest.raises(KioskError):
        bench.hear(hub)
    assert states(bench) == ["accepted", "accepted"]
    assert bench.sync.hub.state(TERMINAL_ID).incarnation == "first"
    bench.connection.execute("DROP TRIGGER full")
    assert bench.hear(hub) == 2
