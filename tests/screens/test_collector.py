"""Dead circles are found between frames, all of them in the end, and never while something is to be drawn."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from kiosk.screens.collector import CALM, MANY, SHORT_LOOKS, SOME, Collector


class Circle:
    """Dead as soon as nobody else knows it, gone only when somebody looks."""

    def __init__(self) -> None:
        self.me = self
        self.held: list[list[int]] = []


@pytest.fixture
def collector() -> Iterator[Collector]:
    gc.collect()
    one = Collector()
    one.begin()
    yield one
    one.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def left(makings: int = 0) -> "weakref.ref[Circle]":
    """A dead circle, and so many objects made since the last look."""
    circle = Circle()
    circle.held = [[] for _ in range(makings)]
    return weakref.ref(circle)


def test_a_dead_circle_waits_while_something_is_to_be_drawn(collector: Collector) -> None:
    dead = left(2 * SOME)
    for _ in range(CALM * 2):
        collector.frame(still=False, idle=False)
    assert dead() is not None
    collector.frame(still=True, idle=False)
    assert dead() is None


def test_a_few_objects_are_not_worth_a_look(collector: Collector) -> None:
    dead = left()
    collector.frame(still=True, idle=False)
    assert dead() is not None


def test_memory_comes_before_a_picture(collector: Collector) -> None:
    dead = left(2 * MANY)
    collector.frame(still=False, idle=False)
    assert dead() is None


def outlived(collector: Collector, looks: int) -> "weakref.ref[Circle]":
    """A circle that died after two short looks had found it alive; then ``looks`` more."""
    circle = Circle()
    for _ in range(2 + looks):
        made = [[] for _ in range(2 * SOME)]  # type: list[list[int]]
        collector.frame(still=True, idle=False)
        del made
    gone = weakref.ref(circle)
    del circle
    return gone


def test_what_outlived_short_looks_is_found_once_nobody_is_there(collector: Collector) -> None:
    dead = outlived(collector, 0)
    for _ in range(CALM - 3):
        collector.frame(still=True, idle=True)
    assert dead() is not None
    for _ in range(4):
        collector.frame(still=True, idle=True)
    assert dead() is None


def test_in_a_long_visit_it_is_found_in_a_calm_moment(collector: Collector) -> None:
    dead = outlived(collector, SHORT_LOOKS)
    for _ in range(CALM - 20):
        collector.frame(still=True, idle=False)
    assert dead() is not None
    collector.frame(still=False, idle=False)  # a touch: the calm begins anew
    for _ in range(CALM - 1):
        collector.frame(still=True, idle=False)
    assert dead() is not None
    collector.frame(still=True, idle=False)
    assert dead() is None


def test_before_it_begins_and_after_it_ended_python_looks_by_itself() -> None:
    one = Collector()
    dead = left(2 * SOME)
    one.frame(still=True, idle=True)
    assert gc.isenabled()
    one.end()
    one.begin()
    assert not gc.isenabled()
    one.end()
    one.end()
    assert gc.isenabled()
    gc.collect()
    assert dead() is None
