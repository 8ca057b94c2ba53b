"""What must hold of the printer's decoders for any bytes at all; registered in tests/support/decoders.py."""

from typing import Final

from kiosk.devices.printer.interpreter import draw
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.printer.paper import Paper
from kiosk.devices.printer.protocol import answer_in, device_status, interpret
from kiosk.devices.printer.simulator import BUFFER, PrinterSimulator
from kiosk.devices.printer.tokens import LONGEST, Tokenizer
from kiosk.domain.device import DeviceState
from tests.devices.printer.samples import glyphs, slip

_JOB: Final = render(compose(slip(), Paper()), Paper(), None).data

PAPER_FRAGMENTS: Final = (
    _JOB[:120],
    b"\x1b@\x1c&",
    b"\x1d!\x11" + "工单".encode("gb18030") + b"\n",
    b"\x1dv0\x00\x02\x00\x02\x00\xff\xff\x10\x04",
    b"\x1d(k\x07\x001P0GL1.",
    b"\x1d(k\x03\x001Q0",
    b"\x1bD\x08\x00",
    b"\x1dV\x42\x10",
    b"\x10\x04\x01",
)
STATUS_FRAGMENTS: Final = (b"\x12", b"\x1a\x32\x12\x7e", b"\x11\x13", b"\x14\x00\x00\x0f")


def check_tokens(pieces: list[bytes]) -> None:
    """Nothing is lost, what waits is a command's beginning, and the simulator lives through it."""
    tokenizer, printer = Tokenizer(), PrinterSimulator()
    seen = b""
    for piece in pieces:
        seen += b"".join(token.raw for token in tokenizer.feed(piece))
        assert all(reply.data[0] & 0x93 == 0x12 for reply in printer.receive(piece))
    assert seen + tokenizer.pending == b"".join(pieces)
    assert len(tokenizer.pending) < LONGEST
    assert len(printer.printed) + sum(map(len, printer.jobs)) + printer.lost <= len(seen) <= BUFFER


def check_paper(pieces: list[bytes]) -> None:
    """Any bytes are a picture of some paper."""
    picture = draw(b"".join(pieces), glyphs(), 384)
    assert picture.image.size[0] == 384 + 64
    assert picture.image.size[1] <= 30_064
    assert len(picture.warnings) <= 100


def check_status(pieces: list[bytes]) -> None:
    """Only bytes with the fixed bits are answers, and any four answers are a status."""
    answers = [answer for piece in pieces if (answer := answer_in(piece)) is not None]
    assert all(answer & 0x93 == 0x12 for answer in answers)
    for at in range(0, len(answers) - 3, 4):
        told = device_status(interpret(*answers[at : at + 4]))
        assert told.state in (DeviceState.READY, DeviceState.DEGRADED)
