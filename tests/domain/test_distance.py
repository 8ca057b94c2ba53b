"""Distances against pairs that others measured, and what is true of any three points."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.distance import (
    Point,
    compass,
    flat,
    inside,
    metres,
    metres_to_outline,
    walking_minutes,
)
from tests.support.islands import box

points = st.builds(Point, st.floats(-89, 89), st.floats(-180, 180))
near = st.builds(Point, st.floats(30.0, 31.5), st.floats(121.5, 123.5))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # A degree of latitude anywhere, of longitude on the equator: the Earth's radius times its radians.
        (Point(30, 122), Point(31, 122), 6_371_008.8 * math.pi / 180),
        (Point(0, 10), Point(0, 11), 6_371_008.8 * math.pi / 180),
        (Point(60, 10), Point(60, 10.002), 6_371_008.8 * math.radians(0.002) / 2),  # half of that at 60°
        (Point(0, 0), Point(0, 180), 6_371_008.8 * math.pi),  # half around
        (Point(90, 0), Point(-90, 0), 6_371_008.8 * math.pi),
        (Point(36.12, -86.67), Point(33.94, -118.40), 2_886_448),  # BNA to LAX, the usual example: 2886.4 km
        (Point(30, 179.9), Point(30, -179.9), 6_371_008.8 * math.radians(0.2) * math.cos(math.radians(30))),
        (Point(30.7215, 122.4508), Point(30.7215, 122.4508), 0.0),
    ],
)
def test_known_distances(one: Point, other: Point, expected: float) -> None:
    assert metres(one, other) == pytest.approx(expected, rel=2e-5, abs=1e-6)


@settings(max_examples=60)
@given(points, points, points)
def test_distances_are_distances(one: Point, other: Point, third: Point) -> None:
    assert metres(one, other) == pytest.approx(metres(other, one), abs=1e-6)
    assert metres(one, third) <= metres(one, other) + metres(other, third) + 1e-3
    assert 0 <= metres(one, other) <= 6_371_008.8 * math.pi + 1


@settings(max_examples=60)
@given(near, near)
def test_flat_is_as_good_over_a_county(one: Point, other: Point) -> None:
    assert math.hypot(*flat(one, other)) == pytest.approx(metres(one, other), rel=2e-4, abs=0.01)


@pytest.mark.parametrize(
    ("distance", "minutes"), [(0, 1), (80, 1), (81, 2), (400, 5), (1200, 15), (1201, 16), (2400, 30)]
)
def test_1200_metres_are_15_minutes(distance: float, minutes: int) -> None:
    assert walking_minutes(distance) == minutes


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        (1, 0, "n"),
        (1, 1, "ne"),
        (0, 1, "e"),
        (-1, 1, "se"),
        (-1, 0, "s"),
        (-1, -1, "sw"),
        (0, -1, "w"),
        (1, -1, "nw"),
    ],
)
def test_where_to_turn(lat: float, lon: float, expected: str) -> None:
    here = Point(0.0, 0.0)
    assert compass(here, Point(lat * 0.01, lon * 0.01)) == expected


def test_nowhere_to_turn() -> None:
    assert compass(Point(30.7, 122.4), Point(30.7, 122.4)) == ""


SQUARE = box(30.0, 122.0, 30.1, 122.1)
HOOK = (  # a bay opens to the north
    Point(30.0, 122.0),
    Point(30.0, 122.3),
    Point(30.2, 122.3),
    Point(30.2, 122.2),
    Point(30.1, 122.2),
    Point(30.1, 122.1),
    Point(30.2, 122.1),
    Point(30.2, 122.0),
)


@pytest.mark.parametrize(
    ("outline", "point", "expected"),
    [
        (SQUARE, Point(30.05, 122.05), True),
        (SQUARE, Point(30.05, 122.15), False),
        (SQUARE, Point(30.05, 121.95), False),
        (SQUARE, Point(30.15, 122.05), False),
        (HOOK, Point(30.15, 122.05), True),
        (HOOK, Point(30.15, 122.15), False),  # in the bay
        (HOOK, Point(30.15, 122.25), True),
        (HOOK, Point(30.05, 122.15), True),
        ((), Point(30.0, 122.0), False),
    ],
)
def test_inside(outline: tuple[Point, ...], point: Point, expected: bool) -> None:
    assert inside(outline, point) is expected
    assert inside(outline[::-1], point) is expected


def test_how_far_from_the_shore() -> None:
    kilometre = 1000 / 6_371_008.8 * 180 / math.pi
    assert metres_to_outline(SQUARE, Point(30.0 - kilometre, 122.05)) == pytest.approx(1000, rel=1e-3)
    assert metres_to_outline(SQUARE, Point(30.05, 122.1)) == pytest.approx(0, abs=1)
    corner = Point(30.1 + kilometre, 122.1 + kilometre / math.cos(math.radians(30.1)))
    assert metres_to_outline(SQUARE, corner) == pytest.approx(1000 * math.sqrt(2), rel=2e-3)
    assert metres_to_outline((), Point(30.0, 122.0)) == math.inf
    assert metres_to_outline((Point(30.0, 122.0),), Point(30.0, 122.0)) == 0
