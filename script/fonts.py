"""Cuts the two faces the terminal shows out of Debian's Noto Sans CJK collections, and links the font beside
them that holds rarer characters of names.

Kivy opens face 0 of a collection, which is the Japanese one: the same characters in another country's
shapes. The terminal therefore loads single-face files, made once from the collections on this machine.
BabelStone Han is one face already. It is linked, not copied: its licence asks that whoever changes it says so
and offers the change to everybody, and nothing in it has to be changed.
"""

import argparse
import sys
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Noto Sans CJK SC"
SOURCE = Path("/usr/share/fonts/opentype/noto")
FACES = ("Regular", "Bold")
RARE = Path("/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf")


def family_of(font: TTFont) -> str | None:
    """The family's English name, the typographic one (id 16) before the four-style one (id 1)."""
    names = font["name"]
    found: str | None = names.getDebugName(16) or names.getDebugName(1)
    return found


def extract(collection: Path, target: Path) -> None:
    """Write the Simplified Chinese face of `collection` to `target`; LookupError when it has none."""
    fonts = TTCollection(str(collection), lazy=True).fonts
    matching = [font for font in fonts if family_of(font) == FAMILY]
    if len(matching) != 1:
        raise LookupError(f"{collection}: {len(matching)} faces named {FAMILY!r}, expected 1")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    matching[0].save(str(unfinished), reorderTables=None)
    # A run cut short must not leave half a font that looks finished.
    unfinished.replace(target)


def link(font: Path, target: Path) -> None:
    """Make `target` a link to `font`, whatever it was; FileNotFoundError when there is no such font."""
    if not font.is_file():
        raise FileNotFoundError(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    unfinished.symlink_to(font)
    unfinished.replace(target)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of NotoSansCJK-*.ttc")
    parser.add_argument("--rare", type=Path, default=RARE, help="BabelStoneHan.ttf")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    options = parser.parse_args()
    for face in FACES:
        target = options.out / f"NotoSansCJKsc-{face}.otf"
        extract(options.source / f"NotoSansCJK-{face}.ttc", target)
        print(f"Wrote {target}", file=sys.stderr)
    link(options.rare, options.out / RARE.name)
    print(f"Linked {options.out / RARE.name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
