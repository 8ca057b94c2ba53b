"""Typing a number: a telephone, an amount of money or of anything, an identity number."""

from dataclasses import dataclass

from kiosk.domain import flow, typed
from kiosk.domain.flow import Screen
from kiosk.domain.library import FormField
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState, IdentityMode
from kiosk.domain.typed import Amount, IdentityNumber, Telephone, Typing
from kiosk.screens.base import Parts
from kiosk.screens.entry_pad import Entry, EntryPad
from kiosk.screens.form_page import FormPage, form_page, head
from kiosk.screens.living import LivingScreen
from kiosk.screens.said_values import amount_said, bounds_said
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.entry import DigitsText
from kiosk.screens.widgets.keypad import Keys
from kiosk.screens.widgets.painter import Look
from kiosk.services import Services
from kiosk.words.texts import Texts

_CENTS = 2
_CENTS_LENGTH = 3  # characters that stand behind a sum once it is kept


@dataclass(frozen=True, slots=True)
class NumberPage:
    """``field_id``: the order field the digits go to; ``range``: between which bounds, in words."""

    form: FormPage
    field_id: str
    typing: Typing
    title: str
    help: str
    required: bool
    range: str = ""

    @property
    def digits(self) -> str:
        return self.form.draft.answer(self.field_id)


def number_page(state: AppState, texts: Texts) -> NumberPage | None:
    form = form_page(state, texts)
    if form is None or form.field is None:
        return None
    field = form.field
    if field.kind == "idcard":
        if flow.identity_mode(state) is not IdentityMode.NUMBER:
            return None
        title, help_ = texts.form.phone_id, texts.form.phone_id_help
        return NumberPage(form, "id_number", IdentityNumber(), title, help_, True)
    said = bounds_said(field, flow.today(state), texts)
    typing = typing_of(field, texts)
    help_ = field.help or (texts.form.phone_id_help if field.kind == "identity" else "")
    return NumberPage(form, field.id, typing, field.title, help_, field.required, said)


def typing_of(field: FormField, texts: Texts) -> Typing:
    """How this kind of field is typed."""
    most = min(field.max_length, typed.LONGEST)
    match field.kind:
        case "money":
            room = max(most - _CENTS_LENGTH, 1) if field.max_length < typed.LONGEST else most
            return Amount(texts.typed.yuan, places=_CENTS, most=room, thousands=True)
        case "number":
            return Amount(field.unit, most=most)
        case "identity":
            return IdentityNumber()
        case _:
            return Telephone(most)


class PhoneScreen(LivingScreen[NumberPage]):
    screen = Screen.PHONE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._pad = EntryPad(look, "phone", self._answer, self.again)
        self._done = PrimaryButton(
            look.texts.form.next, touch_id="phone.done", on_tap=services.next_page, look_given=look
        )

    @property
    def _shown_digits(self) -> DigitsText:
        return self._pad.digits

    @property
    def _keys(self) -> Keys | None:
        return self._pad.keys

    # ---- state -> widgets

    def page(self, state: AppState) -> NumberPage | None:
        return number_page(state, self.texts)

    def shape(self, page: NumberPage) -> object:
        return page.form.item.id, page.form.step, page.field_id, page.title, page.typing

    def assemble(self, page: NumberPage) -> None:
        top = head(self.look, page.form, page.title, stacked=True)
        self.swap(self._pad.arranged(page.typing, top, self._done))

    def refresh(self, page: NumberPage) -> None:
        empty = not page.digits
        self._done.text = self.texts.form.skip if empty and not page.required else self.texts.form.next
        problem, aloud = page.form.problem, amount_said(page.form.field, page.digits, self.texts)
        self._pad.tell(Entry(page.digits, self._hint(page), page.range, problem, aloud))

    def _hint(self, page: NumberPage) -> str:
        """What to type, and once it is begun, how far one is; a sum says so itself."""
        texts, count = self.texts.form, len(page.digits)
        if not count or isinstance(page.typing, Amount):
            return page.help
        if isinstance(page.typing, IdentityNumber):
            return texts.phone_digits_of.format(count, typed.ID_LENGTH)
        return texts.phone_digits(count)

    def by_keys(self) -> Parts:
        return (Public(self.texts.speech.digits),)

    # ---- touches -> intents

    def _answer(self, digits: str) -> None:
        if self._page is not None:
            self.services.answer(self._page.field_id, digits)

    # ---- forgetting

    def leave(self) -> None:
        super().leave()
        self._pad.leave()

    def forget(self) -> None:
        super().forget()
        self._pad.forget()
