"""The recogniser on our own handwriting, and what it must never do."""

import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.charset import NAME_CHARACTERS, gb2312, offered
from kiosk.errors import KioskError
from kiosk.input import handwriting
from kiosk.input.handwriting import Recogniser
from tests.support.strokes import Stroke, characters, write

SQUARE = (300.0, 300.0)
WIDE = (1500.0, 330.0)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load()


def shaken(strokes: list[Stroke], seed: int, by: float) -> list[Stroke]:
    """The same with a tremor of ``by`` pixels."""
    chance = random.Random(seed)
    return [
        tuple((x + chance.uniform(-by, by), y + chance.uniform(-by, by)) for x, y in stroke)
        for stroke in strokes
    ]


@pytest.mark.parametrize("character", sorted(characters()))
def test_each_character_of_ours_is_the_first_candidate(recogniser: Recogniser, character: str) -> None:
    assert recogniser.candidates(write(character), SQUARE)[0] == character


@pytest.mark.parametrize("scale", [1.0, 2.0, 5.0])
def test_the_pads_size_does_not_matter(recogniser: Recogniser, scale: float) -> None:
    pad = (100 * scale, 100 * scale)
    wrong = [c for c in characters() if recogniser.candidates(write(c, scale), pad)[0] != c]
    assert wrong == []


def test_stroke_order_and_direction_do_not_matter(recogniser: Recogniser) -> None:
    backwards = [tuple(reversed(stroke)) for stroke in reversed(write("测"))]
    assert recogniser.candidates(backwards, SQUARE)[0] == "测"


def test_a_trembling_hand_is_read(recogniser: Recogniser) -> None:
    tried = [(c, shaken(write(c), seed, 6.0)) for c in characters() for seed in (1, 2)]
    found = [c in recogniser.candidates(strokes, SQUARE) for c, strokes in tried]
    assert sum(found) >= 0.95 * len(found)


@pytest.mark.parametrize("word", ["工资", "王测试", "三个月", "没发工资", "老板拖欠我三个月工资"])
def test_a_word_written_in_a_row_comes_first(recogniser: Recogniser, word: str) -> None:
    assert recogniser.candidates(write(word), WIDE)[0] == word


def test_a_row_offers_other_readings_too(recogniser: Recogniser) -> None:
    found = recogniser.candidates(write("三天"), WIDE)
    assert len(found) > 1
    assert len(found[1]) == 2


@pytest.mark.parametrize(
    ("strokes", "meant"), [([[(40, 150), (260, 146)]], "一"), ([[(150, 40), (150, 260)]], "1")]
)
def test_one_stroke_is_read(recogniser: Recogniser, strokes: list[Stroke], meant: str) -> None:
    assert recogniser.candidates(strokes, SQUARE)[0] == meant


def test_a_written_digit_is_read_and_a_stray_one_is_not_offered(recogniser: Recogniser) -> None:
    ring = [(150 + 75 * math.cos(a / 3), 150 + 120 * math.sin(a / 3)) for a in range(20)]
    assert recogniser.candidates([ring], SQUARE)[0] == "0"
    assert not any(c.isdigit() for c in recogniser.candidates(write("资"), SQUARE))


@pytest.mark.parametrize("strokes", [[], [[]], [[], []]])
def test_no_ink_no_candidates(recogniser: Recogniser, strokes: list[Stroke]) -> None:
    assert recogniser.candidates(strokes, SQUARE) == ()


@given(
    strokes=st.lists(
        st.lists(st.tuples(st.floats(-50, 900), st.floats(-50, 900)), min_size=1, max_size=5), max_size=5
    ),
    limit=st.integers(1, 12),
)
def test_any_scrawl_gives_at_most_so_many_different_known_characters(
    recogniser: Recogniser, strokes: list[list[tuple[float, float]]], limit: int
) -> None:
    found = recogniser.candidates(strokes, (800.0, 400.0), limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)
    assert all(found)
    assert set("".join(found)) <= offered()
    assert found == recogniser.candidates(strokes, (800.0, 400.0), limit)


def test_what_is_offered_is_simplified_chinese_names_and_digits(recogniser: Recogniser) -> None:
    known = recogniser.characters
    assert len(gb2312()) == 6763
    assert len(known & gb2312()) >= 6700
    assert set("工资老板嵊泗舟山堃喆赟祎㛃䶮") <= known
    assert not known & set("決電話幾發資謝,.abc，。")
    assert not set(NAME_CHARACTERS) & gb2312()


def test_a_traditional_form_is_answered_by_its_simplified_twin() -> None:
    """A row in which the model is sure of a form that is not offered."""
    names = ["決", "决", "定"]
    steps = np.zeros((6, 4), dtype=np.float32)
    steps[0] = (1, 0, 0, 0)
    steps[1] = (0.02, 0.9, 0.07, 0.01)
    steps[2] = (0.97, 0.01, 0.01, 0.01)
    steps[3] = (0.1, 0.0, 0.1, 0.8)
    steps[4] = (0.1, 0.0, 0.1, 0.8)
    steps[5] = (1, 0, 0, 0)

    class Fixed:
        def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Any]) -> list[Any]:
            return [steps[np.newaxis]]

    found = Recogniser(Fixed(), "x", names).candidates([[(0, 0), (400, 0), (400, 100)]], (500.0, 200.0))
    assert found[0] == "决定"


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        Recogniser.load(tmp_path / "none.onnx")
    assert caught.value.code == "E-INP-01"


def test_another_model_is_refused(tmp_path: Path) -> None:
    data = bytearray(handwriting.model_path().read_bytes())
    data[len(data) // 2] ^= 1
    changed = tmp_path / "model.onnx"
    changed.write_bytes(data)
    with pytest.raises(KioskError) as caught:
        Recogniser.load(changed)
    assert caught.value.code == "E-INP-01"


def test_a_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwriting, "PACKAGE", "no-such-package")
    with pytest.raises(KioskError) as caught:
        Recogniser.load()
    assert caught.value.code == "E-INP-01"
