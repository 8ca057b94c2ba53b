"""Which characters go as text. The traps are those python-escpos falls into (docs/protocol/printer.md)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.printer.charset import Charset, clean, encode_char, encode_text


@pytest.mark.parametrize("charset", list(Charset))
def test_punctuation_without_any_ideograph_is_text(charset: Charset) -> None:
    assert encode_text("，。：；（）", charset) == bytes.fromhex("a3ac a1a3 a3ba a3bb a3a8 a3a9")
    assert encode_text("￥12.50", charset) == bytes.fromhex("a3a4") + b"12.50"
    assert encode_text("①②③", charset) == bytes.fromhex("a2d9 a2da a2db")
    assert encode_text("——：《》…“”·", charset) == bytes.fromhex(
        "a1aa a1aa a3ba a1b6 a1b7 a1ad a1b0 a1b1 a1a4"
    )


@pytest.mark.parametrize(
    ("char", "gb2312", "gbk", "gb18030"),
    [
        ("〇", None, "a996", "a996"),
        ("䶮", None, None, "fe9f"),
        ("镕", None, "e946", "e946"),
        ("𠮷", None, None, None),  # 95 34 B2 35: four bytes print junk
        ("㐂", None, None, None),
        ("㙍", None, None, None),
        ("é", "a8a6", "a8a6", "a8a6"),
        ("ñ", None, None, None),
        ("\ue000", None, None, None),  # has the code AA A1, and another glyph in every font
        ("字", "d7d6", "d7d6", "d7d6"),
        ("~", "7e", "7e", "7e"),
        ("\x1b", None, None, None),
        ("\x80", None, None, None),
    ],
)
def test_what_each_font_holds(char: str, gb2312: str | None, gbk: str | None, gb18030: str | None) -> None:
    wanted = [bytes.fromhex(code) if code else None for code in (gb2312, gbk, gb18030)]
    assert [encode_char(char, charset) for charset in Charset] == wanted


@given(st.characters(), st.sampled_from(list(Charset)))
def test_a_character_is_one_printable_byte_or_one_pair_above_control(char: str, charset: Charset) -> None:
    data = encode_char(char, charset)
    if data is None:
        return
    assert data.decode("gb18030") == char
    if len(data) == 1:
        assert 0x20 <= data[0] <= 0x7E
    else:
        assert len(data) == 2
        assert data[0] >= 0x81
        assert data[1] >= 0x40


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("王\U00031350\U000323af", "王\U00031350\U000323af"),  # younger than this Python's tables
        ("王\ue123", "王\ue123"),
        ("工单\x1b@\x1d!\x11号", "工单@!号"),
        ("a\u202eb\u200bc\ufeffd", "abcd"),
        ("一\n二\t三\u2028四", "一 二 三 四"),
        ("一\u3000二\u00a0三", "一\u3000二 三"),
        ("¥5 • 好", "￥5 · 好"),
        ("葛\U000e0100", "葛"),
        ("e\u0301", "é"),
        ("\ud800坏", "坏"),
        ("the boat’s name, elders\u200b’ group", "the boat's name, elders' group"),
        ("签“以后不再找”", "签“以后不再找”"),
    ],
)
def test_what_could_steer_a_printer_is_taken_out(given_text: str, cleaned: str) -> None:
    assert clean(given_text) == cleaned


@given(st.text())
def test_cleaned_text_has_no_control_characters_and_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert all(char >= " " and char != "\x7f" and not "\x80" <= char <= "\x9f" for char in once)
    assert clean(once) == once
