"""Sync's tables: who may be sent when, and what an answer does to one row and to no other."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from kiosk.domain.delivery import Delayed, Delivered, Link, NotDelivered, Outcome, Parked
from kiosk.domain.work_order import TRANSITIONS, OrderState
from kiosk.store.db import open_database
from kiosk.store.delivery import DeliveryTable
from tests.store.conftest import Bench
from tests.support.clock import START
from tests.support.county import submission

OFFLINE = NotDelivered("E-SYN-01", "timeout")


def put(bench: Bench, count: int) -> None:
    orders = bench.orders
    for _ in range(count):
        orders.commit(submission())


def state_of(bench: Bench, seq: int) -> tuple[object, ...]:
    row = bench.connection.execute(
        "SELECT state, attempts, reason FROM delivery WHERE seq = ?", (seq,)
    ).fetchone()
    return tuple(row) if row is not None else ("queued", 0, "")


def send(bench: Bench, seq: int, outcome: Outcome) -> None:
    bench.delivery.take(seq)
    bench.delivery.settle(seq, outcome)


def test_rows_are_due_in_the_order_they_were_submitted(bench: Bench) -> None:
    put(bench, 5)
    assert bench.delivery.due(3) == [1, 2, 3]
    assert bench.delivery.due(100) == [1, 2, 3, 4, 5]
    assert bench.delivery.waiting() == 5


def test_a_row_taken_is_the_envelope_to_the_byte(bench: Bench) -> None:
    put(bench, 1)
    row = bench.delivery.take(1)
    assert row.envelope == bench.envelope(1)
    assert state_of(bench, 1) == ("sending", 0, "")
    assert bench.delivery.due(10) == []


def test_a_receipt_ends_a_row(bench: Bench) -> None:
    put(bench, 2)
    send(bench, 1, Delivered("word"))
    assert state_of(bench, 1) == ("accepted", 1, "")
    assert bench.delivery.due(10) == [2]
    assert bench.delivery.waiting() == 1


def test_a_failed_transport_charges_no_row(bench: Bench) -> None:
    put(bench, 1)
    for _ in range(3):
        send(bench, 1, OFFLINE)
    assert state_of(bench, 1) == ("queued", 0, "")
    assert bench.delivery.due(10) == [1]


def test_a_delay_holds_back_one_row_for_its_time(bench: Bench) -> None:
    put(bench, 3)
    send(bench, 2, Delayed(60, "later", "word"))
    assert bench.delivery.due(10) == [1, 3]
    assert bench.delivery.next_due_in() == 60
    bench.clock.advance(59)
    assert bench.delivery.due(10) == [1, 3]
    bench.clock.advance(2)
    assert bench.delivery.due(10) == [1, 2, 3]
    assert bench.delivery.next_due_in() is None


def test_a_refusal_parks_one_row_until_staff_ask(bench: Bench) -> None:
    put(bench, 2)
    send(bench, 1, Parked("conflict", "word"))
    assert state_of(bench, 1) == ("needs_staff", 1, "conflict")
    assert bench.delivery.due(10) == [2]
    assert bench.delivery.waiting() == 2  # it is not delivered, and is not forgotten
    bench.orders.ask_retry(1)
    assert bench.delivery.due(10) == [1, 2]
    send(bench, 1, Parked("conflict", "word"))
    assert bench.delivery.due(10) == [2]  # the old request does not count again
    bench.orders.ask_retry(1)
    assert bench.delivery.due(10) == [1, 2]


def test_at_the_start_what_was_being_sent_is_queued_again(bench: Bench) -> None:
    put(bench, 3)
    send(bench, 1, Delivered("word"))
    bench.delivery.take(2)
    other = open_database(bench.path, check=False)  # the process that comes after a kill
    assert DeliveryTable(other, bench.clock, bench.space).recover() == 1
    other.close()
    assert bench.delivery.due(10) == [2, 3]
    assert state_of(bench, 1)[0] == "accepted"


def test_a_clock_that_jumps_back_strands_no_row(bench: Bench) -> None:
    put(bench, 1)
    bench.clock.set_wall(START.replace(year=2036))
    send(bench, 1, Delayed(60, "later"))
    bench.clock.set_wall(START)
    assert bench.delivery.due(10) == [1]


def test_damage_is_seen_before_it_is_sent(bench: Bench) -> None:
    put(bench, 1)
    bench.connection.execute("UPDATE outbox SET envelope = ? WHERE seq = 1", (b"rotten",))
    assert bench.delivery.take(1).envelope is None


def test_the_link_is_remembered(bench: Bench) -> None:
    assert bench.sync.link.link() == Link()
    for link in (
        Link(online=True, changed_at=START),
        Link(False, START, "E-SYN-01", failures=3, next_round_at=START.replace(hour=2)),
        Link(False, START, "E-SYN-05", failures=1, denial="word"),
    ):
        bench.sync.link.save_link(link)
        assert bench.sync.link.link() == link


def test_the_newest_seq_is_known_even_when_its_body_has_gone(bench: Bench) -> None:
    assert bench.delivery.last_seq() == 0
    put(bench, 3)
    bench.connection.execute("DELETE FROM outbox")
    assert bench.delivery.last_seq() == 3


@pytest.mark.parametrize("outcome", [Delivered("w"), Delayed(60, "r"), Parked("r", "w"), OFFLINE])
def test_only_a_row_that_was_taken_can_be_settled(bench: Bench, outcome: Outcome) -> None:
    put(bench, 1)
    send(bench, 1, Delivered("word"))
    bench.delivery.settle(1, outcome)
    assert state_of(bench, 1) == ("accepted", 1, "")


class Life(RuleBasedStateMachine):
    """Any sequence of events takes a row only along the arrows of the table ARCHITECTURE.md draws."""

    bench: Bench

    @initialize()
    def begin(self) -> None:
        put(self.bench, 1)
        # One file serves all examples: each looks at the newest row.
        self.seq = self.bench.connection.execute("SELECT max(seq) FROM outbox").fetchone()[0]
        self.state = OrderState.QUEUED

    def look(self) -> None:
        now = OrderState(state_of(self.bench, self.seq)[0])
        if now is not self.state:
            allowed = TRANSITIONS[self.state]
            two_steps = {end for middle in allowed for end in TRANSITIONS[middle]}
            assert now in allowed | two_steps, f"{self.state} to {now}"
        self.state = now

    @rule()
    def take(self) -> None:
        if self.seq in self.bench.delivery.due(1000):
            self.bench.delivery.take(self.seq)
            assert OrderState(state_of(self.bench, self.seq)[0]) is OrderState.SENDING
        self.look()

    @rule(outcome=st.sampled_from([Delivered("w"), Delayed(60, "r"), Parked("r", "w"), OFFLINE]))
    def settle(self, outcome: Outcome) -> None:
        before = self.state
        self.bench.delivery.settle(self.seq, outcome)
        self.look()
        assert before is OrderState.SENDING or self.state is before

    @rule()
    def restart(self) -> None:
        self.bench.delivery.recover()
        self.look()
        assert self.state is not OrderState.SENDING

    @rule()
    def ask(self) -> None:
        self.bench.orders.ask_retry(self.seq)
        self.look()

    @rule(seconds=st.integers(1, 3600))
    def wait(self, seconds: int) -> None:
        self.bench.clock.advance(seconds)


def test_a_row_lives_along_the_table(bench: Bench) -> None:
    class Here(Life):
        pass

    Here.bench = bench
    run_state_machine_as_test(Here, settings=settings(max_examples=25, stateful_step_count=15, deadline=None))
