"""The calm picture: it fits every panel, says what to do, and stays where it was put."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from kiosk.config import Config, ScreenSettings
from kiosk.display import picture
from kiosk.display.connection import Connection
from kiosk.display.root import RootWindow
from kiosk.domain.comfort import Language
from kiosk.glyphs import ui_fonts
from kiosk.play.xserver import PrivateDisplay
from kiosk.screens.palette import PLAIN
from kiosk.screens.theme import make_theme
from kiosk.words.texts import load

FONTS = Config().fonts_path
PANELS = ((1080, 1920, 21.5), (1280, 800, 10.1), (1366, 768, 15.6), (1920, 1080, 21.5), (800, 1280, 10.1))
CHINESE, ENGLISH = load().of(Language.ZH).picture, load().of(Language.EN).picture
WORDS = (
    *(CHINESE.heading, CHINESE.title, CHINESE.starting, CHINESE.safe, CHINESE.ask, CHINESE.who),
    *(picture.NUMBER, ENGLISH.title, ENGLISH.who),
)


def drawn(width: int, height: int, inch: float, fonts: Path = FONTS) -> Image.Image:
    return picture.draw(width, height, ScreenSettings(diagonal_inch=inch), fonts)


def paper(found: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether nothing but paper is in this rectangle."""
    colours = found.crop(box).getcolors(1) or []
    return [colour for _, colour in colours] == [tuple(round(part * 255) for part in PLAIN.paper[:3])]


@pytest.mark.parametrize(("width", "height", "inch"), PANELS)
def test_it_fits_with_room_around_it(width: int, height: int, inch: float) -> None:
    found = drawn(width, height, inch)
    theme = make_theme(width, height, inch)
    assert found.size == (width, height)
    edge = theme.min_gap
    assert paper(found, (0, theme.bar, edge, height))
    assert paper(found, (width - edge, theme.bar, width, height))
    assert paper(found, (0, height - edge, width, height))
    assert paper(found, (0, theme.bar, width, theme.bar + edge))


@pytest.mark.parametrize(("width", "height", "inch"), PANELS)
def test_no_two_lines_touch(width: int, height: int, inch: float) -> None:
    """Under the bar there are as many bands of ink as lines of text, the card's frame left out."""
    theme = make_theme(width, height, inch)
    left, right = width // 2 - width // 8, width // 2 + width // 8
    found = drawn(width, height, inch)
    ink = [found.crop((left, y, right, y + 1)).getcolors(1) is None for y in range(theme.bar, height)]
    bands = sum(now and not before for before, now in zip([False, *ink], ink, strict=False))
    assert bands == len(WORDS) - 1


def test_every_character_has_a_glyph() -> None:
    for font in ui_fonts(FONTS):
        assert font.missing("".join(WORDS)) == ()


def test_it_says_plainly_what_to_do_and_names_no_code() -> None:
    whole = "".join(WORDS)
    assert "12348" in whole
    assert "E-" not in whole


def test_without_fonts_it_is_calm_all_the_same(tmp_path: Path) -> None:
    found = drawn(1080, 1920, 21.5, tmp_path)
    theme = make_theme(1080, 1920, 21.5)
    assert paper(found, (0, theme.bar, 1080, 1920))
    assert not paper(found, (0, 0, 1080, theme.bar))


def test_it_stays_on_the_display_when_whoever_hung_it_has_gone(display: PrivateDisplay) -> None:
    wanted = drawn(800, 1280, 10.1)
    root = RootWindow(display.name)
    root.paint(wanted)
    root.close()
    for _ in range(2):  # also when the last client of all goes
        looking = Connection(display.name)
        assert looking.size() == (800, 1280)
        assert ImageChops.difference(looking.grab(0, 0, 800, 1280), wanted).getbbox() is None
        looking.close()


def test_another_picture_takes_its_place(display: PrivateDisplay) -> None:
    root = RootWindow(display.name)
    for colour in ((255, 0, 0), (1, 2, 3)):
        root.paint(Image.new("RGB", (800, 1280), colour))
        assert root.grab(0, 0, 800, 1280).getcolors() == [(800 * 1280, colour)]
    root.close()


def test_the_checks_above_can_fail() -> None:
    theme = make_theme(1080, 1920, 21.5)
    found = drawn(1080, 1920, 21.5)
    font = ImageFont.truetype(str(FONTS / "NotoSansCJKsc-Regular.otf"), theme.type("body").size)
    ImageDraw.Draw(found).text((0, 1900), CHINESE.ask, font=font, fill=(0, 0, 0))
    assert not paper(found, (0, theme.bar, theme.min_gap, 1920))
