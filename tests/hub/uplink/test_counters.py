"""The window of counters, against a plain set of all that were seen."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.uplink.counters import WINDOW, Verdict, slide, take_counter
from tests.hub.conftest import County


@given(st.lists(st.integers(1, 4000), max_size=60))
def test_each_counts_once_and_only_near_the_highest(counters: list[int]) -> None:
    highest, seen, taken = 0, 0, set[int]()
    for counter in counters:
        before = highest
        verdict, highest, seen = slide(highest, seen, counter)
        if counter <= before - WINDOW:
            assert verdict is Verdict.BEHIND
        elif counter in taken:
            assert verdict is Verdict.REPLAYED
        else:
            assert verdict is Verdict.NEW
            taken.add(counter)
        assert highest == max(taken, default=0)
        assert seen < 1 << WINDOW


def test_the_edges_of_the_window() -> None:
    _, highest, seen = slide(0, 0, 5000)
    assert slide(highest, seen, 5000 - WINDOW + 1)[0] is Verdict.NEW
    assert slide(highest, seen, 5000 - WINDOW)[0] is Verdict.BEHIND
    _, highest, seen = slide(highest, seen, 5000 + WINDOW - 1)
    assert slide(highest, seen, 5000)[0] is Verdict.REPLAYED
    _, highest, seen = slide(highest, seen, highest + WINDOW)
    assert seen == 1


@pytest.mark.parametrize("counter", [1, 77, 10**15 - 1])
def test_of_many_at_once_exactly_one_passes(county: County, counter: int) -> None:
    terminal = county.terminal().enrolled.terminal_id
    verdicts: list[Verdict] = []
    barrier = threading.Barrier(8)

    def ask() -> None:
        barrier.wait()
        with county.house.engine.begin() as connection:
            verdicts.append(take_counter(connection, terminal, counter)[0])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(verdict.value for verdict in verdicts) == ["new"] + ["replayed"] * 7


def test_what_was_seen_outlives_the_process(county: County) -> None:
    terminal = county.terminal().enrolled.terminal_id
    for counter in (1, 1000, 3, 1024):
        with county.house.engine.begin() as connection:
            assert take_counter(connection, terminal, counter)[0] is Verdict.NEW
    county.house.engine.dispose()
    for counter, verdict in ((3, Verdict.REPLAYED), (1024, Verdict.REPLAYED), (2, Verdict.NEW)):
        with county.house.engine.begin() as connection:
            assert take_counter(connection, terminal, counter) == (verdict, 1024)
