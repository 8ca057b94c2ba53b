"""A boat's number: what it begins with is touched, its figures are typed; anything else is written."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import flow
from kiosk.domain.flow import Screen
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.domain.typed import Boat, boat_parts
from kiosk.screens.base import Parts
from kiosk.screens.entry_pad import Entry, EntryPad
from kiosk.screens.form_page import FormPage, form_page, head
from kiosk.screens.living import LivingScreen
from kiosk.screens.said_values import boat_said
from kiosk.screens.widgets.block import Column, Grid
from kiosk.screens.widgets.buttons import Chip, PrimaryButton
from kiosk.screens.widgets.keypad import Key, WordKey
from kiosk.screens.widgets.painter import Look
from kiosk.services import Services
from kiosk.words.texts import Texts

_STANDING: Final = (4, 2)  # beginnings beside and below each other
_LOW: Final = (3, 1)


@dataclass(frozen=True, slots=True)
class BoatPage:
    """``begins``: what numbers here begin with, as painted on the boats; never translated."""

    form: FormPage
    field_id: str
    text: str
    begins: tuple[str, ...]


def boat_page(state: AppState, texts: Texts) -> BoatPage | None:
    form, current = form_page(state, texts), flow.current_page(state)
    if form is None or form.field is None or form.field.kind != "boat" or current is None:
        return None
    begins = current[2].sentences if current[2] is not None else ()
    return BoatPage(form, form.field.id, form.draft.answer(form.field.id), begins)


class BoatScreen(LivingScreen[BoatPage]):
    screen = Screen.BOAT

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._turned = 0
        self._pad = EntryPad(look, "boat", self._answer, self.again)
        self._begins = Column(look_given=look)
        self._done = PrimaryButton(
            look.texts.form.next, touch_id="boat.done", on_tap=services.next_page, look_given=look
        )

    # ---- state -> widgets

    def page(self, state: AppState) -> BoatPage | None:
        return boat_page(state, self.texts)

    def seen(self, page: BoatPage) -> object:
        return page, self._turned

    def shape(self, page: BoatPage) -> object:
        return page.form.item.id, page.form.step, page.form.field

    def assemble(self, page: BoatPage) -> None:
        self._begins.detach()
        title = page.form.field.title if page.form.field is not None else ""
        top = head(self.look, page.form, title, stacked=True)
        self._chips(page)
        write = self.services.write_freely
        by_hand = _Way(self.texts.typed.by_hand, touch_id="boat.write", on_tap=write)
        beside = by_hand, self._others(page)
        self.swap(self._pad.arranged(Boat(), top, self._done, self._begins, beside=beside))

    def _others(self, page: BoatPage) -> Key | None:
        """Other beginnings, where there are more than stand beside each other."""
        if len(page.begins) <= self._size():
            return None
        return _Way(self.texts.form.write_others, touch_id="boat.begins", on_tap=self._turn)

    def _size(self) -> int:
        columns, rows = _LOW if self.theme.compact else _STANDING
        return columns * rows

    def refresh(self, page: BoatPage) -> None:
        field, texts = page.form.field, self.texts
        skipped = not page.text and field is not None and not field.required
        self._done.text = texts.form.skip if skipped else texts.form.next
        self._chips(page)
        begin, figures = boat_parts(page.text)
        hint = texts.typed.boat_figures if begin and not figures else texts.typed.boat_begin
        if field is not None and field.help and (figures or not begin):
            hint = field.help
        said = boat_said(page.text) if page.text else ""
        self._pad.tell(Entry(page.text, hint, "", page.form.problem, said))

    def _chips(self, page: BoatPage) -> None:
        size = self._size()
        pages = max(-(-len(page.begins) // size), 1)
        first = self._turned % pages * size
        begin = boat_parts(page.text)[0]
        chips = [
            Chip(
                word,
                chosen=word == begin,
                touch_id=f"boat.begin.{at}",
                on_tap=partial(self._begin, word),
            )
            for at, word in enumerate(page.begins)
            if first <= at < first + size
        ]
        columns = min((_LOW if self.theme.compact else _STANDING)[0], len(page.begins))
        self._begins.swap(Grid(*chips, columns=columns, gap=0.6))

    def by_keys(self) -> Parts:
        return (Public(self.texts.speech.digits),)

    # ---- touches -> intents

    def _begin(self, word: str) -> None:
        """The figures that were typed stay."""
        if self._page is not None:
            self._answer(word + boat_parts(self._page.text)[1])

    def _turn(self) -> None:
        self._turned += 1
        if self._page is not None:
            self._chips(self._page)
            self.again()

    def _answer(self, text: str) -> None:
        if self._page is not None:
            self.services.answer(self._page.field_id, text)

    # ---- forgetting

    def leave(self) -> None:
        super().leave()
        self._turned = 0
        self._pad.leave()

    def forget(self) -> None:
        super().forget()
        self._pad.forget()
        self._begins.clear_widgets()


class _Way(WordKey):
    """Among the figures, and none: leads to the pen, or to other beginnings. Named with the page."""

    listed = True
