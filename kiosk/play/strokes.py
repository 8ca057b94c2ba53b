"""Characters as somebody draws them: points in a square of 100 × 100, y down, laid onto the writing pad."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

Point = tuple[float, float]
Stroke = tuple[Point, ...]
Drawn = Mapping[str, tuple[Stroke, ...]]

SQUARE: Final = 100.0
_SHARE: Final = 0.78  # of the pad's shorter side that a character takes


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
    """The strokes in the middle of this rectangle, in whole pixels; points that fall together are one."""
    side = min(width, height) * _SHARE
    x0, y0 = left + (width - side) / 2, top + (height - side) / 2
    scale = side / SQUARE
    return [
        [point for point, _ in groupby((round(x0 + x * scale), round(y0 + y * scale)) for x, y in stroke)]
        for stroke in strokes
    ]
