"""A place: one of those the county knows, nearest first, or written; what was chosen may be written on."""

from functools import partial
from typing import Final

from kiosk.domain import flow
from kiosk.domain.flow import Screen
from kiosk.domain.known_places import KnownPlace, known_places
from kiosk.domain.library import FormField
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.form_page import FormPage, advice, form_page, head
from kiosk.screens.paging import pager
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import MOST_ROWS
from kiosk.screens.widgets.options import Option
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

_GAP: Final = 0.6
_COLUMNS_LOW: Final = 2


class PlaceScreen(RebuiltScreen):
    screen = Screen.PLACE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._first = 0  # number of the first place on the page
        self._pages: list[range] = []  # numbers of those on each
        self._paged_for: object = None
        self._field_id = ""
        self._state: AppState | None = None
        self._places: tuple[KnownPlace, ...] = ()

    def view(self, state: AppState) -> object:
        form = form_page(state, self.texts)
        if form is None or form.field is None:
            return None
        return form.item, form.page, form.draft.answer(form.field.id), form.problem, self._first

    def show(self, state: AppState) -> None:
        form = form_page(state, self.texts)
        field = form.field if form is not None else None
        if field is not None and field.id != self._field_id:
            self._field_id, self._first, self._paged_for = field.id, 0, None
            self._places = self._known(state)
        self._state = state
        super().show(state)

    def _known(self, state: AppState) -> tuple[KnownPlace, ...]:
        """In the county's own words and those of the visit's language; reckoned once a page."""
        current, shown = flow.current_page(state), flow.library(state)
        if current is None or current[2] is None or state.library is None or shown is None:
            return ()
        return known_places(state.library, shown, current[2])

    def build(self, state: AppState) -> Block:
        form = form_page(state, self.texts)
        if form is None or form.field is None:
            return Column()
        pages = self._by_the_page(form, form.field)
        number = next((at for at, page in enumerate(pages) if self._first in page), 0)
        return self._layout(form, form.field, number, pages)

    def _by_the_page(self, form: FormPage, field: FormField) -> list[range]:
        """As many on each page as fit; reckoned anew only when something else stands above them."""
        answer = form.draft.answer(field.id)
        key = field.id, answer if self._own(answer) else "", bool(answer), form.problem
        if key == self._paged_for:
            return self._pages
        self._paged_for, every = key, range(len(self._places))
        self._pages = [every]
        if len(every) > MOST_ROWS or not self.fits(self._layout(form, field, 0, self._pages)):
            self._pages = self._filled(form, field)
        return self._pages

    def _filled(self, form: FormPage, field: FormField) -> list[range]:
        columns, gap = self._columns(), max(_GAP * self.theme.gap, float(self.theme.min_gap))
        cell = (self.room()[0] - gap * (columns - 1)) / columns
        talls = [self.measure(self._row(field, at, ""), cell) for at in range(len(self._places))]
        room = self._room(form, field)
        pages, start = [], 0
        while start < len(talls):
            end = start + 1
            while end < len(talls) and end - start < MOST_ROWS:
                rows = -(-(end + 1 - start) // columns)
                if rows * (max(talls[start : end + 1]) + gap) - gap > room:
                    break
                end += 1
            pages.append(range(start, end))
            start = end
        return pages

    def _room(self, form: FormPage, field: FormField) -> float:
        """Height for places on a page that can be turned."""
        two, gap = [range(1), range(1, 2)], max(0.7 * self.theme.gap, float(self.theme.min_gap))
        whole = self.measure(self._layout(form, field, 0, two, empty=True))
        foot = self.measure(Column(*self._foot(field, form.draft.answer(field.id), 0, 2), gap=0.7))
        return min(self.room()[1] - whole, self.reach() - foot) - gap

    def _columns(self) -> int:
        return _COLUMNS_LOW if self.theme.compact else 1

    def _layout(
        self, form: FormPage, field: FormField, page: int, pages: list[range], empty: bool = False
    ) -> Block:
        """``empty``: without the places, to see what is left for them."""
        answer = form.draft.answer(field.id)
        rows = [] if empty else [self._row(field, at, answer) for at in pages[page]]
        top = head(self.look, form, field.title, advice(field.help, form.problem))
        grid = [Grid(*rows, columns=self._columns(), gap=_GAP)] if rows else []
        foot = self._foot(field, answer, page, len(pages))
        return Column(top, *self._own(answer), *grid, Spacer(), *foot, gap=0.7)

    def _own(self, answer: str) -> list[Block]:
        """What was written, where it is none of the list."""
        if not answer or any(place.value == answer for place in self._places):
            return []
        label = Text(self.texts.typed.place_written, "small", tone="ink2", valign="middle")
        words = Text(answer, "strong", private=True, most=1 if self.theme.compact else 2, valign="middle")
        words.share = 1.0
        return [Beside(label, words, gap=0.8)]

    def _row(self, field: FormField, at: int, answer: str) -> Block:
        """On low panels the island goes: what is answered names it."""
        place, texts = self._places[at], self.texts.typed
        far = place.island and not self.theme.compact
        label = texts.place_far.format(place.name, place.island) if far else place.name
        option = Option(
            label,
            chosen=place.value == answer,
            touch_id=f"place.row.{at}",
            on_tap=partial(self.services.answer, field.id, place.value),
        )
        return heard(option, self.audible)

    def _foot(self, field: FormField, answer: str, page: int, pages: int) -> list[Block]:
        texts, low = self.texts, self.theme.compact
        write = SecondaryButton(
            texts.typed.by_hand if low else texts.typed.place_on if answer else texts.typed.place_other,
            tall=0.77 if low else 1.0,
            icon="" if low else "pen",
            touch_id="place.write",
            on_tap=self.services.write_freely,
        )
        done = PrimaryButton(
            texts.form.next if field.required or answer else texts.form.skip,
            touch_id="place.done",
            on_tap=self.services.next_page,
        )
        turning = [pager("place.page", page, pages, self._turn, low, texts.main)] if pages > 1 else []
        if not low:
            return [*turning, write, done]
        done.share, write.share = 1.0, 0.7
        return [Beside(*turning, write, done, gap=0.8)]

    def _turn(self, page: int) -> None:
        self._first = self._pages[page].start
        if self._state is not None:
            self.show(self._state)

    def leave(self) -> None:
        self._first, self._pages, self._paged_for = 0, [], None
        self._field_id, self._state, self._places = "", None, ()
