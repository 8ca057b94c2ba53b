"""The keeper of brightness and volume: gently, the newest wish, and no helper is no reason for anything."""

import threading

from kiosk.app_levels import FIRST_RETRY_S, LONGEST_RETRY_S, STEP, STEP_S, LevelKeeper
from kiosk.clock import SystemClock
from kiosk.domain.levels import Levels
from kiosk.errors import KioskError
from kiosk.helper.protocol import Answer, Question, SetBrightness, SetVolume
from tests.support.clock import ManualClock


class Panel:
    """A helper that does as it is asked, or cannot."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.broken: set[str] = set()
        self.done = threading.Event()

    def ask(self, question: Question) -> Answer:
        assert isinstance(question, SetBrightness | SetVolume)
        name = question.verb.removeprefix("set-")
        self.asked.append((name, question.percent))
        if name in self.broken:
            raise KioskError("E-HLP-01", "nobody there")
        self.done.set()
        return Answer(ok=True)

    def take(self) -> list[tuple[str, int]]:
        found, self.asked = self.asked, []
        return found


def settle(keeper: LevelKeeper, clock: ManualClock) -> list[float]:
    """Turn until there is nothing more to do soon; the waits in between."""
    waits = []
    while (wait := keeper.turn()) < FIRST_RETRY_S:
        waits.append(wait)
        clock.advance(wait)
    return waits


def test_the_first_wish_is_fulfilled_at_once() -> None:
    panel, clock = Panel(), ManualClock()
    keeper = LevelKeeper(panel, clock)
    assert keeper.turn() == LONGEST_RETRY_S
    assert panel.take() == []
    keeper.want(Levels(90, 70))
    keeper.turn()
    assert sorted(panel.take()) == [("brightness", 90), ("volume", 70)]
    keeper.turn()
    assert panel.take() == []


def test_dusk_comes_in_steps_and_so_does_day() -> None:
    panel, clock = Panel(), ManualClock()
    keeper = LevelKeeper(panel, clock)
    keeper.want(Levels(90, 70))
    settle(keeper, clock)
    panel.take()
    keeper.want(Levels(40, 45))
    waits = settle(keeper, clock)
    asked = panel.take()
    assert asked[0] == ("volume", 45)
    steps = [percent for name, percent in asked if name == "brightness"]
    assert steps == [82, 74, 66, 58, 50, 42, 40]
    assert waits == [STEP_S] * (len(steps) - 1)
    keeper.want(Levels(90, 45))
    settle(keeper, clock)
    steps = [percent for _, percent in panel.take()]
    assert steps[0] == 40 + STEP
    assert steps[-1] == 90


def test_a_newer_wish_is_followed_from_where_it_is() -> None:
    panel, clock = Panel(), ManualClock()
    keeper = LevelKeeper(panel, clock)
    keeper.want(Levels(90, None))
    settle(keeper, clock)
    keeper.want(Levels(40, None))
    keeper.turn()
    keeper.want(Levels(90, None))
    settle(keeper, clock)
    assert panel.take() == [("brightness", 90), ("brightness", 82), ("brightness", 90)]


def test_what_is_not_scheduled_is_left_alone() -> None:
    panel, clock = Panel(), ManualClock()
    keeper = LevelKeeper(panel, clock)
    keeper.want(Levels(None, 0))
    settle(keeper, clock)
    assert panel.take() == [("volume", 0)]


def test_without_a_helper_it_is_tried_ever_more_rarely_and_then_set_at_once() -> None:
    panel, clock = Panel(), ManualClock()
    keeper = LevelKeeper(panel, clock)
    keeper.want(Levels(90, None))
    panel.broken = {"brightness", "volume"}
    waits = []
    for _ in range(9):
        waits.append(keeper.turn())
        clock.advance(waits[-1])
    assert waits[:3] == [FIRST_RETRY_S, 2 * FIRST_RETRY_S, 4 * FIRST_RETRY_S]
    assert waits[-1] == LONGEST_RETRY_S
    assert len(panel.take()) == 9
    panel.broken = set()
    keeper.turn()
    assert panel.take() == [("brightness", 90)]


def test_a_panel_that_cannot_be_dimmed_does_not_keep_the_volume_waiting() -> None:
    panel, clock = Panel(), ManualClock()
    keeper = LevelKeeper(panel, clock)
    panel.broken = {"brightness"}
    keeper.want(Levels(90, 70))
    keeper.turn()
    assert sorted(panel.take()) == [("brightness", 90), ("volume", 70)]
    keeper.want(Levels(40, 45))
    assert keeper.turn() == FIRST_RETRY_S  # a new wish is no reason to ask again what was refused just now
    assert panel.take() == [("volume", 45)]


def test_its_thread_does_what_is_wanted_and_ends() -> None:
    panel = Panel()
    keeper = LevelKeeper(panel, SystemClock())
    keeper.want(Levels(90, None))
    keeper.start()
    assert panel.done.wait(5)
    keeper.stop()
    keeper.stop()
    assert "levels" not in {thread.name for thread in threading.enumerate()}
