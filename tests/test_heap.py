"""What is freed in the middle of the heap goes back to the system when asked."""

import ctypes
import os
from pathlib import Path

import pytest

from kiosk.heap import give_back

PIECE = 4_000
PIECES = 10_000  # 40 MB


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_freed_memory_is_given_back() -> None:
    pieces = [bytearray(PIECE) for _ in range(PIECES)]
    last = bytearray(PIECE)  # holds the end of the heap, so that nothing is given back by itself
    del pieces
    give_back()
    before = resident()
    pieces = [bytearray(b"x" * PIECE) for _ in range(PIECES)]
    held = resident()
    del pieces
    give_back()
    assert held - before > PIECE * PIECES / 2
    assert resident() - before < PIECE * PIECES / 4
    assert len(last) == PIECE


def test_another_c_library_only_keeps_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    give_back()
