"""How far it is over the ground, and how long on foot. Pure.

Points are degrees WGS84; distances are metres along the great circle of a ball of the Earth's mean radius,
which is never more than 0.6 % from the ellipsoid's: far less than a road bends.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

EARTH: Final = 6_371_008.8  # metres, mean radius (IUGG)
# 步行 15 分钟 = 1.2 公里: how the county's plan measures its circle of services.
CIRCLE_MINUTES: Final = 15
CIRCLE_METRES: Final = 1200.0
COMPASS: Final = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


@dataclass(frozen=True, slots=True)
class Point:
    lat: float
    lon: float


def metres(one: Point, other: Point) -> float:
    """The great circle's length (haversine: exact where two doors are a metre apart)."""
    south, north = math.radians(one.lat), math.radians(other.lat)
    height = math.sin((north - south) / 2) ** 2
    width = math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, height + math.cos(south) * math.cos(north) * width)))


def walking_minutes(distance: float) -> int:
    """Whole minutes for ``distance`` metres, rounded up, at least 1: in a straight line, never too many."""
    # The small part keeps 1200 m, computed a hair longer, at 15 minutes.
    return max(1, math.ceil(distance * CIRCLE_MINUTES / CIRCLE_METRES - 1e-6))


def compass(here: Point, there: Point) -> str:
    """Where to turn: n, ne, e … nw; empty where both are the same place."""
    if metres(here, there) < 1.0:
        return ""
    east, north = flat(here, there)
    return COMPASS[round(math.degrees(math.atan2(east, north)) / 45) % len(COMPASS)]


def flat(origin: Point, point: Point) -> tuple[float, float]:
    """Metres east and north of ``origin``: good over a county, where the Earth is as good as flat."""
    around = math.remainder(point.lon - origin.lon, 360.0)
    east = math.radians(around) * math.cos(math.radians((origin.lat + point.lat) / 2))
    return EARTH * east, EARTH * math.radians(point.lat - origin.lat)


def inside(outline: Sequence[Point], point: Point) -> bool:
    """Whether ``point`` lies within the closed ``outline``, by the number of its sides west of it."""
    within = False
    for at, one in enumerate(outline):
        other = outline[at - 1]
        if (one.lat > point.lat) == (other.lat > point.lat):
            continue
        crossing = one.lon + (point.lat - one.lat) * (other.lon - one.lon) / (other.lat - one.lat)
        within ^= crossing < point.lon
    return within


def metres_to_outline(outline: Sequence[Point], point: Point) -> float:
    """From ``point`` to the nearest of the outline's sides; infinite where it has none."""
    corners = [flat(point, corner) for corner in outline]
    return min((_to_side(corners[at - 1], corner) for at, corner in enumerate(corners)), default=math.inf)


def _to_side(one: tuple[float, float], other: tuple[float, float]) -> float:
    """From the origin to the side between two corners."""
    across, up = other[0] - one[0], other[1] - one[1]
    length = across * across + up * up
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(one[0] * across + one[1] * up) / length))
    return math.hypot(one[0] + share * across, one[1] + share * up)
