"""What goes with an order: cut into parts of one size, each an envelope of its own (ADR 0094, 0155).
A recorded message is an Ogg Opus file, a photographed page a JPEG.

The order names its attachments by hash, size and number of parts; every part says whose it is. What is seen
of one from outside its seals is its kind and the number of its parts, which is even.
"""

import hashlib
from collections.abc import Sequence
from typing import Final, Literal

from pydantic import ConfigDict, Field, ValidationError

from kiosk.wire.limits import KINDS, PAGE, PAGE_PARTS_MOST, PAGES_MOST, PART_BYTES, RECORDING, Kind
from kiosk.wire.models import MOST, AttachmentNote, OrderBody, PageNote, RecordingNote, Wire

_LETTERS: Final[dict[Kind, str]] = {RECORDING: "r", PAGE: "s"}
_STEP: Final = 2
_HEAD_MOST: Final = 500


class PartHead(Wire):
    """The first line inside the seal of a part; the file's bytes follow, zeros after the last.

    ``number`` counts the order's attachments of its kind; on the wire it has the name it had when there were
    recordings only.
    """

    model_config = ConfigDict(populate_by_name=True)

    v: Literal[1] = 1
    kind: Kind = RECORDING
    order_id: str = Field(max_length=80)
    terminal_id: str = Field(max_length=64)
    seq: int = Field(ge=1, lt=MOST)
    number: int = Field(ge=0, lt=PAGES_MOST, validation_alias="recording", serialization_alias="recording")
    part: int = Field(ge=0, lt=PAGE_PARTS_MOST)


class BrokenAttachment(Exception):
    """The parts are not those the order names."""


def part_oid(order_id: str, kind: Kind, number: int, part: int) -> str:
    """The name of one part's envelope; both count from 0."""
    return f"{order_id}:{_LETTERS[kind]}{number}p{part}"


def like_part(kind: Kind) -> str:
    """A pattern of SQL's LIKE that every ``part_oid`` of this kind fits, and none of another."""
    return f"%:{_LETTERS[kind]}%p%"


def is_attached(kind: str) -> bool:
    """Whether an envelope of this kind is a part of something: heavy, and behind all words."""
    return kind in KINDS


def notes(body: OrderBody) -> list[tuple[Kind, int, AttachmentNote]]:
    """What the order names, in the order in which it follows in the queue: kind, number of its kind, note."""
    named: dict[Kind, Sequence[AttachmentNote]] = {RECORDING: body.recordings, PAGE: body.pages}
    return [(kind, number, found) for kind in KINDS for number, found in enumerate(named[kind])]


def recording_note(opus: bytes, ms: int) -> RecordingNote:
    """Raises ValueError for a recording that is longer or larger than one may be."""
    return RecordingNote(sha256=_hash(opus), size=len(opus), ms=ms, parts=_parts(opus))


def page_note(jpeg: bytes, field_id: str) -> PageNote:
    """Raises ValueError for a page that is larger than one may be."""
    return PageNote(sha256=_hash(jpeg), size=len(jpeg), field=field_id, parts=_parts(jpeg))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _parts(data: bytes) -> int:
    pieces = -(-len(data) // PART_BYTES)
    return -(-pieces // _STEP) * _STEP


def part_bytes(data: bytes, part: int) -> bytes:
    """``PART_BYTES`` of it; after its end, zeros."""
    return data[part * PART_BYTES : (part + 1) * PART_BYTES].ljust(PART_BYTES, b"\0")


def write_part(head: PartHead, piece: bytes) -> bytes:
    """What is sealed. Raises ValueError when a name is too long for the block."""
    line = head.model_dump_json(by_alias=True).encode()
    if len(line) > _HEAD_MOST or len(piece) != PART_BYTES:
        raise ValueError("not a part of an attachment")
    return line + b"\n" + piece


def read_part(body: bytes) -> tuple[PartHead, bytes]:
    """Raises BrokenAttachment."""
    line, _, piece = body.partition(b"\n")
    try:
        head = PartHead.model_validate_json(line)
    except ValidationError as error:
        raise BrokenAttachment("no part") from error
    if len(piece) != PART_BYTES:
        raise BrokenAttachment("length")
    return head, piece


def join(found: AttachmentNote, pieces: Sequence[bytes]) -> bytes:
    """The file of all its ``pieces``, in order. Raises BrokenAttachment."""
    whole = b"".join(pieces)
    data = whole[: found.size]
    if len(pieces) != found.parts or hashlib.sha256(data).hexdigest() != found.sha256:
        raise BrokenAttachment("hash")
    if any(whole[found.size :]):
        raise BrokenAttachment("padding")
    return data
