"""The keypad's keys: which presses count, and where the focus goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.focus import ROLL_S, STEP_S, STRIKE_S, Key, Strikes, Trail, moved, rest, settled

IDS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def counted(*strokes: tuple[Key, float]) -> list[bool]:
    strikes = Strikes()
    return [strikes.counts(key, at) for key, at in strokes]


def test_what_does_something_needs_half_a_second() -> None:
    """EN 301 549, 5.8."""
    assert STRIKE_S >= 0.5
    assert rest(Key.PRESS) == rest(Key.REPEAT) == STRIKE_S
    assert counted((Key.PRESS, 0), (Key.PRESS, 0.49)) == [True, False]
    assert counted((Key.PRESS, 0), (Key.PRESS, 0.51)) == [True, True]


def test_a_hand_that_drums_presses_once_however_long() -> None:
    """Or the tenth of a row would press what stands first on the page after next."""
    assert counted(*((Key.PRESS, index * 0.2) for index in range(40))).count(True) == 1


def test_drumming_is_over_after_a_rest() -> None:
    strokes = [(Key.PRESS, 0.0), (Key.PRESS, 0.3), (Key.PRESS, 0.6), (Key.PRESS, 1.2)]
    assert counted(*strokes) == [True, False, False, True]


@pytest.mark.parametrize("key", [Key.NEXT, Key.PREVIOUS, Key.D0, Key.DELETE, Key.LOUDER])
def test_steps_and_digits_may_come_quicker(key: Key) -> None:
    assert counted((key, 0), (key, STEP_S + 0.01)) == [True, True]
    assert counted((key, 0), (key, STEP_S - 0.01)) == [True, False]


def test_two_different_keys_are_no_double_strike() -> None:
    assert counted((Key.NEXT, 0), (Key.PRESS, 0.1), (Key.D1, 0.2), (Key.D2, 0.3)) == [True] * 4


def test_what_types_faster_than_fingers_types_nothing_after_its_first() -> None:
    """A code scanner in keyboard mode, a stick that pretends to be a keyboard."""
    keys = [Key.D1, Key.D3, Key.D8, Key.PRESS, Key.NEXT, Key.PRESS] * 20
    strokes = [(key, index * ROLL_S / 3) for index, key in enumerate(keys)]
    assert counted(*strokes).count(True) == 1


def test_a_clock_that_was_set_back_silences_nobody() -> None:
    assert counted((Key.PRESS, 5000.0), (Key.PRESS, 10.0), (Key.PRESS, 11.0)) == [True, True, True]


def test_every_key_types_at_most_one_character() -> None:
    assert [key.char for key in Key if key.char] == [".", *"0123456789"]


# ---- where the focus goes


def test_forward_and_back_round_the_end() -> None:
    ids = ["a", "b", "c"]
    assert [moved(ids, one, 1) for one in ids] == ["b", "c", "a"]
    assert [moved(ids, one, -1) for one in ids] == ["c", "a", "b"]
    assert (moved(ids, "", 1), moved(ids, "gone", -1), moved([], "a", 1)) == ("a", "c", "")


@given(IDS, st.sampled_from("abcdefgh"))
def test_as_many_steps_as_there_are_things_come_by_all_of_them(ids: list[str], focus: str) -> None:
    seen = set()
    for _ in ids:
        focus = moved(ids, focus, 1)
        seen.add(focus)
    assert seen == set(ids)


@given(IDS, st.sampled_from("abcdefgh"))
def test_back_undoes_forward(ids: list[str], focus: str) -> None:
    if focus in ids:
        assert moved(ids, moved(ids, focus, 1), -1) == focus


@pytest.mark.parametrize(
    ("before", "ids", "focus", "then"),
    [
        ("abc", "abc", "b", "b"),
        ("abc", "xabcy", "b", "b"),
        ("abc", "ac", "b", "c"),
        ("abcd", "abd", "c", "d"),
        ("abc", "ab", "c", "b"),
        ("abc", "a", "c", "a"),
        ("abc", "xy", "b", "x"),
        ("", "xy", "b", "x"),
        ("abc", "", "b", ""),
        ("abc", "abc", "", ""),
    ],
)
def test_after_a_page_was_built_anew(before: str, ids: str, focus: str, then: str) -> None:
    assert settled(list(before), list(ids), focus) == then


@given(IDS, IDS, st.sampled_from("abcdefgh"))
def test_the_focus_is_never_on_what_is_not_there(before: list[str], ids: list[str], focus: str) -> None:
    assert settled(before, ids, focus) in ids or not ids


def test_who_comes_back_finds_the_focus_where_it_was() -> None:
    trail: Trail[str] = Trail()
    assert trail.turn("home", "") is None
    assert trail.turn("topics", "home.tile.ask") is None
    assert trail.turn("guide", "topics.row.wage") is None
    assert trail.turn("topics", "guide.print") == "topics.row.wage"
    assert trail.turn("home", "topics.row.wage") == "home.tile.ask"


def test_going_on_to_a_page_again_begins_at_its_beginning() -> None:
    """A second matter in one visit is not met at 写好了."""
    trail: Trail[str] = Trail()
    trail.turn("home", "")
    trail.turn("write", "home.tile.do")
    trail.turn("home", "write.done")
    assert trail.turn("write", "home.tile.do") is None


def test_a_question_over_the_page_leaves_it_as_it_was() -> None:
    trail: Trail[str] = Trail()
    trail.turn("write", "")
    trail.turn("timeout", "write.sentence.2")
    assert trail.turn("write", "timeout.keep") == "write.sentence.2"


def test_the_next_person_finds_no_trail() -> None:
    trail: Trail[str] = Trail()
    trail.turn("home", "")
    trail.turn("help", "home.tile.people")
    trail.forget()
    assert trail.turn("home", "") is None
    assert trail.turn("help", "home.tile.ask") is None
