"""Who comes when: over holidays, ends of validity, midnight, and years nobody has announced."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.duty import NO_CALENDAR, Calendar
from kiosk.domain.library_places import Repeat, Visit
from kiosk.domain.schedule import bookable, coming, next_of_each, occurrences, on_island, once
from tests.support.states import CHINA

OCTOBER = Calendar((2026,), tuple(f"2026-10-0{day}" for day in range(1, 8)), ("2026-10-10",))
WEDNESDAYS = Visit(
    "boat", "航行的司法所", "航行的司法所", "样例司法所", "东样码头", Repeat(weekdays=(3,)), 540, 660,
    "2026-09-01", "2027-06-30", island="东样岛", book="consultation", seats=6,
)  # fmt: skip


def days(
    visit: Visit, first: date, count: int = 31, calendar: Calendar = OCTOBER
) -> list[tuple[int, int, bool]]:
    return [(one.day.month, one.day.day, one.sure) for one in occurrences(visit, first, count, calendar)]


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        (Repeat(weekdays=(3,)), [14, 21, 28]),  # not the 7th, a holiday
        (Repeat(weekdays=(6,)), [10, 17, 24, 31]),  # a Saturday worked is still a Saturday
        (Repeat(nth=((2, 3), (4, 3))), [14, 28]),
        (Repeat(nth=((5, 6),)), [31]),
        (Repeat(days=(1, 15, 31)), [15, 31]),
        (Repeat(dates=("2026-10-01", "2026-10-20")), [1, 20]),  # written out: also on a holiday
        (Repeat(), []),
    ],
)
def test_on_which_days_of_october(repeat: Repeat, expected: list[int]) -> None:
    found = days(replace(WEDNESDAYS, repeat=repeat), date(2026, 10, 1))
    assert found == [(10, day, True) for day in expected]


def test_a_year_nobody_announced_is_told_as_not_sure() -> None:
    found = days(WEDNESDAYS, date(2026, 12, 28), 14)
    assert found == [(12, 30, True), (1, 6, False)]
    dated = replace(WEDNESDAYS, repeat=Repeat(dates=("2027-01-06",)))
    assert days(dated, date(2026, 12, 28), 14) == [(1, 6, True)]


def test_only_while_it_is_valid() -> None:
    short = replace(WEDNESDAYS, valid_from="2026-10-15", valid_to="2026-10-21")
    assert days(short, date(2026, 10, 1)) == [(10, 21, True)]
    assert days(replace(short, valid_to="bad"), date(2026, 10, 1)) == []


def test_what_goes_on_now_still_comes_and_what_is_over_does_not() -> None:
    def first(hour: int, minute: int = 0) -> date:
        return coming([WEDNESDAYS], datetime(2026, 10, 14, hour, minute, tzinfo=CHINA), OCTOBER)[0].day

    assert first(8) == first(10, 59) == date(2026, 10, 14)
    assert first(11) == date(2026, 10, 21)


def test_over_midnight() -> None:
    night = replace(WEDNESDAYS, start=1380, end=60)
    (one,) = coming([night], datetime(2026, 10, 15, 0, 30, tzinfo=CHINA), OCTOBER, 1)
    assert one.begins == datetime(2026, 10, 14, 23, tzinfo=CHINA)
    assert one.ends == datetime(2026, 10, 15, 1, tzinfo=CHINA)


def test_in_order_and_by_island() -> None:
    everybody = replace(WEDNESDAYS, id="day", title="接待日", island="", repeat=Repeat(weekdays=(2,)))
    other = replace(WEDNESDAYS, id="west", title="巡回服务", island="西样岛")
    at = datetime(2026, 10, 12, 9, tzinfo=CHINA)
    found = coming([WEDNESDAYS, everybody, other], at, OCTOBER, 8)
    assert [(one.visit.id, one.day.day) for one in found] == [("day", 13), ("west", 14), ("boat", 14)]
    assert [one.visit.id for one in on_island(found, "east", "东样岛")] == ["day", "boat"]
    month = coming([WEDNESDAYS, everybody, other], at, OCTOBER, 30)
    assert [one.visit.id for one in next_of_each(month)] == ["day", "west", "boat"]


def test_what_can_be_booked_is_ahead_and_sure() -> None:
    at = datetime(2026, 10, 14, 8, tzinfo=CHINA)
    assert bookable(WEDNESDAYS, at, OCTOBER)[0].day == date(2026, 10, 21)  # not today
    assert bookable(WEDNESDAYS, at, OCTOBER, notice=8)[0].day == date(2026, 10, 28)
    assert all(one.day.year == 2026 for one in bookable(WEDNESDAYS, at, OCTOBER))
    assert bookable(WEDNESDAYS, at, NO_CALENDAR) == ()
    assert bookable(replace(WEDNESDAYS, book=""), at, OCTOBER) == ()


def test_single_dates_are_known_as_such() -> None:
    assert once(Repeat(dates=("2026-10-01",)))
    assert not once(Repeat(weekdays=(1,)))
    assert not once(Repeat(nth=((1, 1),)))
    assert not once(Repeat(days=(1,)))


repeats = st.builds(
    Repeat,
    st.lists(st.integers(1, 7), max_size=3).map(tuple),
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 7)), max_size=2).map(tuple),
    st.lists(st.integers(1, 31), max_size=2).map(tuple),
)


@settings(max_examples=60)
@given(repeats, st.integers(0, 90), st.integers(1, 60))
def test_each_is_of_its_rule_and_no_day_is_missed(repeat: Repeat, ahead: int, count: int) -> None:
    visit = replace(WEDNESDAYS, repeat=repeat)
    first = date(2026, 9, 1) + timedelta(days=ahead)
    found = {one.day for one in occurrences(visit, first, count, OCTOBER)}
    for step in range(count):
        day = first + timedelta(days=step)
        same = [other for other in range(1, 32) if other <= day.day and (day.day - other) % 7 == 0]
        falls = (
            day.isoweekday() in repeat.weekdays
            or (len(same), day.isoweekday()) in repeat.nth
            or day.day in repeat.days
        )
        assert (day in found) == (falls and day.isoformat() not in OCTOBER.rest)
