"""Postings of one term as bytes: which records have it and how much it counts there.

Records ascend; each is the distance from the one before it (from -1 the first), shifted by four bits for the
impact less one, written seven bits a byte, low bits first, the high bit set on all bytes but the last.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

IMPACTS: Final = 16  # impact 1 to 16, the share of 1 that an occurrence is worth
_BITS: Final = 4
_MOST_BYTES: Final = 5

Numbers = NDArray[np.int64]


def impact(share: float) -> int:
    """1 to IMPACTS for a share above 0, up to 1."""
    return min(IMPACTS, max(1, round(share * IMPACTS)))


def pack(postings: Sequence[tuple[int, int]]) -> bytes:
    """``postings``: (record, impact), records ascending."""
    data = bytearray()
    before = -1
    for record, value in postings:
        number = (record - before) << _BITS | value - 1
        before = record
        while number > 0x7F:
            data.append(number & 0x7F | 0x80)
            number >>= 7
        data.append(number)
    return bytes(data)


def unpack(data: Sequence[bytes]) -> tuple[Numbers, Numbers, Numbers]:
    """Records and impacts of all terms one after the other, and how many each term has.

    All at once, because a question has a hundred terms. ValueError for what ``pack`` never writes.
    """
    raw = np.frombuffer(b"".join(data), np.uint8)
    last = np.flatnonzero(raw < 0x80)
    ends = np.cumsum([len(part) for part in data], dtype=np.int64)
    counts: Numbers = np.diff(np.searchsorted(last, ends), prepend=0)
    if not len(last) or not counts.all() or not np.isin(ends - 1, last).all():
        raise ValueError("postings end in the middle of a number")
    first = np.concatenate(([0], last[:-1] + 1))
    lengths = last - first + 1
    if lengths.max() > _MOST_BYTES:
        raise ValueError("a number of postings is too long")
    numbers: Numbers = np.zeros(len(last), np.int64)
    for place in range(int(lengths.max())):
        longer = lengths > place
        numbers[longer] |= (raw[first[longer] + place].astype(np.int64) & 0x7F) << (7 * place)
    sums = np.cumsum(numbers >> _BITS)
    before = np.concatenate(([0], sums[np.cumsum(counts)[:-1] - 1]))
    return sums - np.repeat(before, counts) - 1, (numbers & (IMPACTS - 1)) + 1, counts
