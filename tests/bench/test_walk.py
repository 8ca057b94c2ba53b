"""The visit that is measured goes through the screens a visit has, and back."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bench.engines import engines
from bench.walk import Change, facts, visit
from kiosk.domain import flow
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.support.everything import full_library
from tests.support.library import small_library

# Not on the way of somebody who gets what he came for.
ELSEWHERE = {Screen.MAINTENANCE, Screen.FAULT, Screen.RECOVERED, Screen.TIMEOUT, Screen.REFUSED}
ELSEWHERE |= {Screen.GUARDIAN}
# No form of the sample asks for these.
ELSEWHERE |= {Screen.DATE, Screen.BOAT, Screen.PLACE, Screen.SIGNATURE, Screen.SHEETS}
# A page of rows or of sentences like one that is measured, or one with what the disk or the net brings.
ELSEWHERE |= {Screen.OUTCOME, Screen.STOP, Screen.BUNDLE_END, Screen.LAWS, Screen.LAW, Screen.WAYS_ON}
ELSEWHERE |= {Screen.CLIP, Screen.TERMS, Screen.TERM, Screen.PAPER_CODES, Screen.FIND_NUMBER}
ELSEWHERE |= {Screen.FIND_CODE, Screen.FOUND_LISTED, Screen.COMES, Screen.BOARDS, Screen.BOARD, Screen.DUTY}
ELSEWHERE |= {Screen.ONLINE, Screen.PLATFORM, Screen.LOOKUP, Screen.EMERGENCY, Screen.SURVEYS}
ELSEWHERE |= {Screen.SURVEY, Screen.COUNTED, Screen.ONLINE_ANSWER}

WALKS = [(visit, small_library()), (engines, full_library())]


def test_every_screen_of_a_visit_is_changed_to() -> None:
    screens = {change.to.screen for walk, library in WALKS for change in walk(library)}
    assert screens == set(Screen) - ELSEWHERE


@pytest.mark.parametrize(("walk", "library"), WALKS, ids=["visit", "engines"])
def test_each_change_leads_where_it_says_and_what_goes_before_changes_nothing(
    walk: Callable[[Library], tuple[Change, ...]], library: Library
) -> None:
    state = AppState()
    for fact in facts(library):
        state, _ = update(state, fact)
    for change in walk(library):
        before = flow.route(state)
        for message in change.before:
            state, _ = update(state, message)
            assert flow.route(state) == before
        state, _ = update(state, change.message)
        assert flow.route(state) == change.to != before
    assert flow.route(state).screen is Screen.IDLE
    assert state.visit is None


def test_a_library_without_a_form_to_submit_is_refused() -> None:
    with pytest.raises(ValueError, match="changes no screen"):
        visit(replace(small_library(), items=()))
