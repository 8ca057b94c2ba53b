"""The time-out question: when it comes, what answers it, what is wiped when nobody does."""

from dataclasses import replace

import pytest

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain.device import CARD_LEFT, READY, DeviceChanged, DeviceState, DeviceStatus
from kiosk.domain.effects import CloseVisit, SaveOrder, SaveRating
from kiosk.domain.flow import Route, Screen
from kiosk.domain.speech import SpeechEnded, SpeechStarted
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.update_visit import of_today
from tests.flows.places import PLACES, at, every_place, tick
from tests.flows.places import before as began
from tests.flows.steps import (
    card_laid_down,
    submit_and_print,
)
from tests.support.flow import FlowStep, play
from tests.support.states import LOCAL, saved


def test_the_places_cover_every_screen_that_waits_for_a_person() -> None:
    reached = {flow.route(at(place)).screen for place in PLACES}
    others = {Screen.MAINTENANCE, Screen.FAULT, Screen.IDLE, Screen.RECOVERED, Screen.TIMEOUT, Screen.END}
    others |= {
        Screen.DATE,
        Screen.BOAT,
        Screen.PLACE,
        Screen.SIGNATURE,
    }  # pages of a form like the others, of no sample
    assert reached == set(Screen) - others


# ---- the time-out question --------------------------------------------------------------------------


@every_place
def test_silence_asks_and_keeping_on_returns_to_the_same_page(place: str) -> None:
    before = at(place)
    state, effects = update(before, tick(before, 119))
    assert flow.route(state) == flow.route(before)
    state, effects = update(state, tick(state, 1))
    assert flow.route(state) == Route(Screen.TIMEOUT)
    assert effects == ()
    assert flow.card_wanted(state) == ()
    assert not flow.evaluation_wanted(state)
    for _ in range(12):  # any number of times
        state, _ = update(state, m.KeepUsing())
        assert flow.route(state) == flow.route(before)
        assert flow.card_wanted(state) == flow.card_wanted(before)
        state, _ = update(state, tick(state, 119.5))
        assert flow.route(state) == flow.route(before)
        state, _ = update(state, tick(state, 0.5))
        assert flow.route(state).screen is Screen.TIMEOUT
    state, _ = update(state, m.KeepUsing())
    assert replace(state, now=before.now, local=before.local, visit=None) == replace(before, visit=None)
    assert state.visit is not None
    assert before.visit is not None
    same = replace(state.visit, last_touch=before.visit.last_touch, touches=before.visit.touches)
    assert same == before.visit


@every_place
def test_unanswered_everything_is_wiped_and_nothing_said_is_lost(place: str) -> None:
    before = at(place)
    state, _ = update(before, tick(before, 120))
    state, effects = update(state, tick(state, 44.5))
    assert (flow.route(state).screen, effects) == (Screen.TIMEOUT, ())
    state, effects = update(state, tick(state, 0.5))
    assert flow.route(state) == Route(Screen.IDLE)
    kinds = [type(effect) for effect in effects]
    # A level already touched was said: it is kept. No answer stays no answer.
    assert kinds == ([SaveRating, CloseVisit] if place == "reasons" else [CloseVisit])
    assert before.visit is not None
    left = replace(began(), stained=before.visit.personal, search=before.search)
    assert replace(state, now=1000.0, local=LOCAL) == of_today(left)


def test_a_touch_anywhere_starts_the_time_anew_but_does_not_answer_the_question() -> None:
    state = at("home")
    state, _ = update(state, tick(state, 119))
    state, _ = update(state, m.Touched())
    state, _ = update(state, tick(state, 119))
    assert flow.route(state).screen is Screen.HOME
    state, _ = update(state, tick(state, 1))
    state, _ = update(state, m.Touched())
    assert flow.route(state).screen is Screen.TIMEOUT


