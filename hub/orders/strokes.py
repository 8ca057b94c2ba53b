"""A signature as it travels (kiosk/domain/forms_signature.py): strokes as text, read here within its bounds.

``S1;x,y x,y …;x,y …`` on a board of 1,000 by 1,000, stretched to a pad three times as wide as high. Nothing
of it is ever shown as it came: it becomes lines in a picture, or is said to be unreadable.
"""

import io
import re
from typing import Final

MARK: Final = "S1;"
LATER: Final = "later"  # instead of strokes: who could not draw there signs on paper
LONGEST: Final = 16_000
STROKES_MOST: Final = 60
POINTS_MOST: Final = 1_500
BOARD: Final = 1_000
_WHOLE: Final = re.compile(r"S1(;[0-9]{1,4},[0-9]{1,4}( [0-9]{1,4},[0-9]{1,4})*)+")
_SIZE: Final = (900, 300)
_MARGIN: Final = 12
_INK: Final = 5

Stroke = tuple[tuple[int, int], ...]


def read_strokes(text: str) -> tuple[Stroke, ...] | None:
    """None for what is no signature, or one beyond the bounds."""
    if len(text) > LONGEST or _WHOLE.fullmatch(text) is None:
        return None
    strokes = tuple(
        tuple((int(x), int(y)) for x, _, y in (point.partition(",") for point in stroke.split(" ")))
        for stroke in text[len(MARK) :].split(";")
    )
    points = [point for stroke in strokes for point in stroke]
    if len(strokes) > STROKES_MOST or len(points) > POINTS_MOST:
        return None
    return strokes if all(max(point) <= BOARD for point in points) else None


def draw(strokes: tuple[Stroke, ...]) -> bytes:
    """A PNG, black on white."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", _SIZE, 255)
    pen = ImageDraw.Draw(picture)
    width, height = (side - 2 * _MARGIN for side in _SIZE)
    for stroke in strokes:
        line = [(_MARGIN + x * width / BOARD, _MARGIN + y * height / BOARD) for x, y in stroke]
        pen.line(line, fill=0, width=_INK, joint="curve")
        for x, y in (line[0], line[-1]):
            pen.ellipse((x - _INK / 2, y - _INK / 2, x + _INK / 2, y + _INK / 2), fill=0)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
