"""The Internet Printing Protocol as far as one paper needs it (RFC 8010, 8011). Pure codec; no I/O.

A message: version (2 bytes), operation or status (2), request id (4), groups of attributes, the document.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

MIME: Final = "application/ipp"
_VERSION: Final = b"\x02\x00"
_OPERATION: Final = 0x01
_JOB: Final = 0x02
_END: Final = 0x03
_LAST_DELIMITER: Final = 0x0F
_INTEGER: Final = 0x21
_BOOLEAN: Final = 0x22
_ENUM: Final = 0x23
_TEXTUAL: Final = range(0x40, 0x60)
_HEAD: Final = struct.Struct(">2sHI")
_LENGTH: Final = struct.Struct(">H")


class Operation(IntEnum):
    """RFC 8011, 5.4.15."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER = 0x000B


class Tag(IntEnum):
    """Of values we send (RFC 8010, 3.5.2)."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49


Value = int | bool | str
Attribute = tuple[Tag, str, Sequence[Value]]


class BadAnswerError(ValueError):
    """No IPP message, or one cut short."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``found``: every attribute of every group by name; of the same one in more groups, all values."""

    status: int
    found: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Status codes below 0x0100 are success (RFC 8011, B.1.2)."""
        return self.status < 0x0100

    def number(self, name: str) -> int:
        """The integer or enum of that name; 0 when there is none."""
        value = next(iter(self.found.get(name, ())), 0)
        return value if isinstance(value, int) else 0

    def numbers(self, name: str) -> tuple[int, ...]:
        return tuple(value for value in self.found.get(name, ()) if isinstance(value, int))

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(value for value in self.found.get(name, ()) if isinstance(value, str))


def request(
    operation: Operation,
    uri: str,
    number: int,
    about: Sequence[Attribute] = (),
    job: Sequence[Attribute] = (),
) -> bytes:
    """Without the document. ``about``: operation attributes besides charset, language and printer;
    ``job``: of its template.
    """
    always: tuple[Attribute, ...] = (
        (Tag.CHARSET, "attributes-charset", ("utf-8",)),
        (Tag.LANGUAGE, "attributes-natural-language", ("en",)),  # of what backends say: read, never shown
        (Tag.URI, "printer-uri", (uri,)),
    )
    out = bytearray(_HEAD.pack(_VERSION, operation, number))
    out.append(_OPERATION)
    for attribute in (*always, *about):
        out += _attribute(*attribute)
    if job:
        out.append(_JOB)
        for attribute in job:
            out += _attribute(*attribute)
    out.append(_END)
    return bytes(out)


def _attribute(tag: Tag, name: str, values: Sequence[Value]) -> bytes:
    out = bytearray()
    for place, value in enumerate(values):
        if isinstance(value, bool):
            raw = bytes([value])
        else:
            raw = struct.pack(">i", value) if isinstance(value, int) else value.encode()
        said = name.encode() if place == 0 else b""
        out.append(tag)
        out += _LENGTH.pack(len(said)) + said + _LENGTH.pack(len(raw)) + raw
    return bytes(out)


def answer(data: bytes) -> Answer:
    """Raises BadAnswerError."""
    try:
        _version, status, _number = _HEAD.unpack_from(data)
        return Answer(status, _attributes(data, _HEAD.size))
    except (struct.error, IndexError, UnicodeDecodeError):
        raise BadAnswerError("no IPP answer") from None


def _attributes(data: bytes, at: int) -> dict[str, tuple[Value, ...]]:
    found: dict[str, tuple[Value, ...]] = {}
    name = ""
    while (tag := data[at]) != _END:
        at += 1
        if tag <= _LAST_DELIMITER:
            continue
        said, at = _piece(data, at)
        raw, at = _piece(data, at)
        if said:
            name = said.decode()
        found[name] = (*found.get(name, ()), *_value(tag, raw))
    return found


def _piece(data: bytes, at: int) -> tuple[bytes, int]:
    (length,) = _LENGTH.unpack_from(data, at)
    at += _LENGTH.size
    if len(data) < at + length:
        raise IndexError
    return data[at : at + length], at + length


def _value(tag: int, raw: bytes) -> tuple[Value, ...]:
    """Nothing for kinds nobody here asks about: ranges, dates, collections."""
    if tag in (_INTEGER, _ENUM):
        return struct.unpack(">i", raw)
    if tag == _BOOLEAN:
        return (raw != b"\x00",)
    return (raw.decode(),) if tag in _TEXTUAL else ()
