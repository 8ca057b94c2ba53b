"""The clock all other tests stand on."""

import threading
from datetime import timedelta

from tests.support.clock import START, ManualClock


def test_wait_moves_time_by_exactly_its_timeout() -> None:
    clock = ManualClock()
    before = clock.monotonic()
    assert not clock.wait(threading.Event(), 2.5)
    assert clock.monotonic() - before == 2.5
    assert clock.now() == START + timedelta(seconds=2.5)


def test_wait_returns_at_once_for_a_set_event() -> None:
    clock = ManualClock()
    event = threading.Event()
    event.set()
    assert clock.wait(event, 10)
    assert clock.elapsed == 0


def test_callbacks_run_in_order_at_their_own_time_and_end_the_wait() -> None:
    clock = ManualClock()
    event = threading.Event()
    seen: list[tuple[str, float]] = []
    clock.at(3, lambda: seen.append(("b", clock.elapsed)))
    clock.at(1, lambda: seen.append(("a", clock.elapsed)))
    clock.at(4, event.set)
    clock.at(5, lambda: seen.append(("too late", clock.elapsed)))
    assert clock.wait(event, 10)
    assert clock.elapsed == 4
    assert seen == [("a", 1), ("b", 3)]


def test_a_callback_may_wait_itself() -> None:
    clock = ManualClock()
    clock.after(1, lambda: clock.advance(5))
    clock.advance(2)
    assert clock.elapsed == 6


def test_the_wall_can_be_stepped_without_touching_durations() -> None:
    clock = ManualClock()
    clock.advance(1)
    before = clock.monotonic()
    clock.set_wall(START - timedelta(days=365))
    assert clock.monotonic() == before
    assert clock.now() == START - timedelta(days=365)
    clock.reboot("boot-2")
    assert clock.boot_id() == "boot-2"
    assert clock.monotonic() < before
    assert clock.now() == START - timedelta(days=365)


def test_even_the_shortest_wait_moves_time() -> None:
    clock = ManualClock()
    before = clock.monotonic()
    clock.advance(1e-15)
    assert clock.monotonic() > before
