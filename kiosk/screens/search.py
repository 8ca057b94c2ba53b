"""What was found: the best first, with the words that match marked. Where nothing is sure, the nearest fields
and whom to ask.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from kiosk.domain import state as s
from kiosk.domain.asked import NOTHING_SOUGHT, Asked
from kiosk.domain.counts import HELP
from kiosk.domain.flow import Screen
from kiosk.domain.found_places import matching, nearest
from kiosk.domain.search_terms import runs
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.found import FoundRow, Hit, hits
from kiosk.screens.language import chinese_note
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Beside, Block, Column
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.notes import poster
from kiosk.screens.widgets.text import Text

CONSULTATION: Final = "consultation"
PEOPLE: Final = "people"
_CLOSEST: Final = 4  # results beside the nearest fields


class SearchScreen(RebuiltScreen):
    screen = Screen.SEARCH

    def view(self, state: AppState) -> object:
        return state.library, _asked(state), _page(state), state.can_submit, state.search

    def build(self, state: AppState) -> Block:
        asked = _asked(state)
        if asked.waiting or not state.search:
            return self._without(state, asked)
        found = hits(state, self.texts, matching(state))
        if not asked.sure:
            found = self._closest(found, hits(state, self.texts, nearest(state)))
        texts = self.texts.search
        near = texts.near_low if self.theme.compact else texts.near
        return PagedList(
            name="search",
            title=texts.found if asked.sure else near,
            items=found or (self._people(),),
            make=self._row,
            turn=self._turn,
            foot=partial(self._foot, state, asked),
            note=partial(self._note, asked, found),
        ).build(self, _page(state))

    def _closest(self, found: tuple[Hit, ...], near: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Where few rows stand on a page, the first has one of each."""
        people = (self._people(),)
        if self.theme.compact or self.theme.elder or self.theme.seated:
            return (*found[:1], *near[:1], *people, *near[1:], *found[1:_CLOSEST])
        return (*found[:_CLOSEST], *near, *people)

    def _people(self) -> Hit:
        """找人问, as one of what fits."""
        texts = self.texts.search
        return Hit(PEOPLE, "", texts.people, texts.people_hint, "person")

    def _row(self, hit: Hit) -> Block:
        people = self._people_asked
        found = partial(self.services.open_found, hit.kind, hit.id)
        asks = hit.kind == PEOPLE
        row = FoundRow(
            hit,
            not self.theme.terse,
            touch_id="search.people" if asks else f"search.row.{hit.kind}.{hit.id}",
            on_tap=people if asks else found,
        )
        return heard(row, self.audible)

    def _note(self, asked: Asked, found: Sequence[Hit]) -> Sequence[Block]:
        """What was written stands there: typed letters may have been read otherwise than they were meant."""
        words = self.texts.search.written.format(asked.sought)
        line = [] if self.theme.compact else [Text(words, "small", tone="ink2", private=True, most=1)]
        return [*line, *chinese_note(self.texts, *(hit.of for hit in found if hit.of is not None))]

    def _foot(self, state: AppState, asked: Asked) -> Sequence[Block]:
        texts = self.texts.search
        if asked.sure:
            people = SecondaryButton(
                texts.other, icon="person", touch_id="search.people", on_tap=self._people_asked
            )
            return [people]
        if not state.can_submit:
            return []
        leave = partial(self._left, _words(asked.sought))
        return [PrimaryButton(texts.leave, icon="pen", touch_id="search.leave", on_tap=leave)]

    def _people_asked(self) -> None:
        """Who asks somebody did not find what he looked for."""
        self.services.solved(HELP)
        self.services.open(s.HelpPeople())

    def _left(self, words: str) -> None:
        self.services.solved(HELP)
        self.services.open_form(CONSULTATION, words)

    def _without(self, state: AppState, asked: Asked) -> Block:
        """Nothing to show (yet)."""
        texts = self.texts.search
        low = self.theme.compact
        if state.search:
            return Column(poster("search", texts.waiting, low=low, scale=3.0 if low else 5.0))
        said = poster("info", texts.broken, tone="attention", low=low, scale=3.0 if low else 5.0)
        topics = PrimaryButton(
            texts.topics,
            icon="chat",
            touch_id="search.topics",
            on_tap=partial(self.services.open, s.Topics()),
            share=1.0,
        )
        people = SecondaryButton(
            texts.people,
            icon="person",
            touch_id="search.people",
            on_tap=partial(self.services.open, s.HelpPeople()),
            share=1.0,
        )
        return Column(said, Beside(people, topics, gap=0.8))

    def _turn(self, page: int) -> None:
        self.services.open(s.SearchResults(page))


def _words(sought: str) -> str:
    """To go on with in a message; letters are no words to whoever answers."""
    return sought if runs(sought) else ""


def _asked(state: AppState) -> Asked:
    return state.visit.asked if state.visit is not None else NOTHING_SOUGHT


def _page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, s.SearchResults) else 0
