"""What can be looked up of a release: which places there are, which are refused, and in which order."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest

from kiosk.domain import flow, where
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import visit_where as w
from kiosk.domain.flow import Route, Screen
from kiosk.domain.library import Library
from kiosk.domain.places_way import ByFerry, OnFoot
from kiosk.domain.state import AppState
from tests.support.learning import SURVEY
from tests.support.library import CONSULTATION, small_library
from tests.support.states import LOCAL, ready_state, then
from tests.support.where import DUTY, EVERY_WEEK, LIST, LONG_LIST, county_library


def home(library: Library | None = None, **changes: object) -> AppState:
    """Somebody has just touched the screen; Saturday afternoon, the clock vouched for."""
    base = replace(ready_state(), library=library or county_library(), clock_trusted=True)
    return replace(then(base, m.Wake("visit-1")), **changes)  # type: ignore[arg-type]


PLACES: dict[w.WherePlace, Route] = {
    w.LookUps(): Route(Screen.LOOKUPS, "0"),
    w.Offices(): Route(Screen.OFFICES, "#0"),
    w.Offices(("far",), 1): Route(Screen.OFFICES, "far#1"),
    w.OfficeView("far"): Route(Screen.OFFICE, "far#0"),
    w.MapView(): Route(Screen.MAP, "False"),
    w.Registers(): Route(Screen.REGISTERS, "0"),
    w.RegisterView("long-list", "公证处"): Route(Screen.REGISTER, "long-list#公证处#0"),
    w.ListedView("county-list", 1): Route(Screen.LISTED, "county-list#1#0"),
    w.Schedule(): Route(Screen.SCHEDULE, "0"),
    w.ComesView("weekly"): Route(Screen.COMES, "weekly#0"),
    w.Boards(): Route(Screen.BOARDS, "0"),
    w.BoardView("board"): Route(Screen.BOARD, "board#0"),
    w.DutyToday(): Route(Screen.DUTY, "0"),
    w.Online(): Route(Screen.ONLINE, "0"),
    w.PlatformView("portal"): Route(Screen.PLATFORM, "portal#0"),
    w.LookupView("company"): Route(Screen.LOOKUP, "company#0"),
    w.AskOnline("company"): Route(Screen.WRITE, w.ONLINE),
    w.EmergencyNumbers(): Route(Screen.EMERGENCY, "0"),
    w.FindByName(): Route(Screen.WRITE, w.LISTED),
    w.FindByNumber(): Route(Screen.FIND_NUMBER, "False"),
    w.FindByCode(): Route(Screen.FIND_CODE, ""),
    w.Surveys(): Route(Screen.SURVEYS, "0"),
    w.SurveyView(SURVEY, 1): Route(Screen.SURVEY, f"{SURVEY}#1#0"),
    w.WhatIsCounted(): Route(Screen.COUNTED, "0"),
}
ALWAYS_THERE = (w.LookUps, w.EmergencyNumbers, w.Surveys, w.WhatIsCounted)


@pytest.mark.parametrize("place", PLACES)
def test_each_place_is_shown_where_the_content_holds_it(place: w.WherePlace) -> None:
    state = then(home(), m.Open(place))
    assert flow.route(state) == PLACES[place]
    assert flow.route(then(state, m.Back())).screen is Screen.HOME


@pytest.mark.parametrize("place", PLACES)
def test_each_is_refused_where_the_content_lacks_it(place: w.WherePlace) -> None:
    bare = replace(small_library(), offices={}, more={})
    shown = flow.route(then(home(bare), m.Open(place))).screen
    assert (shown is not Screen.HOME) == isinstance(place, ALWAYS_THERE)
    assert where.exists(None, place) is False


@pytest.mark.parametrize(
    "place",
    [
        w.OfficeView("nowhere"),
        w.Offices(("far", "nowhere")),
        w.RegisterView("nowhere"),
        w.RegisterView("county-list", "公证处"),
        w.ListedView("county-list", 2),
        w.ListedView("county-list", -1),
        w.ListedView("nowhere", 0),
        w.ComesView("nowhere"),
        w.BoardView("nowhere"),
        w.PlatformView("nowhere"),
        w.LookupView("nowhere"),
        w.AskOnline("nowhere"),
        w.OnlineAnswer("company"),
        w.SurveyView("nowhere"),
        w.SurveyView(SURVEY, 5),
        w.SurveyView(SURVEY, -1),
    ],
)
def test_what_the_release_does_not_hold_is_not_opened(place: w.WherePlace) -> None:
    assert flow.route(then(home(), m.Open(place))).screen is Screen.HOME


def test_no_place_is_untested() -> None:
    by_looking = w.FoundListed, w.OnlineAnswer  # test_update_listed.py, test_update_online.py
    assert {*map(type, PLACES), *by_looking} == set(get_args(w.WherePlace)) == set(w.SCREENS)


def test_turning_a_page_or_the_map_leaves_one_way_back() -> None:
    for first, second in (
        (w.Offices(), w.Offices(page=1)),
        (w.MapView(), w.MapView(wide=True)),
        (w.RegisterView("long-list"), w.RegisterView("long-list", page=1)),
    ):
        state = then(home(), m.Open(w.LookUps()), m.Open(first), m.Open(second))
        assert state.visit is not None
        assert state.visit.stack == (s.Home(), w.LookUps(), second)
    deeper = then(home(), m.Open(w.Offices()), m.Open(w.Offices(("far",))))
    assert deeper.visit is not None
    assert len(deeper.visit.stack) == 3


def test_nothing_of_it_is_anything_of_a_person() -> None:
    state = then(home(), *(m.Open(place) for place in PLACES))
    assert state.visit is not None
    assert not state.visit.personal


# ---- what is offered -------------------------------------------------------------------------------


def test_only_what_the_release_holds_is_offered() -> None:
    offered = where.offered(county_library())
    assert [type(place) for place in offered] == [
        w.Offices,
        w.MapView,
        w.Registers,
        w.Schedule,
        w.BoardView,  # there is one board only
        w.DutyToday,
        w.Online,
        w.EmergencyNumbers,
    ]
    assert where.offered(small_library()) == (w.Offices(), w.EmergencyNumbers())


def test_the_nearest_office_comes_first_and_the_sea_is_told() -> None:
    near = where.offices(county_library())
    assert [one.office.id for one in near] == ["labour-inspection", "legal-aid-office", "far"]
    first, last = near[0].way, near[-1].way
    assert first is not None
    assert isinstance(first.means, OnFoot)
    assert last is not None
    assert isinstance(last.means, ByFerry)
    one = where.near(county_library(), "far")
    assert one is not None
    assert one.way == last
    assert where.near(county_library(), "nowhere") is None


def test_without_a_county_offices_stand_as_the_editor_wrote_them() -> None:
    near = where.offices(small_library())
    assert [(one.office.id, one.way) for one in near] == [
        ("labour-inspection", None),
        ("legal-aid-office", None),
    ]
    assert not where.exists(small_library(), w.MapView())


def test_long_lists_begin_with_their_kinds() -> None:
    assert not where.by_kind(LIST)
    assert where.by_kind(LONG_LIST)
    assert where.kinds(LONG_LIST) == ("公证处", "人民调解员")
    assert [number for number, _ in where.of_kind(LONG_LIST, "人民调解员")] == list(range(6, 12))


# ---- who comes, who is there -------------------------------------------------------------------------


def test_what_is_left_of_the_week_then_the_next_of_each() -> None:
    library = county_library()
    found = where.coming(home(), library)
    assert [(one.visit.id, one.day) for one in found] == [
        ("once", date(2026, 11, 21)),
        ("weekly", date(2026, 11, 25)),
    ]
    monday = home(local=LOCAL + timedelta(days=2))
    assert [one.day.day for one in where.coming(monday, library)] == [25, 2]
    assert where.coming(home(clock_trusted=False), library) == ()


def test_a_day_can_be_booked_where_an_item_books_it() -> None:
    library = county_library()
    days = where.booking(home(), library, EVERY_WEEK)
    assert days is not None
    assert [one.day for one in days] == [date(2026, 11, 25), date(2026, 12, 2), date(2026, 12, 9)]
    assert where.booking(home(clock_trusted=False), library, EVERY_WEEK) == ()
    assert where.booking(home(can_submit=False), library, EVERY_WEEK) is None
    assert where.booking(home(), library, replace(EVERY_WEEK, book="nothing")) is None
    assert where.booking(home(), library, replace(EVERY_WEEK, book="")) is None
    assert EVERY_WEEK.book == CONSULTATION


def test_who_is_on_duty_is_only_said_by_a_clock_somebody_vouches_for() -> None:
    library = county_library()
    assert where.on_duty_now(home(), library) == (DUTY,)
    assert where.on_duty_now(home(local=LOCAL + timedelta(days=2)), library) == ()
    assert where.on_duty_now(home(clock_trusted=False), library) is None
