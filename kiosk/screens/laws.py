"""看法条: the articles something cites, a row each."""

from functools import partial

from kiosk.domain import flow, learn_find
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import LawRef, Library
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row

Pair = tuple[LawRef, LawRef]  # as written in Chinese, as said in the language of the visit


class LawsScreen(RebuiltScreen):
    screen = Screen.LAWS

    def view(self, state: AppState) -> object:
        return state.library, _place(state)

    def build(self, state: AppState) -> Block:
        place, library, said = _place(state), state.library, flow.library(state)
        pairs: list[Pair] = []
        if library is not None and said is not None:
            of, cites = place.of, place.id
            both = learn_find.refs(library, of, cites), learn_find.refs(said, of, cites)
            pairs = list(zip(*both, strict=False))
        return PagedList(
            name="laws",
            title=self.texts.learn.laws_title,
            hint=self.texts.learn.laws_hint,
            items=list(enumerate(pairs)),
            make=self._row,
            turn=partial(self._turn, place),
        ).build(self, place.page)

    def _row(self, numbered: tuple[int, Pair]) -> Block:
        number, (chinese, said) = numbered
        row = Row(
            self.texts.main.cited(said.law, said.article),
            "" if self.theme.terse else said.gist,
            touch_id=f"laws.row.{number}",
            on_tap=partial(self.services.open, s.LawLine(chinese.law, chinese.article)),
        )
        return heard(row, self.audible)

    def _turn(self, place: s.LawList, page: int) -> None:
        self.services.open(s.LawList(place.of, place.id, page))


def laws_place(library: Library, of: str, content_id: str) -> s.Place | None:
    """Where 看法条 leads: to the list, or straight to the only article. None: nothing is cited."""
    refs = learn_find.refs(library, of, content_id)
    if len(refs) == 1:
        return s.LawLine(refs[0].law, refs[0].article)
    return s.LawList(of, content_id) if refs else None


def _place(state: AppState) -> s.LawList:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.LawList) else s.LawList("", "")
