"""On foot or by boat: told apart by the island, never by the distance alone."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.distance import Point, metres
from kiosk.domain.places import SHORE, County, Ferry, Island
from kiosk.domain.places_way import ByFerry, OnFoot, OverWater, apart, nearest, way
from tests.support import islands as sample
from tests.support.islands import COUNTY, box


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        (sample.ON_MAIN, "main"),
        (sample.ON_EAST, "east"),
        (sample.AT_SEA, None),
        (Point(30.7, 122.5015), "main"),  # a pier 140 m out
        (Point(30.7, 122.505), None),
        (Point(10.0, 10.0), None),
    ],
)
def test_which_island(point: Point, expected: str | None) -> None:
    found = COUNTY.island_at(point)
    assert (found.id if found is not None else None) == expected


def test_between_two_shores_it_is_the_nearer() -> None:
    narrow = County(
        "c", "县", 30, 122, 31, 123,
        (
            Island("a", "甲", box(30.0, 122.0, 30.1, 122.1)),
            Island("b", "乙", box(30.0, 122.102, 30.1, 122.2)),
        ),
    )  # fmt: skip
    near_a, near_b = narrow.island_at(Point(30.05, 122.1008)), narrow.island_at(Point(30.05, 122.1012))
    assert near_a is not None
    assert near_b is not None
    assert (near_a.id, near_b.id) == ("a", "b")
    assert metres(Point(30.05, 122.1), Point(30.05, 122.102)) < 2 * SHORE


def test_a_county_knows_its_parts() -> None:
    assert COUNTY.holds(sample.ON_FAR)
    assert not COUNTY.holds(Point(31.0, 122.0))
    assert COUNTY.docks_of(sample.EAST) == (sample.EAST_DOCK, sample.EAST_BACK)
    assert COUNTY.dock("dock-far") == sample.FAR_DOCK
    assert COUNTY.dock("none") is None
    assert COUNTY.island("east") == COUNTY.island("东样岛") == sample.EAST
    assert COUNTY.island("无") is None
    assert County("c", "县", 30, 122, 31, 123, ()).island_at(sample.ON_MAIN) is None


def test_on_the_same_island_one_walks() -> None:
    found = way(COUNTY, sample.ON_MAIN, Point(30.72, 122.4625))
    assert found.metres == pytest.approx(1195, abs=2)
    assert (found.means, found.towards) == (OnFoot(15), "e")


def test_another_island_is_reached_by_its_ferry_and_its_docks() -> None:
    found = way(COUNTY, sample.ON_MAIN, sample.ON_EAST).means
    assert isinstance(found, ByFerry)
    (ride,) = found.rides
    assert (ride.ferry.id, ride.aboard.id, ride.ashore.id) == ("main-east", "dock-main", "dock-east")
    assert len(found.walks) == 2
    assert found.minutes == sum(found.walks) + 20


def test_back_it_is_the_other_way_about() -> None:
    found = way(COUNTY, sample.ON_EAST, sample.ON_MAIN).means
    assert isinstance(found, ByFerry)
    assert [(ride.aboard.id, ride.ashore.id) for ride in found.rides] == [("dock-east", "dock-main")]


def test_two_boats_with_a_walk_between_them() -> None:
    found = way(COUNTY, sample.ON_MAIN, sample.ON_FAR).means
    assert isinstance(found, ByFerry)
    assert [ride.ferry.id for ride in found.rides] == ["main-east", "east-far"]
    assert len(found.walks) == 3
    assert found.walks[1] > 30


def test_who_stands_on_the_pier_walks_nowhere() -> None:
    found = way(COUNTY, sample.MAIN_DOCK.point, sample.EAST_DOCK.point).means
    assert isinstance(found, ByFerry)
    assert found.walks == (0, 0)


@pytest.mark.parametrize(
    ("here", "there", "island"),
    [
        (sample.ON_MAIN, sample.ON_LONELY, "lonely"),  # no line goes there
        (sample.ON_LONELY, sample.ON_MAIN, "main"),
        (sample.AT_SEA, sample.ON_MAIN, "main"),
        (sample.ON_MAIN, sample.AT_SEA, None),
        (sample.AT_SEA, sample.AT_SEA, None),  # 0 m, and still nobody is told to walk
    ],
)
def test_what_is_not_known_is_not_walked(here: Point, there: Point, island: str | None) -> None:
    found = way(COUNTY, here, there).means
    assert isinstance(found, OverWater)
    assert (found.island.id if found.island is not None else None) == island


def test_the_fewest_boats_and_then_the_least_time() -> None:
    more = (
        Ferry("direct", "直达", ("dock-main", "dock-far"), 300),
        Ferry("slow", "慢船", ("dock-main", "dock-east"), 60),
        Ferry("lost", "没有的", ("dock-main", "dock-none"), 1),
    )
    county = County("c", "县", 30, 121, 31, 123, COUNTY.islands, COUNTY.docks, (), (*COUNTY.ferries, *more))
    far, east = (
        way(county, sample.ON_MAIN, sample.ON_FAR).means,
        way(county, sample.ON_MAIN, sample.ON_EAST).means,
    )
    assert isinstance(far, ByFerry)
    assert [ride.ferry.id for ride in far.rides] == ["direct"]
    assert isinstance(east, ByFerry)
    assert [ride.ferry.id for ride in east.rides] == ["main-east"]


def test_nearest_first_and_the_water_told_apart() -> None:
    things = {"far": sample.ON_FAR, "lost": None, "near": Point(30.72, 122.451), "east": sample.ON_EAST}
    found = nearest(COUNTY, sample.ON_MAIN, things, things.__getitem__)
    assert [name for name, _ in found] == ["near", "east", "far"]
    foot, water = apart(found)
    assert [name for name, _ in foot] == ["near"]
    assert [name for name, _ in water] == ["east", "far"]


county_points = st.builds(Point, st.floats(30.5, 30.9), st.floats(121.9, 122.8))


@settings(max_examples=80)
@given(county_points, county_points)
def test_nobody_walks_into_the_sea(here: Point, there: Point) -> None:
    found = way(COUNTY, here, there)
    start, end = COUNTY.island_at(here), COUNTY.island_at(there)
    assert isinstance(found.means, OnFoot) == (start is not None and start == end)
    if isinstance(found.means, ByFerry):
        rides = found.means.rides
        assert COUNTY.island_at(rides[0].aboard.point) == start
        assert COUNTY.island_at(rides[-1].ashore.point) == end
        for one, other in itertools.pairwise(rides):
            assert COUNTY.island_at(one.ashore.point) == COUNTY.island_at(other.aboard.point)


@settings(max_examples=30)
@given(st.lists(county_points, max_size=8), county_points)
def test_the_order_is_that_of_distances(things: list[Point], here: Point) -> None:
    found = [found.metres for _, found in nearest(COUNTY, here, things, lambda point: point)]
    assert found == sorted(metres(here, point) for point in things)
