"""Font files made for a test: real ones, with just the characters it wants."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph


def small_font(path: Path, characters: str) -> None:
    """Writes a font that has an empty glyph for each of ``characters`` and for nothing else."""
    names = [".notdef", *(f"c{ord(ch):x}" for ch in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(ch): f"c{ord(ch):x}" for ch in characters})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    builder.save(str(path))
