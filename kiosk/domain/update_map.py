"""The picture behind the map's marks: what comes of it counts while its map is shown."""

from dataclasses import replace

from kiosk.domain import visit_where as w
from kiosk.domain.effects import Effect
from kiosk.domain.map_picture import MapRead
from kiosk.domain.state import AppState


def read(state: AppState, message: MapRead) -> tuple[AppState, tuple[Effect, ...]]:
    visit = state.visit
    if visit is None or visit.under != w.MapView(message.picture.wide):
        return state, ()
    return replace(state, visit=replace(visit, map_picture=message.picture)), ()
