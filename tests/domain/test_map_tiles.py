"""When a map's pictures are asked for, and which answer counts."""

from dataclasses import replace

from kiosk.domain import map_tiles
from kiosk.domain import messages as m
from kiosk.domain import visit_where as w
from kiosk.domain.library_learning import MediaFile
from kiosk.domain.map_picture import MapPicture, MapRead, MapTiles, ReadMap
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from tests.support.states import ready_state, then
from tests.support.where import county_library

FILE = MediaFile("mbtiles", 10, "0" * 64, ("0" * 64,))
LIBRARY = county_library()
WITH = replace(LIBRARY, more={**LIBRARY.more, MapTiles: {"sample": MapTiles("sample", "样例", FILE)}})
BASE = then(replace(ready_state(), library=WITH), m.Wake("visit-1"))


def reads(state: AppState, place: w.MapView) -> list[ReadMap]:
    return [effect for effect in update(state, m.Open(place))[1] if isinstance(effect, ReadMap)]


def test_coming_to_the_map_asks_for_what_is_around_here() -> None:
    (near,) = reads(BASE, w.MapView())
    assert near.south < 30.7 < near.north
    assert near.west < 122.405 < near.east
    (wide,) = reads(then(BASE, m.Open(w.MapView())), w.MapView(wide=True))
    assert wide.north - wide.south > near.north - near.south


def test_without_a_map_or_a_place_nothing_is_asked() -> None:
    assert reads(replace(BASE, library=LIBRARY), w.MapView()) == []
    nowhere = replace(WITH, site=replace(WITH.site, lat=None, lon=None))
    assert map_tiles.asked(nowhere, wide=False) is None


def test_only_the_answer_for_the_map_that_is_shown_counts() -> None:
    near = MapPicture(wide=False, width=1, height=1, pixels=b"1234")
    shown = then(BASE, m.Open(w.MapView()), MapRead(near))
    assert shown.visit is not None
    assert shown.visit.map_picture == near
    other = then(shown, MapRead(MapPicture(wide=True)))
    assert other.visit is not None
    assert other.visit.map_picture == near
    gone = then(BASE, MapRead(near))
    assert gone.visit is not None
    assert gone.visit.map_picture is None


def test_what_is_there_already_is_not_asked_for_again() -> None:
    near = MapPicture(wide=False, width=1, height=1, pixels=b"1234")
    back = then(BASE, m.Open(w.MapView()), MapRead(near), m.Back())
    assert reads(back, w.MapView()) == []
    assert len(reads(back, w.MapView(wide=True))) == 1
