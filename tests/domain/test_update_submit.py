"""Submitting, the slip, the evaluation: what the screen may say, and when."""

from dataclasses import replace

import pytest

from kiosk.domain import device as d
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import (
    AskEvaluation,
    CloseVisit,
    Effect,
    PrintSlip,
    RecordPrint,
    SaveOrder,
    SaveRating,
)
from kiosk.domain.flow import Screen
from kiosk.domain.problems import Problem, ProblemKind
from kiosk.domain.slip import Receipt
from kiosk.domain.state import AppState, PrintProgress, PrintState, Submission
from kiosk.domain.update import update
from tests.flows.steps import WAKE, to_consultation_check
from tests.support.flow import play
from tests.support.library import consultation, small_library
from tests.support.states import SECRET, bare_state, ready_state, saved


def then(state: AppState, *messages: object) -> tuple[AppState, list[Effect]]:
    """The state after the messages, and all effects of them."""
    effects: list[Effect] = []
    for message in messages:
        state, produced = update(state, message)
        effects += produced
    return state, effects


def submission(state: AppState) -> Submission:
    assert state.visit is not None
    assert state.visit.submission is not None
    return state.visit.submission


def slip_of(effects: list[Effect]) -> Receipt:
    (printed,) = [effect for effect in effects if isinstance(effect, PrintSlip)]
    assert isinstance(printed.slip, Receipt)
    return printed.slip


def checking(begin: AppState | None = None) -> AppState:
    return play(begin or ready_state(), [WAKE, *to_consultation_check()]).state


def saving(begin: AppState | None = None) -> AppState:
    return then(checking(begin), m.Submit())[0]


def printing() -> AppState:
    return then(saving(), saved("order-1", "job-1"))[0]


def done() -> AppState:
    return then(printing(), PrintReported("job-1", PrintOutcome.SENT))[0]


# ---- submitting ----------------------------------------------------------------------------------


def test_whoever_comes_after_many_others_is_never_made_to_wait_for_them() -> None:
    """Sixty in a row, not a second apart: each is asked of the store and told that it is durable."""
    state = ready_state()
    for _ in range(60):
        state, effects = then(checking(state), m.Submit())
        assert [type(effect) for effect in effects] == [SaveOrder]
        state, _ = then(state, saved("order-1", "job-1"))
        assert flow.route(state).screen is Screen.SUBMITTED
        state, _ = then(state, PrintReported("job-1", PrintOutcome.SENT), m.EndVisit(quietly=True))


def test_a_form_with_a_wrong_field_is_not_sent_and_says_why() -> None:
    state = checking()
    assert state.visit is not None
    assert state.visit.form is not None
    draft = state.visit.form.draft.with_answer("name", "字" * 60)
    broken = replace(state, visit=replace(state.visit, form=replace(state.visit.form, draft=draft)))
    state, effects = then(broken, m.Submit())
    assert effects == []
    assert state.visit is not None
    assert state.visit.form is not None
    assert (state.visit.form.problem, state.visit.form.saving) == (
        Problem(ProblemKind.TOO_LONG, 30),
        False,
    )


def test_submitting_is_possible_only_on_the_check_page() -> None:
    for message in (m.Back(), m.Open(s.HelpPeople()), m.GoHome()):
        elsewhere, _ = then(checking(), message)
        assert update(elsewhere, m.Submit()) == (elsewhere, ())
    assert update(ready_state(), m.Submit()) == (ready_state(), ())


def test_the_draft_leaves_memory_when_the_order_is_durable() -> None:
    state = printing()
    assert state.visit is not None
    assert state.visit.form is None
    assert state.visit.stack == (s.Submitted(),)
    assert submission(state).submitted_at == state.local
    assert not submission(state).delivered


def test_the_stores_word_about_another_order_is_dropped() -> None:
    for state in (ready_state(), checking(), saving(), done()):
        assert update(state, saved("another")) == (state, ())
        assert update(state, m.OrderNotSaved("another", "E-STO-01")) == (state, ())
        assert update(state, m.OrderDelivered("another")) == (state, ())


def test_told_twice_it_is_submitted_once() -> None:
    state = printing()
    assert update(state, saved("order-1", "job-2")) == (state, ())


def test_a_late_word_that_it_is_durable_is_believed() -> None:
    """The store may have said no too early: what is on disk must not be written a second time."""
    state, _ = then(saving(), m.OrderNotSaved("order-1", "E-STO-02"), m.GoHome())
    state, effects = then(state, saved("order-1"))
    assert flow.route(state).screen is Screen.SUBMITTED
    assert len(effects) == 1


