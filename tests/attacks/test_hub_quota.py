"""A terminal, or a person at one, floods the hub: it is held back, nobody else is, nothing true is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.fleet.alarms import list_alarms
from hub.orders.desk import list_orders
from kiosk.domain.flood import ALIKE
from tests.attacks.hub_scene import INTAKE, Scene, scene


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as made:
        made.with_settings(quota_envelopes=5)
        yield made


def test_a_flood_is_held_back_and_arrives_over_the_days(at: Scene) -> None:
    flooding, other = at.terminal(), at.terminal()
    flood, order = flooding.submit(12), other.submit()
    flooding.round()
    assert at.orders(flooding) == flood[:5]
    assert flooding.states() == ["accepted"] * 5 + ["queued"] * 7
    other.round()
    assert at.orders(other) == order
    for _ in range(2):
        at.clock.advance(86_400 + 120)
        flooding.round()
    assert at.orders(flooding) == flood
    assert set(flooding.states()) == {"accepted"}


def test_a_backlog_of_years_is_not_sent_up_each_day_only_to_be_refused(at: Scene) -> None:
    terminal = at.terminal()
    backlog = terminal.submit(16)
    terminal.round()
    sent = sum(asked.path == INTAKE for asked in at.seen)
    assert sent == 6  # five that are taken, and one that learns that the day is full
    for _ in range(4):
        at.clock.advance(300)
        terminal.round()
    assert at.orders(terminal) == backlog[:5]
    days = 0
    while at.orders(terminal) != backlog:
        at.clock.advance(86_400)
        terminal.round()
        days += 1
    assert days == 3
    assert [asked.path for asked in at.seen].count(INTAKE) < 26


def test_a_vandals_orders_neither_keep_the_next_person_waiting_nor_fill_his_day_at_the_hub(at: Scene) -> None:
    """He has pressed 提交 twenty times with one telephone number before somebody comes in need."""
    at.with_settings(quota_envelopes=2 * (ALIKE + 3))
    terminal = at.terminal()
    his = [terminal.submit_as("13700000000") for _ in range(20)]
    terminal.round()
    assert at.orders(terminal) == his[: ALIKE + 3], "half of the day, and no more of it today"
    next_one = terminal.submit(1)[0]
    assert terminal.round().delivered == 1
    assert at.orders(terminal) == [*his[:ALIKE], next_one, *his[ALIKE : ALIKE + 3]], "flood last"
    others = terminal.submit(5)
    terminal.round()
    assert set(others) < set(at.orders(terminal)), "the rest of the day is theirs"
    alarms = [(alarm["kind"], alarm["code"]) for alarm in list_alarms(at.house)]
    assert alarms == [("flood", "E-HUB-19")]
    at.clock.advance(86_400 + 120)
    terminal.round()
    assert sorted(at.orders(terminal)) == sorted([*his, next_one, *others]), "nothing is lost"
    why = {order["order_id"]: order.get("flood", "") for order in list_orders(at.house)}
    assert [why[one] for one in his] == [""] * ALIKE + ["person"] * (20 - ALIKE)
    assert not any(why[one] for one in (next_one, *others))
