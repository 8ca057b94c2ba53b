"""The state tables that ARCHITECTURE.md draws: closed, connected, and saying what the program means."""

from collections.abc import Hashable, Mapping
from enum import Enum
from typing import TypeVar

import pytest

from kiosk.domain.device import (
    ABSENT,
    READY,
    CardSeen,
    DeviceChanged,
    DeviceState,
    DeviceStatus,
)
from kiosk.domain.device import TRANSITIONS as DEVICE
from kiosk.domain.state import STAGES, VisitStage
from kiosk.domain.work_order import TRANSITIONS as ORDER
from kiosk.domain.work_order import OrderState
from kiosk.events import Coalescing

S = TypeVar("S", bound=Hashable)


def reachable(table: Mapping[S, frozenset[S]], start: S) -> set[S]:
    seen = {start}
    while new := {after for state in seen for after in table[state]} - seen:
        seen |= new
    return seen


@pytest.mark.parametrize(
    ("table", "states", "start"),
    [
        (DEVICE, DeviceState, DeviceState.ABSENT),
        (ORDER, OrderState, OrderState.DRAFT),
        (STAGES, VisitStage, VisitStage.IDLE),
    ],
    ids=["device", "order", "visit"],
)
def test_a_table_names_every_state_and_reaches_all_from_the_first(
    table: Mapping[Enum, frozenset[Enum]], states: type[Enum], start: Enum
) -> None:
    assert set(table) == set(states)
    assert reachable(table, start) == set(states)
    assert all(state not in nexts for state, nexts in table.items())


# ---- device --------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", DeviceState)
def test_a_device_may_vanish_at_any_time_and_come_back(state: DeviceState) -> None:
    assert state is DeviceState.ABSENT or DeviceState.ABSENT in DEVICE[state]
    assert reachable(DEVICE, state) == set(DeviceState)


def test_a_device_is_ready_only_after_a_handshake_or_after_trouble_it_answered_through() -> None:
    before_ready = {state for state, nexts in DEVICE.items() if DeviceState.READY in nexts}
    assert before_ready == {DeviceState.OPENING, DeviceState.BUSY, DeviceState.DEGRADED}
    assert DEVICE[DeviceState.ABSENT] == {DeviceState.OPENING}
    assert DEVICE[DeviceState.FAILED] == {DeviceState.OPENING, DeviceState.ABSENT}


@pytest.mark.parametrize("state", DeviceState)
def test_only_a_device_that_works_is_offered(state: DeviceState) -> None:
    assert DeviceStatus(state).usable is (state in (DeviceState.READY, DeviceState.BUSY))


def test_absent_is_the_ordinary_beginning() -> None:
    assert DeviceStatus() == ABSENT
    assert READY.usable
    assert not ABSENT.usable


def test_a_devices_status_coalesces_by_device_and_a_card_does_not() -> None:
    printer = DeviceChanged("printer", READY)
    assert isinstance(printer, Coalescing)
    assert printer.coalesce_key == DeviceChanged("printer", ABSENT).coalesce_key
    assert printer.coalesce_key != DeviceChanged("idcard", READY).coalesce_key
    assert not isinstance(CardSeen(), Coalescing)


# ---- work order ----------------------------------------------------------------------------------


def test_an_order_is_durable_before_anything_else_happens_to_it() -> None:
    assert ORDER[OrderState.DRAFT] == {OrderState.QUEUED}
    assert {state for state, nexts in ORDER.items() if OrderState.DRAFT in nexts} == set()


def test_only_the_hubs_word_ends_an_order() -> None:
    before = {end: {s for s, n in ORDER.items() if end in n} for end in OrderState}
    assert before[OrderState.ACCEPTED] == {OrderState.SENDING}
    assert before[OrderState.NEEDS_STAFF] == {OrderState.SENDING}
    # And only a hub that was put back to a backup, and has lost it, begins it again.
    assert ORDER[OrderState.ACCEPTED] == {OrderState.QUEUED}


def test_whatever_happens_short_of_acceptance_an_order_can_be_sent_again() -> None:
    for state in OrderState:
        if state is not OrderState.ACCEPTED:
            assert OrderState.ACCEPTED in reachable(ORDER, state)
    assert ORDER[OrderState.NEEDS_STAFF] == {OrderState.QUEUED}
    assert OrderState.QUEUED in ORDER[OrderState.SENDING]
