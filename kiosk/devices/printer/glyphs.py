"""Characters as dots, in a thermal printer's own cells: 12 by 24 for ASCII, 24 by 24 for the rest."""

from functools import cached_property
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.glyphs import FACES, Faces

CELL: Final = 24
_ASCII_SIZE: Final = 22  # Noto's Latin letters are wider than half an em: smaller, then squeezed if needed
_BASELINE: Final = 21  # of an em box 24 dots high: 880 of 1000 units above
_INK: Final = 110  # darkness from which a dot is printed; thin strokes must not break


class Glyphs:
    """Draws single clusters into cells. Not thread-safe: one for each thread."""

    def __init__(self, fonts_dir: Path) -> None:
        """Raises OSError when the font is not there."""
        path = str(fonts_dir / FACES[0])
        self._faces = Faces(fonts_dir)
        self._wide = ImageFont.truetype(path, CELL)
        self._narrow = ImageFont.truetype(path, _ASCII_SIZE)

    def cell(self, cluster: str, columns: int) -> Image.Image:
        """A 1-bit image, 12 × ``columns`` wide and 24 high; ink is 1. What no font has is ``〓``."""
        width = columns * CELL // 2
        cluster, font = self._drawn(cluster, self._narrow if columns == 1 else self._wide)
        advance = max(1, round(font.getlength(cluster)))
        canvas = Image.new("L", (max(width, advance), CELL), 0)
        at = max(0, (width - advance) // 2)
        ImageDraw.Draw(canvas).text((at, _BASELINE), cluster, fill=255, font=font, anchor="ls")
        if canvas.width > width:
            canvas = canvas.resize((width, CELL), Image.Resampling.LANCZOS)
        return canvas.point(lambda level: 255 if level >= _INK else 0).convert("1")

    def _drawn(self, cluster: str, font: ImageFont.FreeTypeFont) -> tuple[str, ImageFont.FreeTypeFont]:
        """What is drawn for it, in which font."""
        runs = self._faces.runs(cluster)
        if any(run.rare for run in runs):
            font = self._rare or font
        return "".join(run.text for run in runs), font

    @cached_property
    def _rare(self) -> ImageFont.FreeTypeFont | None:
        """The second font, opened when a slip first needs it."""
        path = self._faces.rare
        try:
            return ImageFont.truetype(str(path), CELL) if path is not None else None
        except OSError:
            return None


def embolden(image: Image.Image) -> Image.Image:
    """Double strike: what ESC E does on paper, each dot once more to its right."""
    bold = image.copy()
    ink = image.crop((0, 0, image.width - 1, image.height))
    bold.paste(1, (1, 0), ink)
    return bold
