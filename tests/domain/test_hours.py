"""What a door's sign says: checked minute by minute against a table counted out by other means."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.duty import ALWAYS, NO_CALENDAR, UNKNOWN, Calendar, Day, Duty, Span, State
from kiosk.domain.hours import DayHours, Opening, When, open_first, opening, week
from tests.support.states import CHINA

OCTOBER = Calendar((2026,), tuple(f"2026-10-0{day}" for day in range(1, 8)), ("2026-10-10",))
OFFICE = Duty("times", (Span("workdays", 510, 690), Span("workdays", 810, 1020)))  # 8:30–11:30, 13:30–17:00
NIGHT = Duty("times", (Span("daily", 1200, 480),))


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("hours", "when", "expected"),
    [
        (OFFICE, at(9, 28, 9), Opening(State.OPEN, until=at(9, 28, 11, 30))),
        (OFFICE, at(9, 28, 12), Opening(State.CLOSED, again=at(9, 28, 13, 30), day=When.TODAY)),
        (OFFICE, at(9, 28, 18), Opening(State.CLOSED, again=at(9, 29, 8, 30), day=When.TOMORROW)),
        (OFFICE, at(9, 26, 10), Opening(State.CLOSED, again=at(9, 28, 8, 30), day=When.WEEKDAY)),
        (OFFICE, at(10, 1, 10), Opening(State.CLOSED, again=at(10, 8, 8, 30), day=When.DATE, holiday=True)),
        (
            OFFICE,
            at(10, 7, 10),
            Opening(State.CLOSED, again=at(10, 8, 8, 30), day=When.TOMORROW, holiday=True),
        ),
        (OFFICE, at(12, 31, 18), Opening(State.CLOSED)),  # next year is not announced
        (OFFICE, at(10, 10, 9), Opening(State.OPEN, until=at(10, 10, 11, 30))),  # the Saturday made up
        (ALWAYS, at(10, 1, 3), Opening(State.ALWAYS)),
        (UNKNOWN, at(9, 28, 10), Opening(State.UNSURE)),
        (OFFICE, at(3, 2, 10, year=2027), Opening(State.UNSURE)),
    ],
)
def test_the_door(hours: Duty, when: datetime, expected: Opening) -> None:
    assert opening(hours, when, OCTOBER, trusted=True) == expected


@pytest.mark.parametrize("hours", [OFFICE, NIGHT, UNKNOWN])
def test_without_a_clock_nothing_is_said_of_now(hours: Duty) -> None:
    assert opening(hours, at(9, 28, 9), OCTOBER, trusted=False) == Opening(State.UNSURE)


def test_a_week_of_the_sign() -> None:
    rows = week(OFFICE, date(2026, 10, 7), OCTOBER)
    both = ((510, 690), (810, 1020))
    assert [row.spans for row in rows] == [(), both, both, both, (), both, both]
    assert [row.kind for row in rows] == [
        Day.HOLIDAY,
        Day.WORK,
        Day.WORK,
        Day.WORK,
        Day.WEEKEND,
        Day.WORK,
        Day.WORK,
    ]
    assert week(UNKNOWN, date(2026, 10, 7), OCTOBER) == ()
    assert week(ALWAYS, date(2026, 10, 7), OCTOBER, 1) == (
        DayHours(date(2026, 10, 7), Day.HOLIDAY, ((0, 1440),)),
    )


def test_a_year_nobody_announced_has_days_nobody_knows() -> None:
    (tuesday,) = week(OFFICE, date(2027, 3, 2), OCTOBER, 1)
    assert (tuesday.kind, tuesday.spans) == (None, None)
    (night,) = week(NIGHT, date(2027, 3, 2), OCTOBER, 1)
    assert (night.kind, night.spans) == (None, ((1200, 1920),))  # every day is every day


def test_open_ones_come_first() -> None:
    order = sorted([State.CLOSED, State.UNSURE, State.OPEN, State.ALWAYS], key=open_first)
    assert order == [State.OPEN, State.ALWAYS, State.UNSURE, State.CLOSED]


spans = st.builds(
    Span,
    st.sampled_from(["workdays", "weekdays", "daily"]),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.lists(st.integers(1, 7), max_size=7, unique=True).map(tuple),
).filter(lambda span: span.start != span.end)
BEGIN = datetime(2026, 9, 24, tzinfo=CHINA)
DAYS = 21


def mark(table: list[bool], start: int, end: int) -> None:
    first = min(max(0, start), len(table))
    last = max(first, min(len(table), end))
    table[first:last] = [True] * (last - first)


def open_minutes(found: list[Span]) -> list[bool]:
    """For each minute from BEGIN whether some span covers it, day by day from the rules as people say."""
    table = [False] * (DAYS * 1440)
    for ahead in range(-1, DAYS):
        day = (BEGIN + timedelta(days=ahead)).date()
        holiday = date(2026, 10, 1) <= day <= date(2026, 10, 7)
        worked = (day.isoweekday() <= 5 and not holiday) or day == date(2026, 10, 10)
        for span in found:
            counts = {
                "daily": True,
                "workdays": worked,
                "weekdays": day.isoweekday() in span.days and not holiday,
            }
            if not counts[span.on]:
                continue
            end = span.end if span.end > span.start else span.end + 1440
            mark(table, ahead * 1440 + span.start, ahead * 1440 + end)
    return table


@settings(max_examples=60)
@given(st.lists(spans, min_size=1, max_size=4), st.integers(0, 14 * 1440), st.integers(0, 59))
def test_it_is_open_exactly_when_the_table_says(found: list[Span], minute: int, second: int) -> None:
    table = open_minutes(found)
    when = BEGIN + timedelta(minutes=minute, seconds=second)
    said = opening(Duty("times", tuple(found)), when, OCTOBER, trusted=True)
    assert (said.state is State.OPEN) == table[minute]
    if said.until is not None:  # open all the way
        end = int((said.until - BEGIN).total_seconds() // 60)
        assert all(table[minute : min(end, len(table))])
    if said.again is not None:  # closed all the way, and open then
        again = int((said.again - BEGIN).total_seconds() // 60)
        assert not any(table[minute : min(again, len(table))])
        assert again >= len(table) or table[again]


@settings(max_examples=40)
@given(st.lists(spans, min_size=1, max_size=3))
def test_the_week_shows_the_same_minutes(found: list[Span]) -> None:
    table = open_minutes(found)
    shown = [False] * len(table)
    first = BEGIN.date() - timedelta(days=1)
    for ahead, row in enumerate(week(Duty("times", tuple(found)), first, OCTOBER, DAYS + 1)):
        for start, end in row.spans or ():
            for minute in range(
                max(0, (ahead - 1) * 1440 + start), min(len(table), (ahead - 1) * 1440 + end)
            ):
                shown[minute] = True
    assert shown == table


@settings(max_examples=60)
@given(st.lists(spans, min_size=1, max_size=3), st.integers(0, 14 * 1440))
def test_without_a_calendar_open_is_only_said_where_it_is_sure(found: list[Span], minute: int) -> None:
    when = BEGIN + timedelta(minutes=minute)
    said = opening(Duty("times", tuple(found)), when, NO_CALENDAR, trusted=True)
    if said.state is not State.UNSURE:
        assert (said.state is State.OPEN) == open_minutes(found)[minute]
