"""您遇到了什么事？ Only what works is shown."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Final

from kiosk.domain import flow
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import Guide, Library
from kiosk.domain.state import AppState
from kiosk.domain.update_visit import form_is_open
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.refused import CONSULTATION
from kiosk.screens.strings import TEXT
from kiosk.screens.strings_progress import PROGRESS
from kiosk.screens.strings_record import RECORD
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.lists import Row, Tile
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text

_OFTEN: Final = 4


class HomeScreen(RebuiltScreen):
    screen = Screen.HOME

    def view(self, state: AppState) -> object:
        return state.library, state.can_submit, _begun(state), _looking(state), flow.can_record(state)

    def build(self, state: AppState) -> Block:
        library = state.library
        begun = _begun(state)
        parts: list[Block] = [self._head(), self._tiles(state.can_submit)]
        if flow.can_record(state):
            parts.append(self._speak())
        if begun is not None:
            parts.append(self._resume(*begun))
        if flow.can_look(state):
            parts.append(self._progress(state.scanner.usable, state.code_lies))
        if library is not None:
            parts += self._often(library)
            # The county's notice, where there is room for it.
            parts += [Notice(n.title, n.lines, icon="megaphone", yields=9) for n in library.notices[:1]]
        return Column(*parts, Spacer())

    def _head(self) -> Block:
        title, free = Text(TEXT.home_title, "title"), Text(TEXT.home_free, "small", tone="ink2")
        if not self.theme.compact:
            return Column(title, free, gap=0)
        title.share, free.valign = 1.0, "middle"
        return Beside(title, free)

    def _tiles(self, can_submit: bool) -> Block:
        wide = can_submit and not self.theme.compact
        hint = TEXT.home_ask_more if wide else TEXT.home_ask_hint
        ask = self._tile("ask", TEXT.home_ask, hint, "chat", s.Topics())
        do = self._tile("do", TEXT.home_do, TEXT.home_do_hint, "document", s.Items())
        people = self._tile("people", TEXT.home_people, TEXT.home_people_hint, "person", s.HelpPeople())
        if not can_submit:
            return Grid(ask, people, columns=2)
        if self.theme.compact:
            return Grid(ask, do, people, columns=3)
        return Column(ask, Grid(do, people, columns=2))

    def _tile(self, name: str, title: str, hint: str, icon: str, place: s.Place) -> Tile:
        return Tile(title, hint, icon, touch_id=f"home.tile.{name}", on_tap=self._open(place))

    def _speak(self) -> Block:
        """For whoever cannot or will not write."""
        return Row(
            RECORD.home,
            "" if self.theme.compact else RECORD.home_hint,
            "mic",
            touch_id="home.speak",
            on_tap=partial(self.services.open_form, CONSULTATION, "", True),
        )

    def _resume(self, item_id: str, title: str) -> Block:
        return Row(
            TEXT.home_resume.format(title),
            "" if self.theme.compact else TEXT.home_resume_hint,
            "pen",
            touch_id="home.resume",
            on_tap=partial(self.services.open_form, item_id),
        )

    def _progress(self, scanner: bool, lies: bool) -> Block:
        hint = PROGRESS.home_scan if scanner else PROGRESS.home_type
        if scanner and lies:
            hint = PROGRESS.lies
        icon = "slip_scan" if scanner else "slip"
        words = (PROGRESS.home_low.format(hint), "") if self.theme.compact else (PROGRESS.home, hint)
        return Row(*words, icon, touch_id="home.progress", on_tap=self._open(s.AskProgress()))

    def _often(self, library: Library) -> list[Block]:
        """大家常问: as many as there is room for."""
        rows = [self._row(index, guide) for index, guide in enumerate(often_asked(library)[:_OFTEN])]
        if not rows:
            return []
        for order, row in enumerate(rows[1:], start=2):
            row.yields = order
        first = Column(
            Text(TEXT.home_often, "small_bold" if self.theme.compact else "heading"),
            rows[0],
            gap=0.5,
            yields=1,
        )
        return [Column(first, *rows[1:], gap=0.6)]

    def _row(self, index: int, guide: Guide) -> Row:
        return Row(guide.title, touch_id=f"home.often.{index}", on_tap=self._open(s.GuideView(guide.id)))

    def _open(self, place: s.Place) -> Callable[[], None]:
        return partial(self.services.open, place)


def often_asked(library: Library) -> list[Guide]:
    """One guide of each topic, the one most others refer to, in the editor's order of topics."""
    named = Counter(related for guide in library.guides.values() for related in guide.related)
    of_topics = (library.guides_of(topic.id) for topic in library.topics)
    return [max(guides, key=lambda guide: named[guide.id]) for guides in of_topics if guides]


def _looking(state: AppState) -> tuple[bool, bool, bool]:
    """Whether an order's progress can be asked for, and by its slip; whether one lies there."""
    return flow.can_look(state), state.scanner.usable, state.code_lies


def _begun(state: AppState) -> tuple[str, str] | None:
    """Item id and title of a form that was begun in this visit."""
    visit = state.visit
    if visit is None or visit.form is None or state.library is None or not form_is_open(visit):
        return None
    item = state.library.item(visit.form.draft.item_id)
    return (item.id, item.title) if item is not None else None
