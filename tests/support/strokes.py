"""Own handwriting: strokes of tests/data/strokes.json, placed and scaled as on a writing pad."""

import json
from functools import cache
from pathlib import Path

Stroke = tuple[tuple[float, float], ...]

DATA = Path(__file__).parents[1] / "data" / "strokes.json"
SIZE = 100.0


@cache
def characters() -> dict[str, tuple[Stroke, ...]]:
    drawn = json.loads(DATA.read_text(encoding="utf-8"))
    return {
        name: tuple(tuple((float(x), float(y)) for x, y in stroke) for stroke in strokes)
        for name, strokes in drawn["characters"].items()
    }


def write(
    text: str, scale: float = 3.0, left: float = 0.0, top: float = 0.0, gap: float = 20.0
) -> list[Stroke]:
    """``text`` in one row: each character in a square of 100 × ``scale`` pixels, ``gap`` hundredths apart."""
    return [
        tuple((left + (x + place * (SIZE + gap)) * scale, top + y * scale) for x, y in stroke)
        for place, name in enumerate(text)
        for stroke in characters()[name]
    ]
