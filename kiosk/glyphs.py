"""Which characters the terminal's own fonts can draw: what they lack would be an empty box on the screen."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Final

FACES: Final = ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf")

# Never drawn, so never missing: line breaks and what only joins or separates.
_INVISIBLE: Final = frozenset("\n\r\t\u200b\u2060\ufeff")


class UiFont:
    """One face. Reads the character table once, when first asked (about 0.1 s)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def present(self) -> bool:
        return self.path.is_file()

    @cached_property
    def characters(self) -> frozenset[str]:
        """Everything it has a glyph for. Raises OSError, or fontTools' TTLibError for a broken file."""
        from fontTools.ttLib import TTFont

        with TTFont(str(self.path), lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap()))

    def missing(self, text: Iterable[str]) -> tuple[str, ...]:
        """The characters of ``text`` it cannot draw, each once, in order."""
        return tuple(dict.fromkeys(ch for ch in text if ch not in self.characters and ch not in _INVISIBLE))


def ui_fonts(folder: Path) -> tuple[UiFont, ...]:
    """The faces the screens use, whether they are there or not."""
    return tuple(UiFont(folder / name) for name in FACES)
