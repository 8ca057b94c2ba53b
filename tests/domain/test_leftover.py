"""What came out of a printer or was laid down is named before somebody goes, and only that."""

from dataclasses import replace

import pytest

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.flow import Screen
from kiosk.domain.leftover import NOTHING_TAKEN, Taken, taken
from kiosk.domain.state import AppState
from tests.flows.places import at
from tests.support.states import then


def printing(place: str) -> AppState:
    """On its way to the printer: a guide, or the answer to an order that was typed from its slip."""
    state = at(place)
    assert state.visit is not None
    if place == "guide":
        assert isinstance(state.visit.place, s.GuideView)
        return then(state, m.PrintGuide("job-7", state.visit.place.guide_id))
    state = replace(state, visit=replace(state.visit, slip_used=False))
    return then(state, m.PrintReply("job-7"))


@pytest.mark.parametrize("place", ["guide", "progress"])
def test_a_printed_guide_or_answer_is_not_left_in_the_printer(place: str) -> None:
    state = then(printing(place), PrintReported("job-7", PrintOutcome.SENT))
    assert taken(state.visit) == Taken(paper=True)
    assert taken(then(state, m.GoHome()).visit) == Taken(paper=True), "also from another page"
    assert flow.route(then(state, m.EndVisit())).screen is Screen.END
    assert then(state, m.EndVisit(quietly=True)).visit is None


@pytest.mark.parametrize("away", [False, True])
@pytest.mark.parametrize("place", ["guide", "progress"])
def test_nobody_is_told_to_take_what_was_never_printed(place: str, away: bool) -> None:
    state = then(printing(place), *([m.GoHome()] if away else []))
    state = then(state, PrintReported("job-7", PrintOutcome.REFUSED, "E-PRN-02"))
    assert taken(state.visit) == NOTHING_TAKEN
    assert then(state, m.EndVisit()).visit is None


def test_one_of_two_that_was_not_printed_leaves_the_other() -> None:
    state = then(printing("guide"), PrintReported("job-7", PrintOutcome.SENT))
    assert state.visit is not None
    assert isinstance(state.visit.place, s.GuideView)
    again = m.PrintGuide("job-8", state.visit.place.guide_id)
    state = then(state, again, PrintReported("job-8", PrintOutcome.REFUSED, "E-PRN-02"))
    assert taken(state.visit) == Taken(paper=True)


@pytest.mark.parametrize(
    ("outcome", "slip"),
    [(PrintOutcome.SENT, True), (PrintOutcome.UNCERTAIN, True), (PrintOutcome.REFUSED, False)],
)
def test_the_slip_of_an_order_that_was_left_for_another_matter_counts(
    outcome: PrintOutcome, slip: bool
) -> None:
    state = at("submitted")
    assert state.visit is not None
    assert state.visit.submission is not None
    job = state.visit.submission.printing.job_id
    state = then(state, PrintReported(job, outcome, ""), m.GoHome())
    assert taken(state.visit) == Taken(slip=slip)
    assert (then(state, m.EndVisit()).visit is not None) is slip


def test_nobody_is_there() -> None:
    assert taken(None) == NOTHING_TAKEN
    assert not NOTHING_TAKEN
