"""Who answers when: over holidays, make-up Saturdays, midnight, and years nobody has announced yet."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.duty import (
    ALWAYS,
    NO_CALENDAR,
    UNKNOWN,
    Answering,
    Calendar,
    Duty,
    Span,
    State,
    answering,
    missing_year,
    working_day_after,
)
from tests.support.states import CHINA

# As announced for October 2026: holiday 1–7, Saturday 10 is worked.
OCTOBER = Calendar((2026,), tuple(f"2026-10-0{day}" for day in range(1, 8)), ("2026-10-10",))
OFFICE = Duty("times", (Span("workdays", 510, 690), Span("workdays", 810, 1020)))  # 8:30–11:30, 13:30–17:00
MONDAY_TO_FRIDAY = Duty("times", (Span("weekdays", 540, 1020, (1, 2, 3, 4, 5)),))
SATURDAYS = Duty("times", (Span("weekdays", 540, 660, (6,)),))
NIGHT = Duty("times", (Span("daily", 1200, 480),))  # 20:00 to 8:00


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


def stands(duty: Duty, when: datetime, calendar: Calendar = OCTOBER, trusted: bool = True) -> Answering:
    return answering(duty, when, calendar, trusted=trusted)


@pytest.mark.parametrize(
    ("duty", "when", "state", "turns"),
    [
        (OFFICE, at(9, 28, 8, 29), State.CLOSED, at(9, 28, 8, 30)),  # Monday
        (OFFICE, at(9, 28, 8, 30), State.OPEN, at(9, 28, 11, 30)),
        (OFFICE, at(9, 28, 11, 30), State.CLOSED, at(9, 28, 13, 30)),  # at lunch
        (OFFICE, at(9, 28, 17, 0), State.CLOSED, at(9, 29, 8, 30)),
        (OFFICE, at(9, 26, 10), State.CLOSED, at(9, 28, 8, 30)),  # Saturday
        (OFFICE, at(9, 30, 18), State.CLOSED, at(10, 8, 8, 30)),  # over the whole holiday
        (OFFICE, at(10, 1, 10), State.CLOSED, at(10, 8, 8, 30)),  # a Thursday off
        (OFFICE, at(10, 10, 10), State.OPEN, at(10, 10, 11, 30)),  # a Saturday worked
        (MONDAY_TO_FRIDAY, at(10, 10, 10), State.CLOSED, at(10, 12, 9)),  # which it says nothing of
        (MONDAY_TO_FRIDAY, at(10, 5, 10), State.CLOSED, at(10, 8, 9)),  # a Monday off
        (SATURDAYS, at(10, 3, 10), State.CLOSED, at(10, 10, 9)),  # a Saturday within a holiday
        (NIGHT, at(10, 1, 23), State.OPEN, at(10, 2, 8)),  # holidays count for nothing
        (NIGHT, at(10, 2, 7, 59), State.OPEN, at(10, 2, 8)),  # since yesterday
        (NIGHT, at(10, 2, 8), State.CLOSED, at(10, 2, 20)),
        (ALWAYS, at(10, 1, 3), State.ALWAYS, None),
        (UNKNOWN, at(9, 28, 10), State.UNSURE, None),
    ],
)
def test_how_it_stands(duty: Duty, when: datetime, state: State, turns: datetime | None) -> None:
    assert stands(duty, when) == Answering(state, turns)


@pytest.mark.parametrize(
    ("when", "state", "turns"),
    [
        (at(3, 2, 10, year=2027), State.UNSURE, None),  # a Tuesday: perhaps a holiday
        (at(3, 6, 10, year=2027), State.UNSURE, None),  # a Saturday: perhaps worked
        (at(3, 2, 20, year=2027), State.CLOSED, None),  # shut whatever day it is; when it opens nobody knows
        (at(12, 31, 20), State.CLOSED, None),  # the next day is of a year that is not known
    ],
)
def test_a_year_nobody_announced_is_not_guessed(when: datetime, state: State, turns: datetime | None) -> None:
    assert stands(OFFICE, when) == Answering(state, turns)


def test_every_day_is_every_day_whatever_the_year() -> None:
    assert stands(NIGHT, at(3, 2, 21, year=2031)).state is State.OPEN
    assert stands(NIGHT, at(3, 2, 12, year=2031)) == Answering(State.CLOSED, at(3, 2, 20, year=2031))


def test_a_clock_nobody_vouches_for_says_nothing() -> None:
    assert stands(OFFICE, at(9, 28, 10), trusted=False) == Answering(State.UNSURE)
    assert stands(ALWAYS, at(9, 28, 10), trusted=False) == Answering(State.ALWAYS)


def test_what_overlaps_ends_with_the_last() -> None:
    both = Duty("times", (Span("daily", 480, 720), Span("workdays", 600, 1020)))
    assert stands(both, at(9, 28, 11)) == Answering(State.OPEN, at(9, 28, 17))


spans = st.builds(
    Span,
    st.sampled_from(["workdays", "weekdays", "daily"]),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.lists(st.integers(1, 7), max_size=7, unique=True).map(tuple),
).filter(lambda span: span.start != span.end)
moments = st.integers(0, 120 * 1440).map(lambda minute: at(8, 1, 0) + timedelta(minutes=minute, seconds=7))


@given(st.lists(spans, min_size=1, max_size=4), moments)
def test_it_is_as_said_until_it_turns(found: list[Span], when: datetime) -> None:
    """Just before it turns nothing has changed; a closed one is open then, and nowhere in between."""
    duty = Duty("times", tuple(found))
    now = stands(duty, when)
    if now.turns is None:
        return
    assert now.turns > when
    before = stands(duty, now.turns - timedelta(microseconds=1))
    assert before.state is now.state
    if now.state is State.CLOSED:
        assert stands(duty, now.turns).state is State.OPEN
        half = when + (now.turns - when) / 2
        assert stands(duty, half).state is State.CLOSED


@given(st.lists(spans, min_size=1, max_size=3), moments)
def test_what_is_said_of_an_unknown_year_is_true_of_the_known_one(found: list[Span], when: datetime) -> None:
    duty = Duty("times", tuple(found))
    blind, seeing = stands(duty, when, NO_CALENDAR), stands(duty, when)
    if blind.state is not State.UNSURE:
        assert blind.state is seeing.state
    if blind.state is State.CLOSED and blind.turns is not None:
        assert blind.turns == seeing.turns


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 9, 28), 1, date(2026, 9, 29)),
        (date(2026, 9, 26), 1, date(2026, 9, 28)),  # from a Saturday: Monday
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # the Saturday worked
        (date(2026, 10, 9), 2, date(2026, 10, 12)),
        (date(2026, 12, 31), 1, None),
    ],
)
def test_working_days_after(day: date, count: int, expected: date | None) -> None:
    assert working_day_after(day, count, OCTOBER) == expected


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 11, 30), (2026,), None),
        (date(2026, 12, 1), (2026,), 2027),
        (date(2026, 12, 31), (2026, 2027), None),
        (date(2027, 1, 1), (2026,), 2027),
        (date(2027, 12, 1), (2026,), 2027),  # the nearer one first
        (date(2026, 12, 1), (), None),  # nobody keeps a calendar here
    ],
)
def test_from_december_on_the_next_year_is_missed(
    day: date, years: tuple[int, ...], expected: int | None
) -> None:
    assert missing_year(Calendar(years=years), day) == expected


@pytest.mark.parametrize("year", [1, 9999])
def test_at_the_ends_of_time_nothing_is_said(year: int) -> None:
    for day in (datetime(year, 1, 1, tzinfo=CHINA), datetime(year, 12, 31, 23, 59, tzinfo=CHINA)):
        assert stands(OFFICE, day).state is State.UNSURE
        assert working_day_after(day.date(), 1, OCTOBER) is None
