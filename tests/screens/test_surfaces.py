"""A surface filled by confined clears is the picture a stretched texture would be."""

import pytest

from tests.screens.conftest import Window


@pytest.mark.parametrize("surface", ["card", "outline", "primary", "answer", "danger"])
@pytest.mark.parametrize(("width", "height"), [(600, 300), (601, 77), (48, 48), (30, 400)])
def test_a_surface_is_the_same_picture_to_the_pixel(
    window: Window, surface: str, width: int, height: int
) -> None:
    seen = window.play("surfaces.drawn_both_ways", surface=surface, width=width, height=height)
    assert seen["most"] <= 1, seen  # of 255: rounding at the seams
    assert seen["colours"] > 2
