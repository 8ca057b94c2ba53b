"""A display whose pixels lie in a file this process reads: what stands on it, at the very instant.

Nothing is asked of the X server, so looking costs whoever draws nothing, whatever program it is.
"""

import mmap
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np

from bench.children import environment_of, nap
from kiosk.play.xserver import PrivateDisplay

Pixels = Any  # numpy array of one number a pixel
_ROWS: Final = 8  # every eighth row and every fourth column: no letter is smaller
_COLUMNS: Final = 4
LOOK_S: Final = 0.001
_XWD: Final = struct.Struct(">25I")
_HEADER_SIZE, _WIDTH, _HEIGHT, _BITS, _LINE, _COLOURS = 0, 4, 5, 11, 12, 19
_COLOUR_BYTES: Final = 12


class Picture:
    """The screen of a display as Xvfb keeps it (``-fbdir``, X window dump, 32 bits a pixel)."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as stream:
            self._memory = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        header = _XWD.unpack_from(self._memory)
        if header[_BITS] != 32:
            raise ValueError(f"{header[_BITS]} bits a pixel")
        start = header[_HEADER_SIZE] + header[_COLOURS] * _COLOUR_BYTES
        line, height = header[_LINE] // 4, header[_HEIGHT]
        flat = np.frombuffer(self._memory, np.uint32, line * height, start)
        self._pixels = flat.reshape(height, line)[:, : header[_WIDTH]]
        self.sampled = self._pixels[::_ROWS, ::_COLUMNS]

    def now(self) -> Pixels:
        """A copy of every sampled pixel."""
        return self.sampled.copy()


@dataclass(frozen=True, slots=True)
class Display:
    """``environment``: of a process whose window is alone on it, drawn in software."""

    name: str
    environment: Mapping[str, str]
    picture: Picture


@contextmanager
def watched_display(folder: Path, width: int, height: int) -> Iterator[Display]:
    """``folder``: new, for the file of its pixels."""
    folder.mkdir(parents=True)
    private = PrivateDisplay(width, height, ("-fbdir", str(folder)))
    try:
        picture = Picture(next(folder.iterdir()))
        yield Display(private.name, environment_of(private), picture)
    finally:
        private.close()


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds from ``act`` until the picture first changed, and until it changed last; None: it did not."""

    first: float | None
    last: float | None


def watch(picture: Picture, act: Callable[[], None], quiet_s: float, patience_s: float) -> Seen:
    """Does ``act``, then looks until nothing has changed for ``quiet_s``; with no change, ``patience_s``."""
    before = picture.now()
    first = last = None
    began = perf_counter()
    act()
    while True:
        if not np.array_equal(picture.sampled, before):
            last = perf_counter() - began
            first = last if first is None else first
            before = picture.now()
        passed = perf_counter() - began
        if passed > (patience_s if last is None else min(last + quiet_s, patience_s)):
            return Seen(first, last)
        nap(LOOK_S)


class Rising:
    """Every picture a starting program shows, until ``complete`` tells when it stood."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._shown: list[tuple[float, Pixels]] = [(perf_counter(), picture.now())]

    def look(self) -> None:
        if not np.array_equal(self._picture.sampled, self._shown[-1][1]):
            self._shown.append((perf_counter(), self._picture.now()))

    def until_quiet(self, quiet_s: float, patience_s: float) -> bool:
        """Look until it has drawn something and then nothing for ``quiet_s``; False when it never did."""
        until = perf_counter() + patience_s
        while perf_counter() < until:
            self.look()
            if len(self._shown) > 1 and perf_counter() - self._shown[-1][0] > quiet_s:
                return True
            nap(LOOK_S)
        return False

    def complete(self, share: float = 0.98) -> float:
        """By ``perf_counter``: when this share of the last picture's ink stood. Ink is all but its commonest
        colour."""
        last = self._shown[-1][1]
        colours, counts = np.unique(last, return_counts=True)
        ink = last != colours[counts.argmax()]
        wanted = share * float(ink.sum())
        return next(at for at, seen in self._shown if float((seen == last)[ink].sum()) >= wanted)
