"""Dead circles are found between frames, all of them in the end, and never while something is to be drawn."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from kiosk.screens.collector import CALM_S, MANY, MORE, MOST_LOOKS, SHORT_LOOKS, SOME, Collector

TURN_S = 0.25  # of the loop, in a calm moment


class Turns:
    """The loop's turns: one every ``TURN_S``."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self.now = 100.0

    def one(self, *, still: bool = True, idle: bool = False) -> None:
        self.now += TURN_S
        self.collector.turn(still=still, idle=idle, now=self.now)


class Circle:
    """Dead as soon as nobody else knows it, gone only when somebody looks."""

    def __init__(self) -> None:
        self.me = self
        self.held: list[list[int]] = []


@pytest.fixture
def turns() -> Iterator[Turns]:
    gc.collect()
    one = Collector()
    one.begin()
    yield Turns(one)
    one.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def left(makings: int = 0) -> "weakref.ref[Circle]":
    """A dead circle, and so many objects made since the last look."""
    circle = Circle()
    circle.held = [[] for _ in range(makings)]
    return weakref.ref(circle)


def test_a_dead_circle_waits_while_something_is_to_be_drawn(turns: Turns) -> None:
    dead = left(2 * SOME)
    for _ in range(20):
        turns.one(still=False)
    assert dead() is not None
    turns.one()
    assert dead() is None


def test_a_few_objects_are_not_worth_a_look(turns: Turns) -> None:
    dead = left()
    turns.one()
    assert dead() is not None


def test_nor_does_it_wait_for_ever_when_something_always_is(turns: Turns) -> None:
    """Somebody who never rests a finger: what he leaves must not make the heap grow."""
    dead = left(MORE + SOME)
    turns.one(still=False)
    assert dead() is None


def test_what_outlived_a_look_does_not_wait_for_ever_either(turns: Turns) -> None:
    """Pages of a look that somebody changes and changes, and never rests."""
    dead = outlived(turns, 0)
    for _ in range(MOST_LOOKS):
        left(MORE + SOME)
        turns.one(still=False)
    turns.one(still=False)
    assert dead() is None


def test_memory_comes_before_a_picture(turns: Turns) -> None:
    dead = left(2 * MANY)
    turns.one(still=False)
    assert dead() is None


def outlived(turns: Turns, looks: int) -> "weakref.ref[Circle]":
    """A circle that died after two short looks had found it alive; then ``looks`` more, and a movement."""
    circle = Circle()
    for _ in range(2 + looks):
        made = [[] for _ in range(2 * SOME)]  # type: list[list[int]]
        turns.one()
        del made
    turns.one(still=False)
    gone = weakref.ref(circle)
    del circle
    return gone


def test_what_outlived_short_looks_is_found_once_nobody_is_there(turns: Turns) -> None:
    dead = outlived(turns, 0)
    for _ in range(int(CALM_S / TURN_S) - 1):
        turns.one(idle=True)
    assert dead() is not None
    turns.one(idle=True)
    assert dead() is None


def test_memory_is_given_back_once_nobody_is_there_and_not_before() -> None:
    given: list[bool] = []
    one = Collector(lambda: given.append(True))
    one.begin()
    turns = Turns(one)
    for idle in (False, True):
        outlived(turns, SHORT_LOOKS)
        for _ in range(2 * int(CALM_S / TURN_S)):
            turns.one(idle=idle)
        assert given == [True] * idle, "once after each visit"
    turns.one(idle=False)  # somebody touched the screen and went
    for _ in range(2 * int(CALM_S / TURN_S)):
        turns.one(idle=True)
    assert given == [True, True]
    one.end()


def test_in_a_long_visit_it_is_found_in_a_calm_moment(turns: Turns) -> None:
    dead = outlived(turns, SHORT_LOOKS)
    for _ in range(int(CALM_S / TURN_S) - 1):
        turns.one()
    assert dead() is not None
    turns.one(still=False)  # a touch: the calm begins anew
    for _ in range(int(CALM_S / TURN_S) - 1):
        turns.one()
    assert dead() is not None
    turns.one()
    assert dead() is None


def test_before_it_begins_and_after_it_ended_python_looks_by_itself() -> None:
    one = Collector()
    dead = left(2 * SOME)
    one.turn(still=True, idle=True, now=1.0)
    assert gc.isenabled()
    one.end()
    one.begin()
    assert not gc.isenabled()
    one.end()
    one.end()
    assert gc.isenabled()
    gc.collect()
    assert dead() is None
