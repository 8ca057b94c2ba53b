"""The map: what must hold for any county, any spots and any box; and what one picture shows."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.distance import Point
from kiosk.domain.places_clip import clipped, clipped_line
from kiosk.domain.places_labels import Rect, beside, square, upon
from kiosk.domain.places_map import (
    Drawing,
    Spot,
    SpotKind,
    Style,
    Window,
    around,
    county_window,
    draw,
    near_window,
)
from tests.support import islands as sample
from tests.support.islands import COUNTY

STYLE = Style(lambda text: (14.0 * len(text), 18.0), radius=9.0, margin=16.0, key=(120.0, 30.0))
SIZE = (900.0, 600.0)
HERE = Spot("here", "您在这里", "here", sample.ON_MAIN)


def spot(name: str, lat: float, lon: float, kind: SpotKind = "office") -> Spot:
    return Spot(name, name, kind, Point(lat, lon))


def rects(drawing: Drawing) -> list[Rect]:
    found = [marker.label.rect for marker in drawing.markers if marker.label is not None]
    return found + [land.label.rect for land in drawing.lands if land.label is not None]


kinds = st.sampled_from(["office", "dock", "village"])
names = st.text(alphabet="甲乙丙丁样例码头", min_size=1, max_size=9)
spots = st.lists(
    st.builds(
        Spot,
        names,
        names,
        kinds,
        # Half of them in one small town, where it gets crowded.
        st.one_of(
            st.builds(Point, st.floats(30.5, 30.9), st.floats(121.9, 122.8)),
            st.builds(Point, st.floats(30.718, 30.724), st.floats(122.446, 122.454)),
        ),
    ),
    max_size=16,
)
windows = st.sampled_from([county_window(COUNTY), near_window(sample.ON_MAIN)])
boxes = st.tuples(st.floats(60, 1600), st.floats(60, 1600))


@settings(max_examples=80)
@given(spots, windows, boxes)
def test_nothing_overlaps_whatever_is_shown(
    found: list[Spot], window: Window, size: tuple[float, float]
) -> None:
    drawing = draw(COUNTY, [HERE, *found], window, size, STYLE)
    markers = [square(marker.x, marker.y, STYLE.radius) for marker in drawing.markers]
    everything = [*rects(drawing), *markers]
    for at, one in enumerate(everything):
        assert not any(one.overlaps(other) for other in everything[at + 1 :])
    for rect in rects(drawing):
        assert rect.within(Rect(0, 0, *size))
        assert not rect.overlaps(drawing.key)
    shown = [one for marker in drawing.markers for one in marker.spots]
    assert sorted(map(id, [*shown, *drawing.beyond])) == sorted(map(id, [HERE, *found]))
    for marker in drawing.markers:  # every name is somewhere: beside the marker or in the list
        assert marker.number or (marker.label is not None and len(marker.spots) == 1)
    assert [number for number, _ in drawing.legend] == list(range(1, len(drawing.legend) + 1))
    for land in drawing.lands:
        assert all(0 <= x <= size[0] and 0 <= y <= size[1] for x, y in land.corners)


def test_the_same_again() -> None:
    found = [HERE, spot("甲所", 30.73, 122.46), spot("乙所", 30.72, 122.451)]
    one, other = (draw(COUNTY, found, near_window(HERE.point), SIZE, STYLE, ring=True) for _ in range(2))
    assert one == other


def test_north_is_up_and_east_is_right() -> None:
    drawing = draw(
        COUNTY,
        [HERE, spot("北", 30.725, 122.45), spot("东", 30.72, 122.455)],
        near_window(HERE.point),
        SIZE,
        STYLE,
    )
    here, north, east = drawing.markers
    assert (here.x, here.y) == pytest.approx((SIZE[0] / 2, SIZE[1] / 2))
    assert north.x == pytest.approx(here.x, abs=0.5)
    assert north.y > here.y + 50
    assert east.y == pytest.approx(here.y, abs=0.5)
    assert east.x > here.x + 50


def test_a_metre_is_as_long_both_ways_and_the_scale_says_it() -> None:
    drawing = draw(
        COUNTY, [HERE, spot("北", 30.725, 122.45)], near_window(HERE.point), SIZE, STYLE, ring=True
    )
    here, north = drawing.markers
    per_metre = (north.y - here.y) / (0.005 * math.pi / 180 * 6_371_008.8)
    metres, length = drawing.scale
    assert length / metres == pytest.approx(per_metre, rel=1e-6)
    assert metres == 500
    assert length <= STYLE.key[0]
    assert drawing.ring == pytest.approx((here.x, here.y, 1200 * per_metre))
    assert draw(COUNTY, [HERE], near_window(HERE.point), SIZE, STYLE).ring is None
    assert draw(COUNTY, [], near_window(HERE.point), SIZE, STYLE, ring=True).ring is None


def test_two_offices_in_one_house_are_one_marker_with_a_list() -> None:
    found = [
        HERE,
        spot("二楼", 30.7250, 122.4600),
        spot("三楼", 30.7250, 122.46001),
        spot("远", 30.75, 122.40),
    ]
    drawing = draw(COUNTY, found, near_window(HERE.point), SIZE, STYLE)
    assert [len(marker.spots) for marker in drawing.markers] == [1, 2]
    assert drawing.legend == ((1, ("二楼", "三楼")),)
    assert [one.name for one in drawing.beyond] == ["远"]
    assert drawing.markers[1].kind == "office"


def test_the_whole_county() -> None:
    drawing = draw(COUNTY, [HERE], county_window(COUNTY), SIZE, STYLE)
    assert [land.island.id for land in drawing.lands] == ["main", "east", "far", "lonely", "land"]
    named = [land.island.name for land in drawing.lands if land.label is not None]
    assert "大样岛" in named
    assert [line for line, _ in drawing.lines] == ["main-east", "east-far", "land-main"]
    assert draw(COUNTY, [HERE], near_window(sample.ON_FAR), SIZE, STYLE).lines[0][0] == "east-far"


def test_the_key_goes_where_no_marker_is() -> None:
    window = near_window(HERE.point)
    free = draw(COUNTY, [HERE], window, SIZE, STYLE).key
    assert (free.left, free.bottom) == (STYLE.margin, STYLE.margin)
    tight = (150.0, 150.0)
    corner = draw(COUNTY, [spot("西南", 30.7082, 122.4302)], window, SIZE, STYLE)
    assert corner.key.left == SIZE[0] - STYLE.margin - STYLE.key[0]
    crowded = [
        spot(f"{lat}{lon}", 30.72 + lat, 122.45 + lon) for lat in (-0.01, 0.01) for lon in (-0.01, 0.01)
    ]
    assert draw(COUNTY, crowded, window, tight, STYLE).key.left == STYLE.margin


def test_a_single_point_still_has_surroundings() -> None:
    window = around([sample.ON_MAIN])
    assert (window.across, window.up) == (300.0, 300.0)


def test_a_label_moves_around_its_marker_and_then_away() -> None:
    bounds = Rect(0, 0, 200, 200)
    size, at = (30.0, 10.0), (100.0, 100.0, 6.0)
    first = beside("名", size, at, [], bounds)
    assert first is not None
    assert first.rect.left == 108.0
    assert first.leader == ()
    second = beside("名", size, at, [first.rect], bounds)
    assert second is not None
    assert second.rect.right == 92.0
    blocked = beside("名", size, at, [square(100, 100, 14)], bounds)
    assert blocked is not None
    assert blocked.leader[0] == (100.0, 100.0)
    assert beside("名", size, at, [bounds], bounds) is None
    assert beside("太长", (300.0, 10.0), at, [], bounds) is None


def test_a_name_upon_its_island() -> None:
    bounds = Rect(0, 0, 200, 200)
    area = ((50.0, 50.0), (150.0, 50.0), (150.0, 150.0), (50.0, 150.0))
    first = upon("岛", (20.0, 10.0), area, [], bounds)
    assert first is not None
    assert first.rect.centre == (100.0, 100.0)
    moved = upon("岛", (20.0, 10.0), area, [square(100, 100, 12)], bounds)
    assert moved is not None
    assert not moved.rect.overlaps(square(100, 100, 12))
    assert upon("岛", (20.0, 10.0), area, [bounds], bounds) is None
    assert upon("岛", (20.0, 10.0), (), [], bounds) is None


SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


@pytest.mark.parametrize(
    ("outline", "corners"),
    [
        (SQUARE, set(SQUARE)),
        (
            ((-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)),
            {(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 5.0)},
        ),
        (((-5.0, -5.0), (15.0, -5.0), (15.0, 15.0), (-5.0, 15.0)), set(SQUARE)),  # all around
        (((20.0, 20.0), (30.0, 20.0), (30.0, 30.0)), set()),
        ((), set()),
    ],
)
def test_outlines_are_cut_to_the_box(
    outline: tuple[tuple[float, float], ...], corners: set[tuple[float, float]]
) -> None:
    assert set(clipped(outline, 10.0, 10.0)) == corners


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((2.0, 2.0), (8.0, 8.0), ((2.0, 2.0), (8.0, 8.0))),
        ((-5.0, 5.0), (15.0, 5.0), ((0.0, 5.0), (10.0, 5.0))),
        ((5.0, -5.0), (5.0, 20.0), ((5.0, 0.0), (5.0, 10.0))),
        ((-5.0, 20.0), (20.0, 20.0), None),
        ((-5.0, 5.0), (5.0, -15.0), None),  # past the corner
        ((20.0, 5.0), (30.0, 5.0), None),
    ],
)
def test_lines_are_cut_to_the_box(
    one: tuple[float, float],
    other: tuple[float, float],
    expected: tuple[tuple[float, float], tuple[float, float]] | None,
) -> None:
    assert clipped_line(one, other, 10.0, 10.0) == expected
