"""去哪儿办: nearest first, on foot or over the water, and how the door stands now. One office."""

from collections.abc import Sequence
from functools import partial

from kiosk.domain import flow, where
from kiosk.domain import visit_where as w
from kiosk.domain.comfort import Language
from kiosk.domain.duty import State
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library, Office
from kiosk.domain.places_way import OnFoot
from kiosk.domain.state import AppState
from kiosk.domain.where import Near
from kiosk.screens.answering import answers
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Section, sentences
from kiosk.screens.language import chinese_note
from kiosk.screens.leaf import Leaf, Sections
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice


class OfficesScreen(RebuiltScreen):
    screen = Screen.OFFICES

    def view(self, state: AppState) -> object:
        library, place = flow.library(state), _list(state)
        found = library.offices.values() if library is not None else ()
        return state.library, place, tuple(self._door(state, one) for one in found)

    def build(self, state: AppState) -> Block:
        library, place = flow.library(state), _list(state)
        found = where.offices(library, place.ids) if library is not None else ()
        return PagedList(
            name="offices",
            title=self.texts.where.offices,
            crumb=self.texts.where.title,
            hint=self.texts.where.offices_hint,
            items=found,
            make=partial(self._row, state),
            turn=partial(self._turn, place.ids),
            note=partial(chinese_note, self.texts, *(one.office for one in found)),
            foot=partial(self._foot, library),
        ).build(self, place.page)

    def _row(self, state: AppState, near: Near) -> Block:
        way = self.texts.where.way(near.way) if near.way is not None else near.office.address
        said = self.texts.main.joint.join(filter(None, (way, self._door(state, near.office))))
        foot = near.way is None or isinstance(near.way.means, OnFoot)
        row = Row(
            near.office.name,
            "" if self.theme.terse else said,
            "pin" if foot else "boat",
            role="small_bold" if self.theme.terse and self.texts.language is Language.EN else "row",
            touch_id=f"offices.row.{near.office.id}",
            on_tap=partial(self.services.open, w.OfficeView(near.office.id)),
        )
        return heard(row, self.audible)

    def _door(self, state: AppState, office: Office) -> str:
        return door_words(self, state, office)

    def _foot(self, library: Library | None) -> Sequence[Block]:
        """Low panels need the height for the list; the map has a row of its own in 查一查."""
        if library is None or self.theme.compact or not where.exists(library, w.MapView()):
            return ()
        tap = partial(self.services.open, w.MapView())
        return (SecondaryButton(self.texts.where.to_map, icon="pin", touch_id="offices.map", on_tap=tap),)

    def _turn(self, ids: tuple[str, ...], page: int) -> None:
        self.services.open(w.Offices(ids, page))


class OfficeScreen(RebuiltScreen):
    screen = Screen.OFFICE

    def view(self, state: AppState) -> object:
        library, place = flow.library(state), _one(state)
        office = library.office(place.office_id) if library is not None else None
        said = (door_words(self, state, office), answers(state, office.answers, self.texts)) if office else ()
        return state.library, place, said

    def build(self, state: AppState) -> Block:
        library, place = flow.library(state), _one(state)
        near = where.near(library, place.office_id) if library is not None else None
        if library is None or near is None:
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        return Leaf(
            name="office",
            title=near.office.name,
            crumb=self.texts.where.offices,
            note=self.texts.where.sample if near.office.sample else "",
            sections=self._sections(state, near),
            turn=partial(self._turn, place.office_id),
            actions=partial(self._actions, library),
        ).build(self, place.page)

    def _sections(self, state: AppState, near: Near) -> list[Section]:
        texts, office, flat = self.texts.where, near.office, Sections(self)
        stands = where.door(state, office).state
        kind = "done" if stands in (State.ALWAYS, State.OPEN) else "attention"
        door = partial(Notice, door_words(self, state, office), icon="clock", kind=kind)
        hours = self.texts.duty.hours(office.hours, self.texts.times)
        phone = self.texts.duty.phone.format(office.phone, answers(state, office.answers, self.texts))
        told = (
            office.address,
            phone if office.phone else "",
            texts.door.format(hours) if office.hours.kind == "times" else "",
        )
        take = "\n".join(filter(None, (office.name, office.address, office.phone)))
        way = list(texts.way_lines(near.way)) if near.way is not None else []
        return [
            flat.alone(door),
            *flat.lines(texts.how, "pin", way),
            *flat.lines(texts.here_for, "info", sentences(office.note)),
            *flat.with_code(texts.contact, "phone", told, take, texts.take),
        ]

    def _actions(self, library: Library) -> Sequence[Block]:
        if not where.exists(library, w.MapView()):
            return ()
        tap = partial(self.services.open, w.MapView())
        return (SecondaryButton(self.texts.where.to_map, icon="pin", touch_id="office.map", on_tap=tap),)

    def _turn(self, office_id: str, page: int) -> None:
        self.services.open(w.OfficeView(office_id, page))


def door_words(screen: RebuiltScreen, state: AppState, office: Office) -> str:
    """现在开着，到 17:00; where that is not sure the hours, as far as anybody asked."""
    texts = screen.texts
    hours = texts.duty.hours(office.hours, texts.times)
    return texts.where.opening(where.door(state, office), hours, texts.duty, texts.times)


def _list(state: AppState) -> w.Offices:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.Offices) else w.Offices()


def _one(state: AppState) -> w.OfficeView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.OfficeView) else w.OfficeView("")
