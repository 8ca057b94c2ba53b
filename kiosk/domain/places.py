"""The county as islands: their outlines, docks, ferries and villages, and on which a point lies. Pure.

Outlines are sketches of ours, drawn to tell islands apart, never surveyed: no figure is measured from them.
"""

from dataclasses import dataclass
from typing import Final

from kiosk.domain.distance import Point, inside, metres_to_outline

# A pier reaches out over the water, and a sketch is coarse: this near to an outline is still on its island.
SHORE: Final = 200.0


@dataclass(frozen=True, slots=True)
class Island:
    """``outline`` goes once around, not closed. ``mainland``: only the piece the county shows."""

    id: str
    name: str
    outline: tuple[Point, ...]
    mainland: bool = False
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Dock:
    """``phone``: who knows when the next boat leaves; timetables change with the wind and are not content."""

    id: str
    name: str
    lat: float
    lon: float
    phone: str = ""
    name_en: str = ""

    @property
    def point(self) -> Point:
        return Point(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Village:
    id: str
    name: str
    lat: float
    lon: float
    name_en: str = ""

    @property
    def point(self) -> Point:
        return Point(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Ferry:
    """A line between two docks, there and back. ``minutes`` under way, without waiting."""

    id: str
    name: str
    ends: tuple[str, str]
    minutes: int
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class County:
    """``south`` … ``east``: the box in which everything of the county lies."""

    id: str
    name: str
    south: float
    west: float
    north: float
    east: float
    islands: tuple[Island, ...]
    docks: tuple[Dock, ...] = ()
    villages: tuple[Village, ...] = ()
    ferries: tuple[Ferry, ...] = ()
    sample: bool = True
    name_en: str = ""

    def holds(self, point: Point) -> bool:
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east

    def island_at(self, point: Point) -> Island | None:
        """The island ``point`` lies on, or before whose shore; None at sea, and outside of the county."""
        found = next((island for island in self.islands if inside(island.outline, point)), None)
        if found is not None or not self.islands:
            return found
        shores = [(metres_to_outline(island.outline, point), island) for island in self.islands]
        distance, nearest = min(shores, key=lambda shore: shore[0])
        return nearest if distance <= SHORE else None

    def docks_of(self, island: Island) -> tuple[Dock, ...]:
        return tuple(dock for dock in self.docks if self.island_at(dock.point) == island)

    def dock(self, dock_id: str) -> Dock | None:
        return next((dock for dock in self.docks if dock.id == dock_id), None)

    def island(self, called: str) -> Island | None:
        """By id or by name: a schedule's editor writes what people say."""
        return next((island for island in self.islands if called in (island.id, island.name)), None)
