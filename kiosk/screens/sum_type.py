"""One line of a calculator that is typed: yuan, a number, a share, a day."""

from typing import Final

from kiosk.domain.flow import Screen
from kiosk.domain.speech import Public
from kiosk.domain.state import AppState
from kiosk.screens.base import Parts
from kiosk.screens.form_page import problem_line
from kiosk.screens.living import LivingScreen
from kiosk.screens.sum_entry import EntryPage, entry_page
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.entry import DigitsText
from kiosk.screens.widgets.keypad import Keys, number_keys
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services

_NAME: Final = "sum_type"
_KEYS_SHARE: Final = 0.58  # of the width beside them, on low panels
_MOST: Final = 13  # digits and a point
_DAY: Final = 8  # digits


class SumTypeScreen(LivingScreen[EntryPage]):
    screen = Screen.SUM_TYPE

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        tall = 0.77 if look.theme.compact else 1.0
        words = look.texts.sums
        self._shown_digits = DigitsText(look_given=look)
        self._said = Column(look_given=look)
        self._delete = SecondaryButton(
            words.delete, tall=tall, touch_id=f"{_NAME}.delete", on_tap=self._shorten, look_given=look
        )
        self._clear = SecondaryButton(
            words.clear, tall=tall, touch_id=f"{_NAME}.clear", on_tap=self._empty, look_given=look
        )
        self._done = PrimaryButton(
            words.done, touch_id=f"{_NAME}.done", on_tap=services.line_done, look_given=look
        )

    # ---- state -> widgets

    def page(self, state: AppState) -> EntryPage | None:
        return entry_page(state)

    def shape(self, page: EntryPage) -> object:
        return page.name, page.line

    def assemble(self, page: EntryPage) -> None:
        for block in (self._shown_digits, self._said, self._delete, self._clear, self._done):
            block.detach()
        keys = self._keys(page)
        keys.grow = 1.0
        crumb = [] if self.theme.terse else [Text(page.title, "small", tone="ink2", yields=1)]
        top = Column(*crumb, Text(page.line.label, "title"), gap=0.1)
        pair = side_by_side(self._delete, self._clear)
        if self.theme.compact:
            left = Column(top, self._shown_digits, self._said, Spacer(), pair, self._done, gap=0.5)
            left.share, keys.share = 1.0, _KEYS_SHARE
            self.swap(Beside(left, keys, gap=1.0))
        else:
            self.swap(Column(top, self._shown_digits, self._said, keys, pair, self._done, gap=0.8))

    def _keys(self, page: EntryPage) -> Keys:
        point = "." if page.line.places else ""
        return number_keys(point, self._press, _NAME)

    def refresh(self, page: EntryPage) -> None:
        words = self.texts.sums
        self._shown_digits.text = words.value(page.line, page.text, self.texts.times) if page.text else ""
        self._delete.enabled = self._clear.enabled = bool(page.text)
        self._done.text = page.done_word(self.texts)
        self._said.swap(self._sentence(page))
        self.again()

    def _sentence(self, page: EntryPage) -> Block:
        problem = page.problem(self.texts)
        low = self.theme.compact
        if problem:
            return problem_line(problem, "small_bold" if low else "strong")
        quiet = "small" if low else "body"
        return Text(page.hint(self.texts), quiet, tone="ink2", valign="middle", yields=2 if low else 0)

    def by_keys(self) -> Parts:
        return (Public(self.texts.speech.digits),)

    # ---- touches -> intents

    def _press(self, char: str) -> None:
        page = self._page
        if page is None:
            return
        if page.line.kind == "date":
            digits = page.text.replace("-", "") + char
            self._answer(_dashed(digits[:_DAY]))
            return
        longer = page.text + char
        if len(longer) <= _MOST and not (char == "." and ("." in page.text or not page.text)):
            self._answer("0" if set(longer) == {"0"} else longer)

    def _shorten(self) -> None:
        page = self._page
        if page is None:
            return
        if page.line.kind == "date":
            self._answer(_dashed(page.text.replace("-", "")[:-1]))
        else:
            self._answer(page.text[:-1])

    def _empty(self) -> None:
        self._answer("")

    def _answer(self, text: str) -> None:
        if self._page is not None:
            self.services.answer_sum(self._page.name, self._page.line.key, text)

    # ---- forgetting

    def leave(self) -> None:
        """The keys stay for the next time, what was typed with them does not."""
        super().leave()
        self._shown_digits.text = ""

    def forget(self) -> None:
        super().forget()
        self._said.clear_widgets()


def _dashed(digits: str) -> str:
    """20240301 as 2024-03-01, as far as it goes."""
    return "-".join(part for part in (digits[:4], digits[4:6], digits[6:8]) if part)
