"""Cuts a stream of ESC/POS bytes into commands and runs of text.

The printer's side of the language, shared by the simulator and the interpreter and knowing nothing of our
encoder. Lengths are those of the ESC/POS command reference; a command that is not in the tables is one
``unknown`` token of two bytes, and reading goes on behind it.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

ESC: Final = 0x1B
FS: Final = 0x1C
GS: Final = 0x1D
DLE: Final = 0x10

# A command that announces more than this is not believed: a picture as wide as the paper and 3 m long.
LONGEST: Final = 2 * 1024 * 1024

_TEXT: Final = re.compile(rb"[\x20-\xff]+")
_ESC_PARAMS: Final = {
    **dict.fromkeys(b"@2<LSivmu\x0c", 0),
    **dict.fromkeys(b" !%-3=?EGJKMRTUVadert{", 1),
    **dict.fromkeys(b"$\\cB", 2),
    ord("p"): 3,
    ord("W"): 8,
}
_GS_PARAMS: Final = {
    **dict.fromkeys(b":c", 0),
    **dict.fromkeys(b"!BHTIabfhrw/", 1),
    **dict.fromkeys(b"LWP$\\", 2),
    ord("^"): 3,
    ord("g"): 4,
}
_FS_PARAMS: Final = {
    **dict.fromkeys(b"&.", 0),
    **dict.fromkeys(b"!-C", 1),
    **dict.fromkeys(b"S?p", 2),
    ord("W"): 1,
    ord("2"): 74,
}
_DLE_PARAMS: Final = {0x04: 1, 0x05: 1}
_DLE_DC4_PARAMS: Final = {0: 2, 1: 2, 2: 2, 3: 5, 7: 1, 8: 7}
_PREFIXES: Final = {ESC: "ESC", FS: "FS", GS: "GS", DLE: "DLE"}


class Kind(Enum):
    TEXT = "text"
    CONTROL = "control"  # one byte below 0x20
    COMMAND = "command"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """``name`` of a command: "ESC @", "GS v", "GS (k"; ``body``: all bytes behind the name."""

    kind: Kind
    raw: bytes
    name: str = ""
    body: bytes = b""


class Tokenizer:
    """``feed`` returns what is complete; the rest waits for more bytes."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def pending(self) -> bytes:
        """The start of a command whose end has not come."""
        return bytes(self._buffer)

    def feed(self, data: bytes) -> list[Token]:
        self._buffer += data
        tokens: list[Token] = []
        at = 0
        while at < len(self._buffer):
            token = _token(self._buffer, at)
            if token is None:
                break
            tokens.append(token)
            at += len(token.raw)
        del self._buffer[:at]
        return tokens


def _token(buffer: bytearray, at: int) -> Token | None:
    """The token at ``at``, or None when more bytes are needed."""
    first = buffer[at]
    if first >= 0x20:
        run = _TEXT.match(buffer, at)
        return Token(Kind.TEXT, run.group() if run else bytes(buffer[at : at + 1]))
    if first not in _PREFIXES:
        return Token(Kind.CONTROL, bytes(buffer[at : at + 1]), f"{first:02X}")
    if len(buffer) - at < 2:
        return None
    name, length = _measure(buffer, at)
    if length is None:
        return None
    if not name or length > LONGEST:
        return Token(Kind.UNKNOWN, bytes(buffer[at : at + 2]), _printable(buffer, at))
    if len(buffer) - at < length:
        return None
    raw = bytes(buffer[at : at + length])
    return Token(Kind.COMMAND, raw, name, raw[3 if "(" in name else 2 :])


def _measure(buffer: bytearray, at: int) -> tuple[str, int | None]:
    """Name and whole length of the command at ``at``; None = cannot tell yet; an empty name = not known."""
    prefix, second = buffer[at], buffer[at + 1]
    simple = {ESC: _ESC_PARAMS, GS: _GS_PARAMS, FS: _FS_PARAMS, DLE: _DLE_PARAMS}[prefix].get(second)
    if simple is not None:
        return _printable(buffer, at), 2 + simple
    if prefix == DLE:
        return _dle_dc4(buffer, at) if second == 0x14 else ("", 2)
    if second == ord("("):
        return _sized(buffer, at)
    if prefix == ESC:
        return _escape(buffer, at)
    if prefix == GS:
        return _group(buffer, at)
    return "", 2


def _dle_dc4(buffer: bytearray, at: int) -> tuple[str, int | None]:
    if len(buffer) - at < 3:
        return "DLE DC4", None
    more = _DLE_DC4_PARAMS.get(buffer[at + 2])
    return ("DLE DC4", 3 + more) if more is not None else ("", 2)


def _sized(buffer: bytearray, at: int) -> tuple[str, int | None]:
    """``( X pL pH data``"""
    if len(buffer) - at < 5:
        return "sized", None
    name = f"{_PREFIXES[buffer[at]]} ({chr(buffer[at + 2])}" if 0x41 <= buffer[at + 2] <= 0x7A else ""
    return name, 5 + _word(buffer, at + 3)


def _escape(buffer: bytearray, at: int) -> tuple[str, int | None]:
    second, have = buffer[at + 1], len(buffer) - at
    if second == ord("*"):
        if have < 5:
            return "ESC *", None
        rows = 3 if buffer[at + 2] in (32, 33) else 1
        return "ESC *", 5 + _word(buffer, at + 3) * rows
    if second == ord("D"):
        end = buffer.find(0, at + 2, at + 2 + 33)
        if end < 0:
            return ("", 2) if have > 34 else ("ESC D", None)
        return "ESC D", end + 1 - at
    return "", 2


def _group(buffer: bytearray, at: int) -> tuple[str, int | None]:
    second, have = buffer[at + 1], len(buffer) - at
    if second == ord("V"):
        if have < 3:
            return "GS V", None
        return "GS V", 4 if buffer[at + 2] in (65, 66, 97, 98, 103, 104) else 3
    if second in (ord("v"), ord("Q")):
        if have < 8:
            return "GS v", None
        size = _word(buffer, at + 4) * _word(buffer, at + 6)
        return ("GS v", 8 + size) if buffer[at + 2] == ord("0") and second == ord("v") else ("", 2)
    if second == ord("*"):
        return ("GS *", None) if have < 4 else ("GS *", 4 + buffer[at + 2] * buffer[at + 3] * 8)
    if second == ord("k"):
        return _barcode(buffer, at)
    if second == ord("8"):
        if have < 7:
            return "GS 8", None
        return ("GS 8", 7 + _word(buffer, at + 3) + (_word(buffer, at + 5) << 16))
    return "", 2


def _barcode(buffer: bytearray, at: int) -> tuple[str, int | None]:
    have = len(buffer) - at
    if have < 4:
        return "GS k", None
    if buffer[at + 2] >= 65:
        return "GS k", 4 + buffer[at + 3]
    end = buffer.find(0, at + 3, at + 3 + 256)
    if end < 0:
        return ("", 2) if have > 259 else ("GS k", None)
    return "GS k", end + 1 - at


def _word(buffer: bytearray, at: int) -> int:
    return buffer[at] | buffer[at + 1] << 8


def _printable(buffer: bytearray, at: int) -> str:
    second = buffer[at + 1]
    told = chr(second) if 0x21 <= second <= 0x7E else ("SP" if second == 0x20 else f"{second:02X}")
    return f"{_PREFIXES[buffer[at]]} {told}"
