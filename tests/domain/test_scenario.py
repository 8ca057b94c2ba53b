"""Walking through a scenario: one question at a time, 不清楚 always, back at every step, the path kept."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain import scenario as engine
from kiosk.domain.library_services import Outcome, Question
from kiosk.domain.scenario import PathLine, Taken, Walk
from tests.support.scenarios import WAGES


def walked(*answers: int) -> Walk:
    walk = engine.start(WAGES)
    for number in answers:
        walk = engine.answer(WAGES, walk, number)
    return walk


def at(walk: Walk) -> str:
    return engine.here(WAGES, walk).id


def test_each_answer_leads_on_to_an_outcome() -> None:
    assert at(walked()) == "where"
    assert at(walked(0)) == "note"
    assert at(walked(0, 0)) == "court"
    assert at(walked(1)) == "boat"
    assert isinstance(engine.here(WAGES, walked(1)), Outcome)
    assert isinstance(engine.here(WAGES, walked(0)), Question)


def test_not_sure_shows_how_to_tell_first_and_goes_on_when_touched_again() -> None:
    telling = engine.unsure(WAGES, engine.start(WAGES))
    assert telling.telling
    assert at(telling) == "where"
    assert at(engine.unsure(WAGES, telling)) == "note"
    # Whoever can tell now answers after all.
    assert at(engine.answer(WAGES, telling, 1)) == "boat"
    assert not engine.answer(WAGES, telling, 1).telling


def test_back_goes_one_step_and_out_at_the_beginning() -> None:
    there = walked(0, 0)
    assert engine.back(there) == walked(0)
    assert engine.back(walked(0)) == walked()
    assert engine.back(walked()) is None
    assert engine.back(engine.unsure(WAGES, walked(0))) == walked(0)
    assert engine.back_to(there, 1) == walked(0)
    assert engine.back_to(there, -5) == walked()


def test_the_path_and_what_the_answers_fill_in() -> None:
    unsure = engine.unsure(WAGES, engine.unsure(WAGES, walked(0)))
    assert engine.path(WAGES, unsure) == (PathLine("您在哪里干活？", "工地"), PathLine("有欠条吗？", ""))
    assert engine.filled(WAGES, unsure) == {"matter": "wages"}
    assert engine.filled(WAGES, walked(0, 0)) == {"matter": "wages", "note": "yes"}


def test_a_late_touch_changes_nothing() -> None:
    end = walked(1)
    assert engine.answer(WAGES, end, 0) == end
    assert engine.unsure(WAGES, end) == end
    assert engine.answer(WAGES, walked(), 7) == walked()
    assert engine.answer(WAGES, walked(), -1) == walked()


@pytest.mark.parametrize(
    ("walk", "said"),
    [
        (Walk("other"), "another scenario"),
        (Walk("wages", (Taken("note", 0),)), "other questions"),
        (Walk("wages", (Taken("where", 1), Taken("where", 1))), "other questions"),
        (Walk("wages", (Taken("where", 5),)), "not offered"),
    ],
)
def test_a_walk_of_other_content_is_refused(walk: Walk, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        engine.here(WAGES, walk)


def test_content_nobody_checked_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing has the id"):
        engine.here(replace(WAGES, start="nowhere"), walked())


def test_how_far_one_is() -> None:
    assert engine.depth(WAGES) == {"where": 2, "note": 1, "court": 0, "boat": 0, "ask": 0}
    assert engine.progress(WAGES, walked()) == engine.Progress(0, 2)
    assert engine.progress(WAGES, walked(0)) == engine.Progress(1, 1)
    assert engine.progress(WAGES, walked(1)) == engine.Progress(1, 0)


@settings(max_examples=60)
@given(st.lists(st.integers(-2, 6), max_size=30))
def test_whatever_is_touched_one_is_somewhere_and_back_undoes_it(touches: list[int]) -> None:
    walk = engine.start(WAGES)
    for touch in touches:
        before = walk
        if touch == -2:
            walk = engine.back(walk) or engine.start(WAGES)
        elif touch == -1:
            walk = engine.unsure(WAGES, walk)
        else:
            walk = engine.answer(WAGES, walk, touch)
        engine.here(WAGES, walk)
        assert len(engine.path(WAGES, walk)) == len(walk.taken) <= 2
        if len(walk.taken) > len(before.taken):
            assert engine.back(walk) == replace(before, telling=False)
