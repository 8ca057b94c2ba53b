"""What the fonts can draw. Fonts made here are tiny; the real ones are checked where the set-up put them."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTLibError

from kiosk.config import Config
from kiosk.glyphs import FACES, UiFont, ui_fonts
from tests.support.fonts import small_font


def test_missing_characters_are_named_once_in_order(tmp_path: Path) -> None:
    small_font(tmp_path / "a.ttf", "工资，")
    font = UiFont(tmp_path / "a.ttf")
    assert font.present
    assert font.missing("工资，工资") == ()
    assert font.missing("乙工甲乙资\n") == ("乙", "甲")


def test_a_font_that_is_not_there_is_not_present(tmp_path: Path) -> None:
    fonts = ui_fonts(tmp_path)
    assert [font.path.name for font in fonts] == list(FACES)
    assert not any(font.present for font in fonts)
    with pytest.raises(OSError, match="NotoSansCJKsc-Regular"):
        fonts[0].missing("a")


def test_a_broken_font_is_not_taken_for_a_complete_one(tmp_path: Path) -> None:
    (tmp_path / "broken.otf").write_bytes(b"OTTO and then nothing")
    with pytest.raises(TTLibError):
        UiFont(tmp_path / "broken.otf").missing("a")


def test_the_installed_faces_draw_what_residents_read_and_write() -> None:
    for font in ui_fonts(Config().fonts_path):
        assert font.present, "run script/bootstrap"
        assert font.missing("嵊泗县老板拖欠工资，“怎么办？”（样例）123ABC…·—　①→✓㛃䶮堃") == ()
