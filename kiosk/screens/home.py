"""您遇到了什么事？ Only what works is shown."""

from collections.abc import Callable
from functools import partial
from typing import Final

from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import Guide, Library
from kiosk.domain.state import AppState
from kiosk.domain.update_visit import form_is_open
from kiosk.screens.base import KioskScreen
from kiosk.screens.strings import TEXT
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.lists import Row, Tile
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text

_OFTEN: Final = 4


class HomeScreen(KioskScreen):
    screen = Screen.HOME

    def view(self, state: AppState) -> object:
        return state.library, state.can_submit, _begun(state)

    def build(self, state: AppState) -> Block:
        library = state.library
        begun = _begun(state)
        parts: list[Block] = [self._head(), self._tiles(state.can_submit)]
        if begun is not None:
            parts.append(self._resume(*begun))
        if library is not None:
            parts.append(self._often(library, 2 if begun is not None and self.theme.compact else _OFTEN))
            # The county's notice, where there is room for it.
            notices = [Notice(n.title, n.lines, icon="megaphone", yields=1) for n in library.notices[:1]]
            parts += notices
        return Column(*parts, Spacer())

    def _head(self) -> Block:
        title, free = Text(TEXT.home_title, "title"), Text(TEXT.home_free, "small", tone="ink2")
        if not self.theme.compact:
            return Column(title, free, gap=0)
        title.share, free.valign = 1.0, "middle"
        return Beside(title, free)

    def _tiles(self, can_submit: bool) -> Block:
        ask = Tile(
            TEXT.home_ask, TEXT.home_ask_hint, "chat", touch_id="home.tile.ask", on_tap=self._open(s.Topics())
        )
        do = Tile(
            TEXT.home_do, TEXT.home_do_hint, "document", touch_id="home.tile.do", on_tap=self._open(s.Items())
        )
        people = Tile(
            TEXT.home_people,
            TEXT.home_people_hint,
            "person",
            touch_id="home.tile.people",
            on_tap=self._open(s.HelpPeople()),
        )
        if not can_submit:
            return Grid(ask, people, columns=2)
        if self.theme.compact:
            return Grid(ask, do, people, columns=3)
        return Column(ask, Grid(do, people, columns=2))

    def _resume(self, item_id: str, title: str) -> Block:
        return Row(
            TEXT.home_resume.format(title),
            "" if self.theme.compact else TEXT.home_resume_hint,
            "pen",
            touch_id="home.resume",
            on_tap=lambda: self.services.open_form(item_id),
        )

    def _often(self, library: Library, count: int) -> Block:
        rows = [
            Row(
                guide.title,
                role="row" if not self.theme.compact else "small_bold",
                touch_id=f"home.often.{index}",
                on_tap=self._open(s.GuideView(guide.id)),
            )
            for index, guide in enumerate(often_asked(library)[:count])
        ]
        if not rows:
            return Column()
        columns = 2 if self.theme.compact else 1
        return Column(Text(TEXT.home_often, "heading"), Grid(*rows, columns=columns, gap=0.6), gap=0.5)

    def _open(self, place: s.Place) -> Callable[[], None]:
        return partial(self.services.open, place)


def often_asked(library: Library) -> list[Guide]:
    """The first guide of each topic, in the editor's order."""
    firsts = (library.guides_of(topic.id)[:1] for topic in library.topics)
    return [guide for first in firsts for guide in first]


def _begun(state: AppState) -> tuple[str, str] | None:
    """Item id and title of a form that was begun in this visit."""
    visit = state.visit
    if visit is None or visit.form is None or state.library is None or not form_is_open(visit):
        return None
    item = state.library.item(visit.form.draft.item_id)
    return (item.id, item.title) if item is not None else None
