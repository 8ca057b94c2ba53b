"""When the screen's process is to be replaced: after whatever a person left in it, and not before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain import messages as m
from kiosk.domain import renewal
from kiosk.domain.state import AppState, RecoveredOrder
from kiosk.domain.update import update
from kiosk.domain.writing import Method, PinyinKey, WriteBy
from tests.flows.places import PLACES, at
from tests.support.states import ready_state

# Nobody has written, laid down, held or been told anything there.
ASKING = {
    "progress ask",
    "progress type",
    "choice",
    "record",
    "sheets",
    "sums",
    "sum",
    "sum type",
    "sum choice",
}
LEARNING = {"learn", "lesson", "laws", "law", "ways on", "quiz", "self-check", "clip", "terms", "term"}
FINDING = {"home", "topics", "guides", "guide", "items", "help", "comfort", "scenarios"}
LOOKING = {place for place in PLACES if place.startswith("looking up")}
WRITING = {"papers", "paper about", "paper blank", "paper codes"}
IMPERSONAL = WRITING | LEARNING | FINDING | ASKING | LOOKING


def ended(state: AppState) -> AppState:
    return update(state, m.EndVisit(quietly=True))[0]


@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_visit_with_something_of_a_person_asks_for_it_and_no_other(place: str) -> None:
    state = at(place)
    assert state.visit is not None
    assert not renewal.due(state), "never under somebody's hands"
    assert renewal.due(ended(state)) is (place not in IMPERSONAL), place


def test_what_was_taken_back_was_there() -> None:
    state = at("write")
    state, _ = update(state, m.Answer("request", "工资"))
    state, _ = update(state, m.Answer("request", ""))
    state, _ = update(state, m.GoHome())
    assert renewal.due(ended(state))


def test_ink_is_somebodys_hand() -> None:
    state, _ = update(at("home"), m.Ink(1, (((1.0, 2.0), (3.0, 4.0)),), (300.0, 300.0)))
    assert renewal.due(ended(state))


def test_letters_that_are_no_text_yet_are_somebodys_words() -> None:
    state, _ = update(replace(at("write"), pinyin=True), WriteBy(Method.PINYIN))
    state, _ = update(state, PinyinKey("g"))
    assert state.visit is not None
    assert state.visit.pinyin.keys == "g"
    assert renewal.due(ended(state))


def test_a_take_is_somebodys_voice_even_while_it_is_made() -> None:
    state, _ = update(at("record"), m.StartRecording("take"))
    assert renewal.due(ended(state))


def test_an_order_shown_after_a_mishap_stays_until_its_time() -> None:
    state = replace(ended(at("submitted")), recovered=RecoveredOrder("SS3-1", "order-1", 2000.0))
    assert not renewal.due(state)
    later = m.Tick(2000.0, state.local + timedelta(seconds=1))
    assert renewal.due(update(state, later)[0])


def test_who_comes_at_once_is_served_first() -> None:
    state, _ = update(ended(at("check")), m.Wake("visit-2"))
    assert not renewal.due(state)
    assert renewal.due(ended(state)), "the one before him is still to be forgotten"


def test_a_fresh_process_is_clean() -> None:
    assert not renewal.due(ready_state())
