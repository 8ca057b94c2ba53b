"""Draws pen strokes the way the recogniser was measured to read them best. Pure: points in, pixels out.

Parameters were all measured insensitive: 36 of 48 pixels, black line of 3 on white, four times oversampled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

HEIGHT: Final = 48  # what the model reads
INK: Final = 36  # of which the ink fills at most this
SQUARE_WIDTH: Final = 64  # one character's image
LINE: Final = 3
OVERSAMPLE: Final = 4
# A dot or a dash stays small: the ink is never magnified as if it filled less than this part of the pad.
SMALLEST_PART: Final = 0.3
WORD_ASPECT: Final = 1.4  # two narrow characters close together are not much wider than high
LONGEST_LINE: Final = 960  # pixels; about 20 characters

Point = tuple[float, float]
Strokes = Sequence[Sequence[Point]]


@dataclass(frozen=True, slots=True)
class Box:
    """The ink's bounding box in pad pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def box_of(strokes: Strokes) -> Box | None:
    """None without a single point."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    return Box(min(xs), min(ys), max(xs), max(ys)) if xs else None


def is_wide(box: Box) -> bool:
    """Whether this may be several characters in a row."""
    return box.width >= WORD_ASPECT * box.height


def character_image(strokes: Strokes, box: Box, pad: Point) -> NDArray[np.float32]:
    """The model's input for one character: (1, 3, 48, 64), white 1.0, ink -1.0."""
    side = max(box.width, box.height, SMALLEST_PART * min(pad))
    return _draw(strokes, box, INK / side, SQUARE_WIDTH)


def line_image(strokes: Strokes, box: Box, pad: Point) -> NDArray[np.float32]:
    """The model's input for a row of characters: (1, 3, 48, W), W from 64 to 960."""
    scale = INK / max(box.height, SMALLEST_PART * min(pad))
    margin = SQUARE_WIDTH - INK
    if box.width * scale > LONGEST_LINE - margin:
        scale = (LONGEST_LINE - margin) / box.width
    return _draw(strokes, box, scale, max(SQUARE_WIDTH, round(box.width * scale) + margin))


def _draw(strokes: Strokes, box: Box, scale: float, width: int) -> NDArray[np.float32]:
    """Ink scaled by ``scale`` and centred in ``width`` × 48."""
    big = OVERSAMPLE
    image = Image.new("L", (width * big, HEIGHT * big), 255)
    pen = ImageDraw.Draw(image)
    shift_x = width / 2 - scale * (box.left + box.right) / 2
    shift_y = HEIGHT / 2 - scale * (box.top + box.bottom) / 2
    radius = LINE * big / 2
    for stroke in strokes:
        points = [((x * scale + shift_x) * big, (y * scale + shift_y) * big) for x, y in stroke]
        if len(points) > 1:
            pen.line(points, fill=0, width=LINE * big, joint="curve")
        for x, y in points[:1] + points[-1:]:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    grey = np.asarray(image.reduce(big), dtype=np.float32) / 127.5 - 1.0
    shown: NDArray[Any] = np.broadcast_to(grey, (1, 3, HEIGHT, width))
    return np.ascontiguousarray(shown, dtype=np.float32)
