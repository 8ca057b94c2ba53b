"""Which font draws which character: what all of them lack would be an empty box on the screen and on paper.

Two faces hold what nearly everybody is called and all that we write ourselves. A second font holds rarer
characters of names; it may be missing. Private-use code points, which older card readers put into names,
count as missing in every font: each draws something else there.
"""

import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Final

FACES: Final = ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf")
RARE: Final = "BabelStoneHan.ttf"
# Stands where a character cannot be drawn: print shops' own mark for a missing type.
PLACEHOLDER: Final = "〓"

# Never drawn, so never missing: line breaks and what only joins, separates or selects a form.
_INVISIBLE: Final = frozenset("\n\r\t\u200b\u2060\ufeff") | frozenset(map(chr, range(0xFE00, 0xFE10)))
_SELECTORS: Final = range(0xE0100, 0xE01F0)
_PRIVATE: Final = (range(0xE000, 0xF900), range(0xF0000, 0x110000))
_RANGES: Final = (3, 10, 12)  # platform, encoding and format of the table that holds all of Unicode


class UiFont:
    """One face. Reads the character table once, when first asked (a few milliseconds)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._passed: set[str] = set()  # what is not missing; all the text there is, soon

    @property
    def present(self) -> bool:
        return self.path.is_file()

    @cached_property
    def _ranges(self) -> tuple["array[int]", "array[int]"]:
        """First and last code points of what it has glyphs for, in order."""
        return _quick_ranges(self.path) or _ranges(self.path)

    @property
    def count(self) -> int:
        """Characters it has a glyph for. Raises as :meth:`holds`."""
        first, last = self._ranges
        return sum(last) - sum(first) + len(first)

    def holds(self, char: str) -> bool:
        """Raises OSError, or fontTools' TTLibError for a broken file."""
        code = ord(char)
        first, last = self._ranges
        at = bisect_right(first, code) - 1
        return at >= 0 and code <= last[at] and not is_private(char)

    def missing(self, text: Iterable[str]) -> tuple[str, ...]:
        """The characters of ``text`` it cannot draw, each once, in order. Raises as :meth:`holds`."""
        said = dict.fromkeys(text)
        if self._passed.issuperset(said):
            return ()
        found = tuple(ch for ch in said if not _unseen(ch) and not self.holds(ch))
        self._passed.update(said.keys() - set(found))
        return found


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbours of one font; ``rare``: of the second one. Ready to be drawn: placeholders are in it."""

    text: str
    rare: bool


class Faces:
    """The fonts of a folder as one: text in runs. With the second one missing or broken, no run is rare.

    Not thread-safe: one for each thread.
    """

    def __init__(self, folder: Path) -> None:
        self._first = UiFont(folder / FACES[0])
        self._second = UiFont(folder / RARE)
        self._known: set[str] = set()  # of the first face; all the text there is, nearly always

    @cached_property
    def rare(self) -> Path | None:
        """The second font's file, if it can be read: quickly, or it is not the one meant."""
        path = self._second.path
        try:
            return path if _quick_ranges(path) else None
        except OSError:
            return None

    def plain(self, text: str) -> bool:
        """Whether the first face draws all of it: costs next to nothing for text of known characters."""
        if self._known.issuperset(text):
            return True
        for char in set(text) - self._known:
            if _unseen(char) or not self._first.holds(char):
                return False
            self._known.add(char)
        return True

    def undrawn(self, text: str) -> tuple[str, ...]:
        """The characters for which only a placeholder can be drawn, each once, in order."""
        if self.plain(text):
            return ()
        return tuple(dict.fromkeys(ch for ch in text if self._face(ch) is None and not _unseen(ch)))

    def runs(self, text: str) -> tuple[Run, ...]:
        """``text`` as it is drawn: what no font holds is a placeholder, what is never seen is left out."""
        if self.plain(text):
            return (Run(text, rare=False),)
        drawn = [(ch, self._face(ch)) for ch in text if not _unseen(ch) or ch.isspace()]
        shown = [(PLACEHOLDER, False) if rare is None else (ch, rare) for ch, rare in drawn]
        grouped = groupby(shown, key=lambda one: one[1])
        return tuple(Run("".join(ch for ch, _ in chars), rare) for rare, chars in grouped)

    def _face(self, char: str) -> bool | None:
        """Whether the second font draws it; None: neither does."""
        if char.isspace() or self._first.holds(char):
            return False
        return True if self.rare is not None and self._second.holds(char) else None


def ui_fonts(folder: Path) -> tuple[UiFont, ...]:
    """The faces the screens use, whether they are there or not."""
    return tuple(UiFont(folder / name) for name in FACES)


def rare_font(folder: Path) -> UiFont:
    """The one for what those lack, whether it is there or not."""
    return UiFont(folder / RARE)


def is_private(char: str) -> bool:
    """Whether it means what two sides agreed on, and nobody agreed with us."""
    return any(ord(char) in some for some in _PRIVATE)


def _unseen(char: str) -> bool:
    return char in _INVISIBLE or ord(char) in _SELECTORS


def _quick_ranges(path: Path) -> tuple["array[int]", "array[int]"] | None:
    """Straight from the file's table of ranges (OpenType: cmap, format 12); None where it has no such table.

    Reading the same with fontTools takes a tenth of a second: as long as all else of a start takes together.
    """
    with path.open("rb") as file:
        head = file.read(12)
        if len(head) < 12:
            return None
        tables = file.read(16 * int.from_bytes(head[4:6], "big"))
        where = next((at for at in range(0, len(tables), 16) if tables[at : at + 4] == b"cmap"), None)
        if where is None:
            return None
        offset, length = struct.unpack_from(">II", tables, where + 8)
        file.seek(offset)
        data = file.read(length)
    try:
        for record in range(struct.unpack_from(">H", data, 2)[0]):
            platform, encoding, at = struct.unpack_from(">HHI", data, 4 + 8 * record)
            if (platform, encoding, struct.unpack_from(">H", data, at)[0]) == _RANGES:
                (groups,) = struct.unpack_from(">I", data, at + 12)
                return _joined(data[at + 16 : at + 16 + 12 * groups])
    except struct.error:
        return None
    return None


def _joined(groups: bytes) -> tuple["array[int]", "array[int]"]:
    """Ranges of glyphs (first, last, glyph; 32 bits each), those that touch made one."""
    numbers = array("I", groups)
    if sys.byteorder == "little":
        numbers.byteswap()
    first, last = array("I"), array("I")
    for start, end in zip(numbers[0::3], numbers[1::3], strict=True):
        if last and start == last[-1] + 1:
            last[-1] = end
        else:
            first.append(start)
            last.append(end)
    return first, last


def _ranges(path: Path) -> tuple["array[int]", "array[int]"]:
    from fontTools.ttLib import TTFont

    with TTFont(str(path), lazy=True) as font:
        codes = sorted(font.getBestCmap() or ())
    return _joined(b"".join(struct.pack(">III", code, code, 0) for code in codes))
