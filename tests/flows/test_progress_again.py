"""The same slip held there again, and an order that reaches the hub while it is being looked at."""

from dataclasses import replace

import pytest

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import CodeScanned
from kiosk.domain.effects import LookUp
from kiosk.domain.flow import Screen
from kiosk.domain.progress import Look, LookOutcome, Progress
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.flows.places import tick
from tests.flows.steps import CLOSED, ORDER, SCAN, SLIP, WAKE, answered
from tests.support import said
from tests.support.flow import FlowStep, play
from tests.support.states import SECRET, ready_state

AGAIN = CodeScanned(SLIP, "visit-2", "look-2")
QUEUED = Progress(ORDER, "SS3-0147", here=True)


def looked(outcome: LookOutcome | None, progress: Progress | None = None) -> AppState:
    """The slip was held there, and this came of it."""
    state = play(ready_state(), [WAKE, SCAN]).state
    if outcome is None:
        return state
    return update(state, m.ProgressThere("look-1", outcome, progress))[0]


def look_of(state: AppState) -> Look:
    assert state.visit is not None
    assert state.visit.look is not None
    return state.visit.look


@pytest.mark.parametrize("outcome", [LookOutcome.FOUND, LookOutcome.OFFLINE, LookOutcome.UNKNOWN])
def test_a_slip_held_there_once_more_asks_for_the_newest_and_keeps_the_rest(
    outcome: LookOutcome,
) -> None:
    """Whoever saw 现在连不上网，查不到 holds the slip there again: it must do something."""
    first = looked(outcome, CLOSED if outcome is LookOutcome.FOUND else None)
    later = replace(first, now=first.now + first.timing.look_s)
    state, effects = update(later, AGAIN)
    assert effects == (LookUp("look-2", "SS3-0147", secret=SECRET),)
    assert (look_of(state).known, look_of(state).waiting) == (look_of(first).known, True)
    assert state.visit is not None
    assert later.visit is not None
    assert state.visit.stack == later.visit.stack
    assert state.visit.last_touch == later.now


def test_the_page_that_is_being_read_stays_open() -> None:
    turned = play(
        looked(LookOutcome.FOUND, CLOSED), [FlowStep(m.Open(s.ShowProgress(1)), Screen.PROGRESS, "1")]
    )
    state, _ = update(replace(turned.state, now=turned.state.now + 60.0), AGAIN)
    assert state.visit is not None
    assert state.visit.place == s.ShowProgress(1)


@pytest.mark.parametrize(
    ("outcome", "seconds"), [(None, 60.0), (LookOutcome.LIMITED, 60.0), (LookOutcome.FOUND, 1.0)]
)
def test_not_while_it_is_being_asked_nor_a_moment_later_nor_too_often(
    outcome: LookOutcome | None, seconds: float
) -> None:
    first = looked(outcome)
    later = replace(first, now=first.now + seconds)
    assert update(later, AGAIN) == (later, ())


def test_on_the_page_that_asks_for_a_slip_the_same_one_counts() -> None:
    """From an order's progress by 求助 to where slips are asked for: it is a question."""
    there = play(
        looked(LookOutcome.FOUND, CLOSED),
        [
            FlowStep(m.Open(s.HelpPeople()), Screen.HELP),
            FlowStep(m.Open(s.AskProgress()), Screen.PROGRESS_ASK),
        ],
    ).state
    state, effects = update(there, AGAIN)
    assert effects == (LookUp("look-2", "SS3-0147", secret=SECRET),)
    assert state.visit is not None
    assert isinstance(state.visit.place, s.ShowProgress)


def test_an_order_that_reaches_the_hub_while_it_is_looked_at_is_not_called_unsent() -> None:
    state = looked(LookOutcome.OFFLINE)
    state, _ = update(state, m.ProgressHere("look-1", QUEUED))
    known = look_of(state).known
    assert known is not None
    assert said.standing(known) == "已提交，还没有送出去"
    other, _ = update(state, m.OrderDelivered("another"))
    assert other == state
    state, effects = update(state, m.OrderDelivered(ORDER))
    known = look_of(state).known
    assert effects == ()
    assert known is not None
    assert said.standing(known) == "已上传，还没有新消息"


def test_nobody_there_or_nothing_looked_at_a_receipt_changes_nothing() -> None:
    for state in (ready_state(), play(ready_state(), [WAKE]).state, looked(None)):
        assert update(state, m.OrderDelivered(ORDER)) == (state, ())


def test_a_second_question_is_given_up_like_the_first() -> None:
    first = looked(LookOutcome.FOUND, CLOSED)
    asked, _ = update(replace(first, now=first.now + 60.0), AGAIN)
    late, _ = update(asked, tick(asked, asked.timing.look_s))
    assert (look_of(late).outcome, look_of(late).known) == (LookOutcome.OFFLINE, CLOSED)
    told = play(late, [replace(answered(look_id="look-2"), still=False)]).state
    assert look_of(told).outcome is LookOutcome.FOUND
