"""大字: one sheet, seen at once, gone with the visit; every screen fits in every mode."""

import random

from tests.screens.conftest import Window


def test_large_text_is_seen_at_once_and_ends_with_the_visit(each_window: Window) -> None:
    assert each_window.play("comforting.changed_and_back") == {
        "shown": "comfort",
        "elder": True,
        "said": ["已打开"],
        "only the present one is kept": True,
        "then": "home",
        "own again": True,
        "kept its screens": True,
    }


def test_all_can_be_undone_where_something_was_changed(window: Window) -> None:
    assert window.play("comforting.undone") == [False, True, False]


def test_english_is_a_row_of_the_sheet_and_stays_when_all_else_is_undone(each_window: Window) -> None:
    assert each_window.play("comforting.spoken_otherwise") == {
        "english": True,
        "to undo": False,
        "english still": True,
        "back": True,
    }


def test_english_can_be_reached_where_controls_are_always_low(window: Window) -> None:
    seen = window.play("comforting.seated_site")
    assert set(seen["tops"]) == {"idle.start", "idle.language"}
    assert max(seen["tops"].values()) <= 0.6
    assert (seen["shown"], seen["language"]) == ("home", "en")


def test_what_was_written_outlives_a_look_at_the_sheet(window: Window) -> None:
    assert window.play("comforting.over_a_text") == {"shown": "write", "text": "老板不给钱", "hidden": True}


def test_low_controls_lie_below_three_fifths_of_the_height(window: Window) -> None:
    tops = window.play("comforting.seated_tops")
    assert len(tops) == 6
    assert {name: top for name, top in tops.items() if top > 0.6} == {}


def test_home_has_room_for_every_row_it_can_have(each_window: Window) -> None:
    found = each_window.play("comforting.home_with_every_row")
    assert found == {f"{size} {language}": [] for size in ("normal", "elder") for language in ("zh", "en")}


def test_screens_fit_in_the_modes(each_window: Window) -> None:
    """A sample; script/gallery --check looks at them all."""
    seed = random.randrange(10_000)
    found = each_window.play("comforting.faults_in_modes", seed=seed, count=25)
    assert {name: faults for name, faults in found.items() if faults} == {}, seed


def test_the_check_finds_what_is_faint_and_what_is_small(window: Window) -> None:
    found = window.play("comforting.judged")
    assert found["good"] == []
    assert found["dimmed"] == [], "dimmed words may stand out less"
    assert found["faint"] == ["words stand out too little: line on paper, 1.3 of 7.0"]
    assert any("target below 12.7 mm" in fault for fault in found["small"])
