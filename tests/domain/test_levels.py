"""Brightness and volume: parts of the day, midnight, an unsure clock, and visits that keep theirs."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import messages as m
from kiosk.domain.instants import ClockVouched
from kiosk.domain.levels import UNTOUCHED, DayPart, Levels, Schedule, made_louder, scheduled
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.update_levels import wanted
from tests.support.states import CHINA, ready_state

DAY, NIGHT = Levels(90, 70), Levels(40, 45)
SCHEDULE = Schedule(DAY, (DayPart(1260, 390, NIGHT), DayPart(720, 840, Levels(volume=30))))


def local(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 21, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (local(20, 59), DAY),
        (local(21), NIGHT),
        (local(23, 59), NIGHT),
        (local(0), NIGHT),
        (local(6, 29), NIGHT),
        (local(6, 30), DAY),
        (local(12), Levels(90, 30)),  # at noon softer, as bright as ever
        (local(14), DAY),
    ],
)
def test_the_time_of_day_decides(at: datetime, expected: Levels) -> None:
    assert scheduled(SCHEDULE, at, trusted=True) == expected
    assert scheduled(SCHEDULE, at, trusted=False) == DAY


parts = st.builds(DayPart, st.integers(0, 1439), st.integers(0, 1439), st.just(NIGHT)).filter(
    lambda part: part.start != part.end
)


@given(parts, parts)
def test_parts_meet_when_some_minute_is_in_both(one: DayPart, other: DayPart) -> None:
    both = any(one.holds(minute) and other.holds(minute) for minute in range(1440))
    assert one.meets(other) is other.meets(one) is both


def idle(hour: int, **changes: object) -> AppState:
    base = replace(ready_state(), schedule=SCHEDULE, clock_trusted=True, clock_judged=True)
    return ticked(replace(base, **changes), hour)  # type: ignore[arg-type]


def ticked(state: AppState, hour: int, later: float = 1.0) -> AppState:
    return update(state, m.Tick(state.now + later, local(hour)))[0]


def test_an_idle_terminal_follows_the_hour() -> None:
    state = idle(20)
    assert wanted(state) == DAY
    state = ticked(state, 21)
    assert wanted(state) == NIGHT
    assert wanted(ticked(state, 7)) == DAY


def test_the_day_counts_until_somebody_vouches_for_the_clock() -> None:
    state = idle(23, clock_trusted=False)
    assert wanted(state) == DAY
    state = ticked(update(state, ClockVouched(True))[0], 23)
    assert wanted(state) == NIGHT
    assert wanted(ticked(update(state, ClockVouched(False))[0], 23)) == DAY


def test_nothing_is_touched_before_it_was_said_whether_the_clock_is_right() -> None:
    """A process that follows another at night must not light the room up until it knows the hour."""
    state = ticked(replace(ready_state(), schedule=SCHEDULE), 23)
    assert wanted(state) == UNTOUCHED
    told = update(state, ClockVouched(True))[0]
    assert wanted(ticked(told, 23)) == NIGHT
    doubted = update(state, ClockVouched(False))[0]
    assert wanted(ticked(doubted, 23)) == DAY


def test_nothing_changes_around_somebody_who_is_there() -> None:
    """From before nine until after: neither darker nor softer, then at once as the hour wants."""
    state = update(idle(20), m.Wake("v1"))[0]
    for _ in range(3):
        state = ticked(state, 21, later=20.0)
        state = update(state, m.Touched())[0]
        assert wanted(state) == DAY
    ended = update(state, m.EndVisit(quietly=True))[0]
    assert ended.visit is None
    assert wanted(ticked(ended, 21)) == NIGHT


def test_a_clock_that_is_set_in_a_visit_changes_nothing_either() -> None:
    state = update(idle(23, clock_trusted=False), m.Wake("v1"))[0]
    state = ticked(update(state, ClockVouched(True))[0], 23)
    assert wanted(state) == DAY


def test_whoever_asks_for_more_gets_it_at_night_step_by_step() -> None:
    state = update(idle(22), m.Wake("v1"))[0]
    usual = state.comfort.volume
    heard = []
    for step in (usual - 1, usual, usual + 1, usual + 2):
        state = update(state, m.SetComfort("volume", step))[0]
        heard.append(wanted(state).volume)
    assert heard == [45, 45, 57, 70]
    assert wanted(state).brightness == 40
    ended = update(state, m.EndVisit(quietly=True))[0]
    assert wanted(ended) == NIGHT


def test_by_day_the_voice_alone_is_louder() -> None:
    state = update(idle(10), m.Wake("v1"))[0]
    state = update(state, m.SetComfort("volume", 5))[0]
    assert wanted(state) == DAY


def test_without_a_schedule_nothing_is_touched() -> None:
    state = ticked(replace(ready_state(), clock_trusted=True, clock_judged=True), 23)
    assert wanted(state) == UNTOUCHED
    state = update(update(state, m.Wake("v1"))[0], m.SetComfort("volume", 5))[0]
    assert wanted(state) == UNTOUCHED


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 5), st.integers(1, 5))
def test_louder_is_never_softer_nor_more_than_by_day(volume: int, day: int, step: int, usual: int) -> None:
    found = made_louder(volume, day, step, usual)
    assert found is not None
    assert volume <= found <= max(volume, day)
    if step == 5 > usual:
        assert found == max(volume, day)
