"""公示栏 of an office: what is done, how soon, what it costs, who is there today."""

from functools import partial

from kiosk.domain import flow, places_board, where
from kiosk.domain import visit_where as w
from kiosk.domain.flow import Screen
from kiosk.domain.library_places import Board, BoardItem
from kiosk.domain.places_board import Whereabouts
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Section, sentences
from kiosk.screens.language import chinese_words
from kiosk.screens.leaf import Leaf, Sections, honest
from kiosk.screens.paging import PagedList
from kiosk.screens.said_values import day_said
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text


class BoardsScreen(RebuiltScreen):
    screen = Screen.BOARDS

    def view(self, state: AppState) -> object:
        return state.library, _list(state)

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        return PagedList(
            name="boards",
            title=self.texts.where.board,
            crumb=self.texts.where.title,
            items=tuple(library.every(Board).values()) if library is not None else (),
            make=self._row,
            turn=self._turn,
            note=partial(chinese_words, self.texts),
        ).build(self, _list(state).page)

    def _row(self, board: Board) -> Block:
        row = Row(
            board.title,
            self.texts.where.board_updated.format(day_said(board.updated, self.texts)),
            "slip",
            touch_id=f"boards.row.{board.id}",
            on_tap=partial(self.services.open, w.BoardView(board.id)),
        )
        return heard(row, self.audible)

    def _turn(self, page: int) -> None:
        self.services.open(w.Boards(page))


class BoardScreen(RebuiltScreen):
    screen = Screen.BOARD

    def view(self, state: AppState) -> object:
        return state.library, _one(state), state.clock_trusted, state.local.date()

    def build(self, state: AppState) -> Block:
        place, library = _one(state), flow.library(state)
        if library is None or not where.exists(library, place):
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        board = library.every(Board)[place.board_id]
        updated = self.texts.where.board_updated.format(day_said(board.updated, self.texts))
        return Leaf(
            name="board",
            title=board.title,
            crumb=self.texts.main.joint.join((self.texts.where.board, updated)),
            note=honest(self.texts, board.sample),
            sections=self._sections(state, board),
            turn=partial(self._turn, place.board_id),
        ).build(self, place.page)

    def _sections(self, state: AppState, board: Board) -> list[Section]:
        texts, flat = self.texts.where, Sections(self)
        people = places_board.whereabouts(board, state.local, trusted=state.clock_trusted)
        return [
            *flat.blocks(texts.board_staff, "person", [partial(self._person, one) for one in people]),
            *flat.blocks(texts.board_items, "document", [partial(self._item, one) for one in board.items]),
            *flat.lines(texts.board_commitments, "check", board.commitments),
            *flat.lines(texts.board_complaints, "megaphone", sentences(board.complaints)),
        ]

    def _item(self, item: BoardItem) -> Block:
        texts = self.texts.where
        facts = [item.limit, texts.board_cost.format(item.cost) if item.cost else ""]
        facts.append(texts.board_promise.format(item.promise) if item.promise else "")
        under = [Text(line, "small", tone="ink2") for line in facts if line]
        return Column(Text(item.name, "strong"), *under, gap=0.05)

    def _person(self, one: Whereabouts) -> Block:
        staff, joint = one.staff, self.texts.main.joint
        where_now = one.where or self.texts.where.board_away
        under = [line for line in (staff.duties, staff.phone) if line]
        return Column(
            Text(joint.join((staff.name, staff.post, where_now)), "strong"),
            *([Text(joint.join(under), "small", tone="ink2")] if under else []),
            gap=0.05,
        )

    def _turn(self, board_id: str, page: int) -> None:
        self.services.open(w.BoardView(board_id, page))


def _list(state: AppState) -> w.Boards:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.Boards) else w.Boards()


def _one(state: AppState) -> w.BoardView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.BoardView) else w.BoardView("")
