"""The recogniser on our own handwriting, and what it must never do."""

import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Barrier
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.charset import NAME_CHARACTERS, gb2312
from kiosk.domain.writing import WritingContext, WritingMode
from kiosk.errors import KioskError
from kiosk.input import handwriting, ink
from kiosk.input.handwriting import FIRST, Recogniser
from kiosk.input.language import Language
from kiosk.input.offer import Forms
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
    assert set("".join(found)) <= recogniser.characters
    assert found == recogniser.candidates(strokes, (800.0, 400.0), limit)


def test_what_is_offered_is_simplified_chinese_names_and_digits(recogniser: Recogniser) -> None:
    known = recogniser.characters
    assert len(gb2312()) == 6763
    assert len(known & gb2312()) >= 6700
    assert set("工资老板嵊泗舟山堃喆赟祎㛃䶮") <= known
    assert not known & set("決電話幾發資謝,.abc，。")
    assert not set(NAME_CHARACTERS) & gb2312()


class Fixed:
    """A model that always reads the same: ``steps`` are (time steps, classes) chances."""

    def __init__(self, steps: list[tuple[float, ...]]) -> None:
        self.steps = np.array(steps, dtype=np.float32)

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Any]) -> list[Any]:
        return [self.steps[np.newaxis]]


def reading(names: str, *steps: tuple[float, ...]) -> Recogniser:
    """A recogniser whose model knows ``names`` and reads ``steps``, each with the blank's chance first."""
    return Recogniser(Fixed(list(steps)), "x", list(names), Forms.load(), Language.load())


class Together:
    """A model that answers only when asked twice at the same time: a row one thing, a square another."""

    def __init__(self) -> None:
        self.asked = Barrier(2, timeout=30)
        self.widths: list[int] = []

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Any]) -> list[Any]:
        width = inputs["x"].shape[3]
        self.widths.append(width)
        self.asked.wait()
        row = [(0.0, 0.9, 0.1, 0.0), (0.9, 0.0, 0.0, 0.0), (0.0, 0.1, 0.9, 0.0)]
        steps = [(0.0, 0.0, 0.0, 0.9)] if width == ink.SQUARE_WIDTH else row
        return [np.array(steps, dtype=np.float32)[np.newaxis]]


class Broken:
    """A model that cannot read a row."""

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Any]) -> list[Any]:
        if inputs["x"].shape[3] > ink.SQUARE_WIDTH:
            raise ValueError("no rows")
        return [np.array([(0.0, 0.9)], dtype=np.float32)[np.newaxis]]


SQUARE_INK = [[(0.0, 0.0), (100.0, 100.0)]]
WIDE_INK = [[(0.0, 0.0), (400.0, 0.0), (400.0, 100.0)]]
MORE = WritingContext(more=True)
NAME = WritingContext(mode=WritingMode.NAME)


def test_a_traditional_form_in_a_row_is_answered_by_its_simplified_twin() -> None:
    steps = [
        (1, 0, 0, 0),
        (0.02, 0.9, 0.07, 0.01),
        (0.97, 0.01, 0.01, 0.01),
        (0.1, 0.0, 0.1, 0.8),
        (0.1, 0.0, 0.1, 0.8),
        (1, 0, 0, 0),
    ]
    assert reading("決决定", *steps).candidates(WIDE_INK, (500.0, 200.0))[0] == "决定"


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (
            "發友发",
            "发",
        ),  # what the model sees is a traditional form: not what looks most like it, but its twin
        ("龍尤龙", "龙"),
        ("乾吃干", "乾"),  # of GB 2312 itself, so meant
    ],
)
def test_who_writes_a_traditional_form_is_offered_its_twin(names: str, first: str) -> None:
    found = reading(names, (0.0, 0.97, 0.02, 0.001)).candidates(SQUARE_INK, SQUARE)
    assert found[0] == first


@pytest.mark.parametrize("char", "后里面发干云余斗丑谷几系")
def test_what_is_written_so_in_both_scripts_stays(recogniser: Recogniser, char: str) -> None:
    assert char in recogniser.characters
    assert reading(char + "口", (0.0, 0.9, 0.05)).candidates(SQUARE_INK, SQUARE)[0] == char


def test_what_stands_before_settles_what_looks_alike() -> None:
    model = reading("曰日", (0.0, 0.6, 0.35))
    assert model.candidates(SQUARE_INK, SQUARE)[0] == "曰"
    assert model.candidates(SQUARE_INK, SQUARE, context=WritingContext("生"))[0] == "日"


