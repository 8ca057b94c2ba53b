"""Who answers instead, and by which day an order is answered."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.duty import ALWAYS, UNKNOWN, Calendar, Duty, State
from kiosk.domain.library import Hotline
from kiosk.domain.state import AppState
from kiosk.domain.telephones import answered_by, answering, around_the_clock, legal_line
from tests.support.library import CONSULTATION, LEGAL_AID, WORKDAYS
from tests.support.states import ready_state

SURE = replace(ready_state(), clock_trusted=True)  # a Saturday afternoon


def with_line(answers: Duty) -> AppState:
    library = SURE.library
    assert library is not None
    site = replace(library.site, hotlines=(Hotline("12348", "热线", answers=answers),))
    return replace(SURE, library=replace(library, site=site))


@pytest.mark.parametrize(("answers", "found"), [(ALWAYS, True), (WORKDAYS, False), (UNKNOWN, False)])
def test_only_a_line_that_always_answers_answers_for_others(answers: Duty, found: bool) -> None:
    state = with_line(answers)
    assert (around_the_clock(state) is not None) is found
    assert legal_line(state) is not None


def test_without_content_no_line_is_known() -> None:
    state = replace(SURE, library=None)
    assert legal_line(state) is around_the_clock(state) is None
    assert answering(state, WORKDAYS).state is State.UNSURE  # a Saturday, which may be worked


def test_the_countys_calendar_is_asked() -> None:
    assert answering(SURE, WORKDAYS).state is State.CLOSED
    library = SURE.library
    assert library is not None
    worked = replace(library, calendar=Calendar((2026,), work=("2026-11-21",)))
    assert answering(replace(SURE, library=worked), WORKDAYS).state is State.OPEN
    assert answering(replace(SURE, clock_trusted=False), WORKDAYS).state is State.UNSURE


def test_an_order_is_answered_by_the_next_working_day() -> None:
    library = SURE.library
    assert library is not None
    item, without = library.item(CONSULTATION), library.item(LEGAL_AID)
    assert item is not None
    assert without is not None
    assert answered_by(SURE, item) == date(2026, 11, 23)
    assert answered_by(SURE, without) is None  # which promises none
    assert answered_by(replace(SURE, clock_trusted=False), item) is None
    assert answered_by(replace(SURE, library=replace(library, calendar=Calendar())), item) is None
    assert answered_by(replace(SURE, library=None), item) is None
