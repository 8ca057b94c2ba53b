"""The strands themselves: order by simulated time, nothing at once, no loop left behind, no error lost."""

import threading

import pytest

from tests.support.strands import StrandClock


def loop(clock: StrandClock, log: list[tuple[str, float]], name: str, every: float, times: int) -> None:
    for _ in range(times):
        clock.wait(threading.Event(), every)
        log.append((name, round(clock.elapsed, 3)))


@pytest.mark.parametrize("_again", range(5))
def test_loops_take_turns_by_simulated_time_alone(_again: int) -> None:
    clock = StrandClock()
    log: list[tuple[str, float]] = []
    clock.strand("a", lambda: loop(clock, log, "a", 0.3, 3))
    clock.strand("b", lambda: loop(clock, log, "b", 0.2, 4))
    clock.at(0.5, lambda: log.append(("callback", clock.elapsed)))
    clock.advance(2)
    assert log == [
        ("b", 0.2),
        ("a", 0.3),
        ("b", 0.4),
        ("callback", 0.5),
        ("a", 0.6),
        ("b", 0.6),
        ("b", 0.8),
        ("a", 0.9),
    ]
    assert clock.elapsed == 2
    assert clock.end() == []


def test_an_event_ends_a_wait_at_once() -> None:
    clock = StrandClock()
    event = threading.Event()
    woken: list[float] = []

    def sleeper() -> None:
        assert clock.wait(event, 60)
        woken.append(clock.elapsed)

    def setter() -> None:
        clock.wait(threading.Event(), 1.5)
        event.set()

    clock.strand("sleeper", sleeper)
    clock.strand("setter", setter)
    clock.advance(5)
    assert woken == [1.5]


def test_a_wait_that_is_over_moves_no_time_and_the_shortest_one_does() -> None:
    clock = StrandClock()
    event = threading.Event()
    event.set()
    assert clock.wait(event, 60)
    assert clock.elapsed == 0
    before = clock.monotonic()
    clock.advance(1e-30)
    assert clock.monotonic() > before


def test_what_goes_wrong_elsewhere_is_raised_in_the_test() -> None:
    clock = StrandClock()

    def fails() -> None:
        clock.wait(threading.Event(), 1)
        raise ZeroDivisionError

    clock.strand("fails", fails)
    with pytest.raises(ZeroDivisionError):
        clock.advance(2)
    clock.after(1, lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        clock.advance(2)
    clock.advance(2)
    assert clock.end() == []


def test_a_callback_may_not_wait() -> None:
    clock = StrandClock()
    clock.after(1, lambda: clock.advance(1))
    with pytest.raises(AssertionError, match="must not wait"):
        clock.advance(2)


def test_the_end_takes_every_loop_with_it_however_it_clings() -> None:
    clock = StrandClock()
    ended: list[str] = []

    def clings() -> None:
        while True:
            try:
                clock.wait(threading.Event(), 1)
            except Exception:
                ended.append("never")
            finally:
                ended.append("left")

    def waits_again() -> None:
        try:
            clock.wait(threading.Event(), 1000)
        finally:
            clock.wait(threading.Event(), 1000)

    strands = [clock.strand("clings", clings), clock.strand("again", waits_again)]
    clock.advance(2.5)
    assert clock.end() == ["clings", "again"]
    assert ended == ["left"] * 3
    for strand in strands:
        assert strand.thread is not None
        strand.thread.join(5)
        assert not strand.thread.is_alive()


def test_frames_show_where_a_loop_stands() -> None:
    clock = StrandClock()

    def loops() -> None:
        secret = "held"
        while secret:
            clock.wait(threading.Event(), 1)

    clock.strand("loops", loops)
    clock.advance(1)
    assert [frame.f_locals["secret"] for frame in clock.frames() if "secret" in frame.f_locals] == ["held"]
    clock.end()
