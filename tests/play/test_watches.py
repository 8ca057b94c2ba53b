"""Questions from another thread, answered between frames. No window here: ``run`` is a frame."""

import threading
from concurrent.futures import CancelledError

import pytest

from kiosk.runtime_watch import Ended, Watches


def never() -> int | None:
    return None


def test_a_question_is_answered_at_the_next_frame() -> None:
    watches = Watches()
    answer = watches.watch(lambda: 7)
    assert not answer.done()
    watches.run()
    assert answer.result(0) == 7


def test_a_question_is_asked_every_frame_until_there_is_an_answer() -> None:
    watches = Watches()
    asked: list[int] = []

    def check() -> str | None:
        asked.append(1)
        return "now" if len(asked) == 3 else None

    answer = watches.watch(check)
    for _ in range(5):
        watches.run()
    assert (answer.result(0), len(asked)) == ("now", 3)


def test_what_a_question_raises_is_its_answer_and_disturbs_no_other() -> None:
    watches = Watches()
    bad: list[int] = []
    wrong = watches.watch(lambda: bad[0])
    right = watches.watch(lambda: 1)
    watches.run()
    with pytest.raises(IndexError):
        wrong.result(0)
    assert right.result(0) == 1


def test_who_stops_waiting_is_not_asked_for_again() -> None:
    watches = Watches()
    asked: list[int] = []

    def check() -> int | None:
        asked.append(1)
        return None

    answer = watches.watch(check)
    watches.run()
    answer.cancel()
    watches.run()
    assert len(asked) == 1
    with pytest.raises(CancelledError):
        answer.result(0)


def test_a_question_asked_by_a_question_comes_in_the_next_frame() -> None:
    watches = Watches()
    outer = watches.watch(lambda: watches.watch(lambda: 2))
    watches.run()
    inner = outer.result(0)
    assert not inner.done()
    watches.run()
    assert inner.result(0) == 2


def test_the_end_answers_everybody_and_lets_nobody_ask() -> None:
    watches = Watches()
    waiting = watches.watch(never)
    cancelled = watches.watch(never)
    cancelled.cancel()
    watches.close()
    watches.close()
    with pytest.raises(Ended):
        waiting.result(0)
    with pytest.raises(Ended):
        watches.watch(lambda: 1)


def test_another_thread_waits_for_a_frame() -> None:
    watches = Watches()
    got: list[int] = []
    asked = threading.Event()

    def driver() -> None:
        answer = watches.watch(lambda: 5)
        asked.set()
        got.append(answer.result(10))

    thread = threading.Thread(target=driver)
    thread.start()
    assert asked.wait(10)
    watches.run()
    thread.join(10)
    assert got == [5]


def test_a_question_wakes_the_loop_that_answers() -> None:
    watches = Watches()
    heard: list[bool] = []
    watches.on_watch(lambda: heard.append(watches.waiting))
    answer = watches.watch(lambda: "here")
    assert heard == [True]
    watches.run()
    assert (answer.result(0), watches.waiting) == ("here", False)
