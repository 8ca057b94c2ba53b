"""What somebody does who found an answer: prints it, rates a closed order, once."""

from dataclasses import replace

import pytest

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import ABSENT, CodeScanned, PrintOutcome, PrintReported
from kiosk.domain.effects import CloseVisit, LookUp, PrintSlip, RecordPrint, SaveRating
from kiosk.domain.flow import Screen
from kiosk.domain.progress import Entry, Progress
from kiosk.domain.slip import ReplyPaper
from kiosk.domain.state import PrintState
from kiosk.domain.update import update
from kiosk.wire.ids import secret_sha256
from tests.flows.steps import CLOSED, ORDER, REPLY, SCAN, WAKE, answered
from tests.support.flow import FlowStep, play
from tests.support.said import reply_slip
from tests.support.states import SECRET, ready_state

OTHER = f"GL1.SS4-0009.{SECRET[::-1]}"

# ---- taking it along, rating it ------------------------------------------------------------------


def test_the_answer_is_printed_because_whoever_holds_the_slip_asked() -> None:
    prints = FlowStep(m.PrintReply("job-1"), Screen.PROGRESS, effects=(PrintSlip,))
    sent = FlowStep(PrintReported("job-1", PrintOutcome.SENT), Screen.PROGRESS, effects=(RecordPrint,))
    played = play(ready_state(), [WAKE, SCAN, answered(), prints, sent])
    printed = played.only(PrintSlip)
    assert isinstance(printed.slip, ReplyPaper)
    assert (printed.order_id, printed.slip.order_no) == ("", "SS3-0147")
    assert reply_slip(printed.slip).replies == (("11月20日", REPLY),)
    assert SECRET not in str(printed.slip)
    assert played.only(RecordPrint) == RecordPrint("job-1", "", "reply", "sent")
    assert played.state.visit is not None
    assert played.state.visit.reply_print == s.PrintProgress("job-1", PrintState.SENT)


def test_it_is_printed_once_at_a_time_and_only_where_there_is_something_to_print() -> None:
    state = play(ready_state(), [WAKE, SCAN, answered()]).state
    printing, _ = update(state, m.PrintReply("job-1"))
    assert update(printing, m.PrintReply("job-2")) == (printing, ())
    no_printer = replace(state, printer=ABSENT)
    assert update(no_printer, m.PrintReply("job-1")) == (no_printer, ())
    silent = play(ready_state(), [WAKE, SCAN, answered(replace(CLOSED, entries=CLOSED.entries[:1]))]).state
    assert update(silent, m.PrintReply("job-1")) == (silent, ())


def test_the_print_of_one_answer_says_nothing_under_another() -> None:
    other = FlowStep(CodeScanned(OTHER, "", "look-2"), Screen.PROGRESS, effects=(LookUp,))
    prints = FlowStep(m.PrintReply("job-1"), Screen.PROGRESS, effects=(PrintSlip,))
    late = FlowStep(PrintReported("job-1", PrintOutcome.SENT), Screen.PROGRESS, still=True)
    state = play(ready_state(), [WAKE, SCAN, answered(), prints, other, late]).state
    assert state.visit is not None
    assert state.visit.reply_print is None


RATE = FlowStep(m.GoRate(), Screen.RATE)


def test_a_closed_order_is_rated_from_its_slip_and_named_with_its_proof() -> None:
    steps = [WAKE, SCAN, answered(), RATE, FlowStep(m.Rate(4), Screen.END, effects=(SaveRating,))]
    played = play(ready_state(), steps)
    rating = played.only(SaveRating).rating
    assert (rating.rating_id, rating.order_id, rating.level) == (f"{ORDER}:rating", ORDER, 4)
    assert rating.secret_sha256 == secret_sha256(SECRET)
    assert played.state.visit is not None
    assert played.state.visit.look is None, "the answer is gone when the faces come"
    assert played.state.visit.slip_used, "the slip must not stay behind"


def test_a_low_level_asks_why_and_leaving_keeps_it() -> None:
    rated = [WAKE, SCAN, answered(), RATE, FlowStep(m.Rate(1), Screen.REASONS)]
    why = [
        FlowStep(m.ToggleReason("slow"), Screen.REASONS),
        FlowStep(m.SendRating(), Screen.END, effects=(SaveRating,)),
    ]
    assert play(ready_state(), [*rated, *why]).only(SaveRating).rating.reasons == ("slow",)
    for leave in (m.GoHome(), m.Open(s.Topics()), m.Hiccup("E-APP-01")):
        state = play(ready_state(), rated).state
        state, effects = update(state, leave)
        assert [type(effect) for effect in effects] == [SaveRating]
        assert state.visit is not None
        assert state.visit.rating is None
        _, effects = update(state, m.EndVisit(quietly=True))
        assert [type(effect) for effect in effects] == [CloseVisit]


def test_skipping_is_no_rating() -> None:
    steps = [WAKE, SCAN, answered(), RATE, FlowStep(m.SkipRating(), Screen.END)]
    assert not [e for e in play(ready_state(), steps).effects if isinstance(e, SaveRating)]


@pytest.mark.parametrize(
    "progress",
    [
        replace(CLOSED, rated=True),
        replace(CLOSED, entries=CLOSED.entries[:2]),
        replace(CLOSED, state_only=True),
        replace(CLOSED, entries=(*CLOSED.entries, Entry("已评价", "2026-11-21T10:00:00+08:00"))),
    ],
    ids=["rated", "not closed", "states only", "rated there"],
)
def test_only_what_is_closed_and_unrated_can_be_rated(progress: Progress) -> None:
    state = play(ready_state(), [WAKE, SCAN, answered(progress)]).state
    assert update(state, m.GoRate()) == (state, ())
    cannot = replace(play(ready_state(), [WAKE, SCAN, answered()]).state, can_submit=False)
    assert update(cannot, m.GoRate()) == (cannot, ())
