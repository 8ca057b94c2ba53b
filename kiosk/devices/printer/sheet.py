"""Paper being drawn on: what the interpreter's commands leave behind, dot by dot."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from PIL import Image, ImageDraw

MARGIN: Final = 32  # unprintable edge of the paper, in dots (4 mm)
LONGEST: Final = 30_000  # dots; 3.7 m of paper is enough of arbitrary bytes
_INK: Final = 24
_PAPER: Final = 252
_SHADE: Final = 205


class Side(IntEnum):
    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(slots=True)
class _Mark:
    top: int
    left: int
    ink: Image.Image


@dataclass(slots=True)
class Sheet:
    """Collects 1-bit pictures by position, then draws them once the length is known."""

    dots: int
    y: int = 0
    _marks: list[_Mark] = field(default_factory=list)
    _cuts: list[int] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return self.y >= LONGEST

    def put(self, ink: Image.Image, side: Side, left_edge: int = 0) -> None:
        """Set ``ink`` with its top at the present height; what stands over the edge is lost, as on paper."""
        free = max(0, self.dots - left_edge - ink.width)
        left = left_edge + {Side.LEFT: 0, Side.CENTRE: free // 2, Side.RIGHT: free}[side]
        self._marks.append(_Mark(self.y, left, ink))

    def feed(self, dots: int) -> None:
        self.y = min(LONGEST, self.y + max(0, dots))

    def cut(self) -> None:
        self._cuts.append(self.y)

    def picture(self) -> Image.Image:
        """Dark grey on off-white, with the paper's edge and a dashed line where it was cut."""
        height = max(self.y, 1) + 2 * MARGIN
        width = self.dots + 2 * MARGIN
        image = Image.new("L", (width, height), _PAPER)
        for mark in self._marks:
            visible = mark.ink.crop((0, 0, min(mark.ink.width, self.dots - mark.left), mark.ink.height))
            image.paste(_INK, (MARGIN + mark.left, MARGIN + mark.top), visible)
        pen = ImageDraw.Draw(image)
        for cut in self._cuts:
            for x in range(0, width, 16):
                pen.line((x, MARGIN + cut, x + 8, MARGIN + cut), fill=_SHADE, width=2)
        pen.rectangle((0, 0, width - 1, height - 1), outline=_SHADE)
        return image
