"""Where the offices lie, as a sketch: a touch on a mark opens what is there."""

from collections import Counter
from functools import partial

from kiosk.domain import flow, where
from kiosk.domain import visit_where as w
from kiosk.domain.comfort import Language
from kiosk.domain.distance import Point
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.map_picture import MapPicture, MapTiles
from kiosk.domain.map_tiles import window as map_window
from kiosk.domain.places import Island
from kiosk.domain.places_labels import Rect
from kiosk.domain.places_map import (
    Drawing,
    Marker,
    Spot,
    Style,
    around,
    draw,
    placing,
)
from kiosk.domain.state import AppState
from kiosk.domain.where import Here
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.printing import Rail, rail_width
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.sketch import Behind, Face, Sketch
from kiosk.screens.widgets.text import Text


class MapScreen(RebuiltScreen):
    screen = Screen.MAP

    def view(self, state: AppState) -> object:
        return state.library, _place(state), _picture(state)

    def build(self, state: AppState) -> Block:
        library, wide, picture = flow.library(state), _place(state).wide, _picture(state)
        start = where.here(library) if library is not None else None
        if library is None or start is None:
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        texts = self.texts.where
        sketch = Sketch(
            partial(self._drawn, start, self._spots(library, start, wide), wide),
            partial(self._face, library, start),
            self._key,
            self._behind(start, wide, picture) if picture is not None else None,
        )
        whose: tuple[str, ...] = (texts.map_sketch,)
        if picture is not None:
            whose = (texts.map_approval.format(picture.approval), picture.attribution)
        said = self.texts.main.joint.join(filter(None, (*whose, "" if wide else texts.map_ring)))
        of: object = start.county if picture is None else next(iter(library.every(MapTiles).values()), None)
        said = marked(self.texts, said, of)
        other = SecondaryButton(
            texts.map_near if wide else texts.map_wide,
            share=1.0,
            touch_id="map.other",
            on_tap=partial(self.services.open, w.MapView(not wide)),
        )
        names = SecondaryButton(
            texts.to_list, share=1.0, touch_id="map.list", on_tap=partial(self.services.open, w.Offices())
        )
        if self.theme.compact:
            low = Text(said, "small", tone="ink2")
            rail = Rail(rail_width(self.look), other, Spacer(), names, gap=0.7)
            return Beside(Column(low, sketch, gap=0.3, share=1.0), rail, gap=1.0)
        hint = Text(texts.map_hint, "small", tone="ink2")
        head = Column(Text(texts.map_title, "title"), hint, Text(said, "small", tone="ink2"), gap=0.1)
        return Column(head, sketch, Beside(other, names, gap=0.8), gap=0.8)

    def _drawn(
        self, start: Here, spots: tuple[Spot, ...], wide: bool, size: tuple[float, float], style: Style
    ) -> Drawing:
        return draw(start.county, spots, map_window(start, wide), size, style, ring=not wide)

    def _behind(self, start: Here, wide: bool, picture: MapPicture) -> Behind:
        def rect(size: tuple[float, float], style: Style) -> Rect:
            place = placing(map_window(start, wide), size, style.margin)
            left, bottom = place(Point(picture.south, picture.west))
            right, top = place(Point(picture.north, picture.east))
            return Rect(left, bottom, right - left, top - bottom)

        return Behind(picture.width, picture.height, picture.pixels, rect)

    def _spots(self, library: Library, start: Here, wide: bool) -> tuple[Spot, ...]:
        """Where one is; the offices nearest first, then docks. Of the whole county one spot an island."""
        here = Spot("here", self.texts.where.map_here, "here", start.point)
        if wide:
            return (here, *(self._island(library, start, one) for one in start.county.islands))
        found = [one.office for one in where.offices(library)]
        short = Counter(office.kind for office in found)
        chinese = self.texts.language is Language.ZH
        offices = [
            Spot(
                office.id,
                office.kind if chinese and short[office.kind] == 1 else office.name,
                "office",
                Point(office.lat, office.lon),
            )
            for office in found
        ]
        docks = [Spot(dock.id, dock.name, "dock", dock.point) for dock in start.county.docks]
        return (here, *offices, *docks)

    def _island(self, library: Library, start: Here, island: Island) -> Spot:
        """In the middle of it; of the mainland at its dock, where its piece is shown."""
        docks = start.county.docks_of(island)
        middle = around(island.outline).middle
        point = docks[0].point if island.mainland and docks else middle
        there = where.on_island(library, start, island)
        return Spot(island.id, island.name, "office" if there else "village", point)

    def _face(self, library: Library, start: Here, marker: Marker) -> Face | None:
        """What a touch of it opens: the offices there, or on its islands."""
        ids: list[str] = []
        for spot in marker.spots:
            island = start.county.island(spot.id)
            if spot.id in library.offices:
                ids.append(spot.id)
            elif island is not None:
                ids += where.on_island(library, start, island)
        if not ids:
            return None
        place: w.OfficeView | w.Offices = w.OfficeView(ids[0]) if len(ids) == 1 else w.Offices(tuple(ids))
        names = [library.offices[one].name for one in ids]
        return Face(ids[0], names, partial(self.services.open, place))

    def _key(self, metres: float) -> str:
        return self.texts.where.map_key.format(self.texts.where.far(metres))


def _place(state: AppState) -> w.MapView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.MapView) else w.MapView()


def _picture(state: AppState) -> MapPicture | None:
    """The one for this map, where there is anything in it."""
    picture = state.visit.map_picture if state.visit is not None else None
    shown = picture is not None and bool(picture.pixels) and picture.wide == _place(state).wide
    return picture if shown else None
