"""接着怎么办: what a lesson or a self-check leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import flow, learn_find
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library_services import DocumentTemplate, Scenario
from kiosk.domain.state import AppState
from kiosk.domain.visit_papers import PaperAbout
from kiosk.domain.visit_where import OfficeView
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row


@dataclass(frozen=True, slots=True)
class _Way:
    """``kind``: guide, scenario, calculator, document, item or office."""

    kind: str
    id: str
    title: str
    under: str


_ICONS: Final = {
    "guide": "book",
    "scenario": "chat",
    "calculator": "sums",
    "document": "document",
    "item": "pen",
    "office": "pin",
}


class WaysOnScreen(RebuiltScreen):
    screen = Screen.WAYS_ON

    def view(self, state: AppState) -> object:
        return state.library, state.sums, _place(state), state.can_submit

    def build(self, state: AppState) -> Block:
        place = _place(state)
        return PagedList(
            name="ways_on",
            title=self.texts.learn.onward_title,
            items=self._ways(state),
            make=self._row,
            turn=partial(self._turn, place),
            foot=self._foot,
        ).build(self, place.page)

    def _ways(self, state: AppState) -> list[_Way]:
        """Only what is in this release, and only what this terminal can do now."""
        library, place = flow.library(state), _place(state)
        if library is None:
            return []
        following = learn_find.onward(library, place.of, place.id)
        guides = [guide for guide in map(library.guide, following.guides) if guide is not None]
        asked = [one for one in map(library.every(Scenario).get, following.scenarios) if one is not None]
        cards = [card for card in (flow.sum_card(state, name) for name in following.calculators) if card]
        items = [item for item in map(library.item, following.items) if item is not None]
        offices = [office for office in map(library.office, following.offices) if office is not None]
        ways = [_Way("guide", guide.id, guide.title, guide.answer[0]) for guide in guides]
        ways += [_Way("scenario", one.id, self.texts.matter.ask.format(one.title), "") for one in asked]
        ways += [_Way("calculator", card.name, card.title, card.about) for card in cards]
        papers = [one for one in map(library.every(DocumentTemplate).get, following.documents) if one]
        fill = self.texts.matter.document
        ways += [_Way("document", one.id, fill.format(one.title), one.short) for one in papers]
        if state.can_submit:
            ways += [_Way("item", item.id, item.title, item.short) for item in items]
        return [*ways, *(_Way("office", office.id, office.name, office.address) for office in offices)]

    def _row(self, way: _Way) -> Block:
        row = Row(
            way.title,
            "" if self.theme.terse else way.under,
            _ICONS[way.kind],
            touch_id=f"ways_on.{way.kind}.{way.id}",
            on_tap=self._open(way),
        )
        return heard(row, self.audible)

    def _open(self, way: _Way) -> Callable[[], None]:
        services = self.services
        match way.kind:
            case "item":
                return partial(services.open_form, way.id)
            case "scenario":
                return partial(services.open_scenario, way.id)
            case "calculator":
                return partial(services.open_sum, way.id)
            case "document":
                return partial(services.open, PaperAbout(way.id))
            case "office":
                return partial(services.open, OfficeView(way.id))
            case _:
                return partial(services.open, s.GuideView(way.id))

    def _foot(self) -> list[Block]:
        people = partial(self.services.open, s.HelpPeople())
        word = self.texts.main.guides_people
        return [SecondaryButton(word, icon="person", touch_id="ways_on.people", on_tap=people)]

    def _turn(self, place: s.WaysOn, page: int) -> None:
        self.services.open(s.WaysOn(place.of, place.id, page))


def _place(state: AppState) -> s.WaysOn:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.WaysOn) else s.WaysOn("", "")
