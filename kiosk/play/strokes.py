"""Characters as somebody draws them: points in a square of 100 × 100, y down, laid onto the writing pad."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

Point = tuple[float, float]
Stroke = tuple[Point, ...]
Drawn = Mapping[str, tuple[Stroke, ...]]

SQUARE: Final = 100.0
_SHARE: Final = 0.78  # of the pad's shorter side that a character takes
_STEP: Final = 9.0  # pixels between two reports of a finger: what a 120 Hz panel tells of a quick hand


class StrokeFileError(Exception):
    """The text says in one Chinese sentence what is wrong with the file."""


def read_strokes(path: Path) -> Drawn:
    """``{"characters": {"工": [[[20, 18], [80, 17]], …]}}``. Raises StrokeFileError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["characters"]
        return TypeAdapter(dict[str, tuple[Stroke, ...]]).validate_python(found)
    except OSError as error:
        raise StrokeFileError(f"{path}：读不了（{error.strerror}）") from error
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise StrokeFileError(f"{path}：不是笔画文件") from error


def onto(
    strokes: Sequence[Stroke], left: float, top: float, width: float, height: float
) -> list[list[Point]]:
    """The strokes in the middle of this rectangle, with the points a finger passes between theirs."""
    side = min(width, height) * _SHARE
    x0, y0 = left + (width - side) / 2, top + (height - side) / 2
    scale = side / SQUARE
    return [list(_walk([(x0 + x * scale, y0 + y * scale) for x, y in stroke])) for stroke in strokes]


def _walk(corners: Sequence[Point]) -> Iterator[Point]:
    yield corners[0]
    for (ax, ay), (bx, by) in pairwise(corners):
        count = max(math.ceil(math.hypot(bx - ax, by - ay) / _STEP), 1)
        for part in range(1, count + 1):
            share = part / count
            yield ax + (bx - ax) * share, ay + (by - ay) * share
