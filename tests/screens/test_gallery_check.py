"""The gallery's check finds each kind of fault it stands for, and nothing on a page without one."""

import pytest

from script.gallery_modes import MODES, SAMPLED, WHOLE, picked
from tests.screens.conftest import Window


@pytest.mark.parametrize("page", ["sound", "unseen"])
def test_a_sound_page_is_passed(window: Window, page: str) -> None:
    assert window.play("checking.planted", fault=page) == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("tofu", "no glyph in"),
        ("clipped", "text is cut off"),
        ("broken", "a word is broken: 'Prev"),
        ("small", "target below 12.7 mm"),
        ("near", "targets 4 px apart"),
        ("twice", "two targets are named planted.one"),
        ("nameless", "target without an id"),
        ("mute", "target with neither words nor a drawing"),
        ("under", "text over a target"),
        ("drawn", "text over a drawing"),
        ("hanging", "outside its card"),
        ("outside", "outside its screen"),
        ("faint_words", "words stand out too little"),
        ("low_primary", "primary below 20 mm"),
    ],
)
def test_each_fault_is_found(window: Window, fault: str, said: str) -> None:
    found = window.play("checking.planted", fault=fault)
    assert [line for line in found if line.startswith(said)], found


# ---- the modes


def test_every_mixture_is_drawn_whole_or_sampled() -> None:
    """Each choice of size, contrast, reach and language, once."""
    mixtures = {(one.size, one.contrast, one.reach, one.language) for one in MODES.values()}
    assert len(mixtures) == len(MODES) == 16
    plain = {(one.size, one.reach, one.language) for one in WHOLE.values()}
    assert len(plain) == 8  # all that changes where things stand
    assert not WHOLE.keys() & SAMPLED.keys()


def test_a_seed_picks_the_same_tenth_and_another_seed_another() -> None:
    mode = next(iter(SAMPLED))
    assert picked(mode, "1280x800", 201, 3) == picked(mode, "1280x800", 201, 3)
    assert len(picked(mode, "1280x800", 201, 3)) == 21
    assert picked(mode, "1280x800", 201, 3) != picked(mode, "1280x800", 201, 4)
    assert set(picked(mode, "1280x800", 201, 3)) <= set(range(201))
    assert list(picked("normal", "1280x800", 5, 3)) == [0, 1, 2, 3, 4]
