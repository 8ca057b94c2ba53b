"""Faults, a new release, a crash: what is shown then, and what is left of the visit."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.effects import CloseVisit, SaveOrder
from kiosk.domain.flow import Route, Screen
from kiosk.domain.state import AppState
from kiosk.domain.sums import named
from kiosk.domain.update import update
from tests.flows.places import at, every_place, tick
from tests.flows.steps import (
    PERSON,
    STORY,
    WAKE,
    card_laid_down,
    contact_to_check,
    submit_and_print,
    to_consultation_contact,
    to_identity,
)
from tests.support.flow import FlowStep, play
from tests.support.library import CONSULTATION, LEGAL_AID, small_library
from tests.support.states import CARDS, LOCAL, SECRET, ready_state, saved

# ---- faults, releases, crashes ----------------------------------------------------------------------


@every_place
def test_a_fatal_fault_covers_everything_and_gives_the_page_back(place: str) -> None:
    before = at(place)
    state, _ = update(before, m.Fatal("E-FNT-01"))
    assert flow.route(state) == Route(Screen.FAULT, "E-FNT-01")
    assert flow.card_wanted(state) == ()
    state, _ = update(state, m.Fatal(""))
    assert state == before


@every_place
def test_an_unexpected_error_leads_home_with_the_draft_or_shows_what_is_durable(place: str) -> None:
    before = at(place)
    assert before.visit is not None
    state, effects = update(before, m.Hiccup("E-APP-01"))
    if place in ("submitted", "rate", "reasons"):
        assert flow.route(state) == Route(Screen.RECOVERED, "SS3-0147")
        assert effects[-1] == CloseVisit("visit-1")
        assert len(effects) == (2 if place == "reasons" else 1)
        assert SECRET not in repr(state)
        return
    assert (flow.route(state).screen, effects) == (Screen.HOME, ())
    assert state.visit is not None
    assert state.visit.toast == "E-APP-01"
    assert state.visit.form == before.visit.form
    state, _ = update(state, m.Touched())
    assert state.visit is not None
    assert state.visit.toast == ""


def test_an_error_while_the_store_works_waits_for_its_word() -> None:
    steps: list[FlowStep] = [
        FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,)),
        FlowStep(m.Hiccup("E-APP-01"), Screen.CHECK),
        FlowStep(m.Submit(), Screen.CHECK, still=True),
        FlowStep(
            saved("order-1"),
            Screen.SUBMITTED,
            effects=submit_and_print()[1].effects,
            holds=lambda state: state.visit is not None and state.visit.toast == "",
        ),
    ]
    play(at("check"), steps)


def test_an_error_on_the_farewell_does_not_end_a_new_matter() -> None:
    state, _ = update(at("identity with a card"), m.EndVisit())
    assert flow.route(state).screen is Screen.END
    state, _ = update(state, m.Hiccup("E-APP-01"))
    state, effects = update(state, tick(state, 60))
    assert (flow.route(state).screen, effects) == (Screen.HOME, ())


@every_place
@pytest.mark.parametrize("usable", [True, False])
def test_a_new_release_waits_for_the_end_of_the_visit(place: str, usable: bool) -> None:
    before = at(place)
    library = replace(small_library(), items=()) if usable else None
    state, effects = update(before, m.ReleaseChanged(library))
    assert effects == ()
    assert flow.route(state) == flow.route(before)
    assert state.library == before.library
    state, _ = update(state, m.EndVisit(quietly=True))
    assert state.visit is None
    assert state.library == (named(library, CARDS) if library is not None else None)
    assert flow.route(state) == (Route(Screen.IDLE) if usable else Route(Screen.FAULT, "E-CNT-01"))
    assert state.staged is None


def test_when_idle_a_release_counts_at_once_and_ends_the_fault_it_caused() -> None:
    state, _ = update(ready_state(), m.ReleaseChanged(None))
    assert flow.route(state) == Route(Screen.FAULT, "E-CNT-01")
    assert update(state, m.Wake("visit-1")) == (state, ())
    state, _ = update(state, m.ReleaseChanged(small_library()))
    assert state == ready_state()


def test_content_does_not_hide_or_end_another_fault() -> None:
    fault, _ = update(ready_state(), m.Fatal("E-FNT-01"))
    state, _ = update(fault, m.ReleaseChanged(None))
    assert flow.route(state) == Route(Screen.FAULT, "E-FNT-01")
    state, _ = update(state, m.ReleaseChanged(small_library()))
    assert state == fault


def test_after_a_crash_the_last_order_is_shown_for_two_minutes() -> None:
    state, _ = update(ready_state(), m.Recovered("SS3-0147", "order-1"))
    assert flow.route(state) == Route(Screen.RECOVERED, "SS3-0147")
    assert flow.stage(state) is s.VisitStage.IDLE
    state, _ = update(state, tick(state, 119.5))
    assert flow.route(state).screen is Screen.RECOVERED
    state, _ = update(state, tick(state, 0.5))
    assert replace(state, now=1000.0, local=LOCAL) == ready_state()


def test_a_touch_on_that_notice_opens_home_and_it_does_not_come_back() -> None:
    state, _ = update(ready_state(), m.Recovered("SS3-0147", "order-1"))
    play(
        state,
        [
            FlowStep(m.Wake("visit-1"), Screen.HOME, effects=WAKE.effects),
            FlowStep(m.Wake("visit-2"), Screen.HOME, still=True),
            FlowStep(m.EndVisit(), Screen.IDLE, effects=(CloseVisit,)),
        ],
    )


@pytest.mark.parametrize(
    "end",
    [
        lambda state: update(state, m.EndVisit(quietly=True))[0],
        lambda state: update(update(state, tick(state, 120))[0], tick(state, 165))[0],
    ],
)
def test_however_a_visit_ends_nothing_of_it_is_left(end: Callable[[AppState], AppState]) -> None:
    started = play(ready_state(), [WAKE, *to_identity(), *card_laid_down(), *contact_to_check()]).state
    assert STORY in repr(started)
    text = repr(end(started))
    assert not [typed for typed in (STORY, PERSON, "330922190001010010", "13000000000") if typed in text]


def test_a_late_answer_to_an_earlier_persons_ink_is_dropped() -> None:
    ink = m.Ink(57, (((1.0, 1.0), (2.0, 2.0)),), (300.0, 300.0))
    state, _ = update(at("write"), ink)
    state, _ = update(state, m.EndVisit(quietly=True))
    state = play(state, [WAKE, *to_consultation_contact()[:2]]).state
    assert update(state, m.CandidatesReady(57, ("秘密",))) == (state, ())


def test_the_draft_of_another_item_is_dropped_and_its_text_carried_over() -> None:
    state, _ = update(at("write"), m.OpenForm(LEGAL_AID, "order-2"))
    assert state.visit is not None
    assert state.visit.form is not None
    draft = state.visit.form.draft
    assert (draft.order_id, draft.item_id, draft.answers) == ("order-2", LEGAL_AID, {"request": STORY})
    state, _ = update(state, m.OpenForm(CONSULTATION, "order-3", request="别的话"))
    assert state.visit is not None
    assert state.visit.form is not None
    assert state.visit.form.draft.answers == {"request": "别的话"}


@pytest.mark.parametrize("steps", [[], [FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,))]])
def test_the_same_error_again_is_no_news(steps: list[FlowStep]) -> None:
    """A page that raises whenever it is shown would otherwise report itself with every frame."""
    state, _ = update(play(at("check"), steps).state, m.Hiccup("E-APP-01"))
    again, effects = update(state, m.Hiccup("E-APP-01"))
    assert again is state
    assert effects == ()
