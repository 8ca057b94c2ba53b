"""When the loop turns: what cuts its rest short, and that it rests only when nothing moves."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from kiosk.screens.pace import FRAME_S, LONGEST_S, TURN_S, Pace

FAR = 1e9


class KivysClock:
    """As much of it as is used; time moves only while somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.due = FAR
        self._last_tick = self.now
        self._max_fps = 60.0

    def time(self) -> float:
        return self.now

    def get_min_timeout(self) -> float:
        return self.due

    def pre_idle(self) -> None:
        """What Kivy does there itself."""

    def turn(self) -> None:
        self.pre_idle()
        self._last_tick = self.now


class Fingers:
    """Where touches come from: nothing there unless a test says so."""

    def __init__(self) -> None:
        self.there = False
        self.read = False

    def fileno(self) -> int:
        return 0

    def queued(self) -> bool:
        return self.there

    def unhanded(self) -> bool:
        return self.read


class Loop:
    """A pace with everything around it; ``waits``: how long each wait was to be, and whether it heard."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = KivysClock()
        self.fingers = Fingers()
        self.moving = False
        self.turned: list[float] = []
        self.waits: list[tuple[float, bool]] = []
        self.meanwhile: Callable[[], Sequence[object]] = lambda: ()
        self.pace = Pace(lambda: self.moving, self.turned.append)
        monkeypatch.setattr("kiosk.screens.pace.select.select", self._select)
        self.pace.begin(self.fingers, self.clock)

    def _select(self, hears: Sequence[Any], _out: object, _bad: object, seconds: float) -> tuple[Any, ...]:
        self.waits.append((round(seconds, 4), bool(hears)))
        came = self.meanwhile() if hears else ()
        self.clock.now += 0.001 if came else seconds
        return list(came), [], []

    def calm(self) -> None:
        """Nothing has moved for as long as it takes."""
        self.clock.now += 1.0
        self.clock._last_tick = self.clock.now - 1.0

    def turn(self) -> list[tuple[float, bool]]:
        """The waits of one turn."""
        self.waits.clear()
        self.clock.turn()
        return list(self.waits)


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loop]:
    made = Loop(monkeypatch)
    yield made
    os.close(made.pace._bell)


def test_kivys_clock_does_not_wait_as_well(loop: Loop) -> None:
    assert loop.clock._max_fps == 0


def test_with_nothing_to_do_it_rests_until_something_is_due(loop: Loop) -> None:
    loop.calm()
    loop.clock.due = loop.clock.now + 0.4
    assert loop.turn() == [(0.4, True)]
    assert loop.turned == [pytest.approx(0.4)]


def test_it_never_rests_for_long(loop: Loop) -> None:
    loop.calm()
    assert loop.turn() == [(LONGEST_S, True)]


def test_a_finger_ends_the_rest_and_is_handed_on_without_another_wait(loop: Loop) -> None:
    loop.calm()

    def finger() -> Sequence[object]:
        loop.fingers.there = True
        return (loop.fingers.fileno(),)

    loop.meanwhile = finger
    assert loop.turn() == [(LONGEST_S, True)]
    assert loop.pace.touched
    loop.fingers.there, loop.fingers.read = False, True
    assert loop.turn() == []
    assert loop.pace.touched
    loop.fingers.read = False
    loop.meanwhile = lambda: (loop.pace._bell,)
    loop.pace.wake()
    assert loop.turn() == [(LONGEST_S, True)], "what follows on a touch is heard of at once"
    assert not loop.pace.touched


def test_a_finger_that_moves_is_followed_at_the_screens_pace(loop: Loop) -> None:
    loop.calm()
    loop.fingers.read = True
    assert loop.turn() == [], "it has just come down"
    assert loop.turn() == [(round(FRAME_S, 4), False)]
    assert loop.turn() == [(round(FRAME_S, 4), False)]
    assert loop.turned == [0.0, 0.0, 0.0]


def test_a_finger_that_whoever_drew_has_read_is_not_rested_over(loop: Loop) -> None:
    loop.calm()
    loop.fingers.there = True
    assert loop.turn() == []
    assert loop.turned == [0.0]


def test_word_from_another_thread_ends_the_rest_once(loop: Loop) -> None:
    loop.calm()
    loop.meanwhile = lambda: (loop.pace._bell,)
    loop.pace.wake()
    loop.pace.wake()
    assert loop.turn() == [(LONGEST_S, True)]
    with pytest.raises(BlockingIOError):
        os.eventfd_read(loop.pace._bell)


def test_what_moves_is_drawn_at_the_screens_pace_and_no_faster(loop: Loop) -> None:
    loop.calm()
    loop.moving = True
    assert loop.turn() == [], "the last frame is long ago"
    loop.pace.drawing()
    assert loop.turn() == [(round(FRAME_S, 4), False)]
    loop.moving = False
    loop.clock.due = 0.0  # Kivy's word for the next frame
    loop.pace.drawing()
    assert loop.turn() == [(round(FRAME_S, 4), False)]
    assert loop.turned == [0.0, 0.0, 0.0], "no rest: a touch would have waited"


def test_an_answer_is_shown_at_once_unless_a_frame_was_drawn_just_now(loop: Loop) -> None:
    loop.calm()
    loop.turn()
    loop.moving = True  # something waits to be drained
    assert loop.turn() == [(TURN_S, False)], "nothing was drawn: only the least between two turns"
    loop.pace.drawing()
    assert loop.turn() == [(round(FRAME_S, 4), False)]


def test_who_tells_without_end_does_not_keep_a_core_busy(loop: Loop) -> None:
    loop.calm()
    loop.turn()
    loop.moving = True
    waits = [wait for _ in range(10) for wait in loop.turn()]
    assert waits == [(TURN_S, False)] * 10


def test_with_nothing_to_draw_it_rests_at_once(loop: Loop) -> None:
    loop.calm()
    loop.moving = True
    loop.turn()
    loop.moving = False
    assert loop.turn() == [(LONGEST_S, True)]


# ---- what is about to come


class Awaited:
    """Something that is awaited, ``what``, and comes after ``words`` have been heard."""

    def __init__(self, loop: Loop, words: int, what: object = 7) -> None:
        self.what: object | None = what
        self._words = words
        self._loop = loop
        loop.meanwhile = self._word

    def _word(self) -> Sequence[object]:
        if not self._words:
            return ()
        self._loop.pace.wake()
        return (self._loop.pace._bell,)

    def happened(self) -> None:
        self._words -= 1
        if not self._words:
            self.what = None


def test_a_frame_is_put_off_until_what_is_awaited_has_come(loop: Loop) -> None:
    awaited = Awaited(loop, words=2)
    loop.pace.hold(lambda: awaited.what, awaited.happened, 0.02)
    assert awaited.what is None
    assert loop.waits == [(0.02, True), (0.019, True)]


def test_nothing_awaited_puts_nothing_off(loop: Loop) -> None:
    loop.pace.hold(lambda: None, lambda: pytest.fail("nothing happened"), 0.02)
    assert loop.waits == []


def test_what_does_not_come_in_time_is_not_waited_for_again(loop: Loop) -> None:
    loop.pace.hold(lambda: 7, lambda: None, 0.02)
    loop.pace.hold(lambda: 7, lambda: None, 0.02)
    assert loop.waits == [(0.02, True)]
    loop.pace.hold(lambda: 8, lambda: None, 0.02)
    assert loop.waits == [(0.02, True)] * 2, "this is another"


def test_who_is_awaited_again_is_waited_for_again(loop: Loop) -> None:
    for _ in range(2):
        loop.pace.hold(lambda: 7, lambda: None, 0.02)
        loop.pace.hold(lambda: None, lambda: None, 0.02)
    assert loop.waits == [(0.02, True)] * 2


def test_a_finger_does_not_wait_for_what_is_awaited(loop: Loop) -> None:
    def finger() -> Sequence[object]:
        loop.fingers.there = True
        return (loop.fingers.fileno(),)

    loop.meanwhile = finger
    loop.pace.hold(lambda: 7, lambda: None, 0.02)
    assert loop.waits == [(0.02, True)]


def test_before_there_is_a_window_nothing_is_put_off() -> None:
    pace = Pace(lambda: False, lambda _waited: None)
    pace.hold(lambda: 7, lambda: pytest.fail("nothing happened"), 0.02)
    os.close(pace._bell)
