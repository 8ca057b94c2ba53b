"""Typing a number: a telephone, an amount, an identity number."""

from dataclasses import dataclass
from typing import Final

from kiosk.domain import flow
from kiosk.domain.flow import Screen
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState, IdentityMode
from kiosk.screens import written
from kiosk.screens.base import Parts
from kiosk.screens.form_page import FormPage, form_page, head, problem_line
from kiosk.screens.living import LivingScreen
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.entry import DigitsText
from kiosk.screens.widgets.keypad import Keys, number_keys
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services
from kiosk.words.texts import Texts

ID_LENGTH: Final = 18
MOBILE_LENGTH: Final = 11
LONGEST: Final = 15
_KEYS_SHARE: Final = 0.58  # of the width beside them, on low panels
_EXTRA: Final = {"id_number": "X", "number": ".", "phone": ""}


@dataclass(frozen=True, slots=True)
class NumberPage:
    """``kind``: phone, number or id_number. ``field_id``: the order field the digits go to."""

    form: FormPage
    field_id: str
    kind: str
    title: str
    help: str
    most: int
    required: bool

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
        return NumberPage(
            form, "id_number", "id_number", texts.form.phone_id, texts.form.phone_id_help, ID_LENGTH, True
        )
    most = min(field.max_length, LONGEST)
    return NumberPage(form, field.id, field.kind, field.title, field.help, most, field.required)


class PhoneScreen(LivingScreen[NumberPage]):
    screen = Screen.PHONE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._full = False
        low = look.theme.compact
        self._shown_digits = DigitsText(look_given=look)
        self._said = Column(look_given=look)
        self._keys: Keys | None = None
        tall = 0.77 if low else 1.0
        self._delete = SecondaryButton(
            look.texts.form.phone_delete,
            tall=tall,
            touch_id="phone.delete",
            on_tap=self._shorten,
            look_given=look,
        )
        self._clear = SecondaryButton(
            look.texts.form.phone_clear,
            tall=tall,
            touch_id="phone.clear",
            on_tap=self._empty,
            look_given=look,
        )
        self._done = PrimaryButton(
            look.texts.form.next, touch_id="phone.done", on_tap=services.next_page, look_given=look
        )

    # ---- state -> widgets

    def page(self, state: AppState) -> NumberPage | None:
        return number_page(state, self.texts)

    def seen(self, page: NumberPage) -> object:
        return page, self._full

    def shape(self, page: NumberPage) -> object:
        return page.form.item.id, page.form.step, page.field_id, page.title

    def assemble(self, page: NumberPage) -> None:
        for block in (self._shown_digits, self._said, self._delete, self._clear, self._done):
            block.detach()
        self._full = False
        self._keys = number_keys(_EXTRA.get(page.kind, ""), self._press)
        self._keys.grow = 1.0
        top = head(self.look, page.form, page.title, stacked=True)
        pair = side_by_side(self._delete, self._clear)
        if self.theme.compact:
            left = Column(top, self._shown_digits, self._said, Spacer(), pair, self._done, gap=0.5)
            left.share, self._keys.share = 1.0, _KEYS_SHARE
            self.swap(Beside(left, self._keys, gap=1.0))
        else:
            self.swap(Column(top, self._shown_digits, self._said, self._keys, pair, self._done, gap=0.8))

    def refresh(self, page: NumberPage) -> None:
        self._shown_digits.text = written.grouped(page.digits, page.kind)
        self._delete.enabled = self._clear.enabled = bool(page.digits)
        self._done.text = (
            self.texts.form.skip if not page.digits and not page.required else self.texts.form.next
        )
        self._said.swap(self._sentence(page))
        self.again()

    def _sentence(self, page: NumberPage) -> Block:
        """One line, always: a problem, that it is full, how far one is, or the help."""
        if page.form.problem:
            return problem_line(page.form.problem, "small_bold" if self.theme.compact else "strong")
        if self._full:
            return Text(
                self.texts.form.phone_most.format(_limit(page)), "strong", tone="attention", valign="middle"
            )
        quiet = "small" if self.theme.compact else "body"
        if page.digits:
            texts, count = self.texts.form, len(page.digits)
            whole = page.kind == "id_number"
            words = texts.phone_digits_of.format(count, ID_LENGTH) if whole else texts.phone_digits(count)
            return Text(words, quiet, tone="ink2", valign="middle")
        return Text(page.help, quiet, tone="ink2", valign="middle", yields=1 if self.theme.compact else 0)

    def by_keys(self) -> Parts:
        return (Public(self.texts.speech.digits),)

    # ---- touches -> intents

    def _press(self, char: str) -> None:
        page = self._page
        if page is None:
            return
        longer = page.digits + char
        if len(longer) > _limit(page) or not _possible(longer, page.kind):
            self._full = len(longer) > _limit(page)
            self.refresh(page)
            return
        self._answer(longer)

    def _shorten(self) -> None:
        if self._page is not None:
            self._answer(self._page.digits[:-1])

    def _empty(self) -> None:
        self._answer("")

    def _answer(self, digits: str) -> None:
        self._full = False
        if self._page is not None:
            self.services.answer(self._page.field_id, digits)

    # ---- forgetting

    def leave(self) -> None:
        super().leave()
        self._full = False

    def forget(self) -> None:
        super().forget()
        self._shown_digits.text = ""
        self._said.clear_widgets()


def _limit(page: NumberPage) -> int:
    """A mobile number has eleven digits; pressing on would only spoil it."""
    mobile = page.kind == "phone" and page.digits[:1] == "1"
    return min(page.most, MOBILE_LENGTH) if mobile else page.most


def _possible(digits: str, kind: str) -> bool:
    """Whether a key makes sense here: X ends an identity number, a point stands once and not first."""
    if kind == "id_number":
        return "X" not in digits[:-1] and (digits[-1] != "X" or len(digits) == ID_LENGTH)
    return not (digits == "." or digits.count(".") > 1)
