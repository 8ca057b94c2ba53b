"""A day's quota holds back and never ends an order; a new day, and what staff carry, is not held back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hub.fleet.alarms import list_alarms
from hub.uplink.intake import accept
from kiosk.wire.envelope import envelope_sha256
from tests.hub.asking import Caller, caller
from tests.hub.conftest import County

MOST = 3


def limited(county: County, **settings: int) -> County:
    """The same hub, with other limits."""
    house = replace(county.house, settings=county.house.settings.model_copy(update=settings))
    return County(house, county.clock, county.keys)


@pytest.fixture
def small(county: County) -> County:
    """A hub that takes three envelopes a day; it is a minute to midnight in the county."""
    county.clock.set_wall(datetime(2026, 3, 2, 15, 59, 0, tzinfo=UTC))
    return limited(county, quota_envelopes=MOST)


def test_over_the_quota_an_order_waits_for_the_new_day(small: County) -> None:
    asking = caller(small)
    envelopes = [asking.terminal.order() for _ in range(MOST + 1)]
    for raw in envelopes[:MOST]:
        asking.receipt(asking.send(raw))
    answer = asking.send(envelopes[MOST])
    refusal = asking.refusal(answer)
    assert (answer.status, refusal.reason, refusal.delay_s) == (429, "quota", 61)
    assert refusal.envelope_sha256 == envelope_sha256(envelopes[MOST])
    small.clock.advance(refusal.delay_s)
    asking.receipt(asking.send(envelopes[MOST]))


def test_a_repeat_costs_nothing(small: County) -> None:
    asking = caller(small)
    raw = asking.terminal.order()
    for _ in range(MOST + 2):
        asking.receipt(asking.send(raw))
    for _ in range(MOST - 1):
        asking.receipt(asking.send(asking.terminal.order()))
    assert asking.send(asking.terminal.order()).status == 429
    asking.receipt(asking.send(raw))


def test_bytes_count_too(county: County) -> None:
    asking = caller(limited(county, quota_bytes=1024 * 1024))
    big = {"fields": {"request": "字" * 80_000}}  # 320 KB each
    for _ in range(3):
        asking.receipt(asking.send(asking.terminal.order(changes=big)))
    assert asking.refusal(asking.send(asking.terminal.order(changes=big))).reason == "quota"
    asking.receipt(asking.send(asking.terminal.order()))


def test_a_flood_may_take_half_of_the_bytes(county: County) -> None:
    asking = caller(limited(county, quota_bytes=1024 * 1024))
    big = {"fields": {"request": "字" * 80_000}}  # 320 KB each
    asking.receipt(asking.send(asking.terminal.order(changes=big, flood=True)))
    assert asking.refusal(asking.send(asking.terminal.order(changes=big, flood=True))).reason == "quota"
    asking.receipt(asking.send(asking.terminal.order(changes=big)))


def test_each_terminal_has_its_own(small: County) -> None:
    one, two = caller(small, "SS3"), caller(small, "SS4")
    for _ in range(MOST):
        one.receipt(one.send(one.terminal.order()))
    assert one.send(one.terminal.order()).status == 429
    two.receipt(two.send(two.terminal.order()))


def test_a_flood_may_take_half_of_a_day(county: County) -> None:
    asking = caller(limited(county, quota_envelopes=4))
    for _ in range(2):
        asking.receipt(asking.send(asking.terminal.order(flood=True)))
    assert asking.refusal(asking.send(asking.terminal.order(flood=True))).reason == "quota"
    for _ in range(2):
        asking.receipt(asking.send(asking.terminal.order()))
    assert asking.send(asking.terminal.order()).status == 429


def test_what_staff_bring_on_a_stick_is_not_counted(small: County) -> None:
    asking = caller(small)
    for _ in range(MOST + 2):
        assert accept(small.house, asking.terminal.order()).status == 200
    asking.receipt(asking.send(asking.terminal.order()))


def test_the_carrier_pays(small: County) -> None:
    """What a machine still holds of its enrolment before: taken, and charged to who sends it."""
    before, now = caller(small, "SS3"), caller(small, "SS3")
    for _ in range(MOST):
        now.receipt(now.send(before.terminal.order()))
    assert now.send(now.terminal.order()).status == 429
    before.receipt(before.send(before.terminal.order()))


def seq_alarms(asking: Caller) -> list[tuple[str, int]]:
    return [(alarm["kind"], alarm["times"]) for alarm in list_alarms(asking.county.house)]


def test_one_seq_for_two_orders_keeps_both_and_raises_an_alarm(small: County) -> None:
    asking = caller(small)
    first = asking.terminal.order()
    asking.terminal.seq -= 1
    second = asking.terminal.order()
    assert asking.receipt(asking.send(first)).hub_seq == 1
    assert seq_alarms(asking) == []
    assert asking.receipt(asking.send(second)).hub_seq == 2
    assert seq_alarms(asking) == [("seq_twice", 1)]
    asking.receipt(asking.send(second))
    assert seq_alarms(asking) == [("seq_twice", 1)], "the same again is nothing new"
