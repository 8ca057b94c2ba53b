"""Outlines and lines cut to the box they are drawn in. Pure geometry; the box is from (0, 0) to its size."""

from collections.abc import Callable, Sequence

Corner = tuple[float, float]


def clipped(outline: Sequence[Corner], width: float, height: float) -> tuple[Corner, ...]:
    """The part of a closed outline within the box (Sutherland and Hodgman); empty where none is."""
    found = list(outline)
    for axis, bound, above in ((0, 0.0, True), (0, width, False), (1, 0.0, True), (1, height, False)):
        found = _cut(found, axis, bound, _above(axis, bound) if above else _below(axis, bound))
    return tuple(found) if len(found) > 2 else ()


def clipped_line(one: Corner, other: Corner, width: float, height: float) -> tuple[Corner, Corner] | None:
    """The part of a line within the box (Liang and Barsky); None where none is."""
    first, last = 0.0, 1.0
    for axis, size in ((0, width), (1, height)):
        start, way = one[axis], other[axis] - one[axis]
        if way == 0:
            if not 0 <= start <= size:
                return None
            continue
        ends = sorted((-start / way, (size - start) / way))
        first, last = max(first, ends[0]), min(last, ends[1])
    if first >= last:
        return None
    return _between(one, other, first), _between(one, other, last)


def _cut(outline: list[Corner], axis: int, bound: float, kept: Callable[[Corner], bool]) -> list[Corner]:
    found: list[Corner] = []
    for at, corner in enumerate(outline):
        before = outline[at - 1]
        if kept(corner) != kept(before):
            share = (bound - before[axis]) / (corner[axis] - before[axis])
            crossing = list(_between(before, corner, share))
            crossing[axis] = bound  # not a hair beside it
            found.append((crossing[0], crossing[1]))
        if kept(corner):
            found.append(corner)
    return found


def _above(axis: int, bound: float) -> Callable[[Corner], bool]:
    return lambda corner: corner[axis] >= bound


def _below(axis: int, bound: float) -> Callable[[Corner], bool]:
    return lambda corner: corner[axis] <= bound


def _between(one: Corner, other: Corner, share: float) -> Corner:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
