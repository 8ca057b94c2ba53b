"""The frame: errors of screens, building once, forgetting."""

from tests.screens.conftest import Window


def test_a_screen_that_fails_is_told_of_and_the_next_is_shown(window: Window) -> None:
    seen = window.play("failing_screen")
    assert seen["told"] == ["ValueError('no such topic')"]
    assert seen["after"] == "home"
    assert seen["again"] == seen["screen"]


def test_the_same_state_builds_nothing_and_screens_are_built_once(window: Window) -> None:
    assert window.play("shown_again") == {"same": True, "one": True}


def test_every_screen_can_be_built_beforehand(each_window: Window) -> None:
    seen = each_window.play("prebuild")
    # Idle was shown already.
    assert seen["calls"] == seen["screens"] - 1


def test_nothing_private_outlives_the_visit(window: Window) -> None:
    seen = window.play("wiped_at_the_end", text="王样例的私事")
    assert seen["shown"] == "idle"
    assert seen["alive"] == 0
    assert seen["kept"] == []
    assert seen["public"] != []
    assert not any("王样例" in text for text in seen["texts"])


def test_blocks_are_gone_at_once_and_need_no_collector(each_window: Window) -> None:
    seen = each_window.play("freed_by_count")
    assert seen["made"] > 100
    assert seen["alive"] == 0


def test_the_painter_can_forget_everything(window: Window) -> None:
    seen = window.play("wipe_painter")
    assert seen["before"] > 0
    assert seen["after"] == 0


def test_drawn_lines_are_kept_only_while_there_is_room(window: Window) -> None:
    seen = window.play("many_lines", count=60)
    assert 0 < seen["bytes"] <= 24 * 1024 * 1024
    assert seen["lines"] < 60


def test_the_window_can_be_photographed(each_window: Window) -> None:
    seen = each_window.play("capture")
    assert seen["size"] in ([1080, 1920], [1280, 800])
    assert seen["corner"] == [246, 243, 236]


def test_nothing_of_a_former_picture_shines_through(each_window: Window) -> None:
    assert each_window.play("pictures_after_others") == {"alike": True, "differ": True}
