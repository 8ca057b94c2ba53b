"""SAM_V frames over a UART: a pure codec (docs/protocol/idcard.md).

``AA AA AA 96 69 | LenH LenL | body | CHK``. Len counts the body and CHK; CHK is the XOR of everything
between the preamble and itself. A request's body is CMD PARA [DATA], a response's SW1 SW2 SW3 [DATA].
"""

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor
from typing import Final

PREAMBLE: Final = bytes.fromhex("AA AA AA 96 69")
HEADER: Final = 7  # preamble and length
SHORTEST_REQUEST: Final = 3  # Len of CMD PARA CHK
SHORTEST_RESPONSE: Final = 4  # Len of SW1 SW2 SW3 CHK
LONGEST: Final = 2314  # Len of text, photo and two fingerprints (0x090A)

TEXT_BYTES: Final = 256
PHOTO_BYTES: Final = 1024

# SW3, after SW1 = SW2 = 0. What the terminal does with each is the driver's business.
SUCCESS: Final = 0x90
FOUND: Final = 0x9F
NO_CONTENT: Final = 0x91
CHECKSUM_WRONG: Final = 0x10
LENGTH_WRONG: Final = 0x11
COMMAND_WRONG: Final = 0x21
NOT_PERMITTED: Final = 0x23
UNKNOWN_ERROR: Final = 0x24
CARD_REJECTS_SAM: Final = 0x31
SAM_REJECTS_CARD: Final = 0x32
INFORMATION_WRONG: Final = 0x33
UNKNOWN_CARD: Final = 0x40
READ_FAILED: Final = 0x41
RANDOM_FAILED: Final = 0x47
SELF_TEST_FAILED: Final = 0x60
NOT_AUTHORISED: Final = 0x66
NOT_FOUND: Final = 0x80
SELECT_FAILED: Final = 0x81

BAUD_CODES: Final = {115200: 0x00, 57600: 0x01, 38400: 0x02, 19200: 0x03, 9600: 0x04}
"""Data of SET_BAUD. Only 38400 is confirmed by a public source."""


class Command(Enum):
    """CMD and PARA of every request."""

    RESET = (0x10, 0xFF)
    STATUS = (0x11, 0xFF)
    SAM_ID = (0x12, 0xFF)
    FIND = (0x20, 0x01)
    SELECT = (0x20, 0x02)
    READ = (0x30, 0x01)
    READ_ADDRESS = (0x30, 0x03)
    READ_CARD_ID = (0x30, 0x05)
    READ_FINGERPRINT = (0x30, 0x10)
    MAX_RF_BYTES = (0x61, 0xFF)

    @property
    def success(self) -> int:
        """The one SW3 that means it worked."""
        return FOUND if self is Command.FIND else SUCCESS


SET_BAUD: Final = 0x60  # its PARA is the code of the speed


def checksum(data: bytes | bytearray) -> int:
    """XOR of all bytes."""
    return reduce(xor, data, 0)


def encode(body: bytes) -> bytes:
    """One whole frame around ``body``."""
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes([checksum(counted)])


def request(command: Command, data: bytes = b"") -> bytes:
    """The frame of a request."""
    return encode(bytes(command.value) + data)


def set_baud(baud: int) -> bytes:
    """The frame that changes the reader's speed; KeyError for one it cannot have."""
    return encode(bytes([SET_BAUD, BAUD_CODES[baud]]))


def response(sw3: int, data: bytes = b"", sw1: int = 0, sw2: int = 0) -> bytes:
    """The frame of a response."""
    return encode(bytes([sw1, sw2, sw3]) + data)


class DecodeError(Enum):
    """Why bytes were not a frame."""

    CHECKSUM = "CHECKSUM_ERROR"
    LENGTH = "LENGTH_ERROR"
    TIMEOUT = "TIMEOUT"


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame whose length and checksum hold. ``body`` has no checksum; never logged: it may be a card."""

    body: bytes

    @property
    def sw3(self) -> int | None:
        """The third status byte of a response; None when SW1 or SW2 say it is no ordinary answer."""
        if len(self.body) < 3 or self.body[:2] != b"\0\0":
            return None
        return self.body[2]

    @property
    def data(self) -> bytes:
        """A response's bytes after the three status bytes."""
        return self.body[3:]

    def __repr__(self) -> str:
        return f"Frame({len(self.body)} bytes, {self.body[:3].hex(' ')} ...)"


