"""Every screen of a visit that waits for the person, and the steps that lead there."""

from datetime import timedelta

import pytest

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.asked import SearchNow, SearchReady, WriteSearch
from kiosk.domain.effects import Search
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from tests.flows.steps import (
    AT,
    SCAN,
    WAKE,
    answered,
    card_laid_down,
    submit_and_print,
    to_consultation_check,
    to_consultation_contact,
    to_identity,
)
from tests.support.flow import FlowStep, play
from tests.support.library import CONSULTATION, WAGES
from tests.support.searching_walk import answer
from tests.support.states import CHILD, card, speaking_state

DONE = [WAKE, *to_consultation_check(), *submit_and_print()]
RATING = [*DONE, FlowStep(m.GoRate(), Screen.RATE)]

SEARCHING = [
    FlowStep(SearchReady(ready=True), Screen.IDLE),
    WAKE,
    FlowStep(m.Open(s.SearchBox()), Screen.WRITE, "search"),
    FlowStep(WriteSearch("工资"), Screen.WRITE, "search", effects=(Search,)),
    FlowStep(answer(1), Screen.WRITE, "search"),
]

# Every screen of a visit that waits for the person, and how one gets there.
PLACES: dict[str, list[FlowStep]] = {
    "home": [WAKE],
    "topics": [WAKE, FlowStep(m.Open(s.Topics()), Screen.TOPICS)],
    "guides": [WAKE, FlowStep(m.Open(s.GuideList("labour")), Screen.GUIDES)],
    "guide": [WAKE, FlowStep(m.Open(s.GuideView(WAGES)), Screen.GUIDE)],
    "items": [WAKE, FlowStep(m.Open(s.Items()), Screen.ITEMS)],
    "help": [WAKE, FlowStep(m.Open(s.HelpPeople()), Screen.HELP)],
    "search": [*SEARCHING],
    "found": [*SEARCHING, FlowStep(SearchNow(), Screen.SEARCH)],
    "comfort": [WAKE, FlowStep(m.Open(s.ComfortSheet()), Screen.COMFORT)],
    "progress ask": [WAKE, FlowStep(m.Open(s.AskProgress()), Screen.PROGRESS_ASK)],
    "progress type": [WAKE, FlowStep(m.Open(s.TypeProgress()), Screen.PROGRESS_TYPE, "number")],
    "progress": [WAKE, SCAN, answered()],
    "write": [WAKE, *to_consultation_contact()[:-1]],
    "record": [
        WAKE,
        FlowStep(m.OpenForm(CONSULTATION, "order", speak=True), Screen.RECORD, "request"),
    ],
    "consent": [WAKE, *to_consultation_contact()],
    "phone": [WAKE, *to_consultation_check()[:-1]],
    "choice": [WAKE, *to_identity()[:2]],
    "identity": [WAKE, *to_identity()],
    "identity with a card": [WAKE, *to_identity(), *card_laid_down()],
    "refused": [
        WAKE,
        *to_identity(),
        FlowStep(m.Back(), Screen.CONSENT),
        FlowStep(m.RefuseConsent(AT), Screen.REFUSED),
    ],
    "guardian": [
        WAKE,
        *to_identity(),
        card_laid_down()[0],
        FlowStep(card("小小", CHILD), Screen.IDENTITY, "id_number"),
        FlowStep(m.NextPage(), Screen.GUARDIAN),
    ],
    "check": [WAKE, *to_consultation_check()],
    "submitted": DONE,
    "rate": RATING,
    "reasons": [*RATING, FlowStep(m.Rate(1), Screen.REASONS)],
}
every_place = pytest.mark.parametrize("place", PLACES)


def tick(state: AppState, seconds: float) -> m.Tick:
    return m.Tick(state.now + seconds, state.local + timedelta(seconds=seconds))


def at(place: str) -> AppState:
    return play(speaking_state(), PLACES[place]).state
