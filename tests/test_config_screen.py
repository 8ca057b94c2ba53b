"""A window of another size stands for a panel of that shape."""

import pytest

from kiosk.config import Config, ScreenSettings
from kiosk.config_screen import windowed
from kiosk.errors import KioskError

STANDING = Config().screen


@pytest.mark.parametrize(
    ("text", "inches"),
    [("1080x1920", 21.5), ("844x1500", 21.5), ("1280x800", 10.1), ("1920X1080", 15.6), ("1366x768", 15.6)],
)
def test_the_panel_is_the_one_of_that_shape(text: str, inches: float) -> None:
    screen = windowed(STANDING, text)
    assert (f"{screen.width}x{screen.height}", screen.diagonal_inch) == (text.lower(), inches)
    assert not screen.fullscreen
    assert screen.viewing_mm == STANDING.viewing_mm


def test_a_configured_panel_of_that_shape_keeps_its_size() -> None:
    big = ScreenSettings(width=1080, height=1920, diagonal_inch=32.0)
    assert windowed(big, "810x1440").diagonal_inch == 32.0


@pytest.mark.parametrize("text", ["", "1080", "1080x", "axb", "1080x1920x3", "-5x9", "799x1500", "1080x4000"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(KioskError) as caught:
        windowed(STANDING, text)
    assert caught.value.code == "E-CFG-02"