class FrameDecoder:
    """Finds frames in a stream. Never raises; holds at most one frame and the piece just fed.

    While a frame with a possible length is incomplete, nothing inside it is looked at: photos hold
    arbitrary bytes, the preamble included. After a failure the search goes on one byte further.
    """

    def __init__(self, shortest: int = SHORTEST_RESPONSE) -> None:
        self._shortest = shortest
        self._buffer = bytearray()

    @property
    def held(self) -> int:
        """Bytes kept for later; never a whole frame's worth."""
        return len(self._buffer)

    @property
    def pending(self) -> bool:
        """Whether the start of a frame has come and its end has not."""
        return len(self._buffer) >= len(PREAMBLE)

    def feed(self, data: bytes) -> list[Frame | DecodeError]:
        """Frames and errors completed by ``data``, in order."""
        self._buffer += data
        found: list[Frame | DecodeError] = []
        while (result := self._next()) is not None:
            found.append(result)
        return found

    def timeout(self) -> list[DecodeError]:
        """The line fell silent: a half frame is an error and is dropped whole, whatever it holds."""
        half = self.pending
        self._buffer.clear()
        return [DecodeError.TIMEOUT] if half else []

    def reset(self) -> None:
        """Forget everything, before a new request."""
        self._buffer.clear()

    def _next(self) -> Frame | DecodeError | None:
        self._skip_noise()
        if len(self._buffer) < HEADER:
            return None
        length = int.from_bytes(self._buffer[5:7], "big")
        if not self._shortest <= length <= LONGEST:
            del self._buffer[0]
            return DecodeError.LENGTH
        end = HEADER + length
        if len(self._buffer) < end:
            return None
        if checksum(self._buffer[5:end]):
            del self._buffer[0]
            return DecodeError.CHECKSUM
        frame = Frame(bytes(self._buffer[HEADER : end - 1]))
        del self._buffer[:end]
        return frame

    def _skip_noise(self) -> None:
        start = self._buffer.find(PREAMBLE)
        if start < 0:
            start = len(self._buffer) - self._begun()
        del self._buffer[:start]

    def _begun(self) -> int:
        """How many of the last bytes may be the first of a preamble whose rest has not come."""
        for count in range(len(PREAMBLE) - 1, 0, -1):
            if self._buffer.endswith(PREAMBLE[:count]):
                return count
        return 0


@dataclass(frozen=True, slots=True)
class CardBlocks:
    """What a read returns, cut apart and not looked at. ``photo`` and ``fingerprint`` stay opaque."""

    text: bytes
    photo: bytes
    fingerprint: bytes

    def __repr__(self) -> str:
        return f"CardBlocks({len(self.text)}, {len(self.photo)}, {len(self.fingerprint)} bytes)"


def card_blocks(data: bytes, *, fingerprint: bool = False) -> CardBlocks:
    """Cut the data of a READ or READ_FINGERPRINT answer apart; ValueError when its own lengths disagree."""
    count = 3 if fingerprint else 2
    sizes = [int.from_bytes(data[2 * i : 2 * i + 2], "big") for i in range(count)]
    if len(data) != 2 * count + sum(sizes) or sizes[0] != TEXT_BYTES:
        raise ValueError("the sizes of text, photo and fingerprint do not add up")
    text_end = 2 * count + sizes[0]
    photo_end = text_end + sizes[1]
    return CardBlocks(data[2 * count : text_end], data[text_end:photo_end], data[photo_end:])


def card_data(text: bytes, photo: bytes, fingerprint: bytes | None = None) -> bytes:
    """The inverse of :func:`card_blocks`, for simulators."""
    blocks = [text, photo] + ([] if fingerprint is None else [fingerprint])
    return b"".join(len(block).to_bytes(2, "big") for block in blocks) + b"".join(blocks)


def sam_id(data: bytes) -> str:
    """The 16 bytes of a SAM_ID answer as printed on the module; ValueError when they are not 16."""
    if len(data) != 16:
        raise ValueError("a module id has 16 bytes")
    major, minor = (int.from_bytes(data[i : i + 2], "little") for i in (0, 2))
    day, serial, check = (int.from_bytes(data[i : i + 4], "little") for i in (4, 8, 12))
    return f"{major:02d}.{minor:02d}-{day}-{serial:010d}-{check:010d}"