def test_delivered_is_said_only_for_this_order() -> None:
    state, _ = then(done(), m.OrderDelivered("order-1"))
    assert submission(state).delivered


# ---- the slip ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "shown", "code"),
    [
        (PrintOutcome.SENT, PrintState.SENT, ""),
        (PrintOutcome.UNCERTAIN, PrintState.UNCERTAIN, "E-PRN-06"),
        (PrintOutcome.REFUSED, PrintState.REFUSED, "E-PRN-02"),
    ],
)
def test_the_screen_says_what_the_printer_reported(
    outcome: PrintOutcome, shown: PrintState, code: str
) -> None:
    state = printing()
    assert submission(state).printing == PrintProgress("job-1", PrintState.SENDING)
    state, effects = then(state, PrintReported("job-1", outcome, code))
    assert submission(state).printing == PrintProgress("job-1", shown, code)
    assert effects == [RecordPrint("job-1", "order-1", "receipt", shown.value)]


def test_every_outcome_has_a_word() -> None:
    assert set(s.OUTCOME_STATES) == set(PrintOutcome)
    assert PrintState.SENDING not in s.OUTCOME_STATES.values()


def test_a_report_about_another_job_is_dropped() -> None:
    for state in (ready_state(), checking(), printing()):
        assert update(state, PrintReported("job-7", PrintOutcome.SENT)) == (state, ())


def test_printing_again_says_the_same_words_under_a_new_job() -> None:
    state, first = then(saving(), saved("order-1", "job-1"), PrintReported("job-1", PrintOutcome.UNCERTAIN))
    later = replace(state, local=state.local.replace(hour=20))
    state, second = then(later, m.PrintAgain("job-2"))
    assert slip_of(second) == slip_of(first)
    assert submission(state).printing == PrintProgress("job-2")
    assert update(state, m.PrintAgain("job-3")) == (state, ())
    late, _ = then(state, PrintReported("job-1", PrintOutcome.SENT))
    assert submission(late).printing.state is PrintState.SENDING


def test_nothing_is_printed_again_where_nothing_was_submitted() -> None:
    for state in (ready_state(), checking()):
        assert update(state, m.PrintAgain("job-2")) == (state, ())


def test_off_line_the_slip_says_so_until_the_order_was_delivered() -> None:
    state, effects = then(saving(bare_state()), saved("order-1", "job-1"))
    assert slip_of(effects).offline
    state, _ = then(state, PrintReported("job-1", PrintOutcome.SENT), m.OrderDelivered("order-1"))
    assert not slip_of(then(state, m.PrintAgain("job-2"))[1]).offline
    online, effects = then(saving(), saved("order-1", "job-1"))
    assert not slip_of(effects).offline
    assert online.online


def no_slip(state: AppState, effects: list[Effect]) -> None:
    assert flow.route(state).screen is Screen.SUBMITTED
    assert effects == []
    assert submission(state).printing.state is PrintState.REFUSED
    assert submission(state).printing.code == "E-PRN-07"


def test_committed_once_more_there_is_no_slip_and_it_is_said() -> None:
    state, effects = then(saving(), saved("order-1", "job-1", secret=""))
    no_slip(state, effects)
    no_slip(*then(state, m.PrintAgain("job-2")))


@pytest.mark.parametrize("line", ["号码 330922190001010010", "33092219000101007X"])
def test_content_a_slip_refuses_does_not_hide_that_the_order_is_durable(line: str) -> None:
    item = replace(consultation(), slip_next=(line,))
    begin = replace(ready_state(), library=replace(small_library(), items=(item,)))
    state, effects = then(saving(begin), saved("order-1", "job-1"))
    no_slip(state, effects)
    assert submission(state).committed.order_no == "SS3-0147"


def test_a_secret_of_another_shape_is_not_printed() -> None:
    no_slip(*then(saving(), saved("order-1", "job-1", secret=SECRET.lower())))


# ---- the evaluation ------------------------------------------------------------------------------


def rating() -> AppState:
    return then(done(), m.GoRate())[0]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("by_key", [True, False])
def test_five_levels_by_touch_or_key(level: int, by_key: bool) -> None:
    message: object = d.EvaluatorPressed(level) if by_key else m.Rate(level)
    state, effects = then(rating(), message)
    if level <= 2:
        assert (flow.route(state).screen, effects) == (Screen.REASONS, [])
        state, effects = then(state, m.SkipRating())
    assert flow.route(state).screen is Screen.END
    (row,) = effects
    assert isinstance(row, SaveRating)
    assert (row.rating.level, row.rating.reasons) == (level, ())
    assert row.rating.via == ("evaluator" if by_key else "screen")
    assert row.rating.rating_id == "order-1:rating"


