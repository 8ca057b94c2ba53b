"""The hub's disk died and an old backup is played back: the terminals give it everything again, once."""

import pytest

from kiosk.store.hub_watch import HubWatch
from kiosk.wire.exchange import ExchangeRequest
from kiosk.wire.slipbox import ProgressEntry
from tests.attacks.conftest import EXCHANGE_PATH, INTAKE, Asked, Field, Reply
from tests.support.county import TERMINAL_ID


def let_go(field: Field) -> None:
    """What the UI's process does once an hour."""
    HubWatch(field.connection, field.clock, field.space, 100.0).release(field.county.enrolled)


@pytest.mark.parametrize("backed_up", [0, 3, 7])
def test_hub_restored_from_an_old_backup_loses_nothing(field: Field, backed_up: int) -> None:
    ids = field.submit(7)
    field.pass_time(60)
    assert field.proved() == ids
    field.true.restore(to=backed_up)
    more = field.submit(2)
    field.pass_time(2 * 3600)
    assert sorted(field.true.taken) == sorted(ids + more)
    assert set(field.proved()) == {*ids[backed_up:], *more}
    assert field.queue.waiting() == 0
    # Between what was there, what was sent again and what is new, none came twice.
    assert len(field.true.taken) == 9


def test_bodies_are_here_until_a_backup_holds_them_and_then_not(field: Field) -> None:
    ids = field.submit(6)
    field.pass_time(60)
    field.proved()
    let_go(field)
    assert len(field.states()) == 6
    field.true.back_up()
    more = field.submit(2)
    field.pass_time(600)
    assert field.proved() == more
    let_go(field)
    assert len(field.states()) == 2  # six are in the backup
    field.true.restore(to=6)
    field.pass_time(2 * 3600)
    assert list(field.true.taken) == ids + more


def test_hub_restored_twice(field: Field) -> None:
    ids = field.submit(4)
    for to in (3, 1):
        field.pass_time(60)
        field.true.restore(to)
    field.pass_time(2 * 3600)
    assert sorted(field.true.taken) == sorted(ids)
    assert field.queue.waiting() == 0


def test_hub_restored_while_the_network_fails_at_every_step(field: Field) -> None:
    ids = field.submit(5)
    field.pass_time(60)
    field.true.restore(to=1)
    count = 0

    def meddle(asked: Asked) -> Reply:
        nonlocal count
        count += 1
        answer = asked.forward()
        return answer if count % 3 == 0 else (502, b"")

    field.meddle = meddle
    field.pass_time(24 * 3600)
    assert sorted(field.true.taken) == sorted(ids)
    assert field.safe([])


def test_a_hub_that_is_new_at_every_exchange_heats_no_loop(field: Field) -> None:
    """Broken, or somebody's idea of an attack with the hub's own key: every round everything, and no more."""
    field.submit(10)

    def meddle(asked: Asked) -> Reply:
        if asked.path == EXCHANGE_PATH:
            field.true.restore(to=0)
        return asked.forward()

    field.meddle = meddle
    field.pass_time(6 * 3600)
    rounds = 1 + 6 * 3600 / (0.75 * field.settings.interval_s)
    sent = [asked.path for asked in field.seen]
    assert sent.count(EXCHANGE_PATH) <= 2 * rounds
    assert sent.count(INTAKE) <= 10 * (rounds + 1)
    assert len(field.states()) == 10


def test_a_hub_that_always_has_more_keeps_no_order_waiting(field: Field) -> None:
    def endless(asked: Asked) -> Reply:
        if asked.path != EXCHANGE_PATH:
            return asked.forward()
        return 200, field.true.exchange(ExchangeRequest.model_validate_json(asked.body), more=True)

    field.meddle = endless
    field.pass_time(3600)
    assert len(field.seen) < 2.5 * 3600 / (0.75 * field.settings.interval_s)
    ids = field.submit(2)
    field.pass_time(3600)
    assert list(field.true.taken) == ids


def test_progress_of_the_former_life_gives_way_to_that_of_the_new_one(field: Field) -> None:
    [order] = field.submit()
    field.pass_time(60)
    entries = [ProgressEntry(state="办理中", at=str(number)) for number in range(7)]
    field.true.tell(order, "A" * 26, *entries)
    field.pass_time(600)
    assert steps(field) == 7
    assert field.side.hub.state(TERMINAL_ID).cursor == 7
    field.true.restore(to=0)
    field.true.tell(order, "A" * 26, *entries[:2])
    field.pass_time(600)
    assert steps(field) == 2
    assert field.side.hub.state(TERMINAL_ID).cursor == 2


def steps(field: Field) -> int:
    return int(field.connection.execute("SELECT count(*) FROM progress").fetchone()[0])
