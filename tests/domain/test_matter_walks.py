"""Random touches through every scenario and bundle of the sample content: no crash, always a way on."""

import random
from dataclasses import replace
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import Config
from kiosk.content.library import load
from kiosk.domain import flow, matter_steps
from kiosk.domain import messages as m
from kiosk.domain import scenario_matter as matters
from kiosk.domain import state as s
from kiosk.domain import update_matter as um
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.library_services import Bundle, Scenario
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.support.states import ready_state, then


@cache
def content() -> Library:
    found = load(Config().content_path, Config().factory_content_path)
    assert found is not None
    assert found.every(Scenario)
    assert found.every(Bundle)
    return found


def begun(kind: str, name: str) -> AppState:
    state = then(replace(ready_state(), library=content()), m.Wake("visit-1"), m.Open(s.Scenarios()))
    return then(state, um.OpenMatter(kind, name))  # type: ignore[arg-type]


def ways_on(state: AppState) -> list[object]:
    """What can be touched on the page that is shown and leads on inside."""
    assert state.visit is not None
    assert state.visit.matter is not None
    match matters.shown(content(), state.visit.matter):
        case matters.Asking(question=question, telling=telling):
            return [
                *(um.AnswerQuestion(question.id, number) for number in range(len(question.answers))),
                um.NotSure(question.id, telling),
            ]
        case matters.Told(in_bundle=True):
            return [um.GoOn()]
        case matters.AtStop():
            number = state.visit.matter.run.at if state.visit.matter.run is not None else 0
            return [um.StopPassed(number, skipped=True)]
        case _:
            return []


MATTERS = [("scenario", name) for name in content().every(Scenario)] + [
    ("bundle", name) for name in content().every(Bundle)
]


@given(st.sampled_from(MATTERS), st.integers(0, 2**32))
def test_whatever_is_touched_there_is_a_way_on_and_a_way_back(which: tuple[str, str], seed: int) -> None:
    state, chance = begun(*which), random.Random(seed)
    for _ in range(chance.randint(1, 60)):
        assert state.visit is not None
        ways = ways_on(state)
        shown = matters.shown(content(), state.visit.matter) if state.visit.matter is not None else None
        over = isinstance(shown, matters.Ended) or (isinstance(shown, matters.Told) and not shown.in_bundle)
        assert ways or over, "nothing leads on"
        after = [then(state, way) for way in ways]
        assert all(one != state for one in after), "a way on that leads nowhere"
        others = [m.Back(), um.PathBack(chance.randint(0, 8)), um.StopAgain(chance.randint(0, 9))]
        step = chance.choice([*ways, *ways, *ways, *others])
        state, _effects = update(state, step)
        if not any(isinstance(place, s.MatterView) for place in getattr(state.visit, "stack", ())):
            state = begun(*which)
    for _ in range(40):
        state = then(state, m.Back())
    assert flow.route(state).screen is Screen.HOME


@given(st.sampled_from([name for kind, name in MATTERS if kind == "scenario"]), st.integers(0, 2**32))
def test_it_ends_within_as_many_steps_as_were_announced(name: str, seed: int) -> None:
    state, chance = begun("scenario", name), random.Random(seed)
    announced: list[int] = []
    while (ways := ways_on(state)) and len(announced) < 30:
        shown = matters.shown(content(), state.visit.matter) if state.visit and state.visit.matter else None
        assert isinstance(shown, matters.Asking)
        announced.append(shown.progress.done + shown.progress.most)
        state = then(state, chance.choice(ways))
    assert flow.route(state).screen is Screen.OUTCOME
    assert announced == sorted(announced, reverse=True), "the steps said to be ahead never grow"
    assert state.visit is not None
    assert not matter_steps.half_done(state.visit, content())
