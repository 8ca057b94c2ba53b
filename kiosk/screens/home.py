"""您遇到了什么事？ Only what works is shown."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from kiosk.domain import flow, matter_steps, paper_forms
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import Guide, Library
from kiosk.domain.library_services import Bundle
from kiosk.domain.state import AppState
from kiosk.domain.update_paper import template
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.home_search import offered, search_box
from kiosk.screens.home_tiles import HomeTile, tiles
from kiosk.screens.language import LanguageButton, chinese_note, other
from kiosk.screens.refused import CONSULTATION
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row, Tile
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text

_OFTEN: Final = 4


@dataclass(frozen=True, slots=True)
class _Tight:
    """``beside``: rows stand two and two. ``bare``: hints give way, for rows lead somewhere. ``close``: less
    space between them. ``few``: all rows in one, in as few words as say where they lead.
    """

    beside: bool = False
    bare: bool = False
    close: bool = False
    few: bool = False


_TIGHTER: Final = (
    _Tight(),
    _Tight(beside=True),
    _Tight(bare=True),
    _Tight(beside=True, bare=True),
    _Tight(beside=True, bare=True, close=True),
    _Tight(few=True, bare=True, close=True),
)


class HomeScreen(RebuiltScreen):
    screen = Screen.HOME

    def view(self, state: AppState) -> object:
        shown = tuple(tile.name for tile in tiles(state))
        rows = _begun(state), _paper(state), _half_done(state), _looking(state), flow.can_record(state)
        return state.library, shown, *rows, offered(state)

    def build(self, state: AppState) -> Block:
        """As roomy as fits; what people often ask, and the county's notice, take what is left."""
        library = flow.library(state)
        for tight in _TIGHTER:
            gap = 0.6 if tight.close else 1.0
            parts = self._parts(state, tight)
            if tight is _TIGHTER[-1] or self.fits(Column(*parts, Spacer(), gap=gap)):
                break
        if library is not None:
            parts += self._often(library)
            # The county's notice, where there is room for it.
            parts += [
                Notice(marked(self.texts, one.title, one), one.lines, icon="megaphone", yields=9)
                for one in library.notices[:1]
            ]
        return Column(*parts, Spacer(), gap=gap)

    def _parts(self, state: AppState, tight: _Tight) -> list[Block]:
        """Everything that leads somewhere, and its heading."""
        rows: list[Block] = []
        if flow.can_record(state):
            rows.append(self._speak(tight))
        if flow.can_look(state):
            rows.append(self._progress(state.scanner.usable, state.code_lies, tight))
        rows += self._going_on(state, tight)
        if tight.few and len(rows) > 1:
            rows = [Grid(*rows, columns=min(len(rows), 3 if self.theme.compact else 2))]
        elif tight.beside and len(rows) > 1:
            rows = [Grid(*rows[:2], columns=2), *rows[2:]]
        return [self._head(), *search_box(self, state), self._tiles(tiles(state), tight), *rows]

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

    def _tiles(self, offered: Sequence[HomeTile], tight: _Tight) -> Block:
        """Three in a row on low panels, else two; of an odd number the first has a row of its own."""
        made = [self._tile(tile, tight) for tile in offered]
        if self.theme.compact:
            return Grid(*made, columns=min(len(made), 3))
        if len(made) % 2 == 0:
            return Grid(*made, columns=2)
        return Column(made[0], Grid(*made[1:], columns=2))

    def _tile(self, tile: HomeTile, tight: _Tight) -> Tile:
        title, hint = tile.words(self.texts.main)
        return Tile(
            title,
            "" if tight.bare else hint,
            tile.icon,
            low=tight.bare,
            touch_id=f"home.tile.{tile.name}",
            on_tap=self._open(tile.place()),
        )

    def _bare(self) -> bool:
        """Whether second lines give way: also where large text has to lie low."""
        return self.theme.terse or (self.theme.elder and self.theme.seated)

    def _speak(self, tight: _Tight) -> Block:
        """For whoever cannot or will not write."""
        row = Row(
            self.texts.record.home_few if tight.few else self.texts.record.home,
            self._second(self.texts.record.home_hint, tight),
            "mic",
            touch_id="home.speak",
            on_tap=partial(self.services.open_form, CONSULTATION, "", True),
        )
        return heard(row, self.audible and not tight.few)

    def _resume(self, item_id: str, title: str, tight: _Tight) -> Block:
        row = Row(
            self.texts.main.home_resume_few if tight.few else self.texts.main.home_resume.format(title),
            self._second(self.texts.main.home_resume_hint, tight),
            "pen",
            touch_id="home.resume",
            on_tap=partial(self.services.open_form, item_id),
        )
        return heard(row, self.audible and not tight.few)

    def _going_on(self, state: AppState, tight: _Tight) -> list[Block]:
        """What was begun: a form, a paper, a bundle; two of them in the room of one row, in few words."""
        ways = (self._resume, _begun(state)), (self._paper, _paper(state)), (self._bundle, _half_done(state))
        found = [(row, of) for row, of in ways if of is not None]
        if len(found) == 1:
            row, of = found[0]
            return [row(*of, tight)]
        few = replace(tight, few=True, bare=True)
        made: list[Block] = [
            row(*of, few) for row, of in found[:2]
        ]  # the third is gone on with from its list
        if not made or not tight.few:
            return [Grid(*made, columns=2)] if made else []
        low = self.theme.compact or (self.theme.elder and self.theme.seated)
        return made[:1] if low else made  # so is the second

    def _paper(self, document_id: str, title: str, tight: _Tight) -> Block:
        row = Row(
            self.texts.paper.home_few if tight.few else self.texts.paper.home.format(title),
            self._second(self.texts.main.home_resume_hint, tight),
            "document",
            touch_id="home.paper",
            on_tap=partial(self.services.fill_paper, document_id),
        )
        return heard(row, self.audible and not tight.few)

    def _bundle(self, bundle_id: str, title: str, tight: _Tight) -> Block:
        row = Row(
            self.texts.matter.home_few if tight.few else self.texts.matter.home.format(title),
            self._second(self.texts.matter.resume, tight),
            "bag",
            touch_id="home.matter",
            on_tap=partial(self.services.open_bundle, bundle_id),
        )
        return heard(row, self.audible and not tight.few)

    def _progress(self, scanner: bool, lies: bool, tight: _Tight) -> Block:
        texts = self.texts.progress
        hint = texts.home_scan if scanner else texts.home_type
        name, icon = texts.home, "qr" if scanner else "slip"
        if scanner and lies and not tight.few:  # what to do about it is no mere hint
            name = texts.home_low.format(texts.lies) if tight.bare or self._bare() else name
            hint = texts.lies
        elif self.theme.compact and not (tight.beside or tight.few):
            name = texts.home_low.format(hint)
        words = (texts.home_few if tight.few else name, self._second(hint, tight))
        row = Row(*words, icon, touch_id="home.progress", on_tap=self._open(s.AskProgress()))
        return heard(row, self.audible and not tight.few)

    def _second(self, hint: str, tight: _Tight) -> str:
        """The second line of a row, where there is room for one."""
        return "" if tight.bare or self._bare() else hint

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


def _half_done(state: AppState) -> tuple[str, str] | None:
    """Id and title of a bundle that was left half way; not where its order is what is being filled in."""
    visit, library = state.visit, flow.library(state)
    bundle_id = matter_steps.half_done(visit, state.library)
    if visit is None or library is None or not bundle_id:
        return None
    one = library.every(Bundle).get(bundle_id)
    return (one.id, one.title) if one is not None and not matter_steps.fills(visit, state.library) else None


def _begun(state: AppState) -> tuple[str, str] | None:
    """Item id and title of a form that was begun in this visit."""
    item_id, _ = paper_forms.half_filled(state.visit)
    library = flow.library(state)
    item = library.item(item_id) if library is not None else None
    return (item.id, item.title) if item is not None else None


def _paper(state: AppState) -> tuple[str, str] | None:
    """Id and title of a paper that was begun; not where a bundle stops at it, which is gone on with there."""
    visit, library = state.visit, flow.library(state)
    one = template(library, paper_forms.half_filled(visit)[1])
    if one is None or visit is None or library is None:
        return None
    stops = visit.matter is not None and matter_steps.at_stop(visit.matter, library, ("document", one.id))
    return None if stops else (one.id, one.title)
