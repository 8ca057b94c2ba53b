"""What must hold of the keypad's decoder for any bytes at all; registered in tests/support/decoders.py."""

import struct
from typing import Final

from kiosk.devices.keypad.protocol import EVENT_BYTES, KEYS, Decoder, Down, Lost, dropped, encode

REPORT: Final = struct.pack("@llHHi", 1, 0, 0, 0, 0)
FRAGMENTS: Final = (
    *(encode(code, 1, 7.25) for code in (28, 106, 79, 30)),
    encode(28, 2, 7.5),
    encode(28, 0, 8.0),
    dropped(),
    REPORT,
    bytes(EVENT_BYTES),
    b"\xff" * EVENT_BYTES,
    encode(28, 1)[:13],
)


def check(pieces: list[bytes]) -> None:
    decoder = Decoder()
    for piece in pieces:
        for heard in decoder.feed(piece):
            assert isinstance(heard, Down | Lost)
            assert not isinstance(heard, Down) or 0 <= heard.code <= 0x2FF
        assert decoder.held < EVENT_BYTES
    decoder.idle()
    assert decoder.held == 0
    decoder.feed(REPORT)
    assert decoder.feed(b"".join(encode(code, 1, 9.5) for code in KEYS)) == [Down(code, 9.5) for code in KEYS]
