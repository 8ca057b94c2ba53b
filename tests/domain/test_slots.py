"""Offices in a form and half-days they are open: reckoned, never guessed; asked again for another."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from kiosk.domain import flow, forms, known_offices, slots
from kiosk.domain import messages as m
from kiosk.domain.duty import ALWAYS, NO_CALENDAR, UNKNOWN, Calendar, Duty, Span
from kiosk.domain.flow import Route, Screen
from kiosk.domain.instants import CHINA
from kiosk.domain.library import FormField, FormStep, Library, Office
from kiosk.domain.library_english import with_english
from kiosk.domain.slots import ANY, Why
from kiosk.domain.state import AppState
from tests.support.library import CONSULTATION, WORKDAYS, small_library
from tests.support.states import answers, ready_state, then

# Two doors of a day, with lunch between.
LUNCH = Duty(
    "times",
    (Span("workdays", 510, 690), Span("workdays", 810, 1020)),
)
CALENDAR = Calendar((2026,), rest=("2026-11-26", "2026-11-27"), work=("2026-11-28",))
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)


def values(hours: Duty, at: datetime = MONDAY, calendar: Calendar = CALENDAR) -> list[str]:
    return [one.value for one in slots.offer(hours, at, calendar, trusted=True).slots]


def test_from_the_second_working_day_on_as_the_door_is_open() -> None:
    """Tuesday is the first; Thursday and Friday are off, Saturday is worked for them."""
    found = values(LUNCH)
    assert found[:5] == [
        *("2026-11-25 上午", "2026-11-25 下午", "2026-11-28 上午", "2026-11-28 下午", "2026-11-30 上午"),
    ]
    assert found[-1] == "2026-12-21 下午"  # four weeks from today
    assert not any("2026-11-26" in one or "2026-11-29" in one for one in found)


def test_each_half_has_the_hours_of_the_office_itself() -> None:
    first, second = slots.offer(LUNCH, MONDAY, CALENDAR, trusted=True).slots[:2]
    assert (first.spans, second.spans) == (((510, 690),), ((810, 1020),))
    whole = slots.offer(WORKDAYS, MONDAY, CALENDAR, trusted=True).slots[:2]
    assert [one.spans for one in whole] == [((510, 720),), ((720, 1020),)]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (Duty("times", (Span("workdays", 510, 735),)), ["2026-11-25 上午", "2026-11-28 上午"]),
        (Duty("times", (Span("weekdays", 810, 1020, (4, 6)),)), ["2026-11-28 下午", "2026-12-03 下午"]),
        (ALWAYS, ["2026-11-25 上午", "2026-11-25 下午"]),
    ],
)
def test_only_when_it_is_worth_the_way(hours: Duty, expected: list[str]) -> None:
    """A quarter of an hour is no half-day; Thursday is a holiday."""
    assert values(hours)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("hours", "calendar", "trusted", "why"),
    [
        (LUNCH, CALENDAR, False, Why.CLOCK),
        (UNKNOWN, CALENDAR, True, Why.HOURS),
        (LUNCH, NO_CALENDAR, True, Why.CALENDAR),
        (Duty("times", (Span("weekdays", 510, 690, (8,)),)), CALENDAR, True, Why.CLOSED),
    ],
)
def test_what_is_not_known_is_not_guessed(hours: Duty, calendar: Calendar, trusted: bool, why: Why) -> None:
    found = slots.offer(hours, MONDAY, calendar, trusted=trusted)
    assert (found.slots, found.why) == ((), why)


def test_in_a_year_nobody_announced_nothing_is_offered() -> None:
    december = datetime(2026, 12, 22, 9, 0, tzinfo=CHINA)
    found = slots.offer(LUNCH, december, CALENDAR, trusted=True)
    assert found.slots[-1].day == date(2026, 12, 31)
    assert found.why is None
    last = datetime(2026, 12, 30, 9, 0, tzinfo=CHINA)
    assert slots.offer(LUNCH, last, CALENDAR, trusted=True).why is Why.CALENDAR


def test_an_answer_is_read_back() -> None:
    for one in slots.offer(LUNCH, MONDAY, CALENDAR, trusted=True).slots:
        assert slots.read(one.value) == replace(one, spans=())
    assert slots.read(ANY) is None
    assert slots.read("2026-02-30 上午") is None


# ---- in a form

OFFICE = FormField("hall", "office", "去哪家", "去哪家？", required=True, offices=("公证", "司法所"))
SLOT = FormField("come", "slot", "哪天", "哪天去？", required=True, office="hall")
AFTER = FormField("after", "yesno", "还有吗", "还有吗？")
HALLS = (
    Office("b", "乙公证处", "公证", "", "", LUNCH, 30.7, 122.4),
    Office("a", "甲公证处", "公证", "", "", UNKNOWN, 30.6, 122.4, name_en="A (甲公证处)"),
    Office("c", "丙法院", "法院", "", "", LUNCH, 30.5, 122.4),
    Office("d", "乙公证处", "司法所", "", "", ALWAYS, 30.4, 122.4),
)


def with_halls(*fields: FormField, halls: tuple[Office, ...] = HALLS) -> Library:
    library = small_library()
    item = library.items[0]
    changed = replace(item, steps=(FormStep("one", "一步", fields),))
    offices = {one.id: one for one in halls}
    library = replace(library, items=(changed, *library.items[1:]), offices=offices, calendar=CALENDAR)
    return with_english(known_offices.with_offices(library))


def asking(library: Library) -> AppState:
    state = replace(ready_state(), library=library)
    return then(state, m.Wake("visit-1"), m.OpenForm(CONSULTATION, "order-1"))


def test_a_form_offers_the_offices_of_its_kinds_by_name() -> None:
    library = with_halls(OFFICE)
    offered = library.items[0].steps[0].fields[0].choices
    assert [one.id for one in offered] == ["乙公证处", "甲公证处"]
    assert library.english is not None
    english = library.english.items[0].steps[0].fields[0].choices
    assert [(one.id, one.label) for one in english] == [
        ("乙公证处", "乙公证处"),
        ("甲公证处", "A (甲公证处)"),
    ]
    named = known_offices.named(library, OFFICE, "乙公证处")
    assert named is not None
    assert named.id == "b"
    assert known_offices.named(library, OFFICE, "丙法院") is None


def test_an_office_the_county_does_not_have_is_refused() -> None:
    state = then(asking(with_halls(OFFICE, AFTER)), m.Answer("hall", "丙法院"), m.NextPage())
    assert flow.route(state) == Route(Screen.PLACE, "hall")
    state = then(state, m.Answer("hall", "甲公证处"), m.NextPage())
    assert flow.route(state) == Route(Screen.CHOICE, "after")


def test_where_there_is_none_its_name_is_written() -> None:
    state = asking(with_halls(OFFICE, AFTER, halls=()))
    assert flow.route(state) == Route(Screen.WRITE, "hall")
    state = then(state, m.Answer("hall", "县里那家"), m.NextPage())
    assert flow.route(state) == Route(Screen.CHOICE, "after")


def test_without_an_office_nobody_is_asked_when() -> None:
    library = with_halls(replace(OFFICE, required=False), SLOT, AFTER)
    assert flow.route(then(asking(library), m.NextPage())) == Route(Screen.CHOICE, "after")


def test_another_office_asks_again_when() -> None:
    """Also from the check page; the same office again leaves the day as it is."""
    state = then(asking(with_halls(OFFICE, SLOT, AFTER)), m.Answer("hall", "乙公证处"), m.NextPage())
    assert flow.route(state) == Route(Screen.PLACE, "come")
    state = then(state, m.Answer("come", "2027-01-04 上午"), m.NextPage(), m.NextPage())
    assert flow.route(state).screen is Screen.CHECK
    same = then(state, m.EditField("hall"), m.Answer("hall", "乙公证处"), m.NextPage())
    assert flow.route(same).screen is Screen.CHECK
    other = then(state, m.EditField("hall"), m.Answer("hall", "甲公证处"), m.NextPage())
    assert flow.route(other) == Route(Screen.PLACE, "come")
    assert "come" not in answers(other)
    done = then(other, m.Answer("come", ANY), m.NextPage())
    assert flow.route(done).screen is Screen.CHECK
    assert done.visit is not None
    assert done.visit.form is not None
    assert done.library is not None
    told = forms.submitted_fields(done.library.items[0], done.visit.form.draft)
    assert told == {"hall": "甲公证处", "come": ANY}


def test_an_office_of_a_matter_that_changed_takes_the_day_along() -> None:
    """What a scenario filled in is renewed (matter_forms); the half-day was of the one before."""
    from kiosk.domain.matter_forms import begun
    from kiosk.domain.state import FormProgress

    item = with_halls(OFFICE, SLOT).items[0]
    draft = forms.Draft(item.id, "order-1", {"hall": "乙公证处", "come": "2027-01-04 上午"})
    form = FormProgress(draft, carried=(("hall", "乙公证处"),))
    assert begun(form, item, {"hall": "乙公证处"}).draft.answers["come"] == "2027-01-04 上午"
    assert begun(form, item, {"hall": "甲公证处"}).draft.answers == {"hall": "甲公证处"}
