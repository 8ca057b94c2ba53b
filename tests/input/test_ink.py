"""Strokes become pixels: sizes, placing, and the limits on magnifying."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.input import ink

PAD = (300.0, 300.0)

points = st.tuples(st.floats(0, 2000), st.floats(0, 2000))
drawings = st.lists(st.lists(points, min_size=1, max_size=6), min_size=1, max_size=6)


def dark_box(image: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is darker than mid grey."""
    rows, columns = np.where(image[0, 0] < 0)
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def drawn(strokes: ink.Strokes, pad: ink.Point = PAD) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    box = ink.box_of(strokes)
    assert box is not None
    return ink.character_image(strokes, box, pad)


def test_no_points_no_box() -> None:
    assert ink.box_of([]) is None
    assert ink.box_of([[], []]) is None


def test_the_ink_fills_36_of_48_pixels_in_the_middle() -> None:
    image = drawn([[(10, 20), (210, 20), (210, 220), (10, 220), (10, 20)]])
    assert image.shape == (1, 3, 48, 64)
    left, top, right, bottom = dark_box(image)
    assert right - left == pytest.approx(36 + ink.LINE, abs=2)
    assert bottom - top == pytest.approx(36 + ink.LINE, abs=2)
    assert left + right == pytest.approx(63, abs=1)
    assert top + bottom == pytest.approx(47, abs=1)


def test_where_and_how_big_it_was_written_does_not_matter() -> None:
    shape = [(0.0, 0.0), (100.0, 0.0), (50.0, 120.0)]
    small = [[(x + 10, y + 15) for x, y in shape]]
    big = [[(x * 2 + 55, y * 2 + 3) for x, y in shape]]
    assert np.allclose(drawn(small), drawn(big), atol=0.02)


def test_a_dash_and_a_dot_stay_small() -> None:
    left, _, right, _ = dark_box(drawn([[(100, 150), (130, 150)]]))
    assert right - left == pytest.approx(36 * 30 / 90 + ink.LINE, abs=2)
    left, top, right, bottom = dark_box(drawn([[(150, 150)]]))
    assert right - left <= ink.LINE + 1
    assert bottom - top <= ink.LINE + 1


def test_the_three_channels_are_one_drawing_between_black_and_white() -> None:
    image = drawn([[(0, 0), (200, 200)]])
    assert image.dtype == np.float32
    assert np.array_equal(image[0, 0], image[0, 1])
    assert np.array_equal(image[0, 0], image[0, 2])
    assert image.max() == 1.0
    assert image.min() == -1.0


@pytest.mark.parametrize(("width", "height", "wide"), [(140, 100, True), (139, 100, False), (100, 0, True)])
def test_a_row_is_what_is_clearly_wider_than_high(width: float, height: float, wide: bool) -> None:
    assert ink.is_wide(ink.Box(0, 0, width, height)) is wide


@given(strokes=drawings, pad=st.tuples(st.floats(50, 2000), st.floats(50, 2000)))
def test_any_drawing_becomes_an_image_the_model_takes(strokes: ink.Strokes, pad: ink.Point) -> None:
    box = ink.box_of(strokes)
    assert box is not None
    square = ink.character_image(strokes, box, pad)
    row = ink.line_image(strokes, box, pad)
    assert square.shape == (1, 3, 48, 64)
    assert row.shape[:3] == (1, 3, 48)
    assert 64 <= row.shape[3] <= ink.LONGEST_LINE
    for image in (square, row):
        assert np.isfinite(image).all()
        assert image.min() < 0, "nothing was drawn"
        # Ink is never cut off: the border stays white.
        assert image[..., 0, :].min() > 0.9
        assert image[..., -1, :].min() > 0.9
        assert image[..., :, 0].min() > 0.9
        assert image[..., :, -1].min() > 0.9
