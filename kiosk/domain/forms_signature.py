"""A signature as the strokes of a finger: a short text that scales to any paper, bounded. Pure.

``S1;x,y x,y …;x,y …``: the version, then strokes of points on a board 1,000 wide and 1,000 high (0 to 1,000,
left to right, top to bottom), stretched as the pad was: whoever draws it knows the pad's shape (``ASPECT``).
Who cannot draw here answers ``LATER`` instead: it is said to whoever reads the order, and signed on paper.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

VERSION: Final = "S1"
LATER: Final = "later"  # 到场再签: nothing is signed yet
BOARD: Final = 1000
STROKES_MOST: Final = 60
POINTS_MOST: Final = 1500  # of all strokes: 14 KB at the worst
_READ_MOST: Final = 20_000  # points as they come from the screen: whoever scribbles on is not looked at
LONGEST: Final = 16_000  # characters of the whole text
ASPECT: Final = 3.0  # of every pad somebody signs on: three times as wide as high
_NEAREST: Final = 4  # of the board: points closer than this say nothing new
_SHORTEST: Final = 60  # of the board: less ink than this is a touch by mistake
_POINT: Final = re.compile(r"([0-9]{1,4}),([0-9]{1,4})")

Point = tuple[int, int]
Stroke = tuple[Point, ...]


def encode(strokes: Sequence[Sequence[tuple[float, float]]], width: float, height: float) -> str:
    """Strokes of a pad ``width`` by ``height`` (any unit, from its top left) as one text, thinned to the
    bounds.

    Empty when nothing was drawn. What reaches over the edge is drawn on it. Raises ValueError without a pad.
    """
    if not (width > 0 and height > 0):
        raise ValueError("a pad has a size")
    thin: list[Stroke] = []
    left = _READ_MOST
    for stroke in strokes[:STROKES_MOST]:
        points = tuple((_placed(x, width), _placed(y, height)) for x, y in stroke[:left])
        left -= len(points)
        thin += [_thinned(points, _NEAREST)] if points else []
    near = _NEAREST
    while sum(map(len, thin)) > POINTS_MOST:
        near *= 2
        thin = [_thinned(points, near) for points in thin]
    if not thin:
        return ""
    return ";".join([VERSION, *(" ".join(f"{x},{y}" for x, y in stroke) for stroke in thin)])


def decode(text: str) -> tuple[Stroke, ...] | None:
    """The strokes; None when ``text`` is no signature, or one beyond the bounds."""
    head, _, rest = text.partition(";")
    if len(text) > LONGEST or head != VERSION or not rest:
        return None
    strokes: list[Stroke] = []
    for part in rest.split(";"):
        found = [_POINT.fullmatch(point) for point in part.split(" ")]
        points = tuple((int(match[1]), int(match[2])) for match in found if match is not None)
        if len(points) != len(found) or any(max(point) > BOARD for point in points):
            return None
        strokes.append(points)
    if len(strokes) > STROKES_MOST or sum(map(len, strokes)) > POINTS_MOST:
        return None
    return tuple(strokes)


def signed(strokes: Sequence[Stroke]) -> bool:
    """Whether somebody drew something, rather than touched the pad."""
    ink = sum(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for stroke in strokes for a, b in pairwise(stroke))
    return ink >= _SHORTEST


def _placed(value: float, size: float) -> int:
    return min(max(round(value / size * BOARD), 0), BOARD)


def _thinned(stroke: Stroke, near: int) -> Stroke:
    """Its points without those closer than ``near`` to the one kept before; the last one always stays."""
    kept = [stroke[0]]
    for x, y in stroke[1:]:
        if max(abs(x - kept[-1][0]), abs(y - kept[-1][1])) >= near:
            kept.append((x, y))
    if kept[-1] != stroke[-1]:
        kept.append(stroke[-1])
    return tuple(kept)
