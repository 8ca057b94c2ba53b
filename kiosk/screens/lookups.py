"""查一查: where, who and when. Only what this release holds."""

from functools import partial

from kiosk.domain import flow, update_paper, where
from kiosk.domain import visit_where as w
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.state import AppState
from kiosk.domain.visit_papers import Papers
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row, Tile
from kiosk.words.where import WhereTexts


class LookUpsScreen(RebuiltScreen):
    screen = Screen.LOOKUPS

    def view(self, state: AppState) -> object:
        return state.library, _page(state)

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        return PagedList(
            name="lookups",
            title=self.texts.where.title,
            hint=self.texts.where.hint,
            items=_offered(library) if library is not None else (),
            make=self._row,
            turn=self._turn,
            columns=2 if self.theme.compact else 1,
        ).build(self, _page(state))

    def _row(self, place: w.WherePlace | Papers) -> Block:
        name, icon, title, hint = (
            ("papers", "document", self.texts.paper.title, self.texts.paper.hint)
            if isinstance(place, Papers)
            else _words(place, self.texts.where)
        )
        if self.theme.compact and isinstance(place, w.Registers):
            title = self.texts.where.registers_short  # one line, or all tiles are taller
        tap = partial(self.services.open, place)
        if self.theme.compact:
            hint = "" if self.theme.terse else hint
            return Tile(title, hint, icon, low=True, touch_id=f"lookups.row.{name}", on_tap=tap)
        return heard(Row(title, hint, icon, touch_id=f"lookups.row.{name}", on_tap=tap), self.audible)

    def _turn(self, page: int) -> None:
        self.services.open(w.LookUps(page))


def _offered(library: Library) -> tuple[w.WherePlace | Papers, ...]:
    """Papers stand last: the numbers for danger stay on the first page of a low panel."""
    papers = (Papers(),) if update_paper.offered(library) else ()
    return (*where.offered(library), *papers)


def _words(place: w.WherePlace, texts: WhereTexts) -> tuple[str, str, str, str]:
    """What its id ends with, its drawing, its title and its hint."""
    match place:
        case w.Offices():
            return "offices", "pin", texts.offices, texts.offices_hint
        case w.MapView():
            return "map", "house", texts.map, texts.map_row_hint
        case w.Registers():
            return "registers", "people", texts.registers, texts.registers_hint
        case w.Schedule():
            return "schedule", "boat", texts.schedule, texts.schedule_hint
        case w.DutyToday():
            return "duty", "person", texts.duty, texts.duty_hint
        case w.Online():
            return "online", "qr", texts.online, texts.online_hint
        case w.EmergencyNumbers():
            return "emergency", "phone", texts.emergency, texts.emergency_hint
        case _:
            return "board", "slip", texts.board, texts.board_hint


def _page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, w.LookUps) else 0
