"""Bytes to codes: ends, silence, encodings, and everything that is no code."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.scanner.profile import Profile, Suffix, load_profile
from kiosk.devices.scanner.protocol import (
    LONGEST,
    TEXT_MOST,
    Answer,
    Code,
    Decoder,
    Frame,
    Garbled,
    NoRead,
    clean,
    decode,
)
from tests.devices.scanner.decoders import ENDS, SLIP, check_profile, check_text

TRIGGER = load_profile("serial-trigger")
EM = load_profile("newland-em")
HR = load_profile("newland-hr")
OK = bytes.fromhex("02 00 00 01 00 33 31")


def ending(suffix: Suffix, **changes: Any) -> Profile:
    return TRIGGER.model_copy(update={"suffix": suffix, **changes})


def read(data: bytes, profile: Profile = TRIGGER) -> list[Frame]:
    decoder = Decoder(profile)
    return decoder.feed(data) + decoder.idle()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b""])
def test_any_end_and_none(end: bytes) -> None:
    assert read(SLIP.encode() + end) == [Code(SLIP)]


@pytest.mark.parametrize("suffix", ["CR", "LF", "CRLF", "TAB"])
def test_with_an_end_of_its_own_silence_makes_no_code(suffix: Suffix) -> None:
    profile, end = ending(suffix), ENDS[suffix]
    assert read(b"AB" + end + b"CD" + end, profile) == [Code("AB"), Code("CD")]
    assert read(SLIP.encode()[:20], profile) == [Garbled()]
    others = bytes(set(b"\r\n\t") - set(end)) if suffix != "CRLF" else b"\n\t"
    assert read(b"A" + others + b"B" + end, profile) == [Code("AB")]


def test_without_an_end_only_silence_ends() -> None:
    decoder = Decoder(ending("none"))
    assert decoder.feed(b"A\r\nB") == []
    assert decoder.pending
    assert decoder.idle() == [Code("AB")]
    assert not decoder.pending


def test_ends_alone_say_nothing() -> None:
    assert read(b"\r\n\r\n\t\r") == []
    assert read(b"") == []


def test_utf8_first_then_gb18030_and_never_half_of_either() -> None:
    assert read("测试甲".encode() + b"\r") == [Code("测试甲")]
    assert read("测试甲".encode("gb18030") + b"\r") == [Code("测试甲")]
    assert read("𠮷㐂".encode("gb18030") + b"\r") == [Code("𠮷㐂")]
    assert read("测试甲".encode()[:-1] + b"\xff\r") == [Garbled()]
    assert decode(b"\xff\xfe") is None


def test_no_character_of_either_encoding_holds_an_end() -> None:
    """What an end is looked for in, byte by byte, is never torn inside a character."""
    for point in range(0x80, 0x110000):
        if 0xD800 <= point < 0xE000:
            continue
        char = chr(point)
        if point < 0x3100 or point % 97 == 0:
            assert not {*char.encode(), *char.encode("gb18030")} & set(b"\r\n\t")


def test_the_aim_prefix_goes_only_where_the_model_sends_one() -> None:
    assert read(b"]Q1" + SLIP.encode() + b"\r", ending("any", aim_prefix=True)) == [Code(SLIP)]
    assert read(SLIP.encode() + b"\r", ending("any", aim_prefix=True)) == [Code(SLIP)]
    assert read(b"]Q1]Q1A\r", ending("any", aim_prefix=True)) == [Code("]Q1A")]
    assert read(b"]Q1\r", ending("any", aim_prefix=True)) == [Garbled()]
    assert read(b"]Q1A\r") == [Code("]Q1A")]


def test_the_word_for_nothing_is_no_code() -> None:
    zkb = load_profile("zkb200")
    assert read(b"%%NoRead\r\n", zkb) == [NoRead()]
    assert read(b"%%NoRead", zkb) == [NoRead()]
    assert read(b"%%NoR", zkb) == [Garbled()]
    assert read(b"%%NoReader\r", zkb) == [Code("%%NoReader")]
    assert read(b"%%NoRead\r") == [Code("%%NoRead")]  # another model never says it


def test_what_cannot_be_seen_is_taken_out() -> None:
    hidden = "\x00\x1b\x1d\x7f\x85\u202e\u2066\u2069\u200b\u061c\ufeff\u2028\u2029\U000e0041"
    assert clean(f" {hidden}G{hidden}L1{hidden} ") == "GL1"
    assert clean(hidden) == ""
    assert read(hidden.encode().replace(b"\r", b"") + b"\r") == [Garbled()]
    assert clean("一" * 600) == "一" * TEXT_MOST
    assert clean("a" * (TEXT_MOST - 1) + "   b") == "a" * (TEXT_MOST - 1)


@given(st.text(max_size=700))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    if cleaned:
        check_text(cleaned)


def test_too_much_without_an_end_is_dropped_to_the_next_one() -> None:
    decoder = Decoder(TRIGGER)
    assert decoder.feed(b"9" * (LONGEST + 1)) == []
    assert decoder.held == 0
    assert decoder.feed(b"9" * 10_000) == []
    assert decoder.feed(b"99\rAB\r") == [Garbled(), Code("AB")]
    assert read(b"9" * (LONGEST + 1) + b"\r") == [Garbled()]
    assert read(b"9" * LONGEST + b"\r") == [Code("9" * TEXT_MOST)]
    assert decoder.feed(b"9" * (LONGEST + 1)) == []
    assert decoder.idle() == [Garbled()]
    assert decoder.feed(b"AB\r") == [Code("AB")]


def test_a_crlf_torn_at_the_end_of_too_much_is_found() -> None:
    decoder = Decoder(ending("CRLF"))
    decoder.feed(b"9" * LONGEST + b"9\r")
    assert decoder.feed(b"\nAB\r\n") == [Garbled(), Code("AB")]


# ---- what began before anybody asked -------------------------------------------------------------


def test_what_is_under_way_is_skipped_and_what_follows_is_not() -> None:
    decoder = Decoder(TRIGGER)
    decoder.feed(b"GL1.SS3-01")
    decoder.skip()
    assert decoder.held == 0
    assert decoder.feed(b"47.7K3Q\rAB\r") == [Code("AB")]


def test_a_skip_ends_with_silence_too_and_begins_with_nothing_in_silence() -> None:
    decoder = Decoder(TRIGGER)
    decoder.feed(b"GL1.SS3-01")
    decoder.skip()
    assert decoder.idle() == []
    decoder.skip()
    assert not decoder.pending
    assert decoder.feed(b"AB\r") == [Code("AB")]
    decoder.skip()
    assert decoder.feed(b"\nCD\r") == [Code("CD")]  # half of a CRLF holds no code back


def test_too_much_is_skipped_as_well() -> None:
    decoder = Decoder(TRIGGER)
    decoder.feed(b"9" * (LONGEST + 1))
    decoder.skip()
    assert decoder.feed(b"99\rAB\r") == [Code("AB")]


# ---- answers -------------------------------------------------------------------------------------


def test_answers_stand_between_codes_and_are_none() -> None:
    assert read(OK + b"AB\r" + OK + OK + b"CD\r", EM) == [
        Answer(True),
        Code("AB"),
        Answer(True),
        Answer(True),
        Code("CD"),
    ]
    refused = bytes.fromhex("02 00 01 01 00 04 01")
    assert read(refused + bytes.fromhex("02 00 03 01 00 6A 61"), EM) == [Answer(False), Answer(False)]


@pytest.mark.parametrize("profile", [EM, HR, load_profile("mindeo")], ids=lambda profile: profile.id)
def test_half_an_answer_is_no_code(profile: Profile) -> None:
    for frame in profile.answers:
        for cut in range(1, len(frame)):
            assert read(frame[:cut], profile) == [Garbled()], cut


def test_a_spoilt_answer_is_no_code() -> None:
    answer = next(iter(HR.answers))
    spoilt = answer[:9] + b"X" + answer[10:]
    assert read(spoilt, HR) == [Garbled()]


def test_an_answer_in_pieces_is_one() -> None:
    decoder = Decoder(EM)
    for byte in OK[:-1]:
        assert decoder.feed(bytes([byte])) == []
    assert decoder.feed(OK[-1:]) == [Answer(True)]


# ---- any pieces, any bytes -----------------------------------------------------------------------

WORDS = st.lists(st.text(st.characters(min_codepoint=33, codec="utf-8"), min_size=1, max_size=30), max_size=6)


@given(WORDS, st.sampled_from(sorted(ENDS)), st.integers(1, 9), st.sampled_from(["utf-8", "gb18030"]))
def test_codes_are_read_in_any_pieces(words: list[str], suffix: str, size: int, encoding: str) -> None:
    profile = TRIGGER.model_copy(update={"suffix": suffix})
    decoder = Decoder(profile)
    seen: list[Frame] = []
    for word in words:
        stream = word.encode(encoding) + ENDS[suffix]
        for at in range(0, len(stream), size):
            seen += decoder.feed(stream[at : at + size])
        seen += decoder.idle() if suffix == "none" else []
    whole = [frame for word in words for frame in read(word.encode(encoding) + ENDS[suffix], profile)]
    assert seen == whole
    assert decoder.held == 0


@pytest.mark.parametrize("suffix", sorted(ENDS))
@given(noise=st.lists(st.binary(max_size=300), max_size=8))
def test_noise_is_bounded_and_a_code_after_it_is_found(suffix: str, noise: list[bytes]) -> None:
    check_profile(TRIGGER.model_copy(update={"suffix": suffix}))(noise)


def test_a_code_has_no_part_in_a_repr() -> None:
    assert not re.search("7K3Q", repr(Code(SLIP)))
