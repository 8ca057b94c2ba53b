"""A county of three islands and a piece of mainland, for every test of places. All of it is made up."""

from typing import Final

from kiosk.domain.distance import Point
from kiosk.domain.places import County, Dock, Ferry, Island, Village


def box(south: float, west: float, north: float, east: float) -> tuple[Point, ...]:
    return Point(south, west), Point(south, east), Point(north, east), Point(north, west)


MAIN: Final = Island("main", "大样岛", box(30.70, 122.40, 30.75, 122.50), name_en="Great Sample Island")
EAST: Final = Island("east", "东样岛", box(30.71, 122.55, 30.73, 122.58))
FAR: Final = Island("far", "远样岛", box(30.80, 122.70, 30.82, 122.73))
LONELY: Final = Island("lonely", "孤样岛", box(30.60, 122.45, 30.61, 122.46))
LAND: Final = Island("land", "大陆", box(30.55, 121.90, 30.80, 122.05), mainland=True)

MAIN_DOCK: Final = Dock("dock-main", "大样码头", 30.72, 122.499, "0580-0000101")
SOUTH_DOCK: Final = Dock("dock-south", "南样码头", 30.701, 122.45)
EAST_DOCK: Final = Dock("dock-east", "东样码头", 30.72, 122.551)
EAST_BACK: Final = Dock("dock-east-back", "东样后码头", 30.729, 122.579)
FAR_DOCK: Final = Dock("dock-far", "远样码头", 30.801, 122.701)
LAND_DOCK: Final = Dock("dock-land", "样例湾码头", 30.68, 122.049)

COUNTY: Final = County(
    id="county",
    name="示例县",
    south=30.5,
    west=121.9,
    north=30.9,
    east=122.8,
    islands=(MAIN, EAST, FAR, LONELY, LAND),
    docks=(MAIN_DOCK, SOUTH_DOCK, EAST_DOCK, EAST_BACK, FAR_DOCK, LAND_DOCK),
    villages=(Village("village-east", "东样村", 30.725, 122.565),),
    ferries=(
        Ferry("main-east", "大样—东样", ("dock-main", "dock-east"), 20),
        Ferry("east-far", "东样—远样", ("dock-east-back", "dock-far"), 45),
        Ferry("land-main", "大陆—大样", ("dock-land", "dock-south"), 90),
    ),
)
ON_MAIN: Final = Point(30.72, 122.45)
ON_EAST: Final = Point(30.72, 122.56)
ON_FAR: Final = Point(30.81, 122.71)
ON_LONELY: Final = Point(30.605, 122.455)
AT_SEA: Final = Point(30.65, 122.62)