def test_a_key_and_a_touch_together_are_one_rating() -> None:
    _, effects = then(
        rating(), d.EvaluatorPressed(2), m.Rate(5), d.EvaluatorPressed(4), m.SendRating(), m.Rate(1)
    )
    assert [effect.rating.level for effect in effects if isinstance(effect, SaveRating)] == [2]
    _, effects = then(rating(), m.Rate(5), d.EvaluatorPressed(2), m.SendRating(), m.SkipRating())
    assert [effect.rating.level for effect in effects if isinstance(effect, SaveRating)] == [5]


@pytest.mark.parametrize("level", [0, 6, -1, 99])
def test_a_key_that_is_none_of_the_five_says_nothing(level: int) -> None:
    state = rating()
    assert update(state, d.EvaluatorPressed(level)) == (state, ())
    assert update(state, m.Rate(level)) == (state, ())


def test_an_evaluator_that_gave_up_is_asked_again_while_the_faces_are_shown() -> None:
    state = rating()
    assert update(state, d.EvaluatorPressed(None)) == (state, (AskEvaluation(),))
    asked_why, _ = update(state, m.Rate(1))
    assert update(asked_why, d.EvaluatorPressed(None)) == (asked_why, ())


def test_a_card_once_read_is_remembered_until_the_end() -> None:
    """Another matter may have replaced the form it was read for: it still lies on the reader."""
    visit = s.Visit("v1", 0.0, card_used=True)
    state, _ = update(replace(ready_state(), visit=visit), m.EndVisit())
    assert state.visit is not None
    assert isinstance(state.visit.place, s.Farewell)


def test_a_key_does_not_answer_the_time_out_question() -> None:
    faces = rating()
    asked, _ = then(faces, m.Tick(faces.now + 120, faces.local))
    assert flow.route(asked).screen is Screen.TIMEOUT
    assert update(asked, d.EvaluatorPressed(5)) == (asked, ())


@pytest.mark.parametrize("message", [m.Rate(1), d.EvaluatorPressed(1)])
def test_rating_is_a_sign_of_life(message: object) -> None:
    faces = rating()
    state, _ = then(
        faces, m.Tick(faces.now + 119, faces.local), message, m.Tick(faces.now + 238, faces.local)
    )
    assert flow.route(state).screen is Screen.REASONS


def test_nothing_is_rated_but_on_the_evaluation_page() -> None:
    for state in (ready_state(), checking(), done()):
        for message in (
            m.Rate(5),
            d.EvaluatorPressed(5),
            m.SendRating(),
            m.SkipRating(),
            m.ToggleReason("slow"),
        ):
            assert update(state, message) == (state, ()), message
    for state in (ready_state(), checking(), rating()):
        assert update(state, m.GoRate()) == (state, ())


def test_no_answer_is_no_rating() -> None:
    state = rating()
    assert state.visit is not None
    assert state.visit.rating == s.RatingProgress("order-1")
    assert state.visit.rating.level is None
    assert update(state, m.SendRating()) == (state, ())
    _, effects = then(state, m.SkipRating(), m.EndVisit())
    assert effects == [CloseVisit("visit-1")]


@pytest.mark.parametrize(
    "leave",
    [m.EndVisit(), m.EndVisit(quietly=True), m.GoHome(), m.Open(s.Topics()), m.Hiccup("E-APP-01")],
)
def test_a_level_once_touched_is_kept_however_the_reasons_are_left(leave: object) -> None:
    _, effects = then(rating(), m.Rate(1), m.ToggleReason("slow"), leave, m.EndVisit(), m.EndVisit())
    (row,) = [effect.rating for effect in effects if isinstance(effect, SaveRating)]
    assert (row.level, row.reasons) == (1, ())


def test_opening_another_form_keeps_it_too() -> None:
    low, _ = then(rating(), m.Rate(2))
    state, effects = then(low, m.OpenForm("consultation", "order-2"))
    assert flow.route(state).screen is Screen.WRITE
    assert [type(effect) for effect in effects] == [SaveRating]
    assert SECRET not in repr(state)


def test_that_a_rating_was_stored_changes_nothing() -> None:
    state, _ = then(rating(), m.Rate(5))
    assert update(state, m.RatingSaved("order-1")) == (state, ())


# ---- the farewell --------------------------------------------------------------------------------


def test_the_farewell_is_for_those_who_have_something_to_take() -> None:
    assert flow.route(then(done(), m.EndVisit())[0]).screen is Screen.END
    assert then(done(), m.EndVisit(quietly=True))[0].visit is None
    assert then(checking(), m.EndVisit())[0].visit is None
