"""One of what there is to choose: a place the county knows, nearest first, which may be written on; one of
its offices; a half-day of one.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from kiosk.domain.flow import Screen
from kiosk.domain.library import FormField
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.form_page import FormPage, advice, form_page, head
from kiosk.screens.offered import Offered, Page, page_of
from kiosk.screens.offices import door_words
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
_TALL: Final = 0.8  # least height of what is offered, of a row's


class PlaceScreen(RebuiltScreen):
    screen = Screen.PLACE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._first = 0  # number of the first place on the page
        self._pages: list[range] = []  # numbers of those on each
        self._paged_for: object = None
        self._field_id = ""
        self._state: AppState | None = None
        self._offered_for: object = None
        self._offer = Page()
        self._doors: tuple[str, ...] = ()  # how those of the offices stand now

    def view(self, state: AppState) -> object:
        form = form_page(state, self.texts)
        if form is None or form.field is None:
            return None
        answer = form.draft.answer(form.field.id)
        return form.item, form.page, answer, form.problem, self._first, self._offer, self._doors

    def show(self, state: AppState) -> None:
        form = form_page(state, self.texts)
        field = form.field if form is not None else None
        if field is not None and field.id != self._field_id:
            self._field_id, self._first, self._paged_for = field.id, 0, None
            self._offered_for = None
        if form is not None and field is not None:
            # What is offered hangs on more than the field: the office chosen before it, the day, the clock.
            chosen, today = form.draft.answer(field.office), state.local.date()
            key = chosen, today, state.clock_trusted, self.texts.language, state.library
            if key != self._offered_for:
                self._offered_for, self._paged_for = key, None
                self._offer = page_of(state, field, self.texts, self.theme.terse)
        offices = (one.office for one in self._offer.offered if one.office is not None)
        self._doors = tuple(door_words(self, state, office) for office in offices)
        self._state = state
        super().show(state)

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
        key = field.id, answer if self._own(answer) else "", bool(answer), form.problem, self._doors
        if key == self._paged_for:
            return self._pages
        self._paged_for, every = key, range(len(self._offer.offered))
        self._pages = [every]
        if len(every) > self._most() or not self.fits(self._layout(form, field, 0, self._pages)):
            self._pages = self._filled(form, field)
        return self._pages

    def _filled(self, form: FormPage, field: FormField) -> list[range]:
        columns, gap = self._columns(field), max(_GAP * self.theme.gap, float(self.theme.min_gap))
        cell = (self.room()[0] - gap * (columns - 1)) / columns
        talls = [self.measure(self._row(field, at, ""), cell) for at in range(len(self._offer.offered))]
        room = self._room(form, field)
        pages, start = [], 0
        while start < len(talls):
            end = start + 1
            while end < len(talls) and end - start < self._most():
                rows = -(-(end + 1 - start + bool(self._offer.last)) // columns)
                if rows * (max(talls[start : end + 1]) + gap) - gap > room:
                    break
                end += 1
            pages.append(range(start, end))
            start = end
        return pages

    def _most(self) -> int:
        """How many of a list may stand on one page."""
        return MOST_ROWS - bool(self._offer.last)

    def _room(self, form: FormPage, field: FormField) -> float:
        """Height for places on a page that can be turned."""
        two, gap = [range(1), range(1, 2)], max(0.7 * self.theme.gap, float(self.theme.min_gap))
        whole = self.measure(self._layout(form, field, 0, two, empty=True))
        foot = self.measure(Column(*self._foot(field, form.draft.answer(field.id), 0, 2), gap=0.7))
        return min(self.room()[1] - whole, self.reach() - foot) - gap

    def _columns(self, field: FormField) -> int:
        """An office's name is long, and how to come there stands beside it; a day stays on one line."""
        if not self.theme.compact or field.kind == "office":
            return 1
        if field.kind == "slot" and self._offer.offered:
            longest = max(self._offer.offered, key=lambda one: len(one.label))
            option = self._option(field, longest, "", "measured")
            option.look_given = self.look
            cell = (self.room()[0] - max(_GAP * self.theme.gap, float(self.theme.min_gap))) / _COLUMNS_LOW
            return _COLUMNS_LOW if option.natural() <= cell else 1
        return _COLUMNS_LOW

    def _layout(
        self, form: FormPage, field: FormField, page: int, pages: list[range], empty: bool = False
    ) -> Block:
        """``empty``: without the places, to see what is left for them."""
        answer = form.draft.answer(field.id)
        rows = [] if empty else [self._row(field, at, answer) for at in pages[page]]
        if self._offer.last is not None and not empty:
            rows.append(self._option(field, self._offer.last, answer, "any"))
        top = head(self.look, form, field.title, advice(self._offer.said or field.help, form.problem))
        grid = [Grid(*rows, columns=self._columns(field), gap=_GAP)] if rows else []
        foot = self._foot(field, answer, page, len(pages))
        return Column(top, *self._own(answer), *grid, Spacer(), *foot, gap=0.7)

    def _own(self, answer: str) -> list[Block]:
        """What was written, where it is none of the list."""
        if self._offer.closed or not answer or self._known(answer):
            return []
        label = Text(self.texts.typed.place_written, "small", tone="ink2", valign="middle")
        words = Text(answer, "strong", private=True, most=1 if self.theme.compact else 2, valign="middle")
        words.share = 1.0
        return [Beside(label, words, gap=0.8)]

    def _known(self, answer: str) -> bool:
        last = (self._offer.last,) if self._offer.last is not None else ()
        return any(one.value == answer for one in (*self._offer.offered, *last))

    def _row(self, field: FormField, at: int, answer: str) -> Block:
        """On low panels the island goes: what is answered names it."""
        one, door = self._offer.offered[at], self._doors[at] if self._doors else ""
        if one.far and not self.theme.compact:
            one = replace(one, label=self.texts.typed.place_far.format(one.label, one.far))
        if one.office is not None:
            said = self.texts.main.joint.join(part for part in (one.hint, door) if part)
            one = one if self.theme.terse else replace(one, hint=said)
        return self._option(field, one, answer, f"row.{at}")

    def _option(self, field: FormField, one: Offered, answer: str, name: str) -> Block:
        slot, low = field.kind == "slot", field.kind != "place" and self.theme.terse
        option = Option(
            one.label,
            "" if slot and self.theme.terse else one.hint,
            role="small_bold" if low else "row",
            tall=0.0 if low else _TALL,  # there are many of them
            side=slot or self.theme.terse,
            spare=self.theme.terse,
            chosen=one.value == answer,
            touch_id=f"place.{name}",
            on_tap=partial(self.services.answer, field.id, one.value),
        )
        return heard(option, self.audible)

    def _foot(self, field: FormField, answer: str, page: int, pages: int) -> list[Block]:
        texts, low = self.texts, self.theme.compact
        done = PrimaryButton(
            texts.form.next if field.required or answer else texts.form.skip,
            touch_id="place.done",
            on_tap=self.services.next_page,
        )
        turning = [pager("place.page", page, pages, self._turn, low, texts.main)] if pages > 1 else []
        if field.kind != "place":  # nobody writes the name of an office, or a day it is not open
            done.share = 1.0
            return [Beside(*turning, done, gap=0.8)] if low and turning else [*turning, done]
        write = SecondaryButton(
            texts.typed.by_hand if low else texts.typed.place_on if answer else texts.typed.place_other,
            tall=0.77 if low else 1.0,
            icon="" if low else "pen",
            touch_id="place.write",
            on_tap=self.services.write_freely,
        )
        if not low:
            return [*turning, write, done]
        done.share, write.share = 1.0, 0.7
        return [Beside(*turning, write, done, gap=0.8)]

    def _turn(self, page: int) -> None:
        self._first = self._pages[page].start
        if self._state is not None:
            self.show(self._state)

    def leave(self) -> None:
        self._first, self._pages, self._paged_for, self._offered_for = 0, [], None, None
        self._field_id, self._state, self._offer, self._doors = "", None, Page(), ()
