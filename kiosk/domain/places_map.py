"""A plain map of the county as geometry a screen can draw: land, ferry lines, docks, offices, you are here.

Pure; lengths are of the box it is drawn for, origin bottom left, y up, north up. It is a sketch: the outlines
are ours (``places``), and where a box says how long a kilometre is, that is good to a few per cent.
"""

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.domain import places_labels as labels
from kiosk.domain.distance import CIRCLE_METRES, Point, flat
from kiosk.domain.places import County, Island
from kiosk.domain.places_clip import clipped, clipped_line
from kiosk.domain.places_labels import Label, Rect

Measure = Callable[[str], tuple[float, float]]
SpotKind = Literal["here", "dock", "office", "village"]
Corner = tuple[float, float]

_ROOM: Final = 1.15  # of the circle of 15 minutes: some land beyond it
_LEAST: Final = 300.0  # metres: no closer, one doorstep is no map
_SCALE_SHARE: Final = 0.25  # of the width, at most, the scale bar takes


@dataclass(frozen=True, slots=True)
class Spot:
    id: str
    name: str
    kind: SpotKind
    point: Point


@dataclass(frozen=True, slots=True)
class Window:
    """What of the Earth is shown: ``middle``, and metres east-west and north-south."""

    middle: Point
    across: float
    up: float


@dataclass(frozen=True, slots=True)
class Style:
    """``measure``: how wide and high a name is; ``radius`` of a marker; ``margin`` kept free at the edge;
    ``key``: the size of scale bar and north arrow together.
    """

    measure: Measure
    radius: float
    margin: float
    key: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Land:
    """A piece of an island within the box. ``label``: its name, where there is room for it."""

    island: Island
    corners: tuple[Corner, ...]
    label: Label | None


@dataclass(frozen=True, slots=True)
class Marker:
    """``spots``: what is here, one or several too near to each other to tell apart; the first gives
    the kind. ``label`` None: there was no room, ``number`` stands in the marker, the names in the
    list beside the map.
    """

    x: float
    y: float
    spots: tuple[Spot, ...]
    label: Label | None
    number: int = 0

    @property
    def kind(self) -> SpotKind:
        return self.spots[0].kind


