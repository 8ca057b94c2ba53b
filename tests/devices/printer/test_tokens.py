"""The printer's side of the language: where commands end, in whatever pieces they arrive."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.printer.tokens import LONGEST, Kind, Token, Tokenizer


def names(data: bytes) -> list[str]:
    return [token.name or token.raw.decode("latin-1") for token in Tokenizer().feed(data)]


@pytest.mark.parametrize(
    ("data", "name", "body"),
    [
        (b"\x1b@", "ESC @", b""),
        (b"\x1b \x05", "ESC SP", b"\x05"),
        (b"\x1d!\x11", "GS !", b"\x11"),
        (b"\x1dV\x00", "GS V", b"\x00"),
        (b"\x1dV\x41\x10", "GS V", b"\x41\x10"),
        (b"\x1dV\x42\x10", "GS V", b"\x42\x10"),
        (b"\x1dv0\x00\x01\x00\x02\x00\x10\x0a", "GS v", b"0\x00\x01\x00\x02\x00\x10\x0a"),
        (b"\x1d(k\x03\x001Q0", "GS (k", b"\x03\x001Q0"),
        (b"\x1b*\x21\x02\x00abcdef", "ESC *", b"\x21\x02\x00abcdef"),
        (b"\x1b*\x00\x02\x00ab", "ESC *", b"\x00\x02\x00ab"),
        (b"\x1bD\x08\x10\x00", "ESC D", b"\x08\x10\x00"),
        (b"\x1dk\x04123\x00", "GS k", b"\x04123\x00"),
        (b"\x1dk\x49\x03{B1", "GS k", b"\x49\x03{B1"),
        (b"\x1d8L\x02\x00\x00\x00ab", "GS 8", b"L\x02\x00\x00\x00ab"),
        (b"\x1d*\x01\x01abcdefgh", "GS *", b"\x01\x01abcdefgh"),
        (b"\x1c&", "FS &", b""),
        (b"\x10\x04\x01", "DLE 04", b"\x01"),
        (b"\x10\x14\x01\x00\x05", "DLE DC4", b"\x01\x00\x05"),
        (b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", "DLE DC4", b"\x08\x01\x03\x14\x01\x06\x02\x08"),
    ],
)
def test_commands_end_where_they_end(data: bytes, name: str, body: bytes) -> None:
    tokens = Tokenizer().feed(data + b"x\n")
    assert [(token.name, token.body) for token in tokens[:1]] == [(name, body)]
    assert tokens[0].raw == data
    assert [token.raw for token in tokens[1:]] == [b"x", b"\n"]
    if len(data) > 1:
        short = Tokenizer()
        assert short.feed(data[:-1]) == []
        assert short.pending == data[:-1]


def test_what_is_not_known_is_two_bytes() -> None:
    seen = names(b"\x1bQ\x10\x99\x1c\x01ab\x07")
    assert seen == ["ESC Q", "DLE 99", "FS 01", "ab", "07"]
    assert [token.kind for token in Tokenizer().feed(b"\x1bQ\x07")] == [Kind.UNKNOWN, Kind.CONTROL]


def test_a_command_that_announces_metres_of_picture_is_not_believed() -> None:
    huge = b"\x1dv0\x00\xff\xff\xff\xff"
    assert LONGEST < 65535 * 65535
    assert Tokenizer().feed(huge)[0] == Token(Kind.UNKNOWN, huge[:2], "GS v")


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=5))
def test_pieces_do_not_matter_and_nothing_is_lost(data: bytes, cuts: list[int]) -> None:
    whole = Tokenizer()
    expected = whole.feed(data)
    assert b"".join(token.raw for token in expected) + whole.pending == data
    pieces = Tokenizer()
    seen: list[Token] = []
    edges = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    for start, end in pairwise(edges):
        seen += pieces.feed(data[start:end])
    assert b"".join(token.raw for token in seen) + pieces.pending == data
    # Only runs of text may be cut where a piece ended.
    assert [token for token in seen if token.kind is not Kind.TEXT] == [
        token for token in expected if token.kind is not Kind.TEXT
    ]
