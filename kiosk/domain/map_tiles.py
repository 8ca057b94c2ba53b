"""A map of pictures behind the marks, where content brings one: what is asked of the disk, and when. Pure."""

import math
from typing import Final

from kiosk.domain import visit_where as w
from kiosk.domain import where
from kiosk.domain.library import Library
from kiosk.domain.map_picture import MapTiles, ReadMap
from kiosk.domain.places_map import Window, county_window, near_window
from kiosk.domain.state import AppState

_AROUND: Final = 1.8  # of the window's longer side: panels show more one way than the other
_METRES: Final = 111_320.0  # of a degree of latitude


def window(start: where.Here, wide: bool) -> Window:
    return county_window(start.county) if wide else near_window(start.point)


def asked(library: Library, wide: bool) -> ReadMap | None:
    """None without a map, or without knowing where this terminal stands."""
    start = where.here(library)
    tiles = next(iter(library.every(MapTiles).values()), None)
    if start is None or tiles is None:
        return None
    shown = window(start, wide)
    half = max(shown.across, shown.up) * _AROUND / 2 / _METRES
    across = half / max(math.cos(math.radians(shown.middle.lat)), 0.1)
    lat, lon = shown.middle.lat, shown.middle.lon
    return ReadMap(wide, tiles.file, lat - half, lon - across, lat + half, lon + across)


def wanted(before: AppState, after: AppState) -> tuple[ReadMap, ...]:
    """Coming to the map, or to its other width, asks for what is not there yet."""
    was, now = before.visit, after.visit
    if now is None or after.library is None or was is now or not isinstance(now.under, w.MapView):
        return ()
    if was is not None and was.visit_id == now.visit_id and was.under == now.under:
        return ()
    if now.map_picture is not None and now.map_picture.wide == now.under.wide:
        return ()
    found = asked(after.library, now.under.wide)
    return (found,) if found is not None else ()
