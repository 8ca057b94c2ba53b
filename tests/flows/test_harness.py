"""The journeys' own measure: a journey that goes elsewhere, or breaks a promise, must fail."""

from dataclasses import replace

import pytest

from kiosk.domain import device as d
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import Language
from kiosk.domain.device import READY, DeviceChanged
from kiosk.domain.effects import BeginVisit, CloseVisit, Effect, PrintSlip, Recognise, SaveOrder, SaveRating
from kiosk.domain.flow import Screen
from kiosk.domain.slip import receipt
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.work_order import Rating
from kiosk.domain.work_order import Submission as Order
from tests.flows.steps import WAKE, submit_and_print, to_consultation_check, to_identity
from tests.support.flow import FlowFailed, FlowStep, play
from tests.support.states import LOCAL, SECRET, card, ready_state, saved
from tests.support.watch import Watch


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (FlowStep(m.Open(s.Items()), Screen.TOPICS), "expected topics, got items"),
        (FlowStep(m.Open(s.GuideList("labour")), Screen.GUIDES, "fishery#0"), "expected page 'fishery#0'"),
        (FlowStep(m.Open(s.Items()), Screen.ITEMS, effects=(CloseVisit,)), "expected effects"),
        (FlowStep(m.EndVisit(), Screen.IDLE), "got ['CloseVisit']"),
        (FlowStep(m.Back(), Screen.HOME), "changed nothing"),
        (FlowStep(m.Open(s.Items()), Screen.ITEMS, still=True), "expected no change"),
        (FlowStep(m.Open(s.Items()), Screen.ITEMS, card=("name",)), "expected the reader to want"),
        (FlowStep(m.Open(s.Items()), Screen.ITEMS, holds=lambda _: False), "what should hold does not"),
    ],
)
def test_a_step_that_goes_elsewhere_fails_and_says_which(step: FlowStep, why: str) -> None:
    with pytest.raises(FlowFailed) as caught:
        play(ready_state(), [WAKE, step])
    assert str(caught.value).startswith("step 2, ")
    assert why in str(caught.value)


def test_a_message_nobody_handles_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        play(ready_state(), [FlowStep("wake up", Screen.HOME)])


def test_one_effect_means_exactly_one() -> None:
    played = play(ready_state(), [WAKE])
    assert played.only(BeginVisit) == BeginVisit("visit-1")
    with pytest.raises(FlowFailed, match="0 effects SaveOrder"):
        played.only(SaveOrder)


# ---- the watch -----------------------------------------------------------------------------------


def walked(*steps: FlowStep) -> tuple[Watch, AppState]:
    """A watch that has seen these steps, and the state they led to."""
    state = ready_state()
    watch = Watch(state)
    for step in (WAKE, *steps):
        after, effects = update(state, step.message)
        watch.after(state, step.message, after, effects)
        state = after
    return watch, state


def visit_of(state: AppState) -> s.Visit:
    assert state.visit is not None
    return state.visit


def saving() -> tuple[Watch, AppState]:
    return walked(*to_consultation_check(), submit_and_print()[0])


def done() -> tuple[Watch, AppState]:
    return walked(*to_consultation_check(), *submit_and_print())


def caught_by(watch: Watch, state: AppState, after: AppState, *effects: Effect, says: str) -> None:
    with pytest.raises(AssertionError, match=says):
        watch.after(state, m.Touched(), after, effects)


def test_the_watch_sees_submitted_without_an_order() -> None:
    watch, state = saving()
    lie = replace(visit_of(state).only(s.Submitted()), form=None)
    caught_by(watch, state, replace(state, visit=lie), says="shown without an order")


def test_the_watch_sees_submitted_before_it_is_durable() -> None:
    _, honest = done()
    watch, state = saving()
    caught_by(watch, state, honest, says="before it is durable")


