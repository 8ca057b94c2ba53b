"""谁什么时候来: what is left of this week, then the next time of each; one of them, and how to book it."""

from collections.abc import Sequence
from functools import partial

from kiosk.domain import flow, where
from kiosk.domain import visit_where as w
from kiosk.domain.flow import Screen
from kiosk.domain.library import Library
from kiosk.domain.library_places import Visit as Comes
from kiosk.domain.schedule import Occurrence
from kiosk.domain.state import AppState
from kiosk.screens.answering import alone
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Section, sentences
from kiosk.screens.language import chinese_words
from kiosk.screens.leaf import Leaf, Sections, honest
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text


class ScheduleScreen(RebuiltScreen):
    screen = Screen.SCHEDULE

    def view(self, state: AppState) -> object:
        library = flow.library(state)
        found = where.coming(state, library) if library is not None else ()
        return state.library, _list(state), state.clock_trusted, found, state.local.date()

    def build(self, state: AppState) -> Block:
        library = flow.library(state)
        if library is None:
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        found = where.coming(state, library)
        if state.clock_trusted and not found:
            nobody = Notice(self.texts.where.comes_none, (self.texts.where.comes_none_hint,), icon="info")
            return Column(Text(self.texts.where.schedule, "title"), nobody, Spacer())
        return PagedList(
            name="schedule",
            title=self.texts.where.schedule,
            crumb=self.texts.where.title,
            hint=self.texts.where.schedule_hint if state.clock_trusted else self.texts.where.comes_clock,
            items=found or tuple(library.every(Comes).values()),
            make=partial(self._row, state),
            turn=self._turn,
            note=partial(chinese_words, self.texts),
        ).build(self, _list(state).page)

    def _row(self, state: AppState, one: Occurrence | Comes) -> Block:
        texts = self.texts.where
        if isinstance(one, Occurrence):
            comes, number = one.visit, f"{one.visit.id}.{one.day:%Y%m%d}"
            when = texts.time(one, state.local.date(), self.texts.duty, self.texts.times)
        else:
            comes, number = one, one.id
            when = texts.repeats(one, self.texts.duty, self.texts.times)
        row = Row(
            alone(when),
            self.texts.main.joint.join((comes.place, comes.title)),
            "boat" if comes.island else "people",
            touch_id=f"schedule.row.{number}",
            on_tap=partial(self.services.open, w.ComesView(comes.id)),
        )
        return heard(row, self.audible)

    def _turn(self, page: int) -> None:
        self.services.open(w.Schedule(page))


class ComesScreen(RebuiltScreen):
    screen = Screen.COMES

    def view(self, state: AppState) -> object:
        library, comes = flow.library(state), _comes(state)
        if library is None or comes is None:
            return state.library, _one(state)
        booked = where.booking(state, library, comes)
        return state.library, _one(state), where.next_times(state, library, comes), booked, state.local.date()

    def build(self, state: AppState) -> Block:
        library, comes, place = flow.library(state), _comes(state), _one(state)
        if library is None or comes is None:
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        return Leaf(
            name="comes",
            title=comes.title,
            crumb=self.texts.where.schedule,
            note=honest(self.texts, comes.sample),
            sections=self._sections(state, library, comes),
            turn=partial(self._turn, place.visit_id),
            actions=partial(self._actions, state, library, comes),
        ).build(self, place.page)

    def _sections(self, state: AppState, library: Library, comes: Comes) -> list[Section]:
        texts, flat = self.texts.where, Sections(self)
        times = where.next_times(state, library, comes)
        today = state.local.date()
        next_times = [texts.time(one, today, self.texts.duty, self.texts.times) for one in times]
        sure = texts.unsure if any(not one.sure for one in times) else ""
        when = (texts.repeats(comes, self.texts.duty, self.texts.times), *sentences(comes.note))
        place = comes.place if comes.island in ("", comes.place) else f"{comes.island} · {comes.place}"
        seats = texts.comes_seats.format(comes.seats) if comes.seats else ""
        phone = texts.comes_ask.format(comes.phone) if comes.phone else ""
        return [
            *flat.lines(texts.comes_next, "clock", (*next_times, sure)),
            *flat.lines(texts.comes_where, "pin", (place,)),
            *flat.lines(texts.comes_who, "people", (comes.who, seats, phone)),
            *flat.lines(texts.comes_when, "info", when),
        ]

    def _actions(self, state: AppState, library: Library, comes: Comes) -> Sequence[Block]:
        """The next days it can be booked for; where the days are not sure, it is asked for one."""
        days = where.booking(state, library, comes)
        if days is None:
            return ()
        texts, found = self.texts.where, []
        for number, one in enumerate(days[: 1 if self.theme.compact else 2]):
            day = texts.day(one, state.local.date(), self.texts.duty, self.texts.times)
            words = texts.book if self.theme.compact else texts.book_day.format(day)
            kind = SecondaryButton if number else PrimaryButton
            tap = partial(self.services.open_form, comes.book, texts.book_request.format(comes.title, day))
            found.append(kind(words, touch_id=f"comes.book.{number}", on_tap=tap))
        if not found:
            tap = partial(self.services.open_form, comes.book, texts.book_request_any.format(comes.title))
            found.append(PrimaryButton(texts.book_how, touch_id="comes.book.any", on_tap=tap))
        return found

    def _turn(self, visit_id: str, page: int) -> None:
        self.services.open(w.ComesView(visit_id, page))


def _list(state: AppState) -> w.Schedule:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.Schedule) else w.Schedule()


def _one(state: AppState) -> w.ComesView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.ComesView) else w.ComesView("")


def _comes(state: AppState) -> Comes | None:
    library = flow.library(state)
    return library.every(Comes).get(_one(state).visit_id) if library is not None else None
