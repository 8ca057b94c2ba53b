"""Finding out what became of an order, as journeys: the slip, the typed line, the answer, the rating."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain import device as d
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import ABSENT, CodeScanned
from kiosk.domain.effects import BeginVisit, CloseVisit, LookUp
from kiosk.domain.flow import Route, Screen
from kiosk.domain.progress import NOTHING_ASKED, AskProblem, Look, LookOutcome, Progress
from kiosk.domain.state import AppState, TypedPart
from kiosk.domain.update import update
from tests.flows.places import tick
from tests.flows.steps import CLOSED, ORDER, SCAN, SLIP, WAKE, answered, to_consultation_check
from tests.support.flow import FlowStep, play
from tests.support.states import SECRET, bare_state, ready_state

ASK = FlowStep(m.Open(s.AskProgress()), Screen.PROGRESS_ASK)
TYPE = FlowStep(m.Open(s.TypeProgress()), Screen.PROGRESS_TYPE, "number")
CODE = SECRET[:10]
OTHER = f"GL1.SS4-0009.{SECRET[::-1]}"
FOREIGN = [
    "https://example.invalid/pay?id=1",
    "wxp://f2f0",
    "GL2.SS3-0147.A",
    f"GL1.SS3-0147.{SECRET[:-1]}",
    "",
]


def look_of(state: AppState) -> Look:
    assert state.visit is not None
    assert state.visit.look is not None
    return state.visit.look


def known(state: AppState) -> Progress | None:
    return look_of(state).known


def there(outcome: LookOutcome, look_id: str = "look-1", **changes: Any) -> FlowStep:
    return FlowStep(m.ProgressThere(look_id, outcome), Screen.PROGRESS, **changes)


def here(progress: Progress | None, look_id: str = "look-1", **changes: Any) -> FlowStep:
    return FlowStep(m.ProgressHere(look_id, progress), Screen.PROGRESS, **changes)


# ---- by the slip ---------------------------------------------------------------------------------


def test_a_slip_held_there_before_anybody_touched_the_screen_shows_the_answer() -> None:
    """What an old person will do: hold the slip there and wait."""
    begun = FlowStep(
        CodeScanned(f" {SLIP}\n", "visit-1", "look-1"), Screen.PROGRESS, effects=(BeginVisit, LookUp)
    )
    played = play(ready_state(), [begun, answered()])
    assert played.only(BeginVisit).visit_id == "visit-1"
    assert played.only(LookUp) == LookUp("look-1", "SS3-0147", secret=SECRET)
    assert known(played.state) == CLOSED
    back = play(played.state, [FlowStep(m.Back(), Screen.HOME)]).state
    assert back.visit is not None
    assert back.visit.look is None


@pytest.mark.parametrize("before", [[WAKE], [WAKE, ASK], [WAKE, TYPE]], ids=["home", "asking", "typing"])
def test_a_slip_is_understood_wherever_one_is_looked_for(before: list[FlowStep]) -> None:
    state = play(ready_state(), [*before, SCAN]).state
    assert look_of(state).secret == SECRET
    where = flow.route(play(ready_state(), before).state)
    assert flow.route(play(state, [FlowStep(m.Back(), where.screen)]).state) == where


@pytest.mark.parametrize("text", FOREIGN)
def test_a_code_of_something_else_says_only_that_it_is_none_of_ours(text: str) -> None:
    scanned = CodeScanned(text, "visit-1", "look-1")
    assert update(ready_state(), scanned) == (ready_state(), ()), "idle stays idle"
    home = play(ready_state(), [WAKE, FlowStep(scanned, Screen.HOME)]).state
    assert home.visit is not None
    assert home.visit.toast == "E-SCN-04"
    touched, _ = update(home, m.Touched())
    assert touched.visit is not None
    assert touched.visit.toast == ""
    for step, screen in ((ASK, Screen.PROGRESS_ASK), (TYPE, Screen.PROGRESS_TYPE)):
        state = play(ready_state(), [WAKE, step, FlowStep(scanned, screen)]).state
        assert state.visit is not None
        assert state.visit.asking == replace(NOTHING_ASKED, problem=AskProblem.FOREIGN)
        found = play(state, [SCAN]).state
        assert found.visit is not None
        assert found.visit.asking.problem is AskProblem.NONE
    shown = play(ready_state(), [WAKE, SCAN, answered(), FlowStep(scanned, Screen.PROGRESS)]).state
    assert known(shown) == CLOSED


def test_the_slip_that_still_lies_there_asks_nothing_anew_and_another_one_does() -> None:
    state = play(ready_state(), [WAKE, SCAN, answered()]).state
    again = CodeScanned(SLIP, "visit-2", "look-2")
    assert update(state, again) == (state, ())
    other = FlowStep(CodeScanned(OTHER, "", "look-3"), Screen.PROGRESS, effects=(LookUp,))
    state = play(state, [other]).state
    assert look_of(state) == Look("look-3", "SS4-0009", state.now, secret=SECRET[::-1])
    assert state.visit is not None
    assert state.visit.stack == (s.Home(), s.ShowProgress())


def test_a_code_that_lies_there_opens_nothing_and_is_known() -> None:
    for state in (ready_state(), play(ready_state(), [WAKE, ASK]).state):
        told, effects = update(state, d.CodeLies(True))
        assert (told, effects) == (replace(state, code_lies=True), ())
        assert update(told, d.CodeLies(False)) == (state, ())


def test_an_answer_to_an_earlier_question_is_dropped() -> None:
    other = FlowStep(CodeScanned(OTHER, "", "look-2"), Screen.PROGRESS, effects=(LookUp,))
    still = replace(answered(), still=True)
    late = [here(CLOSED, still=True), still, there(LookOutcome.UNKNOWN, still=True)]
    state = play(ready_state(), [WAKE, SCAN, other, *late]).state
    assert look_of(state).waiting
    gone = play(state, [FlowStep(m.GoHome(), Screen.HOME)]).state
    for message in (m.ProgressHere("look-2", CLOSED), m.ProgressThere("look-2", LookOutcome.FOUND, CLOSED)):
        assert update(gone, message) == (gone, ())
    idle, _ = update(state, m.EndVisit(quietly=True))
    assert update(idle, m.ProgressThere("look-2", LookOutcome.FOUND, CLOSED)) == (idle, ())


# ---- here, there, and nobody ---------------------------------------------------------------------

FETCHED = Progress(
    ORDER, "SS3-0147", CLOSED.entries[:2], "2026-11-20T16:00:00+08:00", here=True, uploaded=True
)


def test_what_is_kept_here_is_shown_at_once_and_replaced_by_what_comes() -> None:
    state = play(ready_state(), [WAKE, SCAN, here(FETCHED)]).state
    assert look_of(state).waiting
    assert known(state) == FETCHED
    state = play(state, [answered()]).state
    assert known(state) == replace(CLOSED, here=True, uploaded=True)


@pytest.mark.parametrize("outcome", [LookOutcome.OFFLINE, LookOutcome.LIMITED, LookOutcome.UNKNOWN])
def test_what_is_kept_here_stays_when_nothing_newer_is_told(outcome: LookOutcome) -> None:
    state = play(ready_state(), [WAKE, SCAN, here(FETCHED), there(outcome)]).state
    assert (known(state), look_of(state).outcome) == (FETCHED, outcome)
    later = play(ready_state(), [WAKE, SCAN, there(outcome), here(FETCHED)]).state
    assert look_of(later) == look_of(state)


def test_nobody_waits_for_ever_and_a_late_answer_is_an_answer_still() -> None:
    state = play(ready_state(), [WAKE, SCAN, here(None, still=True)]).state
    state, _ = update(state, tick(state, 14.5))
    assert look_of(state).waiting
    state, effects = update(state, tick(state, 0.5))
    assert (look_of(state).outcome, effects) == (LookOutcome.OFFLINE, ())
    assert known(play(state, [answered()]).state) == CLOSED


def test_found_without_progress_is_nothing_found() -> None:
    state = play(ready_state(), [WAKE, SCAN, there(LookOutcome.FOUND)]).state
    assert known(state) is None
    assert not look_of(state).waiting


def test_asking_again_keeps_what_is_known_and_is_a_new_question() -> None:
    again = FlowStep(m.LookAgain("look-2"), Screen.PROGRESS, effects=(LookUp,))
    state = play(ready_state(), [WAKE, SCAN, here(FETCHED), there(LookOutcome.OFFLINE)]).state
    state, _ = update(state, tick(state, 30.0))
    played = play(state, [again, replace(answered(), still=True)])
    assert played.only(LookUp) == LookUp("look-2", "SS3-0147", secret=SECRET)
    assert (known(played.state), look_of(played.state).waiting) == (FETCHED, True)
    assert look_of(played.state).since == state.now
    for outcome in (LookOutcome.LIMITED, LookOutcome.FOUND):
        asked = play(ready_state(), [WAKE, SCAN, there(outcome)]).state
        assert update(asked, m.LookAgain("look-2")) == (asked, ())


def test_the_way_back_is_open_at_every_moment() -> None:
    for steps in ([SCAN], [SCAN, here(FETCHED)], [SCAN, answered()], [SCAN, there(LookOutcome.OFFLINE)]):
        state = play(ready_state(), [WAKE, *steps]).state
        assert flow.can_go_back(state)
        assert flow.route(update(state, m.Back())[0]) == Route(Screen.HOME)


# ---- typing --------------------------------------------------------------------------------------


def typed(part: str, text: str, **changes: Any) -> FlowStep:
    return FlowStep(m.TypeSlip(text), Screen.PROGRESS_TYPE, part, **changes)


def on(look: str = "look-9") -> m.SlipTyped:
    return m.SlipTyped(look)


def to_code() -> list[FlowStep]:
    return [WAKE, ASK, TYPE, typed("number", "147"), FlowStep(on(), Screen.PROGRESS_TYPE, "code")]


def test_a_slip_is_typed_with_this_terminals_letters_before_the_number() -> None:
    asks = FlowStep(on("look-1"), Screen.PROGRESS, effects=(LookUp,))
    played = play(ready_state(), [*to_code(), typed("code", "7k3qx9m2ta"), asks])
    assert played.only(LookUp) == LookUp("look-1", "SS3-0147", typed=CODE)
    states = replace(CLOSED, entries=tuple(replace(e, reply="") for e in CLOSED.entries), state_only=True)
    state = play(played.state, [answered(states)]).state
    assert known(state) == states
    assert update(state, m.GoRate()) == (state, ()), "the line on paper that others see proves too little"
    assert update(state, m.PrintReply("job-1")) == (state, ())
    # Wrong? Back to the ten characters, still there.
    back = play(state, [FlowStep(m.Back(), Screen.PROGRESS_TYPE, "code")]).state
    assert back.visit is not None
    assert (back.visit.asking.number, back.visit.asking.code) == ("147", CODE)


def test_a_slip_of_another_terminal_has_other_letters() -> None:
    steps = [
        *[WAKE, ASK, TYPE],
        FlowStep(m.Open(s.TypeProgress(TypedPart.PREFIX)), Screen.PROGRESS_TYPE, "prefix"),
        typed("prefix", "zs12"),
        FlowStep(on(), Screen.PROGRESS_TYPE, "number"),
        typed("number", "0009"),
        FlowStep(on(), Screen.PROGRESS_TYPE, "code"),
        typed("code", CODE),
        FlowStep(on("look-1"), Screen.PROGRESS, effects=(LookUp,)),
    ]
    played = play(ready_state(), steps)
    assert played.only(LookUp).order_no == "ZS12-0009"


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ([], AskProblem.NUMBER),
        ([typed("number", "0")], AskProblem.NUMBER),
    ],
)
def test_a_number_that_cannot_be_is_told_and_kept(steps: list[FlowStep], problem: AskProblem) -> None:
    wrong = FlowStep(on(), Screen.PROGRESS_TYPE, "number")
    state = play(ready_state(), [WAKE, ASK, TYPE, *steps, wrong]).state
    assert state.visit is not None
    assert state.visit.asking.problem is problem
    better = play(state, [typed("number", "14")]).state
    assert better.visit is not None
    assert better.visit.asking.problem is AskProblem.NONE


def test_too_few_characters_are_told() -> None:
    wrong = FlowStep(on(), Screen.PROGRESS_TYPE, "code")
    state = play(ready_state(), [*to_code(), typed("code", "7K3"), wrong]).state
    assert state.visit is not None
    assert state.visit.asking.problem is AskProblem.CODE
    assert state.visit.asking.code == "7K3"


def test_letters_taken_for_figures_are_understood() -> None:
    state = play(ready_state(), [*to_code(), typed("code", "oil")]).state
    assert state.visit is not None
    assert state.visit.asking.code == "011"


def test_without_a_scanner_asking_is_typing_and_a_scanner_that_comes_back_takes_nothing_away() -> None:
    steps = [WAKE, FlowStep(m.Open(s.AskProgress()), Screen.PROGRESS_TYPE, "number"), typed("number", "14")]
    state = play(bare_state(), steps).state
    back = d.DeviceChanged("scanner", d.READY)
    assert flow.route(update(state, back)[0]) == Route(Screen.PROGRESS_TYPE, "number")
    untouched = play(bare_state(), steps[:-1]).state
    assert flow.route(update(untouched, back)[0]) == Route(Screen.PROGRESS_ASK)
    asked = play(ready_state(), [WAKE, ASK]).state
    gone = d.DeviceChanged("scanner", ABSENT)
    assert flow.route(update(asked, gone)[0]) == Route(Screen.PROGRESS_TYPE, "number")


def test_what_was_typed_is_gone_with_the_page_that_asked() -> None:
    state = play(ready_state(), [*to_code(), typed("code", CODE), FlowStep(m.GoHome(), Screen.HOME)]).state
    assert state.visit is not None
    assert state.visit.asking == NOTHING_ASKED


def test_a_terminal_nobody_enrolled_asks_for_no_slip() -> None:
    state = replace(ready_state(), terminal_code="", can_submit=False)
    assert update(state, CodeScanned(SLIP, "visit-1", "look-1")) == (state, ())
    home = play(state, [WAKE]).state
    for place in (s.AskProgress(), s.TypeProgress()):
        assert update(home, m.Open(place)) == (home, ())


@pytest.mark.parametrize("message", [m.TypeSlip("1"), on(), m.LookAgain("l"), m.PrintReply("j"), m.GoRate()])
def test_elsewhere_these_say_nothing(message: object) -> None:
    for state in (ready_state(), play(ready_state(), [WAKE]).state):
        assert update(state, message) == (state, ())


def test_progress_is_shown_only_once_it_was_asked_for() -> None:
    home = play(ready_state(), [WAKE]).state
    assert update(home, m.Open(s.ShowProgress())) == (home, ())
    shown = play(home, [SCAN, answered(), FlowStep(m.Open(s.ShowProgress(2)), Screen.PROGRESS, "2")]).state
    assert shown.visit is not None
    assert shown.visit.stack == (s.Home(), s.ShowProgress(2))


# ---- the end -------------------------------------------------------------------------------------


def test_the_farewell_says_to_take_the_slip_along_and_everything_is_wiped() -> None:
    state = play(ready_state(), [WAKE, SCAN, answered(), FlowStep(m.EndVisit(), Screen.END)]).state
    assert state.visit is not None
    assert (state.visit.slip_used, state.visit.look) == (True, None)
    state, effects = update(state, tick(state, 13.0))
    assert [type(effect) for effect in effects] == [CloseVisit]
    left = replace(ready_state(), stained=True)
    assert replace(state, now=1000.0, local=ready_state().local) == left


def test_somebody_who_walks_away_from_the_answer_leaves_nothing() -> None:
    state = play(ready_state(), [WAKE, SCAN, answered()]).state
    state, _ = update(state, tick(state, 120.0))
    assert flow.route(state).screen is Screen.TIMEOUT
    assert not flow.scan_wanted(state)
    state, effects = update(state, tick(state, 45.0))
    assert state.visit is None
    assert [type(effect) for effect in effects] == [CloseVisit]


def test_a_form_that_was_begun_survives_a_look_at_an_earlier_order() -> None:
    begun = [WAKE, *to_consultation_check(), FlowStep(m.GoHome(), Screen.HOME)]
    state = play(ready_state(), [*begun, SCAN, answered(), FlowStep(m.GoHome(), Screen.HOME)]).state
    assert state.visit is not None
    assert state.visit.form is not None
    assert state.visit.form.draft.answers["request"]


def test_a_scan_is_a_sign_of_life() -> None:
    state = play(ready_state(), [WAKE]).state
    state, _ = update(state, tick(state, 119.0))
    state = play(state, [SCAN]).state
    state, _ = update(state, tick(state, 119.0))
    assert flow.route(state).screen is Screen.PROGRESS
