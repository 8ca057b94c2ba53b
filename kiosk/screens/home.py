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
from kiosk.screens.home_search import offered, search_box
from kiosk.screens.language import LanguageButton, chinese_note, other
from kiosk.screens.refused import CONSULTATION
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row, Tile
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text

_OFTEN: Final = 4


class HomeScreen(RebuiltScreen):
    screen = Screen.HOME

    def view(self, state: AppState) -> object:
        shown = state.library, state.can_submit, _begun(state), _looking(state), flow.can_record(state)
        return *shown, offered(state)

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        begun = _begun(state)
        # Where room is scarce and all rows are there, hints give way: rows lead somewhere.
        low = self.theme.compact and not self.theme.wide
        scarce = low or self.theme.seated
        full = scarce and begun is not None and flow.can_record(state) and flow.can_look(state)
        parts: list[Block] = [
            self._head(),
            *search_box(self, state),
            self._tiles(state.can_submit, full=full),
        ]
        if flow.can_record(state):
            parts.append(self._speak(full))
        if begun is not None:
            parts.append(self._resume(*begun, full))
        if flow.can_look(state):
            parts.append(self._progress(state.scanner.usable, state.code_lies, full))
        if library is not None:
            parts += self._often(library)
            # The county's notice, where there is room for it.
            parts += [Notice(n.title, n.lines, icon="megaphone", yields=9) for n in library.notices[:1]]
        return Column(*parts, Spacer(), gap=0.8 if full else 1.0)

    def _head(self) -> Block:
        texts = self.texts
        title = Text(texts.main.home_title, "title", valign="middle")
        free = Text(texts.main.home_free, "small", tone="ink2", valign="middle")
        change = partial(self.services.comfort, language=other(texts.language))
        button = LanguageButton(texts, touch_id="home.language", on_tap=change)
        if self.theme.seated:
            return Column(title, free, gap=0)  # up there it is out of reach; the sheet has it too
        if not self.theme.compact:
            return Beside(Column(title, free, gap=0, share=1.0), button)
        button.look_given = self.look
        left = self.room()[0] - button.natural() - 2 * self.theme.gap
        words = ((title.text, "title"), (free.text, "small"))
        if sum(self.look.paint.width(*each) + 2 for each in words) > left:
            free.text = texts.main.home_free_short  # the question stays on one line
        title.share = 1.0
        return Beside(title, free, button)

    def _tiles(self, can_submit: bool, *, full: bool) -> Block:
        """``full``: all else there is stands below."""
        texts = self.texts.main
        hint, more = texts.home_ask_hint, texts.home_ask_more
        if can_submit and not self.theme.terse and self._on_one_line(more):
            hint = more
        said = (hint, texts.home_do_hint, texts.home_people_hint)
        for_ask, for_do, for_people = ("", "", "") if full else said
        ask = self._tile("ask", texts.home_ask, for_ask, "chat", s.Topics())
        do = self._tile("do", texts.home_do, for_do, "document", s.Items())
        people = self._tile("people", texts.home_people, for_people, "person", s.HelpPeople())
        if not can_submit:
            return Grid(ask, people, columns=2)
        if self.theme.compact:
            return Grid(ask, do, people, columns=3)
        return Column(ask, Grid(do, people, columns=2))

    def _on_one_line(self, hint: str) -> bool:
        """Whether a tile of its row holds it on one line; three stand beside each other on low panels."""
        tiles = 3 if self.theme.compact else 1
        inside = (self.room()[0] + self.theme.gap) / tiles - self.theme.gap - 2 * self.theme.pad
        below = self.theme.compact or self.theme.elder
        badge = 0 if below else self.theme.badge + self.theme.gap
        return self.look.paint.width(hint, "small") <= inside - badge

    def _tile(self, name: str, title: str, hint: str, icon: str, place: s.Place) -> Tile:
        return Tile(title, hint, icon, touch_id=f"home.tile.{name}", on_tap=self._open(place))

    def _bare(self) -> bool:
        """Whether second lines give way: also where large text has to lie low."""
        return self.theme.terse or (self.theme.elder and self.theme.seated)

    def _speak(self, full: bool) -> Block:
        """For whoever cannot or will not write."""
        row = Row(
            self.texts.record.home,
            "" if self._bare() or full else self.texts.record.home_hint,
            "mic",
            touch_id="home.speak",
            on_tap=partial(self.services.open_form, CONSULTATION, "", True),
        )
        return heard(row, self.audible)

    def _resume(self, item_id: str, title: str, full: bool) -> Block:
        row = Row(
            self.texts.main.home_resume.format(title),
            "" if self._bare() or full else self.texts.main.home_resume_hint,
            "pen",
            touch_id="home.resume",
            on_tap=partial(self.services.open_form, item_id),
        )
        return heard(row, self.audible)

    def _progress(self, scanner: bool, lies: bool, full: bool) -> Block:
        hint = self.texts.progress.home_scan if scanner else self.texts.progress.home_type
        if scanner and lies:
            hint = self.texts.progress.lies
        icon = "qr" if scanner else "slip"
        name = self.texts.progress.home
        if full and not lies:
            words = (name, "")
        elif self.theme.compact or full:
            words = (self.texts.progress.home_low.format(hint), "")
        else:
            words = (name, hint)
        row = Row(*words, icon, touch_id="home.progress", on_tap=self._open(s.AskProgress()))
        return heard(row, self.audible)

    def _often(self, library: Library) -> list[Block]:
        """大家常问: as many as there is room for."""
        often = often_asked(library)[:_OFTEN]
        rows = [self._row(index, guide) for index, guide in enumerate(often)]
        if not rows:
            return []
        for order, row in enumerate(rows[1:], start=3):
            row.yields = order
        title = Text(self.texts.main.home_often, "small_bold" if self.theme.compact else "heading")
        head: list[Block] = [title, *chinese_note(self.texts, *often)]
        if self.theme.compact and len(head) > 1:
            head = [Beside(*head, gap=1.5)]  # a line of its own would cost a row
        first = Column(
            *head,
            rows[0],
            gap=0.5,
            yields=2,
        )
        return [Column(first, *rows[1:], gap=0.6)]

    def _row(self, index: int, guide: Guide) -> Block:
        row = Row(guide.title, touch_id=f"home.often.{index}", on_tap=self._open(s.GuideView(guide.id)))
        return heard(row, self.audible)

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
    library = flow.library(state)
    if visit is None or visit.form is None or library is None or not form_is_open(visit):
        return None
    item = library.item(visit.form.draft.item_id)
    return (item.id, item.title) if item is not None else None
