"""Breaking text into lines of half-columns, with the line-start and line-end rules of Chinese typesetting.

A column is half an ideograph: 12 dots. On paper a character is one column (ASCII) or two (all others, for
they are printed from the two-byte font or drawn in its cell), whatever its East Asian width property says.
"""

import re
import unicodedata
from typing import Final

# GB/T 15834: marks that must not begin a line, and those that must not end one.
_NOT_FIRST: Final = frozenset("，。、；：？！）》」』】〕〉”’…—～·％℃,.;:?!)]}%")
_NOT_LAST: Final = frozenset("（《「『【〔〈“‘￥$([{")
# A number, word, telephone or date stays whole; so does a Chinese name in English, which one points at.
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-./:@_']*[0-9A-Za-z]|[0-9A-Za-z]|(?<= )\([\u3400-\u9fff]{1,12}\)")


def columns_of(text: str) -> int:
    """Width of ``text`` in half-columns."""
    return sum(_cell(cluster) for cluster in clusters(text))


def clusters(text: str) -> list[str]:
    """``text`` as what takes one cell each: a character with the marks that combine with it."""
    cells: list[str] = []
    for char in text:
        if cells and unicodedata.category(char) in ("Mn", "Me"):
            cells[-1] += char
        else:
            cells.append(char)
    return cells


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most ``columns`` half-columns; at least one line. ``columns`` is at least 2.

    Spaces at a break are dropped, nothing else. A piece wider than a whole line is cut where it must be.
    """
    lines: list[str] = []
    line, used = "", 0
    for chunk in _chunks(text):
        width = columns_of(chunk)
        if used + width > columns and line.strip(" "):
            lines.append(line.rstrip(" "))
            line, used = "", 0
        if not line and lines and chunk == " ":
            continue
        if width <= columns - used:
            line, used = line + chunk, used + width
            continue
        for cluster in clusters(chunk):
            if used + _cell(cluster) > columns:
                lines.append(line.rstrip(" "))
                line, used = "", 0
            line, used = line + cluster, used + _cell(cluster)
    if line.strip(" ") or not lines:
        lines.append(line.rstrip(" "))
    return lines


def _cell(cluster: str) -> int:
    return 1 if " " <= cluster[0] <= "~" and len(cluster) == 1 else 2


def _chunks(text: str) -> list[str]:
    """Pieces between which a line may break."""
    chunks: list[str] = []
    glue = False
    for piece in _pieces(text):
        if chunks and piece != " " and (glue or piece[0] in _NOT_FIRST):
            chunks[-1] += piece
        else:
            chunks.append(piece)
        glue = piece[-1] in _NOT_LAST
    return chunks


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    at = 0
    for match in _WORD.finditer(text):
        pieces += clusters(text[at : match.start()])
        pieces.append(match.group())
        at = match.end()
    return pieces + clusters(text[at:])
