"""The words of an empty paper, cut into texts that a code can hold. Pure.

Only of an empty one: what somebody wrote is in no code (docs/adr/0135).
"""

import re
from collections.abc import Sequence
from typing import Final

from kiosk.domain.paper_shown import SheetPart

MOST_BYTES: Final = 480  # of UTF-8: a code a hand can hold a telephone to, 4 mm a square at arm's length
_LONG_LINE: Final = re.compile("＿{7,}")  # a telephone needs no more to write over
_LINE: Final = "＿" * 6


def pieces(parts: Sequence[SheetPart]) -> tuple[str, ...]:
    """A text for each code, in order; several are numbered. ValueError when somebody wrote into it."""
    if any(part.own for part in parts):
        raise ValueError("no code holds what somebody wrote")
    lines = [line for part in parts for line in _lines(part)]
    found: list[str] = [""]
    for line in lines:
        for piece in _cut(line):
            longer = f"{found[-1]}\n{piece}" if found[-1] else piece
            if len(longer.encode()) <= MOST_BYTES:
                found[-1] = longer
            else:
                found.append(piece)
    texts = [text for text in found if text]
    if len(texts) < 2:
        return tuple(texts)
    return tuple(f"（{number}/{len(texts)}）\n{text}" for number, text in enumerate(texts, 1))


def _lines(part: SheetPart) -> list[str]:
    rows = [f"{name}：{what}" for name, what in part.rows]
    return [_LONG_LINE.sub(_LINE, line) for line in (part.text, *rows) if line.strip()]


def _cut(line: str) -> list[str]:
    """A line too long for one code, in pieces; between characters."""
    out = [""]
    for char in line:
        if len((out[-1] + char).encode()) > MOST_BYTES:
            out.append("")
        out[-1] += char
    return out
