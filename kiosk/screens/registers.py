"""Published lists of organisations and people: whose list, of which day, and what stands in it."""

from collections.abc import Iterator
from functools import partial

from kiosk.domain import flow, places_find, where
from kiosk.domain import visit_where as w
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.library_places import Organisation, Person, Register
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.find_listed import Way, ways
from kiosk.screens.guide_pages import Section
from kiosk.screens.language import chinese_words
from kiosk.screens.leaf import Leaf, Sections, honest
from kiosk.screens.paging import PagedList
from kiosk.screens.said_values import day_said
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice

Listed = tuple[int, Organisation | Person]


class RegistersScreen(RebuiltScreen):
    screen = Screen.REGISTERS

    def view(self, state: AppState) -> object:
        return state.library, _lists(state), state.handwriting or state.pinyin, state.scanner.usable

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        return PagedList(
            name="registers",
            title=self.texts.where.registers_short if self.theme.terse else self.texts.where.registers,
            crumb=self.texts.where.title,
            hint=self.texts.where.not_listed,
            items=(*ways(self, state), *(library.every(Register).values() if library is not None else ())),
            make=self._any,
            turn=self._turn,
            note=partial(chinese_words, self.texts),
        ).build(self, _lists(state).page)

    def _any(self, item: Way | Register) -> Block:
        """First the ways to ask, then the lists to leaf through."""
        return self._way(item) if isinstance(item, Way) else self._row(item)

    def _way(self, way: Way) -> Block:
        hint = "" if self.theme.terse else way.hint
        row = Row(
            way.title,
            hint,
            way.icon,
            touch_id=f"registers.find.{way.name}",
            on_tap=partial(self.services.open, way.place),
        )
        return heard(row, self.audible)

    def _row(self, register: Register) -> Block:
        row = Row(
            register.title,
            "" if self.theme.terse else self.texts.where.list_of.format(*_whose(self, register)),
            "people",
            touch_id=f"registers.row.{register.id}",
            on_tap=partial(self.services.open, w.RegisterView(register.id)),
        )
        return heard(row, self.audible)

    def _turn(self, page: int) -> None:
        self.services.open(w.Registers(page))


class RegisterScreen(RebuiltScreen):
    screen = Screen.REGISTER

    def view(self, state: AppState) -> object:
        return state.library, _list(state)

    def build(self, state: AppState) -> Block:
        place, register = _list(state), _register(flow.library(state), _list(state).register_id)
        if register is None:
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        if not place.kind and where.by_kind(register):
            return self._list(place, register, where.kinds(register), partial(self._kind, register))
        rows = where.of_kind(register, place.kind)
        return self._list(place, register, rows, partial(self._row, register, not place.kind))

    def _list(self, place: w.RegisterView, register: Register, items: object, make: object) -> Block:
        title = place.kind or register.title
        return PagedList(
            name="register",
            title=title,
            crumb=register.title if place.kind else self.texts.where.registers,
            hint=self.texts.where.list_of.format(*_whose(self, register)),
            items=items,  # type: ignore[arg-type]
            make=make,  # type: ignore[arg-type]
            turn=partial(self._turn, place),
            note=partial(chinese_words, self.texts),
        ).build(self, place.page)

    def _kind(self, register: Register, kind: str) -> Block:
        count = len(where.of_kind(register, kind))
        row = Row(
            kind,
            "" if self.theme.terse else self.texts.where.listed_count.format(count),
            "people",
            touch_id=f"register.kind.{where.kinds(register).index(kind)}",
            on_tap=partial(self.services.open, w.RegisterView(register.id, kind)),
        )
        return heard(row, self.audible)

    def _row(self, register: Register, with_kind: bool, listed: Listed) -> Block:
        number, what = listed
        place = self.texts.where.works_at.format(works_at(what)) if works_at(what) else what.region
        words = (what.kind if with_kind else "", place)
        row = Row(
            what.name,
            self.texts.main.joint.join(filter(None, words)),
            "person" if isinstance(what, Person) else "briefcase",
            touch_id=f"register.row.{number}",
            on_tap=partial(self.services.open, w.ListedView(register.id, number)),
        )
        return heard(row, self.audible)

    def _turn(self, place: w.RegisterView, page: int) -> None:
        self.services.open(w.RegisterView(place.register_id, place.kind, page))


class ListedScreen(RebuiltScreen):
    screen = Screen.LISTED

    def view(self, state: AppState) -> object:
        return state.library, _one(state), flow.today(state)

    def build(self, state: AppState) -> Block:
        place, library = _one(state), flow.library(state)
        register = _register(library, place.register_id)
        if library is None or register is None or not where.exists(library, place):
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        what = where.rows(register)[place.number]
        texts, flat = self.texts.where, Sections(self)
        old = places_find.old(register, flow.today(state))
        source = (
            texts.source.format(register.source),
            texts.listed_on.format(day_said(register.listed_on, self.texts)),
            texts.listed_old if old else "",
            texts.authority,
        )
        take = "\n".join(filter(None, (what.name, what.licence, _address(what), what.phone)))
        sections: list[Section] = [
            *flat.with_code(what.kind, "briefcase", tuple(self._facts(what)), take, texts.take),
            *flat.lines(texts.works_there, "person", tuple(_colleagues(library, what))),
            *flat.lines(texts.listed_facts, "book", source),
        ]
        note = honest(self.texts, register.sample)
        return Leaf("listed", what.name, sections, partial(self._turn, place), register.title, note).build(
            self, place.page
        )

    def _facts(self, what: Organisation | Person) -> Iterator[str]:
        texts = self.texts.where
        if what.licence:
            yield (texts.licence if isinstance(what, Person) else texts.licence_org).format(what.licence)
        if works_at(what):
            yield texts.works_at.format(works_at(what))
        if what.region:
            yield texts.region.format(what.region)
        if _address(what):
            yield texts.address.format(_address(what))
        if what.phone:
            yield texts.phone.format(what.phone)

    def _turn(self, place: w.ListedView, page: int) -> None:
        self.services.open(w.ListedView(place.register_id, place.number, page))


def works_at(what: Organisation | Person) -> str:
    return what.works_at if isinstance(what, Person) else ""


def _address(what: Organisation | Person) -> str:
    return what.address if isinstance(what, Organisation) else ""


def _colleagues(library: Library, what: Organisation | Person) -> Iterator[str]:
    if isinstance(what, Organisation):
        registers = library.every(Register).values()
        yield from (f"{one.name} {one.kind}" for one in places_find.works_there(registers, what))


def _whose(screen: RebuiltScreen, register: Register) -> tuple[str, str]:
    return register.region, screen.texts.where.listed_on.format(day_said(register.listed_on, screen.texts))


def _register(library: Library | None, register_id: str) -> Register | None:
    return library.every(Register).get(register_id) if library is not None else None


def _lists(state: AppState) -> w.Registers:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.Registers) else w.Registers()


def _list(state: AppState) -> w.RegisterView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.RegisterView) else w.RegisterView("")


def _one(state: AppState) -> w.ListedView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.ListedView) else w.ListedView("", 0)
