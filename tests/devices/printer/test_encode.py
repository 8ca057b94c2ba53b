"""The encoder, byte for byte."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.devices.printer.charset import Charset
from kiosk.devices.printer.encode import (
    START,
    Align,
    Line,
    Span,
    draw_line,
    encode_cut,
    encode_feed,
    encode_line,
    encode_qr,
    qr_dots,
    qr_matrix,
    raster,
)
from kiosk.devices.printer.glyphs import Glyphs
from kiosk.devices.printer.paper import CutMode, Paper
from kiosk.glyphs import FACES
from tests.devices.printer.samples import PAYLOAD, fonts, glyphs

PAPER = Paper()


def test_a_job_starts_with_reset_no_pushed_status_and_chinese_on() -> None:
    assert START.hex(" ", -2) == "1b40 1d61 001c 26"


def test_a_plain_line() -> None:
    line = Line((Span("工单ab"),))
    expected = "1b6100 1b3322 1d2100 1b4500 b9a4b5a56162 0a"
    assert encode_line(line, PAPER, None) == bytes.fromhex(expected)


def test_size_weight_and_alignment() -> None:
    line = Line((Span("号"), Span("A1", wide=2, tall=2, bold=True)), Align.CENTRE)
    expected = "1b6101 1b333a 1d2100 1b4500 bac5 1d2111 1b4501 4131 0a"
    assert encode_line(line, PAPER, None) == bytes.fromhex(expected)


@pytest.mark.parametrize(
    ("text", "charset", "is_picture"),
    [
        ("，。：；（）", Charset.GB2312, False),
        ("￥12.50", Charset.GB2312, False),
        ("①②③", Charset.GB2312, False),
        ("〇", Charset.GB2312, True),
        ("〇", Charset.GBK, False),
        ("姓𠮷", Charset.GB18030, True),
        ("㐂", Charset.GB18030, True),
        ("䶮", Charset.GBK, True),
        ("䶮", Charset.GB18030, False),
    ],
)
def test_a_line_is_a_picture_only_where_the_font_lacks_a_character(
    text: str, charset: Charset, is_picture: bool
) -> None:
    data = encode_line(Line((Span(text),)), Paper(charset=charset), glyphs())
    assert data.startswith(bytes.fromhex("1b6100 1d7630") if is_picture else bytes.fromhex("1b6100 1b33"))
    if not is_picture:
        assert data.endswith(text.encode("gb18030") + b"\n")


def test_without_a_font_file_the_line_still_comes_out() -> None:
    data = encode_line(Line((Span("姓𠮷b"),)), PAPER, None)
    assert data.endswith("姓〓b".encode("gb18030") + b"\n")


def test_a_rare_character_is_drawn_from_the_second_font(tmp_path: Path) -> None:
    """And as a placeholder, never as a box or nothing, where there is none or none has it."""
    placeholder = glyphs().cell("〓", 2).tobytes()
    drawn = glyphs().cell("\U0002e9f5", 2)
    assert drawn.getbbox() is not None
    assert drawn.tobytes() != placeholder
    assert drawn.tobytes() != glyphs().cell("\U00031350", 2).tobytes()
    assert glyphs().cell("\ue123", 2).tobytes() == placeholder
    (tmp_path / FACES[0]).symlink_to(fonts() / FACES[0])
    without = Glyphs(tmp_path)
    assert without.cell("\U0002e9f5", 2).tobytes() == placeholder
    assert without.cell("王", 2).tobytes() == glyphs().cell("王", 2).tobytes()


def test_a_slips_name_with_a_rare_character_is_a_picture_of_it() -> None:
    data = encode_line(Line((Span("王\U0002e9f5"),)), PAPER, glyphs())
    picture = draw_line(Line((Span("王\U0002e9f5"),)), glyphs())
    assert data == bytes.fromhex("1b6100") + raster(picture)
    assert picture.crop((24, 0, 48, 24)).tobytes() == glyphs().cell("\U0002e9f5", 2).tobytes()


def test_a_drawn_line_stands_on_the_printers_grid() -> None:
    picture = draw_line(Line((Span("  "), Span("𠮷", wide=2, tall=2, bold=True))), glyphs())
    assert picture.size == (24 + 48, 58)
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    assert left >= 24  # the indent is white
    assert top < 8
    assert right > 60
    assert bottom <= 48  # and so is the gap below


def test_a_picture_is_gs_v_0_with_one_bit_a_dot() -> None:
    picture = Image.new("1", (12, 2), 0)
    picture.putpixel((0, 0), 1)
    picture.putpixel((11, 1), 1)
    assert raster(picture) == bytes.fromhex("1d763000 0200 0200 8000 0010")


@given(st.binary(min_size=64, max_size=64), st.sampled_from([b"\x10\x04", b"\x10\x05", b"\x10\x14"]))
def test_a_picture_never_holds_a_command_that_is_obeyed_at_once(noise: bytes, real_time: bytes) -> None:
    data = noise[:31] + real_time + noise[33:]
    sent = raster(Image.frombytes("1", (64, 8), data))
    assert not re.search(rb"\x10[\x04\x05\x14]", sent[8:])
    assert len(sent) == 8 + 64
    differing = [at for at in range(64) if sent[8 + at] != data[at]]
    assert all((data[at], sent[8 + at]) == (0x10, 0x30) for at in differing)


def test_a_native_qr_code() -> None:
    data = encode_qr("GL1.A-1", Paper(qr_module=6))
    expected = (
        "1b6101"
        "1d286b0400 31413200"  # model 2
        "1d286b0300 314306"  # module of 6 dots
        "1d286b0300 314531"  # error correction M
        "1d286b0a00 315030 474c312e412d31"  # store
        "1d286b0300 315130"  # print
    )
    assert data == bytes.fromhex(expected)


@given(st.text("GL1.0123456789ABCXYZ", min_size=1, max_size=120))
def test_a_codes_side_is_known_without_drawing_it(payload: str) -> None:
    assert qr_dots(payload, Paper(qr_module=3)) == len(qr_matrix(payload)) * 3


def test_a_drawn_qr_code_has_whole_modules() -> None:
    data = encode_qr(PAYLOAD, Paper(native_qr=False, qr_module=6))
    side = len(qr_matrix(PAYLOAD)) * 6
    assert side == 29 * 6
    assert data[:7] == bytes.fromhex("1b6101 1d763000")
    assert data[7:11] == bytes([(side + 7) // 8, 0, side, 0])
    first_row = data[11 : 11 + (side + 7) // 8]
    assert f"{int.from_bytes(first_row, 'big'):b}"[:42] == "1" * 42  # a finder pattern's 7 modules


def test_feeding_and_cutting() -> None:
    assert encode_feed(0) == b""
    assert encode_feed(255) == bytes.fromhex("1b4aff")
    assert encode_feed(300) == bytes.fromhex("1b4aff 1b4a2d")
    assert encode_cut(Paper(tail_dots=120)) == bytes.fromhex("1b4a78 1d5601")
    assert encode_cut(Paper(tail_dots=120, cut=CutMode.FULL)) == bytes.fromhex("1b4a78 1d5600")
    assert encode_cut(Paper(tail_dots=120, cut=CutMode.NONE)) == bytes.fromhex("1b4a78")