@dataclass(frozen=True, slots=True)
class Drawing:
    """``ring``: the circle of 15 minutes on foot (x, y, radius). ``scale``: so many metres, so long.
    ``key``: where scale bar and north arrow stand. ``beyond``: spots outside of the window.
    """

    width: float
    height: float
    lands: tuple[Land, ...]
    lines: tuple[tuple[str, tuple[Corner, Corner]], ...]
    markers: tuple[Marker, ...]
    ring: tuple[float, float, float] | None
    scale: tuple[float, float]
    key: Rect
    beyond: tuple[Spot, ...]

    @property
    def legend(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """What the numbers mean."""
        return tuple(
            (marker.number, tuple(spot.name for spot in marker.spots))
            for marker in self.markers
            if marker.number
        )


def county_window(county: County) -> Window:
    """All islands and docks, the mainland's piece cut to where its docks are."""
    corners = [corner for island in county.islands if not island.mainland for corner in island.outline]
    return around([*corners, *(dock.point for dock in county.docks)])


def near_window(here: Point) -> Window:
    """What can be walked to in 15 minutes, and a little more."""
    side = 2 * CIRCLE_METRES * _ROOM
    return Window(here, side, side)


def around(points: Sequence[Point]) -> Window:
    """All of ``points``, with some room; at least one of them."""
    south, north = min(point.lat for point in points), max(point.lat for point in points)
    west, east = min(point.lon for point in points), max(point.lon for point in points)
    middle = Point((south + north) / 2, (west + east) / 2)
    across = 2 * flat(middle, Point(middle.lat, east))[0] * _ROOM
    up = 2 * flat(middle, Point(north, middle.lon))[1] * _ROOM
    return Window(middle, max(across, _LEAST), max(up, _LEAST))


def draw(
    county: County,
    spots: Sequence[Spot],
    window: Window,
    size: tuple[float, float],
    style: Style,
    *,
    ring: bool = False,
) -> Drawing:
    """``spots``: the most important first, it gets the best place for its name. ``ring``: around *here*."""
    view = _View(window, size, style.margin)
    bounds = Rect(0.0, 0.0, *size)
    shown = [spot for spot in spots if view.shows(spot.point)]
    groups = tuple(_groups(shown, view, style.radius))
    taken = [labels.square(x, y, style.radius) for x, y, _ in groups]
    key = _key(bounds, style, taken)
    taken.append(key)
    here = next(((x, y) for x, y, group in groups if any(spot.kind == "here" for spot in group)), None)
    pieces = [
        (island, corners)
        for island in county.islands
        if (corners := clipped([view.place(corner) for corner in island.outline], *size))
    ]
    markers = tuple(_markers(groups, style, taken, bounds))
    named = {one.label.text for one in markers if one.label is not None}
    lands = tuple(_lands(pieces, style.measure, taken, bounds, named))
    radius = CIRCLE_METRES * view.scale
    return Drawing(
        *size,
        lands=lands,
        lines=tuple(_lines(county, view, size)),
        markers=markers,
        ring=(*here, radius) if ring and here is not None else None,
        scale=_scale(view.scale, style.key[0]),
        key=key,
        beyond=tuple(spot for spot in spots if not view.shows(spot.point)),
    )


def placing(window: Window, size: tuple[float, float], margin: float) -> Callable[[Point], Corner]:
    """Where ``draw`` puts a point of the Earth, in a box of this size."""
    return _View(window, size, margin).place


class _View:
    """From the Earth to the box: the same scale both ways, the window in the middle."""

    def __init__(self, window: Window, size: tuple[float, float], margin: float) -> None:
        self._window = window
        self._size = size
        self._margin = margin
        inner = (max(size[0] - 2 * margin, 1.0), max(size[1] - 2 * margin, 1.0))
        self.scale = min(inner[0] / window.across, inner[1] / window.up)  # lengths of the box for a metre

    def place(self, point: Point) -> Corner:
        middle = self._window.middle
        east, north = flat(middle, Point(middle.lat, point.lon))[0], flat(middle, point)[1]
        return self._size[0] / 2 + east * self.scale, self._size[1] / 2 + north * self.scale

    def shows(self, point: Point) -> bool:
        x, y = self.place(point)
        right, top = self._size[0] - self._margin, self._size[1] - self._margin
        return self._margin <= x <= right and self._margin <= y <= top


def _groups(
    spots: Sequence[Spot], view: _View, radius: float
) -> Iterator[tuple[float, float, tuple[Spot, ...]]]:
    """Markers that do not touch: who comes too near to one before joins it."""
    found: list[tuple[float, float, list[Spot]]] = []
    for spot in spots:
        x, y = view.place(spot.point)
        for other_x, other_y, group in found:
            if max(abs(x - other_x), abs(y - other_y)) < 2 * radius:
                group.append(spot)
                break
        else:
            found.append((x, y, [spot]))
    for x, y, group in found:
        yield x, y, tuple(group)


def _markers(
    groups: Sequence[tuple[float, float, tuple[Spot, ...]]], style: Style, taken: list[Rect], bounds: Rect
) -> Iterator[Marker]:
    """Adds to ``taken`` what the names take. One name for a marker alone; several need the list."""
    number = 0
    for x, y, spots in groups:
        name = spots[0].name
        label = None
        if len(spots) == 1 or spots[0].kind == "here":
            label = labels.beside(name, style.measure(name), (x, y, style.radius), taken, bounds)
        if label is not None:
            taken.append(label.rect)
        numbered = label is None or len(spots) > 1
        number += numbered
        yield Marker(x, y, spots, label, number if numbered else 0)


def _lands(
    pieces: Sequence[tuple[Island, tuple[Corner, ...]]],
    measure: Measure,
    taken: list[Rect],
    bounds: Rect,
    named: Collection[str],
) -> Iterator[Land]:
    """``named``: what a marker says already, and the land need not say again."""
    for island, corners in pieces:
        label = None
        if island.name not in named:
            label = labels.upon(island.name, measure(island.name), corners, taken, bounds)
        if label is not None:
            taken.append(label.rect)
        yield Land(island, corners, label)


def _lines(
    county: County, view: _View, size: tuple[float, float]
) -> Iterator[tuple[str, tuple[Corner, Corner]]]:
    for ferry in county.ferries:
        docks = [dock for end in ferry.ends if (dock := county.dock(end)) is not None]
        if len(docks) == len(ferry.ends):
            line = clipped_line(view.place(docks[0].point), view.place(docks[1].point), *size)
            if line is not None:
                yield ferry.id, line


def _key(bounds: Rect, style: Style, taken: Sequence[Rect]) -> Rect:
    """The first corner where it covers no marker; bottom left where all do."""
    width, height = style.key
    lefts = (style.margin, bounds.right - style.margin - width)
    bottoms = (style.margin, bounds.top - style.margin - height)
    corners = [Rect(left, bottom, width, height) for bottom in bottoms for left in lefts]
    return next((one for one in corners if not any(one.overlaps(other) for other in taken)), corners[0])


def _scale(scale: float, longest: float) -> tuple[float, float]:
    """1, 2 or 5 of a power of ten metres, the most that fits ``longest``."""
    most = longest / scale
    power = 10.0 ** math.floor(math.log10(most))
    length = next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most * (1 + 1e-9))
    return length, length * scale
