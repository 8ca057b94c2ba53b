"""Breaking Chinese text into lines. Pure: widths come from the caller.

Kivy breaks at spaces and otherwise anywhere, which leaves ragged lines and punctuation at their starts. Here
numbers and Latin words stay whole, closing marks never begin a line, opening marks never end one, and a last
line of one or two characters is avoided.
"""

from collections.abc import Callable
from typing import Final

Measure = Callable[[str], float]

_CLOSING: Final = frozenset("，。、；：？！）》」』】〕…—”’·,.;:?!)]}%％›")
_OPENING: Final = frozenset("（《「『【〔“‘([{￥")
_TOGETHER: Final = frozenset("-./:%+~–#@&_")
_SHORTEST_LAST: Final = 0.22  # of the width


def words(text: str) -> list[str]:
    """Pieces between which a line may end; spaces belong to the piece before them."""
    out: list[str] = []
    for index, char in enumerate(text):
        before = text[index - 1] if index else ""
        if out and _joined(before, char):
            out[-1] += char
        else:
            out.append(char)
    return out


def _joined(before: str, char: str) -> bool:
    if char in _CLOSING or before in _OPENING or char == " ":
        return True
    return _wordly(before) and _wordly(char)


def _wordly(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in _TOGETHER)


def wrap(text: str, width: float, measure: Measure, even: bool = True) -> tuple[str, ...]:
    """Lines of ``text`` no wider than ``width``; a newline is kept. A piece wider than a line is cut.

    ``even`` False: lines already full never change when more is written at the end.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        pieces = _cut(words(paragraph), width, measure)
        sizes = [measure(piece) for piece in pieces]
        filled = _fill(pieces, sizes, width, measure)
        lines += _even(pieces, sizes, width, filled, measure) if even else filled
    return tuple(lines)


def _cut(pieces: list[str], width: float, measure: Measure) -> list[str]:
    """Split pieces no line can hold."""
    out: list[str] = []
    for piece in pieces:
        rest = piece
        while len(rest) > 1 and measure(rest.rstrip()) > width:
            count = next((n for n in range(len(rest) - 1, 1, -1) if measure(rest[:n]) <= width), 1)
            out.append(rest[:count])
            rest = rest[count:]
        out.append(rest)
    return out


def _fill(pieces: list[str], sizes: list[float], width: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece, size in zip(pieces, sizes, strict=True):
        # The space at a line's end takes no room.
        needed = size if not piece.endswith(" ") else measure(piece.rstrip())
        if line and used + needed > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += size
    return [*lines, line.rstrip()]


def _even(
    pieces: list[str], sizes: list[float], width: float, lines: list[str], measure: Measure
) -> list[str]:
    """Narrow the lines a little where the last one would hold only a character or two."""
    if len(lines) < 2 or measure(lines[-1]) >= width * _SHORTEST_LAST:
        return lines
    for share in (0.94, 0.88, 0.82, 0.76, 0.7):
        tried = _fill(pieces, sizes, width * share, measure)
        if len(tried) > len(lines):
            break
        lines = tried
        if measure(lines[-1]) >= width * _SHORTEST_LAST:
            break
    return lines