def test_what_stands_before_does_not_overrule_clear_writing() -> None:
    model = reading("资姿", (0.0, 0.02, 0.97))
    assert model.candidates(SQUARE_INK, SQUARE, context=WritingContext("工"))[0] == "姿"


def test_what_stands_before_orders_the_readings_of_a_row_too() -> None:
    unsure = (0.0, 0.0, 0.0, 0.0, 0.55, 0.45)
    row = [(0.0, 0.0, 0.0, 0.99, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0, 0.0, 0.0), unsure]
    assert reading("资贝工姿资", *row).candidates(WIDE_INK, (500.0, 200.0))[0] == "工资"


def test_more_offers_what_was_not_offered_first_and_rare_characters(recogniser: Recogniser) -> None:
    rare: set[str] = set()
    for character in sorted(characters())[:5]:
        ink = write(character)
        first = recogniser.candidates(ink, SQUARE)
        more = recogniser.candidates(ink, SQUARE, 24, MORE)
        assert len(more) == 24
        assert not set(first) & set(more)
        assert len(set(more)) == 24
        rare |= set(more) - recogniser.characters
    assert rare


def test_more_of_a_long_row_are_its_other_readings(recogniser: Recogniser) -> None:
    first = recogniser.candidates(write("老板拖欠我三个月工资"), WIDE)
    more = recogniser.candidates(write("老板拖欠我三个月工资"), WIDE, 24, MORE)
    assert more
    assert not set(first) & set(more)
    assert all(len(word) > 5 for word in more)


def test_a_rare_character_is_found_by_more_and_a_traditional_form_is_not() -> None:
    chances = (0.0, *([0.05] * FIRST), 0.9, 0.8, 0.7)
    model = reading("一二三四五六七八𠅤決犇", chances)
    assert "𠅤" not in model.candidates(SQUARE_INK, SQUARE, 99)
    assert "犇" in model.candidates(SQUARE_INK, SQUARE)
    found = model.candidates(SQUARE_INK, SQUARE, 24, MORE)
    assert found[0] == "𠅤"
    assert "決" not in found


def test_a_name_begins_with_a_surname() -> None:
    model = reading("困周", (0.0, 0.6, 0.3))
    assert model.candidates(SQUARE_INK, SQUARE)[0] == "困"
    assert model.candidates(SQUARE_INK, SQUARE, context=NAME)[0] == "周"
    given = WritingContext("王", WritingMode.NAME)
    assert reading("娟捐", (0.0, 0.3, 0.6)).candidates(SQUARE_INK, SQUARE, context=given)[0] == "娟"
    second = WritingContext("欧", WritingMode.NAME)
    assert reading("旧阳", (0.0, 0.8, 0.1)).candidates(SQUARE_INK, SQUARE, context=second)[0] == "阳"


def test_a_name_may_hold_rare_characters_and_no_digits() -> None:
    model = reading("0甪禕", (0.0, 0.9, 0.5, 0.4))
    assert model.candidates(SQUARE_INK, SQUARE, context=NAME) == ("甪",)
    assert model.candidates(SQUARE_INK, SQUARE) == ("0",)
    # A name is as its card has it, whatever the form.
    more = WritingContext(mode=WritingMode.NAME, more=True)
    assert model.candidates(SQUARE_INK, SQUARE, 24, more) == ("禕",)


def test_a_name_in_a_row_is_a_surname_and_a_given_name() -> None:
    row = [(0.0, 0.5, 0.45, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.5, 0.45)]
    model = reading("困周捐娟", *row)
    assert model.candidates(WIDE_INK, (500.0, 200.0), context=NAME)[0] == "周娟"


HALF_WIDE_INK = [[(0.0, 0.0), (200.0, 0.0), (200.0, 100.0)]]


def test_what_may_be_a_row_or_a_character_is_read_as_both_at_the_same_time() -> None:
    model = Together()
    recogniser = Recogniser(model, "x", "小工贪", Forms.load(), Language.load())
    found = recogniser.candidates(HALF_WIDE_INK, (500.0, 200.0))
    assert found[0] == "小工"
    assert "贪" in found
    assert len(model.widths) == 2
    assert model.widths.count(ink.SQUARE_WIDTH) == 1


def test_a_model_that_fails_beside_is_not_taken_for_one_that_read_nothing() -> None:
    recogniser = Recogniser(Broken(), "x", "小", Forms.load(), Language.load())
    with pytest.raises(ValueError, match="no rows"):
        recogniser.candidates(HALF_WIDE_INK, (500.0, 200.0))


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
