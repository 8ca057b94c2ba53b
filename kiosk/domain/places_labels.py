"""Where names stand on a map so that none covers another, a marker, or the edge. Pure geometry.

Lengths are of the caller's unit (pixels); the origin is bottom left, y points up. Greedy: who comes first
gets the better place, and the same input always gives the same map.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# Right of it reads best, then left, above, below, then aslant.
_AROUND: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
_RINGS: Final = (0.0, 1.2, 2.4)  # heights of the text further out; from the second on with a line to it
_GRID: Final = 5


@dataclass(frozen=True, slots=True)
class Rect:
    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def top(self) -> float:
        return self.bottom + self.height

    @property
    def centre(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.bottom + self.height / 2

    def overlaps(self, other: "Rect") -> bool:
        """Whether they share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def within(self, other: "Rect") -> bool:
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.bottom <= self.bottom
            and self.top <= other.top
        )


@dataclass(frozen=True, slots=True)
class Label:
    """``leader``: from the marker to the label, where it stands apart; empty where it stands beside it."""

    text: str
    rect: Rect
    leader: tuple[tuple[float, float], ...] = ()


def square(x: float, y: float, radius: float) -> Rect:
    return Rect(x - radius, y - radius, 2 * radius, 2 * radius)


def beside(
    text: str,
    size: tuple[float, float],
    at: tuple[float, float, float],
    taken: Sequence[Rect],
    bounds: Rect,
) -> Label | None:
    """A place for ``text`` (``size`` wide and high) beside the marker ``at`` (x, y, radius), clear of
    ``taken``; None: there is none.
    """
    x, y, radius = at
    for ring in _RINGS:
        for across, up in _AROUND:
            rect = _placed(size, x, y, radius + radius / 3 + ring * size[1], across, up)
            rect = rect if across else _slid(rect, bounds)
            if _free(rect, taken, bounds):
                leader = ((x, y), _edge(rect, x, y)) if ring else ()
                return Label(text, rect, leader)
    return None


def upon(
    text: str,
    size: tuple[float, float],
    area: Sequence[tuple[float, float]],
    taken: Sequence[Rect],
    bounds: Rect,
) -> Label | None:
    """A place for the name of ``area`` (a polygon) over its middle or near it; None: there is none."""
    for x, y in _grid(area):
        rect = Rect(x - size[0] / 2, y - size[1] / 2, *size)
        if _free(rect, taken, bounds):
            return Label(text, rect)
    return None


def _placed(size: tuple[float, float], x: float, y: float, gap: float, across: int, up: int) -> Rect:
    width, height = size
    reach = gap / math.sqrt(2) if across and up else gap
    left = x - width / 2 if across == 0 else (x + reach if across > 0 else x - reach - width)
    bottom = y - height / 2 if up == 0 else (y + reach if up > 0 else y - reach - height)
    return Rect(left, bottom, width, height)


def _slid(rect: Rect, bounds: Rect) -> Rect:
    """Off the edge to the side; a name longer than its box stays where it is."""
    left = min(max(rect.left, bounds.left), max(bounds.right - rect.width, bounds.left))
    return Rect(left, rect.bottom, rect.width, rect.height)


def _free(rect: Rect, taken: Sequence[Rect], bounds: Rect) -> bool:
    return rect.within(bounds) and not any(rect.overlaps(other) for other in taken)


def _edge(rect: Rect, x: float, y: float) -> tuple[float, float]:
    """The point of ``rect`` nearest to (x, y)."""
    return min(max(x, rect.left), rect.right), min(max(y, rect.bottom), rect.top)


def _grid(area: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points over ``area``'s box, from the middle outwards."""
    if not area:
        return
    left, right = min(x for x, _ in area), max(x for x, _ in area)
    bottom, top = min(y for _, y in area), max(y for _, y in area)
    steps = sorted(range(_GRID + 1), key=lambda step: (abs(step - _GRID / 2), step))
    shares = sorted(
        ((across, up) for across in steps for up in steps),
        key=lambda share: (abs(share[0] - _GRID / 2) + abs(share[1] - _GRID / 2), share),
    )
    middle = ((left + right) / 2, (bottom + top) / 2)
    yield middle
    for across, up in shares:
        yield left + (right - left) * across / _GRID, bottom + (top - bottom) * up / _GRID
