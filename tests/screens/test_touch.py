"""What a touch does, on the real window."""

import pytest

from tests.screens.conftest import Window


@pytest.mark.parametrize(("x", "y"), [(0.5, 0.15), (0.5, 0.5), (0.3, 0.6), (0.9, 0.03)])
def test_the_touch_that_wakes_opens_home_and_presses_nothing(window: Window, x: float, y: float) -> None:
    seen = window.play("wake_touch", x=x, y=y)
    assert seen == {"down": "home", "up": "home", "sent": ["Touched", "Wake"]}


@pytest.mark.parametrize(("seconds", "shown"), [(0.1, "home"), (0.24, "home"), (0.6, "topics")])
def test_nothing_is_pressed_for_a_moment_after_waking(window: Window, seconds: float, shown: str) -> None:
    assert window.play("second_touch_after_wake", seconds=seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "woken", "there"), [(0.1, False, False), (0.3, True, False), (0.6, True, True)]
)
def test_whoever_looks_on_is_told_when_a_finger_has_rested(
    window: Window, seconds: float, woken: bool, there: bool
) -> None:
    seen = window.play("rested", seconds=seconds)
    assert seen == {"woken": [False, woken], "there": [False, there], "elsewhere": [True]}


@pytest.mark.parametrize("seconds", [0.6, 3.0])
def test_nobody_rests_a_finger_in_a_frame_that_takes_long(window: Window, seconds: float) -> None:
    """Neither while it goes on nor by what passed in it: the touch that follows would not count."""
    assert window.play("rested_in_a_frozen_frame", seconds=seconds) == [False, False, True]


@pytest.mark.parametrize("seconds", [0.05, 0.12, 0.2, 0.24])
def test_drumming_on_the_sleeping_screen_chooses_nothing(window: Window, seconds: float) -> None:
    assert window.play("drummed_awake", seconds=seconds) == ["home", "items"]


@pytest.mark.parametrize("seconds", [0.05, 0.12, 0.2, 0.28, 0.48])
def test_drumming_on_submit_is_one_order_and_leaves_its_number_on_the_screen(
    each_window: Window, seconds: float
) -> None:
    """Not the buttons of the pages that come after it: the number would be gone before it was seen."""
    seen = each_window.play("finishing.drummed", seconds=seconds, taps=25)
    assert seen == {"asked": 1, "shown": ["check", "submitted"], "then": "rate"}


def test_nor_when_the_next_page_takes_long_to_be_drawn(each_window: Window) -> None:
    seen = each_window.play("finishing.drummed", seconds=0.1, taps=25, frozen=1.5)
    assert seen == {"asked": 1, "shown": ["check", "submitted"], "then": "rate"}


@pytest.mark.parametrize("seconds", [0.05, 0.12, 0.28, 0.48])
def test_drumming_on_the_end_wakes_nothing_and_the_next_touch_does(window: Window, seconds: float) -> None:
    assert window.play("drummed_to_the_end", seconds=seconds) == ["idle", "home"]


@pytest.mark.parametrize("seconds", [0.3, 0.6, 3.0])
def test_touches_that_queued_up_while_a_page_was_drawn_choose_nothing(window: Window, seconds: float) -> None:
    assert window.play("touches_of_a_frozen_frame", seconds=seconds) == ["home", "items"]


def test_a_finger_that_slides_off_presses_nothing(window: Window) -> None:
    seen = window.play("press_and_move_away")
    assert seen == {"pressed": ["home.tile.ask"], "moved": [], "shown": "home"}


@pytest.mark.parametrize(("seconds", "taps"), [(0.1, 1), (0.49, 1), (0.51, 2)])
def test_the_same_target_counts_once_in_a_moment(window: Window, seconds: float, taps: int) -> None:
    assert window.play("same_target_twice", seconds=seconds) == taps


@pytest.mark.parametrize(("seconds", "shown"), [(0.2, ["topics", "topics"]), (0.5, ["topics", "guides"])])
def test_what_comes_to_lie_under_the_finger_is_not_pressed(
    window: Window, seconds: float, shown: list[str]
) -> None:
    assert window.play("what_comes_under_the_finger", seconds=seconds) == shown


def test_a_tap_counts_when_the_screen_was_drawn_anew_under_it(window: Window) -> None:
    assert window.play("redrawn_between_down_and_up") == "write"


@pytest.mark.parametrize("button", ["right", "middle", "scrollup", "scrolldown"])
def test_other_buttons_do_nothing(window: Window, button: str) -> None:
    assert window.play("other_buttons", button=button) == {"shown": "home", "sent": 0}


def test_a_second_finger_does_nothing_and_leaves_nothing_behind(window: Window) -> None:
    assert window.play("second_finger") == {"during": "home", "after": "topics"}


def test_a_touch_that_never_ended_does_not_lock_the_screen(window: Window) -> None:
    assert window.play("lost_finger") == "topics"


def test_keys_and_the_close_request_do_nothing(window: Window) -> None:
    seen = window.play("keys")
    assert seen == {"refused": True, "shown": "home", "running": "started", "children": 1}
