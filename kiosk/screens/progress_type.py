"""Typing what stands on a slip: the order number, and the ten characters below the code."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import state as s
from kiosk.domain import update_progress as asking
from kiosk.domain.flow import Screen
from kiosk.domain.progress import NUMBER_MOST, PREFIX_MOST, AskProblem
from kiosk.domain.slip_code import TYPED_LENGTH
from kiosk.domain.state import AppState, TypedPart
from kiosk.screens.form_page import problem_line
from kiosk.screens.living import LivingScreen
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.entry import DigitsText
from kiosk.screens.widgets.keypad import Keys, letter_keys, number_keys
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services
from kiosk.words.progress import ProgressTexts

_NAME: Final = "progress_type"
_MOST: Final = {
    TypedPart.PREFIX: PREFIX_MOST,
    TypedPart.NUMBER: NUMBER_MOST,
    TypedPart.CODE: TYPED_LENGTH,
}
_KEYS_SHARE: Final = {TypedPart.PREFIX: 1.4, TypedPart.NUMBER: 0.8, TypedPart.CODE: 1.4}  # on low panels
_NEVER: Final = "U"  # Crockford's alphabet has none; O, I and L are taken for what they are taken from
_HALF: Final = TYPED_LENGTH // 2


@dataclass(frozen=True, slots=True)
class TypedPage:
    """``text``: of this part so far; ``prefix``: what stands before the dash."""

    part: TypedPart
    text: str
    prefix: str
    problem: AskProblem
    scanner: bool


def typed_page(state: AppState) -> TypedPage | None:
    visit = state.visit
    part = asking.typed_part(visit) if visit is not None else None
    if visit is None or part is None:
        return None
    typed = visit.asking
    text = {
        TypedPart.PREFIX: typed.prefix,
        TypedPart.NUMBER: typed.number,
        TypedPart.CODE: typed.code,
    }[part]
    return TypedPage(part, text, asking.prefix(state), typed.problem, state.scanner.usable)


class ProgressTypeScreen(LivingScreen[TypedPage]):
    screen = Screen.PROGRESS_TYPE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        tall = 0.77 if look.theme.compact else 1.0
        role = _role(look)
        self._typed = DigitsText(look_given=look)
        self._said = Column(look_given=look)
        self._delete = SecondaryButton(
            look.texts.form.phone_delete,
            role=role,
            tall=tall,
            touch_id=f"{_NAME}.delete",
            on_tap=self._shorten,
            look_given=look,
        )
        self._clear = SecondaryButton(
            look.texts.form.phone_clear,
            role=role,
            tall=tall,
            touch_id=f"{_NAME}.clear",
            on_tap=self._empty,
            look_given=look,
        )
        self._done = PrimaryButton(
            look.texts.form.next, touch_id=f"{_NAME}.done", on_tap=services.slip_typed, look_given=look
        )

    # ---- state -> widgets

    def page(self, state: AppState) -> TypedPage | None:
        return typed_page(state)

    def shape(self, page: TypedPage) -> object:
        return page.part, page.prefix if page.part is TypedPart.NUMBER else ""

    def assemble(self, page: TypedPage) -> None:
        for block in (self._typed, self._said, self._delete, self._clear, self._done):
            block.detach()
        self._done.text = (
            self.texts.progress.type_look if page.part is TypedPart.CODE else self.texts.form.next
        )
        keys = self._keys(page.part)
        keys.grow = 1.0
        top = Text(_title(page.part, self.texts.progress), "title")
        other = self._other(page)
        if self.theme.compact:
            few = side_by_side(self._delete, self._clear, *other)
            left = Column(top, self._typed, self._said, Spacer(), few, self._done, gap=0.5)
            left.share, keys.share = 1.0, _KEYS_SHARE[page.part]
            self.swap(Beside(left, keys, gap=1.0))
        else:
            pair = side_by_side(self._delete, self._clear)
            self.swap(Column(top, self._typed, self._said, keys, *other, pair, self._done, gap=0.8))

    def _keys(self, part: TypedPart) -> Keys:
        if part is TypedPart.NUMBER:
            return number_keys("", self._press, _NAME)
        return letter_keys(self._press, _NAME, _NEVER if part is TypedPart.CODE else "")

    def _other(self, page: TypedPage) -> list[Block]:
        """The way to a slip of another terminal, whose numbers begin otherwise."""
        if page.part is not TypedPart.NUMBER:
            return []
        low = self.theme.compact
        short = low or not page.prefix
        word = (
            self.texts.progress.type_prefix_short
            if short
            else self.texts.progress.type_prefix_other.format(page.prefix)
        )
        tall = 0.77 if low else 1.0
        opens = partial(self.services.open, s.TypeProgress(TypedPart.PREFIX))
        return [
            SecondaryButton(word, role=_role(self.look), tall=tall, touch_id=f"{_NAME}.prefix", on_tap=opens)
        ]

    def refresh(self, page: TypedPage) -> None:
        self._typed.text = _grouped(page)
        self._delete.enabled = self._clear.enabled = bool(page.text)
        self._said.swap(self._sentence(page))
        self.again()

    def _sentence(self, page: TypedPage) -> Block:
        """One line, always: what is wrong, how far one is, or where to look."""
        low = self.theme.compact
        if page.problem is not AskProblem.NONE:
            return problem_line(_problem(page, self.texts.progress), "small_bold" if low else "strong")
        return Text(
            _help(page, self.texts.progress), "small" if low else "body", tone="ink2", valign="middle"
        )

    # ---- touches -> intents

    def _press(self, char: str) -> None:
        if self._page is not None and len(self._page.text) < _MOST[self._page.part]:
            self.services.type_slip(self._page.text + char)

    def _shorten(self) -> None:
        if self._page is not None:
            self.services.type_slip(self._page.text[:-1])

    def _empty(self) -> None:
        self.services.type_slip("")

    # ---- forgetting

    def leave(self) -> None:
        """The keys stay for the next time, what was typed with them does not."""
        super().leave()
        self._typed.text = ""

    def forget(self) -> None:
        super().forget()
        self._said.clear_widgets()


def _role(look: Look) -> str:
    """Of the words on the small buttons, three of which stand beside each other on low panels."""
    return "small_bold" if look.theme.compact and look.theme.elder else "button"


def _grouped(page: TypedPage) -> str:
    """As it stands on the slip: SS3-0147, 7K3QX 9M2TA."""
    match page.part:
        case TypedPart.NUMBER:
            return f"{page.prefix}-{page.text}" if page.prefix else page.text
        case TypedPart.CODE:
            return f"{page.text[:_HALF]} {page.text[_HALF:]}".strip()
        case TypedPart.PREFIX:
            return page.text


def _title(part: TypedPart, texts: ProgressTexts) -> str:
    match part:
        case TypedPart.PREFIX:
            return texts.type_prefix
        case TypedPart.NUMBER:
            return texts.type_number
        case TypedPart.CODE:
            return texts.type_code


def _problem(page: TypedPage, texts: ProgressTexts) -> str:
    match page.problem:
        case AskProblem.FOREIGN:
            return texts.wrong_foreign
        case AskProblem.PREFIX:
            return texts.wrong_prefix
        case AskProblem.CODE:
            return texts.wrong_code(TYPED_LENGTH - len(page.text))
        case _:
            return texts.wrong_number


def _help(page: TypedPage, texts: ProgressTexts) -> str:
    match page.part:
        case TypedPart.PREFIX:
            return texts.type_prefix_help
        case TypedPart.CODE:
            typed, left = len(page.text), TYPED_LENGTH - len(page.text)
            if not left:
                return texts.type_code_full  # no key does anything more: whoever types it anew must know
            return texts.type_code_count.format(typed, left) if typed else texts.type_code_help
        case TypedPart.NUMBER:
            if page.text:
                return texts.type_number_count(len(page.text))
            return texts.type_number_help if page.scanner else texts.type_no_scanner
