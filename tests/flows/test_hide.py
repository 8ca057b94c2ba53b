"""马上收起: one touch from wherever one is, and nothing is left; what runs goes on behind it."""

import pytest

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain.effects import CloseVisit, SaveRating
from kiosk.domain.flow import Screen
from kiosk.domain.state import PrintState
from kiosk.domain.update import update
from tests.flows.places import at, every_place, tick
from tests.support.states import saved


@every_place
def test_one_touch_is_enough_everywhere(place: str) -> None:
    state, effects = update(at(place), m.EndVisit(quietly=True))
    assert (flow.route(state).screen, state.visit) == (Screen.IDLE, None)
    assert [type(effect) for effect in effects if not isinstance(effect, SaveRating)] == [CloseVisit]


def test_over_the_question_whether_somebody_is_there() -> None:
    state, _ = update(at("check"), tick(at("check"), 120))
    assert flow.route(state).screen is Screen.TIMEOUT
    assert update(state, m.EndVisit(quietly=True))[0].visit is None


def test_while_the_order_is_being_saved_it_is_saved_all_the_same() -> None:
    state, _ = update(at("check"), m.Submit())
    assert state.visit is not None
    assert state.visit.form is not None
    assert state.visit.form.saving
    order_id = state.visit.form.draft.order_id
    state, effects = update(state, m.EndVisit(quietly=True))
    assert effects == (CloseVisit(effects[0].visit_id),)  # type: ignore[union-attr]
    after, more = update(state, saved(order_id))
    assert (after, more) == (state, ()), "the store's word comes to an empty screen"


def test_while_the_slip_is_being_printed() -> None:
    state, _ = update(at("check"), m.Submit())
    assert state.visit is not None
    assert state.visit.form is not None
    state, _ = update(state, saved(state.visit.form.draft.order_id))
    assert state.visit is not None
    assert state.visit.submission is not None
    assert state.visit.submission.printing.state is PrintState.SENDING
    state, _ = update(state, m.EndVisit(quietly=True))
    assert flow.route(state).screen is Screen.IDLE


@pytest.mark.parametrize("place", ["rate", "reasons"])
def test_a_face_once_touched_was_said(place: str) -> None:
    _, effects = update(at(place), m.EndVisit(quietly=True))
    assert any(isinstance(effect, SaveRating) for effect in effects) is (place == "reasons")
