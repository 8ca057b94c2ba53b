"""Guides and notices have a first and a last day; what does not hold today is nowhere on the terminal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.domain import holding
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.library import Library, Notice
from kiosk.domain.library_english import with_english
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.support.states import LOCAL, ready_state

TODAY = LOCAL.date()
DAY = timedelta(days=1)
GUIDE = "labour/unpaid-wages"


def dated(first: date | None, last: date | None) -> Library:
    """One guide and one notice hold from ``first`` to ``last``; another notice always."""
    library = ready_state().library
    assert library is not None
    since, until = str(first or ""), str(last or "")
    guides = {**library.guides, GUIDE: replace(library.guides[GUIDE], valid_from=since, valid_to=until)}
    coming = Notice("周三来人", ("九点",), valid_from=since, valid_to=until)
    notices = (coming, Notice("天天开门", ("八点",)))
    return with_english(replace(library, guides=guides, notices=notices, english=None))


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (None, TODAY - DAY, False),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY + DAY, True),
    ],
)
def test_only_what_holds_on_the_day_is_there(first: date | None, last: date | None, *, there: bool) -> None:
    held = holding.on_day(dated(first, last), TODAY)
    for shown in (held, held.english):
        assert shown is not None
        assert (shown.guide(GUIDE) is not None) is there
        assert (len(shown.notices) == 2) is there
    assert all(guide.id != GUIDE for guide in held.guides_of("labour")) is not there


def test_another_day_brings_back_what_it_left_out() -> None:
    library = dated(TODAY + DAY, TODAY + DAY)
    before = holding.on_day(library, TODAY)
    assert before.guide(GUIDE) is None
    assert holding.on_day(before, TODAY) is before
    on = holding.on_day(before, TODAY + DAY)
    assert on.guides == library.guides
    assert holding.on_day(on, TODAY + 2 * DAY).guide(GUIDE) is None
    assert holding.undated(before).guide(GUIDE) is not None


def ticked(state: AppState, days: int = 0) -> AppState:
    return update(state, m.Tick(state.now + 1, LOCAL + days * DAY))[0]


def guide(state: AppState) -> object:
    assert state.library is not None
    return state.library.guide(GUIDE)


def test_it_goes_at_midnight_but_not_from_under_anybody() -> None:
    state = update(ready_state(), m.ReleaseChanged(dated(None, TODAY)))[0]
    assert guide(ticked(state)) is not None
    assert guide(ticked(state, days=1)) is None
    visiting = update(state, m.Wake("v1"))[0]
    visiting = update(visiting, m.Open(s.GuideView(GUIDE)))[0]
    visiting = ticked(visiting, days=1)
    assert guide(visiting) is not None
    ended = update(visiting, m.EndVisit(quietly=True))[0]
    assert ended.visit is None
    assert guide(ended) is None


def test_a_link_to_what_is_over_leads_nowhere() -> None:
    state = update(ready_state(), m.ReleaseChanged(dated(None, TODAY - DAY)))[0]
    state = update(state, m.Wake("v1"))[0]
    assert update(state, m.Open(s.GuideView(GUIDE)))[0] == state
