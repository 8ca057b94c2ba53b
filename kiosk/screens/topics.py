"""问法律: the fields of law."""

from functools import partial

from kiosk.domain import flow
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import Topic
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.language import chinese_note
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.icon_paths import drawn
from kiosk.screens.widgets.lists import Tile


class TopicsScreen(RebuiltScreen):
    screen = Screen.TOPICS

    def view(self, state: AppState) -> object:
        return state.library, _page(state)

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        topics = library.topics if library is not None else ()
        return PagedList(
            name="topics",
            title=self.texts.main.topics_title,
            hint=self.texts.main.topics_hint,
            items=topics,
            make=self._tile,
            turn=self._turn,
            note=partial(chinese_note, self.texts, *topics),
            columns=3 if self.theme.compact else 2,
            gap=1.0,
        ).build(self, _page(state))

    def _tile(self, topic: Topic) -> Tile:
        return Tile(
            topic.title,
            "" if self.theme.terse else topic.hint,
            drawn(topic.icon),
            low=self.theme.terse,
            touch_id=f"topics.tile.{topic.id}",
            on_tap=partial(self.services.open, s.GuideList(topic.id)),
        )

    def _turn(self, page: int) -> None:
        self.services.open(s.Topics(page))


def _page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, s.Topics) else 0
