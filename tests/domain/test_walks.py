"""Random walks through visits: whatever comes in whatever order, nothing raises and every promise holds."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import device, flow, messages
from kiosk.domain.flow import Screen
from kiosk.domain.forms import Draft
from kiosk.domain.state import STAGES, FormProgress, VisitStage
from kiosk.domain.update import update
from tests.flows.places import at
from tests.support.library import CONSULTATION
from tests.support.states import SECRET, saved
from tests.support.walk import Walk

ROWS = {(was, now) for was, nexts in STAGES.items() for now in nexts}


MOVES: dict[str, Callable[[Walk], None]] = {
    "nothing": lambda _: None,
    "go on": Walk.go_on,
    "bar": Walk.bar,
    "fact": Walk.fact,
    "anything": Walk.anything,
}
KINDS = st.sampled_from(["nothing", "go on", "go on", "go on", "go on", "bar", "fact", "anything"])


@given(st.lists(st.tuples(KINDS, st.integers(0, 2**16)), min_size=25, max_size=90))
def test_whatever_comes_every_promise_holds(moves: list[tuple[str, int]]) -> None:
    """Long walks with few of them kept when they fail: a step becomes "nothing" before it goes away."""
    walk = Walk(random.Random(0).choice)
    for kind, number in moves:
        walk.choose = random.Random(number).choice
        MOVES[kind](walk)
    assert walk.home_again().visit is None


def seeded(seed: int) -> Walk:
    generator = random.Random(seed)

    def choose(options: Sequence[Any]) -> Any:
        return generator.choice(options)

    walk = Walk(choose)
    for _ in range(400):
        generator.choices((walk.go_on, walk.bar, walk.fact, walk.anything), (12, 1, 3, 4))[0]()
    return walk


@pytest.fixture(scope="module")
def walks() -> list[Walk]:
    return [seeded(seed) for seed in range(40)]


def test_the_walks_reach_every_screen(walks: list[Walk]) -> None:
    reached = set().union(*(walk.watch.screens for walk in walks))
    assert set(Screen) - reached == {Screen.MAINTENANCE}  # no message switches it on yet


def late_words() -> set[tuple[VisitStage, VisitStage]]:
    """The store's word on a draft that was left for the rating of an older order: too rare for a walk."""
    state = at("rate")
    assert state.visit is not None
    begun = replace(state.visit, form=FormProgress(Draft(CONSULTATION, "order-5")))
    rating = replace(state, visit=begun)
    ends = (update(rating, saved("order-5", "job-5", secret))[0] for secret in (SECRET, ""))
    return {(flow.stage(rating), flow.stage(end)) for end in ends}


def test_every_row_of_the_stage_table_is_walked_and_no_other(walks: list[Walk]) -> None:
    moves = set().union(*(walk.watch.moves for walk in walks), late_words())
    assert moves - ROWS == set()
    assert sorted(f"{was.name} -> {now.name}" for was, now in ROWS - moves) == []


def test_every_stage_has_a_row_and_idle_is_where_all_ends() -> None:
    assert set(STAGES) == set(VisitStage)
    assert STAGES[VisitStage.IDLE] == {VisitStage.WELCOMED, VisitStage.SERVING}  # a touch, or a slip
    assert all(VisitStage.IDLE in nexts for stage, nexts in STAGES.items() if stage is not VisitStage.IDLE)
    assert all(stage not in nexts for stage, nexts in STAGES.items())


FACTS = (
    device.DeviceChanged,
    device.CardSeen,
    device.CardRead,
    device.CardProblem,
    device.EvaluatorPressed,
    device.CodeScanned,
    device.CodeLies,
    device.PrintReported,
)
MESSAGES = [
    kind
    for kind in vars(messages).values()
    if isinstance(kind, type) and kind.__module__ == messages.__name__
]


@pytest.mark.parametrize("kind", [*MESSAGES, *FACTS], ids=lambda kind: kind.__name__)
def test_every_message_there_is_has_a_handler_and_is_walked(kind: type, walks: list[Walk]) -> None:
    assert any(kind in walk.sent for walk in walks)


def test_an_unknown_message_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        update(seeded(1).state, object())


@given(st.integers(0, 2**32))
def test_asking_where_one_is_never_raises_and_changes_nothing(seed: int) -> None:
    generator = random.Random(seed)
    walk = Walk(generator.choice)
    for _ in range(12):
        generator.choice((walk.go_on, walk.anything))()
        before = walk.state
        flow.route(before), flow.stage(before), flow.can_go_back(before), flow.today(before)
        assert walk.state == before
