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
        self._page = 0
        self._field_id = ""
        self._state: AppState | None = None
        self._places: tuple[KnownPlace, ...] = ()

    def view(self, state: AppState) -> object:
        form = form_page(state, self.texts)
        if form is None or form.field is None:
            return None
        return form.item, form.page, form.draft.answer(form.field.id), form.problem, self._page

    def show(self, state: AppState) -> None:
        form = form_page(state, self.texts)
        field = form.field if form is not None else None
        if field is not None and field.id != self._field_id:
            self._field_id, self._page = field.id, 0
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
        columns = _COLUMNS_LOW if self.theme.compact else 1
        size = min(len(self._places), MOST_ROWS)
        page = self._layout(form, form.field, size, columns)
        while size > columns and not self.fits(page):
            size -= columns
            page = self._layout(form, form.field, size, columns)
        return page

    def _layout(self, form: FormPage, field: FormField, size: int, columns: int) -> Block:
        answer = form.draft.answer(field.id)
        pages = max(-(-len(self._places) // max(size, 1)), 1)
        number = min(self._page, pages - 1)
        first = number * size
        options = [
            heard(self._option(field, at, answer), self.audible)
            for at in range(first, min(first + size, len(self._places)))
        ]
        own = self._own(answer)
        top = head(self.look, form, field.title, advice(field.help, form.problem))
        foot = self._foot(field, answer, number, pages)
        return Column(top, *own, Grid(*options, columns=columns, gap=_GAP), Spacer(), *foot, gap=0.7)

    def _own(self, answer: str) -> list[Block]:
        """What was written, where it is none of the list."""
        if not answer or any(place.value == answer for place in self._places):
            return []
        label = Text(self.texts.typed.place_written, "small", tone="ink2", valign="middle")
        words = Text(answer, "strong", private=True, most=1 if self.theme.compact else 2, valign="middle")
        words.share = 1.0
        return [Beside(label, words, gap=0.8)]

    def _option(self, field: FormField, at: int, answer: str) -> Option:
        place, texts = self._places[at], self.texts.typed
        label = texts.place_far.format(place.name, place.island) if place.island else place.name
        return Option(
            label,
            chosen=place.value == answer,
            touch_id=f"place.row.{at}",
            on_tap=partial(self.services.answer, field.id, place.value),
        )

    def _foot(self, field: FormField, answer: str, page: int, pages: int) -> list[Block]:
        texts, low = self.texts, self.theme.compact
        write = SecondaryButton(
            texts.typed.place_on if answer else texts.typed.place_other,
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
        done.share, write.share = 1.0, 1.0
        return [Beside(*turning, write, done, gap=0.8)]

    def _turn(self, page: int) -> None:
        self._page = page
        if self._state is not None:
            self.show(self._state)

    def leave(self) -> None:
        self._page, self._field_id, self._state = 0, "", None
        self._places = ()