def test_the_watch_sees_a_stage_the_table_does_not_have() -> None:
    watch, state = done()
    lie = replace(visit_of(state), stack=(s.Home(), s.HelpPeople()), submission=None)
    back = replace(state, visit=replace(lie, form=visit_of(saving()[1]).form, stack=(s.Form(),)))
    caught_by(watch, state, back, says="not in the table")


def test_the_watch_sees_an_empty_stack_and_a_form_without_a_draft() -> None:
    watch, state = walked()
    lie = replace(visit_of(state), stack=(s.Items(), s.Form()))
    caught_by(watch, state, replace(state, visit=lie), says="without a draft")
    watch, state = saving()
    twice = replace(visit_of(state), stack=(s.Form(), s.Items(), s.Form()))
    caught_by(watch, state, replace(state, visit=twice), says="twice")


def test_the_watch_sees_a_draft_kept_after_it_was_submitted() -> None:
    watch, state = done()
    kept = replace(visit_of(state), form=visit_of(saving()[1]).form)
    caught_by(watch, state, replace(state, visit=kept), says="the draft is kept")


def test_the_watch_sees_the_store_asked_twice() -> None:
    watch, state = saving()
    order = Order("order-1", "consultation", {"request": "x"}, "", 1)
    caught_by(watch, state, state, SaveOrder(order), says="asked twice")
    bare = Order("order-2", "consultation", {"phone": "13000000000"}, "", 1)
    caught_by(watch, state, state, SaveOrder(bare), says="no consent")


def test_the_watch_sees_a_second_rating_and_one_without_an_order() -> None:
    watch, state = done()
    rating = Rating("order-1:rating", "order-1", 5, (), "1", "screen")
    watch.after(state, m.Touched(), state, (SaveRating(rating),))
    caught_by(watch, state, state, SaveRating(rating), says="rated twice")
    caught_by(watch, state, state, SaveRating(replace(rating, order_id="order-7")), says="without an order")


def test_the_watch_sees_visits_that_overlap_or_end_unheard() -> None:
    watch, state = walked()
    caught_by(watch, state, state, BeginVisit("visit-2"), says="inside another")
    caught_by(watch, state, state, CloseVisit("visit-2"), says="not open")
    caught_by(watch, state, replace(state, visit=None), says="disagree")


def test_the_watch_sees_what_a_visit_leaves_behind() -> None:
    watch, state = saving()
    left = s.RecoveredOrder("我要不要得回来，老板三个月没发工资", "order-1", 0.0)
    watch._typed.add("老板三个月没发工资")
    idle = replace(state, visit=None, recovered=left)
    caught_by(watch, state, idle, CloseVisit("visit-1"), says="the idle state still holds")
    watch, state = done()
    watch._typed.add("王示例的事")
    paper = receipt(Language.ZH, "示例码头", "SS3-0147", LOCAL, SECRET, ("王示例的事",), "", offline=False)
    caught_by(watch, state, state, PrintSlip("job-2", "order-1", paper), says="a slip still holds")
    caught_by(watch, state, state, PrintSlip("job-2", "order-7", paper), says="not durable")


def test_the_watch_sees_a_card_that_was_not_asked_for() -> None:
    watch, state = walked()
    changed = replace(state, waiting=3)
    with pytest.raises(AssertionError, match="nobody asked for"):
        watch.after(state, card(), changed, ())
    with pytest.raises(AssertionError, match="interrupted a visit"):
        watch.after(state, DeviceChanged("printer", READY), replace(state, visit=visit_of(saving()[1])), ())


def test_the_watch_lets_an_honest_visit_pass() -> None:
    watch, state = walked(*to_identity())
    for message in (d.CardSeen(), card(), saved("somebody else's order")):
        after, effects = update(state, message)
        watch.after(state, message, after, effects)
        state = after
    ink = m.Ink(1, (((0.0, 0.0),),), (10.0, 10.0))
    after, effects = update(state, ink)
    assert [type(effect) for effect in effects] == [Recognise]
    watch.after(state, ink, after, effects)
    assert watch.screens >= {Screen.IDLE, Screen.HOME, Screen.IDENTITY}
