"""How every command speaks: one JSON document or plain lines on stdout, faults on stderr, one line each."""

import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import Final

from kiosk.errors import for_staff

GOOD: Final = 0
FAULT: Final = 1
USAGE: Final = 2


def emit(document: object) -> None:
    """The one JSON document of a ``--json`` command."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def tell(line: str) -> None:
    """A line for whoever sits there, on stderr: stdout is for the result."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def complain(code: str, text: str) -> None:
    """One line on stderr: ``E-CFG-02 …`` and a Chinese sentence. Line breaks in ``text`` become spaces."""
    sys.stderr.write(f"{code} {' '.join(for_staff(code, text).split())}\n")
    sys.stderr.flush()


def one_console() -> bool:
    """Whether stdout and stderr are the same terminal: somebody reads both, one below the other."""
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        return False
    out, err = os.fstat(sys.stdout.fileno()), os.fstat(sys.stderr.fileno())
    return out.st_rdev == err.st_rdev


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with aligned columns; a Han character is two columns wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    """Columns of a terminal emulator."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)
