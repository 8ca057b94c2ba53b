"""The visit that is measured goes through the screens a visit has, and back."""

from dataclasses import replace

import pytest

from bench.walk import facts, visit
from kiosk.domain import flow
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.visit_where import SCREENS
from tests.support.library import small_library

# Not on the way of somebody who gets what he came for.
ELSEWHERE = {Screen.MAINTENANCE, Screen.FAULT, Screen.RECOVERED, Screen.TIMEOUT, Screen.REFUSED}
ELSEWHERE |= {Screen.GUARDIAN, *map(Screen, SCREENS.values())} - {Screen.WRITE}
# No form of the sample asks for these.
ELSEWHERE |= {Screen.DATE, Screen.BOAT, Screen.PLACE, Screen.SIGNATURE, Screen.SHEETS}
# What came after the figures in docs/benchmarks.md: not in the visit that is measured yet.
ELSEWHERE |= {Screen.SEARCH, Screen.SUMS, Screen.SUM, Screen.SUM_TYPE, Screen.SUM_CHOICE}
ELSEWHERE |= {Screen.SCENARIOS, Screen.QUESTION, Screen.OUTCOME, Screen.STOP, Screen.BUNDLE_END}
ELSEWHERE |= {Screen.LEARN, Screen.LESSON, Screen.QUIZ, Screen.SELF_CHECK, Screen.LAWS, Screen.LAW}
ELSEWHERE |= {Screen.WAYS_ON, Screen.CLIP, Screen.TERMS, Screen.TERM}
ELSEWHERE |= {Screen.PAPERS, Screen.PAPER_ABOUT, Screen.PAPER, Screen.PAPER_CODES}


def test_every_screen_of_a_visit_is_changed_to() -> None:
    assert {change.to.screen for change in visit(small_library())} == set(Screen) - ELSEWHERE


def test_each_change_leads_where_it_says_and_what_goes_before_changes_nothing() -> None:
    library = small_library()
    state = AppState()
    for fact in facts(library):
        state, _ = update(state, fact)
    for change in visit(library):
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
