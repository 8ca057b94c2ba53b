"""Bytes to codes, for any profile. There is no frame: an end, or silence, is all that tells two codes apart.

UTF-8, else GB18030, both strictly: neither has CR, LF or TAB inside a character. What stands in a code was
chosen by whoever printed it, so it leaves here without control, direction and other invisible characters.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from kiosk.devices.scanner.profile import Profile

LONGEST: Final = 4096  # bytes of one code; a QR code holds 2953 at most
TEXT_MOST: Final = 512  # characters handed on
_AIM: Final = re.compile(r"\][A-Za-z][0-9]")
_ENDS: Final = {
    "any": re.compile(rb"[\r\n\t]"),
    "CR": re.compile(rb"\r"),
    "LF": re.compile(rb"\n"),
    "CRLF": re.compile(rb"\r\n"),
    "TAB": re.compile(rb"\t"),
    "none": re.compile(rb"(?!)"),
}
# Control, format (bidi, zero width, tags), surrogates, line and paragraph separators.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Code:
    """``text``: cleaned, not empty, at most TEXT_MOST characters; kept out of ``repr``."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoRead:
    """The model's word for having seen nothing."""


@dataclass(frozen=True, slots=True)
class Garbled:
    """Something that is no code: too long, in no encoding, half, or nothing but control characters."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The model's word on a command."""

    good: bool


Frame = Code | NoRead | Garbled | Answer


class Decoder:
    """``feed`` in any pieces, ``idle`` after the profile's silence; keeps at most LONGEST bytes."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._end = _ENDS[profile.suffix]
        self._buffer = bytearray()
        self._lost: Garbled | None = None  # the rest of what is under way goes, and this is said of it
        self._skipping = False  # the same, and nothing is said
        self._answers = profile.answers

    @property
    def held(self) -> int:
        """Bytes kept of what has not ended."""
        return len(self._buffer)

    @property
    def pending(self) -> bool:
        """Whether something has begun and not ended: silence would end it."""
        return bool(self._buffer) or self._lost is not None or self._skipping

    def skip(self) -> None:
        """What is under way is nobody's: it began before anybody asked for a code."""
        if self.pending:
            self._buffer.clear()
            self._lost, self._skipping = None, True

    def feed(self, data: bytes) -> list[Frame]:
        self._buffer += data
        frames: list[Frame] = []
        while self._buffer:
            if not self._dropping:
                answer = self._answer()
                if answer is not None:
                    frames.append(answer)
                    continue
                if self._may_be_answer(bytes(self._buffer)):
                    break
            end = self._end.search(self._buffer)
            if end is None:
                self._bound()
                break
            piece = bytes(self._buffer[: end.start()])
            del self._buffer[: end.end()]
            frames += self._finish(piece)
        return frames

    def idle(self) -> list[Frame]:
        """The line was quiet: what is held is whole, unless the model has an end it did not send."""
        piece = bytes(self._buffer)
        self._buffer.clear()
        if self._dropping or self._profile.suffix in ("any", "none"):
            return self._finish(piece)
        return [Garbled()] if piece else []

    @property
    def _dropping(self) -> bool:
        return self._lost is not None or self._skipping

    def _bound(self) -> None:
        """No end in sight."""
        if len(self._buffer) > LONGEST and not self._dropping:
            self._lost = Garbled()
        if self._dropping:
            # Half of a CRLF stays, or the end would be missed.
            del self._buffer[: len(self._buffer) - self._buffer.endswith(b"\r")]

    def _answer(self) -> Answer | None:
        """Taken off the buffer's start, where alone it can stand."""
        for frame, good in self._answers.items():
            if self._buffer.startswith(frame):
                del self._buffer[: len(frame)]
                return Answer(good)
        return None

    def _may_be_answer(self, piece: bytes) -> bool:
        return any(frame.startswith(piece) for frame in self._answers)

    def _finish(self, piece: bytes) -> list[Frame]:
        if self._dropping:
            said: list[Frame] = [] if self._lost is None else [self._lost]
            self._lost, self._skipping = None, False
            return said
        return [self._read(piece)] if piece else []

    def _read(self, piece: bytes) -> Frame:
        text = decode(piece)
        if text is None or len(piece) > LONGEST or self._answers_like(piece):
            return Garbled()
        word = text.strip()
        if any(said.startswith(word) for said in self._profile.no_read if len(word) > 1):
            return NoRead() if word in self._profile.no_read else Garbled()
        if self._profile.aim_prefix:
            text = text[3:] if _AIM.match(text) else text
        text = clean(text)
        return Code(text) if text else Garbled()

    def _answers_like(self, piece: bytes) -> bool:
        """Half an answer, or a spoilt one: codes do not begin with its control byte."""
        begins = {frame[0] for frame in self._answers if frame[0] < 0x20}
        return piece[0] in begins or self._may_be_answer(piece)


def decode(data: bytes) -> str | None:
    """UTF-8, else GB18030, strictly; None when it is neither."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def clean(text: str) -> str:
    """What may be shown and compared: nothing invisible, no space around, at most TEXT_MOST characters."""
    kept = "".join(char for char in text if unicodedata.category(char) not in _INVISIBLE)
    return kept.strip()[:TEXT_MOST].rstrip()
