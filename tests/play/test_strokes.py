"""Drawn characters, laid onto a writing pad."""

import json
from pathlib import Path

import pytest

from kiosk.play.session import STROKES
from kiosk.play.strokes import StrokeFileError, onto, read_strokes


def test_the_stroke_file_that_comes_with_the_checkout_is_read() -> None:
    drawn = read_strokes(STROKES)
    assert len(drawn["工"]) == 3
    assert all(0 <= x <= 100 and 0 <= y <= 100 for s in drawn.values() for stroke in s for x, y in stroke)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"characters": {"一": [[1, 2]]}}', '{"characters": {"一": [[["a", 2]]]}}']
)
def test_what_is_no_stroke_file_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "s.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StrokeFileError, match="不是笔画文件"):
        read_strokes(file)


def test_a_stroke_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StrokeFileError, match="读不了"):
        read_strokes(tmp_path / "none.json")


@pytest.mark.parametrize(("width", "height"), [(900, 500), (400, 700)])
def test_a_character_lies_whole_in_the_middle_of_the_pad(width: float, height: float) -> None:
    frame = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
    (walked,) = onto([frame], 50, 1000, width, height)
    xs, ys = [x for x, _ in walked], [y for _, y in walked]
    assert min(xs) > 50
    assert max(xs) < 50 + width
    assert min(ys) > 1000
    assert max(ys) < 1000 + height
    assert (min(xs) + max(xs)) / 2 == pytest.approx(50 + width / 2, abs=1)
    assert (min(ys) + max(ys)) / 2 == pytest.approx(1000 + height / 2, abs=1)
    assert max(xs) - min(xs) == pytest.approx(max(ys) - min(ys), abs=1)


def test_points_that_fall_on_one_pixel_are_one() -> None:
    # The window is told of a finger that moves, and of nothing else.
    (walked,) = onto([((0.0, 0.0), (0.1, 0.1), (50.0, 0.0), (0.0, 0.0))], 0, 0, 100, 100)
    assert walked == [(11, 11), (50, 11), (11, 11)]


def test_a_dot_is_one_point() -> None:
    assert len(onto([((50.0, 50.0),)], 0, 0, 100, 100)[0]) == 1


def test_the_file_a_journey_names_may_hold_other_characters(tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_text(json.dumps({"characters": {"口": [[[1, 2], [3, 4]]]}}), encoding="utf-8")
    assert read_strokes(file) == {"口": (((1.0, 2.0), (3.0, 4.0)),)}
