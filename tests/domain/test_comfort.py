"""How somebody wants to be served: changed by a touch, gone with the visit."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import Config, VisitSettings
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import USUAL, VOLUMES, Comfort, Contrast, Language, Reach, Size, changed
from kiosk.domain.flow import Route, Screen
from kiosk.domain.state import AppState, VisitStage
from kiosk.domain.timing import Timing
from kiosk.runtime import first_state
from tests.flows.places import PLACES, at, tick
from tests.support.states import ready_state, then

CARE_HOME = Comfort(size=Size.ELDER)


def place_of(state: AppState) -> s.Place:
    assert state.visit is not None
    return state.visit.place


# ---- the value ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("size", Size.ELDER),
        ("contrast", Contrast.HIGH),
        ("reach", Reach.SEATED),
        ("language", Language.EN),
        ("voice", True),
        ("volume", 5),
        ("curtain", True),
        ("keys", True),
    ],
)
def test_each_field_is_set_by_itself(name: str, value: object) -> None:
    made = changed(USUAL, name, value)
    assert getattr(made, name) == value
    assert replace(made, **{name: getattr(USUAL, name)}) == USUAL


@given(
    name=st.sampled_from(["size", "contrast", "volume", "voice", "no such", "__class__", ""]),
    value=st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.sampled_from([*Size, *Contrast])),
)
def test_whatever_is_asked_for_it_stays_a_comfort(name: str, value: object) -> None:
    made = changed(USUAL, name, value)
    assert made.volume in VOLUMES
    for field in ("size", "contrast", "voice", "volume"):
        assert type(getattr(made, field)) is type(getattr(USUAL, field))
        if field != name:
            assert getattr(made, field) == getattr(USUAL, field)


@pytest.mark.parametrize("volume", [0, 6, -1, True])
def test_a_volume_that_is_no_step_is_refused(volume: object) -> None:
    assert changed(USUAL, "volume", volume) == USUAL


# ---- in a visit -----------------------------------------------------------------------------------------


def test_it_begins_as_the_site_has_it_and_ends_with_the_visit() -> None:
    state = then(replace(ready_state(), comfort=CARE_HOME), m.Wake("visit-1"))
    assert state.comfort_now == CARE_HOME
    state = then(state, m.SetComfort("size", Size.NORMAL), m.SetComfort("contrast", Contrast.HIGH))
    assert state.comfort_now == Comfort(contrast=Contrast.HIGH)
    state = then(state, m.EndVisit(quietly=True))
    assert state.comfort_now == CARE_HOME
    assert then(state, m.Wake("visit-2")).comfort_now == CARE_HOME


def test_without_a_visit_there_is_nobody_to_please() -> None:
    state = ready_state()
    assert then(state, m.SetComfort("size", Size.ELDER)) == state


def test_the_touch_that_wakes_may_ask_for_english() -> None:
    state = then(ready_state(), m.Wake("visit-1", language=Language.EN))
    assert state.comfort_now == Comfort(language=Language.EN)
    assert then(state, m.EndVisit(quietly=True), m.Wake("visit-2")).comfort_now == USUAL


@pytest.mark.parametrize("place", [place for place in PLACES if place != "comfort"])
def test_the_sheet_lies_over_any_page_and_leaves_it_as_it_was(place: str) -> None:
    before = at(place)
    opened = then(before, m.Open(s.ComfortSheet()), m.SetComfort("size", Size.ELDER))
    assert flow.route(opened) == Route(Screen.COMFORT)
    assert flow.stage(opened) == flow.stage(before)
    assert flow.card_wanted(opened) == ()
    back = then(opened, m.Back())
    assert flow.route(back) == flow.route(before)
    assert then(back, m.SetComfort("size", Size.NORMAL)) == before


def test_opened_twice_it_lies_there_once() -> None:
    state = then(at("topics"), m.Open(s.ComfortSheet()), m.Open(s.ComfortSheet()), m.Back())
    assert place_of(state) == s.Topics()


def test_help_from_the_sheet_does_not_cost_the_order_number() -> None:
    state = then(at("submitted"), m.Open(s.ComfortSheet()), m.Open(s.HelpPeople()))
    assert flow.stage(state) in (VisitStage.SUBMITTED, VisitStage.PRINTING)
    assert flow.route(then(state, m.Back())) == Route(Screen.SUBMITTED)


def test_the_farewell_is_not_covered() -> None:
    state = then(at("submitted"), m.EndVisit())
    assert flow.route(state) == Route(Screen.END)
    assert then(state, m.Open(s.ComfortSheet())) == state


# ---- time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comfort", "patience"),
    [
        (USUAL, 120.0),
        (CARE_HOME, 300.0),
        (Comfort(voice=True), 300.0),
        (Comfort(contrast=Contrast.HIGH), 120.0),
    ],
)
def test_who_needs_more_time_has_it(comfort: Comfort, patience: float) -> None:
    state = then(replace(ready_state(), comfort=comfort), m.Wake("visit-1"))
    state = then(state, tick(state, patience - 1))
    assert flow.route(state) == Route(Screen.HOME)
    assert flow.route(then(state, tick(state, 1))) == Route(Screen.TIMEOUT)


def test_more_time_is_never_less_than_the_site_gives() -> None:
    assert Timing(idle_s=600.0).patience(CARE_HOME) == 600.0


def test_a_site_may_begin_every_visit_its_own_way() -> None:
    visit = VisitSettings(large_text=True, low_controls=True, unhurried_s=200)
    state = first_state(Config(visit=visit))
    assert state.comfort == Comfort(size=Size.ELDER, reach=Reach.SEATED)
    assert state.timing.patience(state.comfort) == 200.0
    assert first_state(Config()).comfort == USUAL


def test_whoever_goes_by_keys_or_by_ear_has_more_time() -> None:
    assert not USUAL.unhurried
    assert Comfort(keys=True).unhurried
    assert Comfort(voice=True).unhurried
