"""From here to an office, nearest first: on foot on one island, else which boat from which dock. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from kiosk.domain.distance import Point, compass, metres, walking_minutes
from kiosk.domain.places import County, Dock, Ferry, Island

T = TypeVar("T")
MOST_BOATS: Final = 3  # who has to change more often asks at the dock


@dataclass(frozen=True, slots=True)
class OnFoot:
    """``minutes`` in a straight line: at least that."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Ride:
    ferry: Ferry
    aboard: Dock
    ashore: Dock


@dataclass(frozen=True, slots=True)
class ByFerry:
    """``rides`` in order, each from the island where the one before ended. ``walks``: minutes on foot to the
    first dock, between each two, and from the last: one more than rides.
    """

    rides: tuple[Ride, ...]
    walks: tuple[int, ...]

    @property
    def minutes(self) -> int:
        """On foot and under way; waiting for boats comes on top, and nobody here knows how long."""
        return sum(self.walks) + sum(ride.ferry.minutes for ride in self.rides)


@dataclass(frozen=True, slots=True)
class OverWater:
    """Another island (``island``, None where the sketch does not say), and no line we know of goes there."""

    island: Island | None = None


Means = OnFoot | ByFerry | OverWater


@dataclass(frozen=True, slots=True)
class Way:
    """``metres`` along the great circle; ``towards``: n, ne … as ``distance.compass``."""

    metres: float
    towards: str
    means: Means


def way(county: County, here: Point, there: Point) -> Way:
    """Without a word of land between two points nobody is told to walk: that could be into the sea."""
    far = metres(here, there)
    start, end = county.island_at(here), county.island_at(there)
    means: Means
    if start is not None and start == end:
        means = OnFoot(walking_minutes(far))
    else:
        boats = _boats(county, start, end, here, there) if start is not None and end is not None else None
        means = boats or OverWater(end)
    return Way(far, compass(here, there), means)


def nearest(
    county: County, here: Point, things: Iterable[T], at: Callable[[T], Point | None]
) -> tuple[tuple[T, Way], ...]:
    """``things`` by distance from ``here``, those at the same place in their order; ``at`` says where one is,
    None: nobody knows, and it is left out.
    """
    found = [(thing, way(county, here, point)) for thing in things if (point := at(thing)) is not None]
    return tuple(sorted(found, key=lambda pair: pair[1].metres))


def apart(
    ways: Sequence[tuple[T, Way]],
) -> tuple[tuple[tuple[T, Way], ...], tuple[tuple[T, Way], ...]]:
    """Those that can be walked to, and those over the water, each in their order."""
    foot = tuple(pair for pair in ways if isinstance(pair[1].means, OnFoot))
    return foot, tuple(pair for pair in ways if not isinstance(pair[1].means, OnFoot))


def _boats(county: County, start: Island, end: Island, here: Point, there: Point) -> ByFerry | None:
    """Fewest boats first, then least time; then the names of the lines, so that it is always the same one."""
    journeys = [_walked(rides, here, there) for rides in _rides(county, start, end, (start.id,))]
    return min(
        journeys,
        key=lambda one: (len(one.rides), one.minutes, [ride.ferry.id for ride in one.rides]),
        default=None,
    )


def _rides(county: County, start: Island, end: Island, been: tuple[str, ...]) -> Iterator[tuple[Ride, ...]]:
    """Every way from island to island that comes to none twice."""
    if len(been) > MOST_BOATS:
        return
    for ride in _from(county, start):
        landed = county.island_at(ride.ashore.point)
        if landed is None or landed.id in been:
            continue
        if landed == end:
            yield (ride,)
        else:
            for more in _rides(county, landed, end, (*been, landed.id)):
                yield (ride, *more)


def _from(county: County, island: Island) -> Iterator[Ride]:
    own = {dock.id: dock for dock in county.docks_of(island)}
    for ferry in county.ferries:
        for aboard, ashore in (ferry.ends, ferry.ends[::-1]):
            landing = county.dock(ashore)
            if aboard in own and landing is not None:
                yield Ride(ferry, own[aboard], landing)


def _walked(rides: tuple[Ride, ...], here: Point, there: Point) -> ByFerry:
    stops = [here, *(point for ride in rides for point in (ride.aboard.point, ride.ashore.point)), there]
    pairs = zip(stops[::2], stops[1::2], strict=True)
    return ByFerry(
        rides, tuple(walking_minutes(metres(one, other)) if one != other else 0 for one, other in pairs)
    )