def test_a_card_laid_down_is_a_sign_of_life() -> None:
    state = at("identity")
    state, _ = update(state, tick(state, 119))
    state = play(state, card_laid_down()).state
    state, _ = update(state, tick(state, 119))
    assert flow.route(state).screen is Screen.IDENTITY


def test_the_person_may_end_from_the_question() -> None:
    state = at("submitted")
    state, _ = update(state, tick(state, 120))
    state, _ = update(state, m.EndVisit())
    assert flow.route(state).screen is Screen.END


def test_the_question_waits_while_the_machine_works_but_not_for_ever() -> None:
    saving = play(at("check"), [FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,))]).state
    printing, _ = update(saving, saved("order-1"))
    for state in (saving, printing):
        shown = flow.route(state)
        later, _ = update(state, tick(state, 179.5))
        assert flow.route(later) == shown
        later, _ = update(later, tick(later, 0.5))
        assert flow.route(later).screen is Screen.TIMEOUT
        gone, effects = update(later, tick(later, 45))
        assert gone.visit is None
        assert [type(effect) for effect in effects] == [CloseVisit]


def test_the_question_over_a_store_that_does_not_answer_can_be_ended() -> None:
    """A button that did nothing would be there for as long as the countdown."""
    for card_used in (False, True):
        state = play(at("check"), [FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,))]).state
        assert state.visit is not None
        state = replace(state, visit=replace(state.visit, card_used=card_used))
        assert update(state, m.EndVisit())[0].visit is not None
        state, _ = update(state, tick(state, 180))
        assert flow.route(state).screen is Screen.TIMEOUT
        state, effects = update(state, m.EndVisit())
        assert (state.visit, effects) == (None, (CloseVisit("visit-1"),))


def test_the_stores_word_answers_the_question() -> None:
    state = play(at("check"), [FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,))]).state
    state, _ = update(state, tick(state, 180))
    assert flow.route(state).screen is Screen.TIMEOUT
    state, _ = update(state, saved("order-1"))
    assert flow.route(state).screen is Screen.SUBMITTED
    state, _ = update(state, tick(state, 100))
    assert flow.route(state).screen is Screen.SUBMITTED


def test_silence_after_the_slip_counts_from_the_slip() -> None:
    state = play(at("check"), submit_and_print()[:2]).state
    state, _ = update(state, tick(state, 100))
    state = play(state, submit_and_print()[2:]).state
    state, _ = update(state, tick(state, 119))
    assert flow.route(state).screen is Screen.SUBMITTED


def test_the_farewell_ends_by_itself_and_asks_nothing() -> None:
    state, _ = update(at("submitted"), m.EndVisit())
    state, effects = update(state, tick(state, 11.5))
    assert (flow.route(state).screen, effects) == (Screen.END, ())
    state, effects = update(state, tick(state, 0.5))
    assert (flow.route(state).screen, effects) == (Screen.IDLE, (CloseVisit("visit-1"),))


def test_what_is_being_said_at_the_end_is_heard_out_but_not_for_ever() -> None:
    """An order number without paper, slowly and twice, takes longer than the farewell stands."""
    ready = replace(at("submitted"), speech=True)
    state, _ = update(update(ready, m.EndVisit())[0], SpeechStarted(3, "请记好工单号"))
    state, _ = update(state, tick(state, 30.0))
    assert flow.route(state).screen is Screen.END
    heard, _ = update(state, SpeechEnded(3, finished=True))
    assert flow.route(update(heard, tick(heard, 0.5))[0]).screen is Screen.IDLE
    stuck, _ = update(state, tick(state, 42.0))
    assert flow.route(stuck).screen is Screen.IDLE


# ---- the card that was read lies there still ----------------------------------------------------------

LIES = DeviceChanged("idcard", DeviceStatus(DeviceState.READY, CARD_LEFT))
LIFTED = DeviceChanged("idcard", READY)


def with_card(place: str) -> AppState:
    state = at(place)
    assert state.visit is not None
    return replace(state, visit=replace(state.visit, card_used=True))


