"""一步一步问: what can be asked step by step, and what can be done from beginning to end."""

from functools import partial

from kiosk.domain import flow, matter_steps
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.library_services import Bundle, Scenario
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.matter_parts import chinese_line
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts


class ScenariosScreen(RebuiltScreen):
    screen = Screen.SCENARIOS

    def view(self, state: AppState) -> object:
        return state.library, _place(state), matter_steps.half_done(state.visit, state.library)

    def build(self, state: AppState) -> Block:
        place, library, words = _place(state), flow.library(state), self.texts.matter
        found = offered(library, place.topic) if library is not None else ()
        if not found or library is None:
            people = SecondaryButton(
                self.texts.main.home_people,
                icon="person",
                touch_id="scenarios.people",
                on_tap=partial(self.services.open, s.HelpPeople()),
            )
            nothing = Notice(words.none, (words.none_hint,), icon="info")
            return Column(Text(words.title, "title"), nothing, Spacer(), people)
        begun = matter_steps.half_done(state.visit, state.library)
        return PagedList(
            name="scenarios",
            title=words.title,
            hint=words.hint,
            items=found,
            make=partial(self._row, library, begun),
            turn=partial(self._turn, place.topic),
            note=partial(_note, self.texts, found),
        ).build(self, place.page)

    def _row(self, library: Library, begun: str, one: Scenario | Bundle) -> Block:
        airy = not self.theme.compact
        if isinstance(one, Bundle):
            under = self.texts.matter.resume if one.id == begun else "" if self.theme.terse else one.short
            row = Row(
                self.texts.matter.together.format(one.title),
                under,
                "bag",
                airy=airy,
                touch_id=f"scenarios.bundle.{one.id}",
                on_tap=partial(self.services.open_bundle, one.id),
            )
            return heard(row, self.audible)
        topic = next((topic.title for topic in library.topics if topic.id == one.topic), "")
        row = Row(
            one.title,
            "" if self.theme.terse else topic,
            "chat",
            airy=airy,
            touch_id=f"scenarios.row.{one.id}",
            on_tap=partial(self.services.open_scenario, one.id),
        )
        return heard(row, self.audible)

    def _turn(self, topic: str, page: int) -> None:
        self.services.open(s.Scenarios(topic, page))


def _note(texts: Texts, found: tuple[Scenario | Bundle, ...]) -> list[Block]:
    """Bundles have no English yet."""
    english = all(isinstance(one, Scenario) and one.title_en for one in found)
    return [] if english else chinese_line(texts)


def offered(library: Library, topic: str = "") -> tuple[Scenario | Bundle, ...]:
    """Of a topic, of all of them when it is empty: in the order of topics, questions before bundles."""
    topics = [one.id for one in library.topics if topic in ("", one.id)]
    every: list[Scenario | Bundle] = [*library.every(Scenario).values(), *library.every(Bundle).values()]
    found = [one for one in every if one.topic in topics]
    return tuple(sorted(found, key=lambda one: topics.index(one.topic)))


def _place(state: AppState) -> s.Scenarios:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.Scenarios) else s.Scenarios()
