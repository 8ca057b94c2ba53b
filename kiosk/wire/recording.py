"""A recorded message on its way: cut into parts of one size, each an envelope of its own (docs/adr/0094).

The order names its recordings by hash, size and number of parts; every part says whose it is. What is seen
of a recording from outside its seals is the number of its parts, which is even: twenty seconds a step.
"""

import hashlib
from collections.abc import Sequence
from typing import Final, Literal

from pydantic import Field, ValidationError

from kiosk.wire.limits import PART_BYTES, PARTS_MOST, RECORDINGS_MOST
from kiosk.wire.models import MOST, RecordingNote, Wire

KIND: Final = "recording"
_STEP: Final = 2
_HEAD_MOST: Final = 500


class PartHead(Wire):
    """The first line inside the seal of a part; the sound's bytes follow, zeros after the last."""

    v: Literal[1] = 1
    order_id: str = Field(max_length=80)
    terminal_id: str = Field(max_length=64)
    seq: int = Field(ge=1, lt=MOST)
    recording: int = Field(ge=0, lt=RECORDINGS_MOST)
    part: int = Field(ge=0, lt=PARTS_MOST)


class BrokenRecording(Exception):
    """The parts are not those the order names."""


def part_oid(order_id: str, recording: int, part: int) -> str:
    """The name of one part's envelope; both count from 0."""
    return f"{order_id}:r{recording}p{part}"


def note(opus: bytes, ms: int) -> RecordingNote:
    """Raises ValueError for a recording that is longer or larger than one may be."""
    pieces = -(-len(opus) // PART_BYTES)
    parts = -(-pieces // _STEP) * _STEP
    return RecordingNote(sha256=hashlib.sha256(opus).hexdigest(), size=len(opus), ms=ms, parts=parts)


def part_bytes(opus: bytes, part: int) -> bytes:
    """``PART_BYTES`` of it; after its end, zeros."""
    return opus[part * PART_BYTES : (part + 1) * PART_BYTES].ljust(PART_BYTES, b"\0")


def write_part(head: PartHead, piece: bytes) -> bytes:
    """What is sealed. Raises ValueError when a name is too long for the block."""
    line = head.model_dump_json().encode()
    if len(line) > _HEAD_MOST or len(piece) != PART_BYTES:
        raise ValueError("not a part of a recording")
    return line + b"\n" + piece


def read_part(body: bytes) -> tuple[PartHead, bytes]:
    """Raises BrokenRecording."""
    line, _, piece = body.partition(b"\n")
    try:
        head = PartHead.model_validate_json(line)
    except ValidationError as error:
        raise BrokenRecording("no part") from error
    if len(piece) != PART_BYTES:
        raise BrokenRecording("length")
    return head, piece


def join(found: RecordingNote, pieces: Sequence[bytes]) -> bytes:
    """The Ogg Opus file of all its ``pieces``, in order. Raises BrokenRecording."""
    whole = b"".join(pieces)
    opus = whole[: found.size]
    if len(pieces) != found.parts or hashlib.sha256(opus).hexdigest() != found.sha256:
        raise BrokenRecording("hash")
    if any(whole[found.size :]):
        raise BrokenRecording("padding")
    return opus
