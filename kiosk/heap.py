"""The C library's heap: kept from falling into holes, and what was freed given back to the system.

A model leaves tens of MB behind, every visit some. Nothing here does anything where there is no glibc.
"""

import ctypes
from contextlib import suppress
from typing import Final

# malloc.h; mallopt(3)
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
LARGE: Final = 256 * 1024  # bytes: a line of large print is about as much
_ARENAS: Final = 2


def keep_whole() -> None:
    """Once, before there are threads: what is ``LARGE`` lies by itself and is gone when it is freed.

    Left alone, glibc raises that size up to 32 MB as soon as one was freed, so that pictures lie between what
    stays, and gives threads that meet heaps of their own, each with its holes.
    """
    with suppress(AttributeError, OSError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, LARGE)
        library.mallopt(_M_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """``malloc_trim``. About a millisecond."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
