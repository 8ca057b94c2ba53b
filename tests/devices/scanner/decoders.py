"""What must hold of every profile's decoder for any bytes at all; registered in tests/support/decoders.py."""

import unicodedata
from collections.abc import Callable

from kiosk.devices.scanner.profile import Profile, load_profile
from kiosk.devices.scanner.protocol import LONGEST, TEXT_MOST, Answer, Code, Decoder, Garbled, NoRead

SLIP = "GL1.SS3-0147.7K3QX9M2TAHJ4N5P6Q7R8S9T0V"
ENDS = {"any": b"\r", "CR": b"\r", "LF": b"\n", "CRLF": b"\r\n", "TAB": b"\t", "none": b""}


def fragments(name: str) -> tuple[bytes, ...]:
    """Codes in both encodings, ends, the model's own words, and what a hostile code may hold."""
    profile = load_profile(name)
    slip, end = SLIP.encode(), ENDS[profile.suffix]
    return (
        slip + end,
        b"]Q1" + slip + end,
        "测试甲，请看这里".encode("gb18030") + end,
        "测试甲\u202e\u2066看这里\u0085".encode() + end,
        b"\r\n\t\r",
        b"%%NoRead" + end,
        b"\x1b@\x1d\x10\x04\x01" + end,
        b"9" * LONGEST,
        *profile.answers,
    )


def check(name: str) -> Callable[[list[bytes]], None]:
    return check_profile(load_profile(name))


def check_profile(profile: Profile) -> Callable[[list[bytes]], None]:
    good = SLIP.encode() + ENDS[profile.suffix]

    def check_stream(pieces: list[bytes]) -> None:
        decoder = Decoder(profile)
        for number, piece in enumerate(pieces):
            frames = decoder.feed(piece)
            if number % 3 == 2:
                frames += decoder.idle()
                assert not decoder.pending
            for frame in frames:
                assert isinstance(frame, Code | NoRead | Garbled | Answer)
                if isinstance(frame, Code):
                    check_text(frame.text)
            assert decoder.held <= LONGEST
        decoder.idle()
        assert not decoder.pending
        assert decoder.feed(good) + decoder.idle() == [Code(SLIP)]

    return check_stream


def check_text(text: str) -> None:
    """Of every code that is handed on."""
    assert 0 < len(text) <= TEXT_MOST
    assert text == text.strip()
    assert not {unicodedata.category(char) for char in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    text.encode()
