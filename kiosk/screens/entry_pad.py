"""Digits by large keys: what is typed, a line or two about it, the keys, 删一位 and 清空. Knows no form.

A screen that lives (``living.py``) keeps one, arranges it among its own blocks and tells it what is typed::

    self._pad = EntryPad(look, "sum", self._typed, self.again)  # in __init__; ids: sum.key.1, sum.delete …
    self.swap(self._pad.arranged(typing, head, done))           # in assemble; typing: of domain/typed.py
    self._pad.tell(Entry(text, hint="…", range="…"))            # in refresh

``_typed`` is called with the new text; whoever keeps it tells the pad. Nothing typed stays here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.domain.typed import Amount, Day, Refused, Typing
from kiosk.screens.form_page import problem_line
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import BaseButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.entry import DigitsText
from kiosk.screens.widgets.keypad import Key, Keys, number_keys
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text

Corners = tuple[Key | None, Key | None]
_KEYS_SHARE: Final = 0.58  # of the width beside them, on low panels


@dataclass(frozen=True, slots=True)
class Entry:
    """``text``: the answer so far. ``hint``: what to do; ``range``: between which bounds, always in sight.

    ``problem``: why it cannot stand, in place of the hint. ``aloud``: said instead of digit by digit.
    """

    text: str
    hint: str = ""
    range: str = ""
    problem: str = ""
    aloud: str = ""


class EntryPad:
    """Its widgets live as long as its screen."""

    def __init__(
        self, look: Look, name: str, change: Callable[[str], None], again: Callable[[], None]
    ) -> None:
        """``again``: lays the screen out anew, for the lines may be more or fewer now."""
        self.look, self._name, self._change, self._again = look, name, change, again
        self.digits = DigitsText(look_given=look)
        self.keys: Keys | None = None
        self._said = Column(look_given=look, gap=0.1)
        self._typing: Typing | None = None
        self._entry = Entry("")
        self._refused: Refused | None = None
        texts = look.texts.form
        self._delete = self._button(texts.phone_delete, "delete", self._shorten)
        self._clear = self._button(texts.phone_clear, "clear", self._empty)

    def _button(self, word: str, what: str, tap: Callable[[], None]) -> SecondaryButton:
        tall = 0.77 if self.look.theme.compact else 1.0
        name = f"{self._name}.{what}"
        return SecondaryButton(word, tall=tall, touch_id=name, on_tap=tap, look_given=self.look)

    # ---- used by the screen

    def arranged(
        self, typing: Typing, top: Block, done: BaseButton, *more: Block, beside: Corners = (None, None)
    ) -> Block:
        """The whole page: ``top`` above, ``done`` below, ``more`` between what is typed and the keys,
        ``beside`` left and right of the nought. On low panels there is no 清空 where there is more.
        """
        for block in (self.digits, self._said, self._delete, self._clear, done):
            block.detach()
        self._typing, self._refused = typing, None
        self.keys = keys = number_keys(typing.extra, self._press, self._name, *beside)
        keys.grow = 1.0
        if not self.look.theme.compact:
            pair = side_by_side(self._delete, self._clear)
            return Column(top, self.digits, self._said, *more, keys, pair, done, gap=0.8)
        foot: list[Block]
        if more:  # they take the height that 清空 has elsewhere
            self._delete.share, done.share = 0.7, 1.0
            foot = [Beside(self._delete, done, gap=0.8)]
        else:
            foot = [side_by_side(self._delete, self._clear), done]
        left = Column(top, self.digits, self._said, Spacer(), *more, *foot, gap=0.5)
        left.share, keys.share = 1.0, _KEYS_SHARE
        return Beside(left, keys, gap=1.0)

    def tell(self, entry: Entry) -> None:
        """What is typed now."""
        if self._typing is None:
            return
        if entry.text != self._entry.text:
            self._refused = None
        self._entry = entry
        shown = self._typing.shown(entry.text)
        self.digits.aloud = entry.aloud
        self.digits.text, self.digits.rest = shown.text, shown.rest
        self._delete.enabled = self._clear.enabled = bool(entry.text)
        self._said.swap(*self._lines())
        self._again()

    def leave(self) -> None:
        self._refused, self._entry = None, Entry("")

    def forget(self) -> None:
        self.leave()
        self.digits.text = self.digits.rest = self.digits.aloud = ""
        self._said.clear_widgets()

    # ---- what is said of it

    def _lines(self) -> list[Block]:
        """A line always: a problem, why a key did nothing, or the hint; below it the bounds."""
        entry, low = self._entry, self.look.theme.compact
        quiet = "small" if low else "body"
        first: Block = Text(entry.hint, quiet, tone="ink2", valign="middle", yields=2 if low else 0)
        if entry.problem:
            first = problem_line(entry.problem, "small_bold" if low else "strong")
        elif self._refused is not None:
            first = Text(self._why(self._refused), "strong", tone="attention", valign="middle")
        elif entry.range and not entry.hint:
            return [Text(entry.range, quiet, tone="ink2", valign="middle")]
        if not entry.range:
            return [first]
        return [first, Text(entry.range, quiet, tone="ink2", valign="middle", yields=1 if low else 0)]

    def _why(self, refused: Refused) -> str:
        texts, typing = self.look.texts, self._typing
        if refused is Refused.PLACES and isinstance(typing, Amount):
            return texts.typed.places(typing.places)
        if typing is None or isinstance(typing, Day):
            return texts.typed.full
        return texts.form.phone_most.format(typing.limit(self._entry.text))

    # ---- touches

    def _press(self, key: str) -> None:
        if self._typing is None:
            return
        after = self._typing.press(self._entry.text, key)
        if isinstance(after, str):
            self._answer(after)
        elif after is not Refused.NO_SENSE:
            self._refused = after
            self.tell(self._entry)

    def _shorten(self) -> None:
        if self._typing is not None:
            self._answer(self._typing.shorten(self._entry.text))

    def _empty(self) -> None:
        self._answer("")

    def _answer(self, text: str) -> None:
        self._refused = None
        self._change(text)
