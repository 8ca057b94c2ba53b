"""The codes on paper, from its bytes: as the interpreter that draws it finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import Config
from kiosk.devices.printer.codes import codes, last_slip
from kiosk.devices.printer.interpreter import draw
from kiosk.devices.printer.layout import compose, render
from tests.devices.printer.decoders import PAPER_FRAGMENTS
from tests.devices.printer.samples import PAYLOAD, glyphs, guide, slip

PAPER = Config().devices.printer.paper


def printed(what: object) -> bytes:
    return render(compose(what, PAPER), PAPER, glyphs()).data  # type: ignore[arg-type]


def test_the_code_of_a_slip_is_read_back_from_what_was_printed() -> None:
    piece = printed(slip())
    assert codes(piece) == draw(piece, glyphs()).qr == [PAYLOAD]
    assert codes(printed(guide())) == []


def test_the_last_slip_is_the_last_piece_that_carries_a_code() -> None:
    other = printed(slip()).replace(b"SS3-0147", b"SS3-0148")
    assert last_slip([printed(slip()), other, printed(guide())]) == PAYLOAD.replace("0147", "0148")
    assert last_slip([printed(guide())]) is None
    assert last_slip([]) is None


def store(data: bytes) -> bytes:
    size = len(data) + 3
    return b"\x1d(k" + bytes([size & 255, size >> 8]) + b"1P0" + data


SHOW = b"\x1d(k\x03\x001Q0"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (store(b"https://a.example/") + SHOW, ["https://a.example/"]),
        (store(b"A") + SHOW + SHOW, ["A", "A"]),
        (store(b"A") + store(b"B") + SHOW, ["B"]),
        (store(b"A") + b"\x1b@" + SHOW, []),
        (store(b"A"), []),
        (SHOW, []),
        (store(b"\xb2\xe2") + SHOW, ["\ufffd\ufffd"]),
    ],
)
def test_codes_stored_and_shown(data: bytes, said: list[str]) -> None:
    assert codes(data) == said
    assert draw(data, glyphs()).qr == said


@given(st.lists(st.sampled_from([*PAPER_FRAGMENTS, store(b"GL1.A.B"), SHOW, b"\x1b@"]), max_size=8))
def test_what_is_read_is_what_is_drawn(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    assert codes(data) == draw(data, glyphs()).qr
