"""The guides of one field: rows that say what each answers."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from kiosk.domain import flow
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import Guide
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import joined
from kiosk.screens.language import chinese_note
from kiosk.screens.matter_rows import Step, step_row, steps_of
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice

CONSULTATION: Final = "consultation"


class GuidesScreen(RebuiltScreen):
    screen = Screen.GUIDES

    def view(self, state: AppState) -> object:
        return state.library, _place(state), state.can_submit

    def build(self, state: AppState) -> Block:
        place = _place(state)
        library = flow.library(state)
        guides = library.guides_of(place.topic) if library is not None else ()
        topic = next((t for t in library.topics if t.id == place.topic), None) if library else None
        title = topic.title if topic is not None else self.texts.main.home_ask
        if not guides:
            return PagedList("guides", title, (self.texts.main.guides_empty,), Notice, self._turn).build(
                self, 0
            )
        rows: tuple[Guide | Step, ...] = guides
        if library is not None:
            rows = (*steps_of(library, place.topic, low=self.theme.compact), *guides)
        return PagedList(
            name="guides",
            title=title,
            hint=self.texts.main.guides_hint,
            crumb=self.texts.main.home_ask,
            items=rows,
            make=self._row,
            turn=partial(self._turn_topic, place.topic),
            foot=partial(self._foot, state.can_submit),
            note=partial(chinese_note, self.texts, *guides),
        ).build(self, place.page)

    def _row(self, guide: Guide | Step) -> Block:
        if isinstance(guide, Step):
            return heard(step_row(guide, self.texts, self.services), self.audible)
        row = Row(
            guide.title,
            "" if self.theme.terse else guide.answer[0],
            airy=not self.theme.compact,
            touch_id=f"guides.row.{guide.id}",
            on_tap=partial(self.services.open, s.GuideView(guide.id)),
        )
        return heard(row, self.audible)

    def _foot(self, can_submit: bool) -> Sequence[Block]:
        """What to do when one's own matter is not in the list."""
        if can_submit:
            words = joined((self.texts.main.guides_none, self.texts.main.guides_leave))
            return (
                SecondaryButton(
                    words,
                    icon="pen",
                    touch_id="guides.leave",
                    on_tap=partial(self.services.open_form, CONSULTATION),
                ),
            )
        words = joined((self.texts.main.guides_none, self.texts.main.guides_people))
        people = partial(self.services.open, s.HelpPeople())
        return (SecondaryButton(words, icon="person", touch_id="guides.people", on_tap=people),)

    def _turn(self, page: int) -> None:
        """An empty list has one page."""

    def _turn_topic(self, topic: str, page: int) -> None:
        self.services.open(s.GuideList(topic, page))


def _place(state: AppState) -> s.GuideList:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.GuideList) else s.GuideList("")
