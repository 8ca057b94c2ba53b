"""Every decoder of bytes from outside, to be fuzzed: 200 streams in script/test, 10,000 in ``--long fuzz``.

Whoever adds a protocol adds a :class:`DecoderCase` to ``DECODERS``; tests/devices/test_decoders.py and
tests/long/fuzz.py try every one of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

from kiosk.devices.evaluator.profile import shipped
from kiosk.devices.idcard import protocol as idcard
from kiosk.devices.idcard.documents import Document, DocumentError, build_text, parse_text
from kiosk.devices.idcard.samples import SAMPLES
from kiosk.devices.scanner.profile import shipped as shipped_scanners
from tests.devices.evaluator import decoders as evaluator
from tests.devices.keypad import decoders as keypad
from tests.devices.printer import decoders as printer
from tests.devices.scanner import decoders as scanner


@dataclass(frozen=True)
class DecoderCase:
    """``check`` feeds the pieces in order and asserts what must hold for any bytes at all.

    At least: nothing but the decoder's own errors comes out, what it keeps is bounded, and a good frame
    after the line fell silent is found. ``fragments`` are bytes worth mixing into noise: headers, whole
    and broken frames.
    """

    name: str
    fragments: tuple[bytes, ...]
    check: Callable[[list[bytes]], None]


def streams(case: DecoderCase) -> st.SearchStrategy[list[bytes]]:
    """Noise, fragments, fragments cut short, and fragments with one byte wrong, in pieces of any size."""
    whole = st.sampled_from(case.fragments)
    cut = st.builds(lambda data, end: data[:end], whole, st.integers(0, 80))
    wrong = st.builds(_spoil, whole, st.integers(0, 4000), st.integers(1, 255))
    return st.lists(st.one_of(st.binary(max_size=80), whole, cut, wrong), max_size=12)


def _spoil(data: bytes, at: int, change: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes([data[at] ^ change]) + data[at + 1 :]


# ---- ID-card reader ------------------------------------------------------------------------------

_FIND_OK: Final = idcard.response(idcard.FOUND, bytes(4))
_TRICKY: Final = (_FIND_OK + idcard.PREAMBLE).ljust(idcard.PHOTO_BYTES, b"\xaa")
_TEXT: Final = build_text(SAMPLES["resident"])
_IDCARD_FRAGMENTS: Final = (
    idcard.PREAMBLE,
    idcard.PREAMBLE + b"\x00\x00",
    idcard.PREAMBLE + b"\xff\xff",
    idcard.PREAMBLE + b"\x09\x0a",
    idcard.PREAMBLE + b"\x09\x0b",
    _FIND_OK,
    idcard.response(idcard.READ_FAILED),
    idcard.response(idcard.SUCCESS, idcard.card_data(_TEXT, _TRICKY)),
)


def _check_frames(shortest: int) -> Callable[[list[bytes]], None]:
    good = idcard.encode(b"\x00\x00\x9f" if shortest == idcard.SHORTEST_RESPONSE else b"\x11\xff")

    def check(pieces: list[bytes]) -> None:
        decoder = idcard.FrameDecoder(shortest)
        stream = b""
        for piece in pieces:
            stream += piece
            for result in decoder.feed(piece):
                if isinstance(result, idcard.Frame):
                    assert idcard.encode(result.body) in stream
                else:
                    assert result in (idcard.DecodeError.CHECKSUM, idcard.DecodeError.LENGTH)
            assert decoder.held < idcard.HEADER + idcard.LONGEST
        assert decoder.timeout() in ([], [idcard.DecodeError.TIMEOUT])
        assert decoder.held == 0
        assert decoder.feed(good) == [idcard.Frame(good[idcard.HEADER : -1])]

    return check


def _check_text(pieces: list[bytes]) -> None:
    """Any 256 bytes are a document or a DocumentError."""
    data = b"".join(pieces)
    block = (data + _TEXT[len(data) :])[: idcard.TEXT_BYTES]
    try:
        document = parse_text(block)
    except DocumentError:
        return
    assert isinstance(document, Document)
    assert document.number
    assert document.name or document.english_name
    assert document.sex in ("男", "女", "未知")
    for value in document.to_json().values():
        value.encode()


DECODERS: Final[list[DecoderCase]] = [
    DecoderCase("idcard.response", _IDCARD_FRAGMENTS, _check_frames(idcard.SHORTEST_RESPONSE)),
    DecoderCase("idcard.request", _IDCARD_FRAGMENTS, _check_frames(idcard.SHORTEST_REQUEST)),
    DecoderCase("printer.tokens", printer.PAPER_FRAGMENTS, printer.check_tokens),
    DecoderCase("printer.paper", printer.PAPER_FRAGMENTS, printer.check_paper),
    DecoderCase("printer.status", printer.STATUS_FRAGMENTS, printer.check_status),
    *(
        DecoderCase(f"evaluator.{name}", evaluator.fragments(name), evaluator.check(name))
        for name in shipped()
    ),
    *(
        DecoderCase(f"scanner.{name}", scanner.fragments(name), scanner.check(name))
        for name in shipped_scanners()
    ),
    DecoderCase("keypad", keypad.FRAGMENTS, keypad.check),
    DecoderCase("idcard.text", (_TEXT, _TEXT[:30], _TEXT[:248]), _check_text),
]