@every_place
def test_it_is_looked_for_only_where_it_is_called_and_only_if_one_was_read(place: str) -> None:
    was_read = place in ("identity with a card", "guardian")
    for state, read in ((at(place), was_read), (with_card(place), True)):
        told, _ = update(state, LIES)
        assert not flow.card_watched(state)
        assert not flow.card_lies(told), "the page of the next card says it in its own way"
        question, _ = update(told, tick(told, 180))
        assert flow.route(question).screen is Screen.TIMEOUT
        assert (flow.card_watched(question), flow.card_lies(question)) == (read, read)
        kept, _ = update(question, m.KeepUsing())
        assert not flow.card_watched(kept)
        gone, _ = update(question, tick(question, 45))
        assert (flow.route(gone).screen, flow.card_watched(gone)) == (Screen.IDLE, False)


def test_the_question_waits_no_longer_for_a_card_that_lies_there() -> None:
    state, _ = update(with_card("check"), tick(with_card("check"), 120))
    state, _ = update(state, LIES)
    state, _ = update(state, tick(state, 45))
    assert flow.route(state).screen is Screen.IDLE


def farewell(place: str = "submitted") -> AppState:
    state, _ = update(with_card(place), m.EndVisit())
    assert flow.route(state).screen is Screen.END
    assert flow.card_watched(state)
    return state


def test_the_farewell_stays_while_the_card_lies_there_but_not_for_ever() -> None:
    state, _ = update(farewell(), LIES)
    late, effects = update(state, tick(state, 71.5))
    assert (flow.route(late).screen, effects) == (Screen.END, ())
    late, effects = update(late, tick(late, 0.5))
    assert (flow.route(late).screen, effects) == (Screen.IDLE, (CloseVisit("visit-1"),))


def test_being_said_and_lying_there_are_not_waited_for_one_after_the_other() -> None:
    state, _ = update(replace(farewell(), speech=True), LIES)
    state, _ = update(state, SpeechStarted(3, "身份证还在读卡器上，请拿走"))
    assert flow.route(update(state, tick(state, 72))[0]).screen is Screen.IDLE


@pytest.mark.parametrize("seconds", [5.0, 40.0])
def test_once_it_was_lifted_the_farewell_ends_as_ever(seconds: float) -> None:
    state, _ = update(farewell(), LIES)
    state, _ = update(state, tick(state, seconds))
    state, _ = update(state, LIFTED)
    assert flow.route(state).screen is Screen.END
    assert flow.card_watched(state), "it may be laid down once more"
    state, _ = update(state, tick(state, max(12.0 - seconds, 0.5) - 0.1))
    assert flow.route(state).screen is (Screen.END if seconds < 12 else Screen.IDLE)
    state, _ = update(state, tick(state, 0.1))
    assert flow.route(state).screen is Screen.IDLE


@pytest.mark.parametrize("message", [m.EndVisit(), m.EndVisit(quietly=True), m.GoHome()])
def test_a_card_that_lies_there_blocks_nobody(message: object) -> None:
    state, _ = update(farewell(), LIES)
    state, _ = update(state, message)
    assert flow.route(state).screen is (Screen.HOME if isinstance(message, m.GoHome) else Screen.IDLE)
    assert not flow.card_watched(state)


@pytest.mark.parametrize(
    "status",
    [
        DeviceStatus(DeviceState.ABSENT, CARD_LEFT),
        DeviceStatus(DeviceState.FAILED, "", "E-IDC-03"),
        DeviceStatus(DeviceState.OPENING),
        READY,
    ],
)
def test_a_reader_that_does_not_tell_changes_nothing_of_the_farewell(status: DeviceStatus) -> None:
    state, _ = update(farewell(), LIES)
    state, _ = update(state, DeviceChanged("idcard", status))
    assert not flow.card_lies(state)
    assert flow.route(update(state, tick(state, 11.5))[0]).screen is Screen.END
    assert flow.route(update(state, tick(state, 12))[0]).screen is Screen.IDLE
