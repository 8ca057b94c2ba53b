"""What is freed in the middle of the heap goes back to the system when asked."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.heap import LARGE, give_back, keep_whole

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


# A large piece is freed, which makes glibc keep such pieces in its heap from then on; then another is had.
LENT = f"""
import ctypes, re
from kiosk.heap import keep_whole
large = {2 * LARGE}
{{prepared}}
freed = bytearray(16 * large)
del freed
held = bytearray(large)
place = ctypes.addressof(ctypes.c_char.from_buffer(held))
ranges = [line.split() for line in open("/proc/self/maps")]
heap = [part[0].split("-") for part in ranges if part[-1] == "[heap]"]
print(any(int(begin, 16) <= place < int(end, 16) for begin, end in heap))
"""


@pytest.mark.parametrize(("prepared", "in_heap"), [("", "True"), ("keep_whole()", "False")])
def test_what_is_large_lies_by_itself(prepared: str, in_heap: str) -> None:
    program = LENT.format(prepared=prepared)
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == in_heap


def test_another_c_library_only_keeps_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    keep_whole()
    give_back()
