"""The keypad: everything a finger can do on the page, and nothing else, by keys alone."""

import random

import pytest

from tests.screens.conftest import Window


def test_any_key_wakes_presses_nothing_and_has_the_terminal_speak(window: Window) -> None:
    woken = ["home", ["Wake", "SetComfort", "SetComfort"], True, True, "home.tile.ask"]
    assert window.play("keying.woken") == dict.fromkeys(("next", "press", "repeat", "5"), woken)


@pytest.mark.parametrize("name", ["next", "previous", "press"])
def test_the_first_key_after_a_finger_only_shows_where_the_focus_is(window: Window, name: str) -> None:
    seen = window.play("keying.first_key_after_a_finger", name=name)
    assert seen == {
        "before": "",
        "at": "home.tile.ask",  # not on what would have it speak another language
        "shown": "home",
        "sent": ["Touched", "SetComfort", "Say"],
    }


def test_a_finger_takes_the_ring_away_and_a_key_brings_it_back(window: Window) -> None:
    assert window.play("keying.finger_again") == ["home.tile.sums", "", "home.tile.sums"]


def test_once_round_by_everything_there_is_and_back(each_window: Window) -> None:
    seen = each_window.play("keying.round_trip")
    assert seen["there"] == seen["order"]
    assert seen["heard"]
    assert (seen["around"], seen["back"]) == (seen["order"][0], seen["order"][-1])
    assert seen["last"] == "bar.end"


def test_who_comes_back_to_a_page_finds_the_focus_where_it_was(each_window: Window) -> None:
    seen = each_window.play("keying.returns")
    assert seen.pop(1) in (
        ["comfort", "comfort.size"],
        ["comfort", "comfort.softer"],
    )  # what stands first there
    assert seen == [
        ["items", "items.row.consultation"],
        ["items", "bar.comfort"],
        ["timeout", "timeout.keep"],
        ["items", "items.row.legal-aid"],
        ["home", "home.tile.do"],
    ]


def test_a_page_that_is_built_anew_keeps_the_focus_or_what_followed_it(window: Window) -> None:
    assert window.play("keying.rebuilt") == ["home.progress", "home.progress", "home.often.0", "False"]


def test_the_next_visit_begins_at_the_beginning(window: Window) -> None:
    assert window.play("keying.next_visit") == ["", "home.tile.ask"]


def test_without_a_visit_keys_press_nothing(window: Window) -> None:
    assert window.play("keying.not_in_a_visit") == ["fault", ["Touched"], ""]


def test_louder_and_softer_end_at_their_ends(window: Window) -> None:
    assert window.play("keying.louder") == [3, 4, 5, 5, 4]


def test_a_key_whose_tap_breaks_loses_nothing_that_came_after_it(window: Window) -> None:
    assert window.play("keying.failing_key") == ["home", "E-APP-01", False, "items"]


def test_the_windows_own_keyboard_stays_dead_while_the_keypad_works(window: Window) -> None:
    """A thief with a keyboard gets nothing: what X hears is not what the terminal hears."""
    assert window.play("keying.window_keys") == {"took": [True], "same": True, "sent": []}


def test_a_numeric_pad_types_into_a_number_and_nowhere_else(each_window: Window) -> None:
    seen = each_window.play("keying.typed", keys="13800")
    assert (seen["phone"], seen["less"]) == ("13800", "1380")
    assert seen["elsewhere"] == ["home", ["Touched"]]


def test_from_the_sleeping_terminal_to_a_durable_order_by_keys_alone(each_window: Window) -> None:
    seen = each_window.play("keying.whole_visit")
    way = "home items write consent write phone choice check submitted rate end idle"
    assert seen["path"] == way.split()
    assert seen["asked"] == 1
    assert seen["rooms"] == ["BeginVisit", "SaveOrder", "PrintSlip", "SaveRating", "CloseVisit"]


def test_and_in_the_other_palette(window: Window) -> None:
    assert window.play("keying.whole_visit", contrast=True)["asked"] == 1


def test_who_cannot_write_without_seeing_says_it(each_window: Window) -> None:
    seen = each_window.play("keying.spoken_instead")
    assert seen["at"] == ["record", "record.start"]
    assert seen["sent"] == "StartRecording"


def test_it_is_the_first_thing_on_a_standing_panel(window: Window) -> None:
    assert window.play("keying.spoken_instead")["before"] == "write.speak"


def test_the_curtain_hides_all_and_keys_go_on(each_window: Window) -> None:
    assert each_window.play("keying.curtain") == {
        "offered": [False, False, False, True],
        "touched": ["Touched"] * 3,
        "page": "items",
        "still the same picture": True,
        "lifted": True,
        "pulled out": True,
        "unheard": True,
    }


def test_keys_go_by_everything_a_finger_can_press_in_the_order_of_reading(each_window: Window) -> None:
    """A sample of the gallery's states in all its modes."""
    seed = random.randrange(10_000)
    found = each_window.play("keying_looks.reading", seed=seed, count=60)
    assert len(found) == 60
    assert {name: faults for name, faults in found.items() if faults} == {}, seed


def test_the_check_of_the_order_finds_what_is_wrong(window: Window) -> None:
    found = window.play("keying_looks.misordered")
    assert found["good"] == []
    assert found["left out"] == ["only by finger: ['home.tile.do']"]
    assert found["upwards"] != []


def test_the_ring_is_seen_on_whatever_it_is_drawn(each_window: Window) -> None:
    """In the window's own pixels: a line, the band, a line on each side, in both palettes."""
    seed = random.randrange(10_000)
    found = each_window.play("keying_looks.rings", seed=seed, count=8)
    assert {name: faults for name, faults in found.items() if faults} == {}, seed


def test_the_ring_changes_with_the_palette(window: Window) -> None:
    assert window.play("keying_looks.in_high_contrast") == []


def test_a_dialog_keeps_the_keys_to_itself(window: Window) -> None:
    assert window.play("keying.dialog") == {"within": ["dialog.yes", "dialog.no"], "around": "dialog.yes"}
