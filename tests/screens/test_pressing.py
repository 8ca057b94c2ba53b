"""A finger on anything it can press sees that it is there: other pixels, chosen or not, on or off."""

import random

from tests.screens.conftest import Window

CHOSEN = [
    "reasons-chosen",
    "choice-chosen",
    "comfort-keys",
    "write-sentences",
    "identity-shown",
    "map-county",
]
BY_CHANCE = 8


def test_whatever_can_be_pressed_answers_the_finger(each_window: Window) -> None:
    seed = random.randrange(1 << 32)
    found = each_window.play("pressing.unanswered", seed=seed, count=BY_CHANCE, always=CHOSEN)
    assert len(found) == BY_CHANCE + len(CHOSEN)
    assert {name: silent for name, silent in found.items() if silent} == {}, seed


def test_every_candidate_answers_the_finger_the_marked_one_too(each_window: Window) -> None:
    assert each_window.play("pressing.candidates") == {"offered": ["十", "七", "土"], "silent": []}
