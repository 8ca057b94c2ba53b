"""What a simulated camera speaks: one picture for each time it is asked (docs/protocol/camera.md).

``ASK`` → four bytes of length, big-endian, and a JPEG of so many bytes.
"""

from typing import Final

ASK: Final = b"F"
HEAD: Final = 4
MOST_BYTES: Final = 4 * 1024 * 1024


class BrokenPicture(Exception):
    """What came is no picture: the line has lost something."""


def framed(jpeg: bytes) -> bytes:
    return len(jpeg).to_bytes(HEAD) + jpeg


class Collector:
    """Bytes of one answer in; the JPEG out when it is whole. Bounded by ``MOST_BYTES``."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> bytes | None:
        """None as long as it is not whole. Raises BrokenPicture."""
        self._held += data
        if len(self._held) < HEAD:
            return None
        size = int.from_bytes(self._held[:HEAD])
        if not 0 < size <= MOST_BYTES or len(self._held) > HEAD + size:
            raise BrokenPicture("length")
        return bytes(self._held[HEAD:]) if len(self._held) == HEAD + size else None
