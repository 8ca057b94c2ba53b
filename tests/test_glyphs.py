"""What the fonts can draw. Fonts made here are tiny; the real ones are checked where the set-up put them."""

from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont, TTLibError
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import Config
from kiosk.glyphs import FACES, PLACEHOLDER, RARE, Faces, Run, UiFont, is_private, rare_font, ui_fonts
from tests.support.fonts import small_font

FIRST = "王嘉䶮 a〓"
SECOND = "\U0002e9f5\U00031350嘉\ue123"


def faces(folder: Path, second: str = SECOND) -> Faces:
    small_font(folder / FACES[0], FIRST)
    if second:
        small_font(folder / RARE, second)
    return Faces(folder)


def test_missing_characters_are_named_once_in_order(tmp_path: Path) -> None:
    small_font(tmp_path / "a.ttf", "工资，")
    font = UiFont(tmp_path / "a.ttf")
    assert font.present
    assert font.count == 3
    assert font.missing("工资，工资") == ()
    assert font.missing("乙工甲乙资\n") == ("乙", "甲")


def test_a_font_that_is_not_there_is_not_present(tmp_path: Path) -> None:
    fonts = ui_fonts(tmp_path)
    assert [font.path.name for font in fonts] == list(FACES)
    assert not any(font.present for font in fonts)
    with pytest.raises(OSError, match="NotoSansCJKsc-Regular"):
        fonts[0].missing("a")


@pytest.mark.parametrize("bytes_", [b"", b"OTTO", b"OTTO and then nothing", b"OTTO\0\1" + b"cmap" * 4])
def test_a_broken_font_is_not_taken_for_a_complete_one(tmp_path: Path, bytes_: bytes) -> None:
    (tmp_path / "broken.otf").write_bytes(bytes_)
    with pytest.raises(TTLibError):
        UiFont(tmp_path / "broken.otf").missing("a")


@pytest.mark.parametrize("name", [FACES[0], RARE])
def test_the_quick_reading_of_the_table_is_the_whole_one(name: str) -> None:
    path = Config().fonts_path / name
    with TTFont(str(path), lazy=True) as font:
        known = frozenset(font.getBestCmap())
    found = UiFont(path)
    assert found.count == len(known)
    for code in [*range(0x0, 0x3000, 7), *range(0x3400, 0x33480, 3), 0x10FFFF]:
        assert found.holds(chr(code)) == (code in known and not is_private(chr(code)))


def test_text_is_drawn_in_runs(tmp_path: Path) -> None:
    both = faces(tmp_path)
    assert both.plain("王嘉 a")
    assert both.runs("王嘉") == (Run("王嘉", rare=False),), "the first font where both could"
    assert not both.plain("王\U0002e9f5")
    assert both.runs("王\U0002e9f5\U00031350嘉") == (
        Run("王", rare=False),
        Run("\U0002e9f5\U00031350", rare=True),
        Run("嘉", rare=False),
    )
    assert both.undrawn("王\U0002e9f5嘉") == ()


def test_what_no_font_has_is_a_placeholder_and_so_is_private_use(tmp_path: Path) -> None:
    both = faces(tmp_path)
    assert both.undrawn("王\ue123甲\ue123\U000f0000") == ("\ue123", "甲", "\U000f0000")
    assert both.runs("王\ue123嘉") == (Run(f"王{PLACEHOLDER}嘉", rare=False),)
    assert both.runs("\ud800") == (Run(PLACEHOLDER, rare=False),)


def test_what_is_never_seen_is_neither_missing_nor_drawn(tmp_path: Path) -> None:
    both = faces(tmp_path)
    assert both.undrawn("王\ufe00\U000e0100\u200b\n") == ()
    assert both.runs("王\ufe00\U000e0100\u200b嘉") == (Run("王嘉", rare=False),)


@pytest.mark.parametrize("second", [b"", b"no font", b"\0\1\0\0\0\1"])
def test_without_the_second_font_there_are_placeholders(tmp_path: Path, second: bytes) -> None:
    alone = faces(tmp_path, second="")
    assert alone.rare is None
    assert alone.runs("王\U0002e9f5嘉") == (Run(f"王{PLACEHOLDER}嘉", rare=False),)
    (tmp_path / RARE).write_bytes(second)
    broken = Faces(tmp_path)
    assert broken.rare is None
    assert broken.undrawn("王\U0002e9f5嘉") == ("\U0002e9f5",)


def test_a_link_to_a_font_that_was_removed_is_no_font(tmp_path: Path) -> None:
    alone = faces(tmp_path, second="")
    (tmp_path / RARE).symlink_to(tmp_path / "gone.ttf")
    assert not rare_font(tmp_path).present
    assert alone.runs("\U0002e9f5") == (Run(PLACEHOLDER, rare=False),)


REAL = Faces(Config().fonts_path)


@given(st.text(st.characters(exclude_categories=["Cc"])))
def test_nothing_is_lost_and_runs_alternate(text: str) -> None:
    runs = REAL.runs(text)
    kept = [ch for ch in text if not REAL.undrawn(ch)]
    drawn = [ch for run in runs for ch in run.text]
    assert [ch for ch in drawn if ch != PLACEHOLDER] == [
        ch for ch in kept if ch in drawn and ch != PLACEHOLDER
    ]
    assert drawn.count(PLACEHOLDER) == text.count(PLACEHOLDER) + sum(bool(REAL.undrawn(ch)) for ch in text)
    assert all(one.rare != other.rare for one, other in pairwise(runs))


def test_the_installed_faces_draw_what_residents_read_and_write() -> None:
    for font in ui_fonts(Config().fonts_path):
        assert font.present, "run script/bootstrap"
        assert font.missing("嵊泗县老板拖欠工资，“怎么办？”（样例）123ABC…·—　①→✓㛃䶮堃〓") == ()


def test_the_second_font_has_names_that_the_first_lacks() -> None:
    assert not REAL.plain("\U0002e9f5")
    assert REAL.undrawn("㛃䶮\U0002e9f5㴒\U0002c386") == ()
    assert {ch: REAL.runs(ch)[0].rare for ch in "㛃\U0002e9f5"} == {"㛃": False, "\U0002e9f5": True}
