"""No piece of a sound or of a page lies anywhere under a folder, plain or in base64."""

import base64
from collections.abc import Iterator
from pathlib import Path

from tests.support.wiping import heard_in


def nothing_heard(folder: Path, *sound: bytes) -> None:
    """Nor the beginning of any Opus file."""
    needles = {b"OpusHead", *(needle for one in sound for needle in _needles(one, 0))}
    assert heard_in(folder, {"sound": list(needles)}) == []


def nothing_seen(folder: Path, jpeg: bytes) -> None:
    """Nor the beginning of any JPEG file."""
    needles = {b"JFIF", base64.b64encode(jpeg[:48])[:40], *_needles(jpeg, 600)}
    assert len(needles) > 20
    assert heard_in(folder, {"page": list(needles)}) == []


def _needles(data: bytes, begin: int) -> Iterator[bytes]:
    """Pieces that tell ``data`` from any other, as they are and as base64 writes them at any place."""
    for start in range(begin, len(data) - 64, max(1, len(data) // 40)):
        piece = data[start : start + 48]
        if len(set(piece)) < 24:
            continue  # padding, or a pause
        yield piece
        yield from (base64.b64encode(piece[shift:])[:40] for shift in range(3))
