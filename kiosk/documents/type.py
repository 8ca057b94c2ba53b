"""The fonts' own word on widths, and which of them draws what."""

from functools import cached_property
from pathlib import Path
from typing import Final

from PIL import ImageFont

from kiosk.glyphs import FACES, RARE, Faces, Run

_UNITS: Final = 1000  # both fonts' characters are measured in thousandths, and so are lines of a PDF


class FontType:
    """The fonts of a folder as ``layout.Type``. Not thread-safe. Raises OSError when the first is missing."""

    def __init__(self, folder: Path) -> None:
        self.first = folder / FACES[0]
        self.second = folder / RARE
        self._faces = Faces(folder)
        self._font = ImageFont.truetype(self.first, _UNITS, layout_engine=ImageFont.Layout.BASIC)
        self._known: dict[str, float] = {}

    def em(self, char: str) -> float:
        if char not in self._known:
            rare = any(run.rare for run in self.runs(char))
            self._known[char] = (self._second if rare else self._font).getlength(char) / _UNITS
        return self._known[char]

    def drawn(self, text: str) -> str:
        return "".join(run.text for run in self.runs(text))

    def runs(self, text: str) -> tuple[Run, ...]:
        """``text`` by font, as it is drawn."""
        return self._faces.runs(text)

    @cached_property
    def _second(self) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self.second, _UNITS, layout_engine=ImageFont.Layout.BASIC)
