"""How the parts of the writing screen stand: below each other on standing panels, pad left on low ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.screens.strings_form import FORM
from kiosk.screens.strings_record import RECORD
from kiosk.screens.widgets.block import Beside, Block, Column, Spacer
from kiosk.screens.widgets.buttons import BaseButton, Chip, PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.candidates import Candidates
from kiosk.screens.widgets.entry import WrittenText
from kiosk.screens.widgets.keypad import symbol_keys
from kiosk.screens.widgets.pad import InkPad
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.phrases import Phrases
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text

_PAD_MM = 100.0
_PAD_MM_LOW = 80.0  # a desk panel of 10 inches has no more
_TONES = {"hint": "ink2", "danger": "danger", "attention": "attention", "done": "done"}
_SIGNS = {"danger": "warning", "attention": "info", "done": "check"}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence where the candidates stand when there are none. ``kind``: hint, danger, attention, done."""

    text: str
    kind: str
    personal: bool = False


class OneOf(Block):
    """Shows one of several blocks in the same place; as tall as the tallest of them."""

    def __init__(self, *choices: Block) -> None:
        super().__init__()
        self._choices = choices

    def fit(self, width: float) -> float:
        return max(choice.fit(width) for choice in self._choices)

    def show(self, choice: Block) -> None:
        if self.blocks == [choice]:
            return
        self.swap(choice)
        self.again()


def _speak_button(speak: Callable[[], None], *, low: bool) -> BaseButton:
    """Low panels have it among the tools, by a shorter name."""
    if low:
        return SecondaryButton(
            RECORD.instead_low, role="small_bold", tall=0.77, touch_id="write.speak", on_tap=speak
        )
    return Chip(RECORD.instead, icon="mic", touch_id="write.speak", on_tap=speak)


class WriteBoard(Block):
    """All widgets of the screen, made once; :meth:`begin` lays them out for a field."""

    def __init__(
        self,
        look: Look,
        ink: Callable[[], None],
        choose: Callable[[str], None],
        sentence: Callable[[str], None],
        symbol: Callable[[str], None],
        delete: Callable[[], None],
        done: Callable[[], None],
        card: Callable[[], None],
        speak: Callable[[], None],
    ) -> None:
        super().__init__(look_given=look)
        low = look.theme.compact
        small = "small_bold" if low else "strong"
        tall = 0.77
        self._sentences: tuple[str, ...] = ()
        self._symbols_shown = False
        self._pen = True
        self._speaks = False
        self._items: tuple[str, ...] = ()
        self._message = Message("", "hint")
        hint = FORM.write_pad if low else FORM.write_pad_words
        self.pad = InkPad(
            hint, ink, _PAD_MM_LOW if low else _PAD_MM, touch_id="write.pad", look_given=look, grow=1.0
        )
        self._box = WrittenText(look_given=look, rows=2 if low else 3)
        self._phrases = Phrases(
            sentence, look_given=look, rows=3 if low else 2, role="small_bold" if low else "strong"
        )
        self._candidates = Candidates(choose, look_given=look, columns=4 if low else 8, rows=2 if low else 1)
        self._keys = symbol_keys(symbol)
        self._keys.look_given = look
        self._said = Column(look_given=look)
        self._undo = SecondaryButton(
            FORM.write_undo, role=small, tall=tall, touch_id="write.undo", on_tap=self.pad.undo
        )
        self._clear = SecondaryButton(
            FORM.write_clear, role=small, tall=tall, touch_id="write.clear", on_tap=self.pad.clear
        )
        self._toggle = SecondaryButton(
            FORM.write_symbols, role=small, tall=tall, touch_id="write.symbols", on_tap=self._turn
        )
        self._delete = SecondaryButton(
            FORM.write_delete, role="row" if low else small, tall=tall, touch_id="write.delete", on_tap=delete
        )
        self._done = PrimaryButton(
            FORM.write_done, role="row" if low else "button", touch_id="write.done", on_tap=done
        )
        self._card = SecondaryButton(FORM.write_card, touch_id="write.card", on_tap=card)
        self.speak = _speak_button(speak, low=low)
        everything = (self._candidates, self._said, self._keys, self._phrases)
        self._strip = OneOf(*everything) if low else OneOf(self._candidates, self._said)
        self._area = OneOf(self.pad, self._keys)
        self._area.grow = 1.0
        for block in (self._strip, self._area, self._undo, self._clear, self._toggle, self._delete):
            block.look_given = look
        self._done.look_given = self._card.look_given = self.speak.look_given = look

    # ---- what is shown

    def begin(
        self,
        top: Block,
        sentences: tuple[str, ...],
        pen: bool,
        by_card: bool,
        room: tuple[float, float],
        speak: bool = False,
    ) -> None:
        """A new field: ``top`` is its head, ``pen`` whether handwriting can be read at all.

        ``speak``: it may be said instead; on standing panels the way to that (``self.speak``) is in the head.
        """
        self._speaks = speak
        self._sentences, self._pen, self._symbols_shown = sentences, pen, False
        self._part()
        self._phrases.rows = 3 if self.theme.compact else 2
        self._phrases.offer(sentences)
        self._toggle.text = FORM.write_symbols
        low = self.theme.compact
        self.swap(self._low(top, by_card, room) if low else self._standing(top, by_card))
        self._choose_blocks()

    def write(self, text: str, hint: str, note: str, wrong: bool = False) -> None:
        """``wrong``: ``hint`` is what is wrong with an empty text."""
        self._box.hint, self._box.wrong, self._box.note, self._box.text = hint, wrong, note, text
        self._phrases.mark(text)
        self._delete.enabled = bool(text)
        self._undo.enabled = self._clear.enabled = bool(self.pad.strokes)

    def offer(self, items: Sequence[str], fresh: bool) -> None:
        """``fresh`` False: still in sight, but not to be tapped."""
        self._items = tuple(items)
        self._candidates.offer(self._items)
        self._candidates.enable(fresh)
        self._choose_blocks()

    def say(self, message: Message) -> None:
        if message != self._message or not self._said.children:
            self._message = message
            self._said.swap(_spoken(message))
            self.again()
        self._choose_blocks()

    def done_says(self, text: str) -> None:
        self._done.text = text

    def forget(self) -> None:
        """Nothing of the person stays in a widget."""
        self.pad.wipe()
        self.write("", "", "")
        self.offer((), fresh=True)
        self._said.clear_widgets()
        self._message = Message("", "hint")
        self.clear_widgets()

    def _turn(self) -> None:
        self._symbols_shown = not self._symbols_shown
        self._toggle.text = FORM.write_hand if self._symbols_shown else FORM.write_symbols
        self._choose_blocks()

    def _choose_blocks(self) -> None:
        urgent = self._message.kind != "hint"
        if not self._pen and self.theme.compact:
            self._strip.show(self._keys)
            return
        if not self.theme.compact:
            quiet = self._symbols_shown and not urgent
            self._strip.show(self._candidates if self._items or quiet else self._said)
            self._area.show(self._keys if self._symbols_shown or not self._pen else self.pad)
            return
        if self._items:
            self._strip.show(self._candidates)
        elif self._symbols_shown and self._message.kind in ("hint", "attention"):
            self._strip.show(self._keys)
        elif self._sentences and not urgent:
            self._strip.show(self._phrases)
        else:
            self._strip.show(self._said)

    # ---- where it stands

    def _part(self) -> None:
        """Take the lasting widgets out of the containers they stood in."""
        lasting = (self._box, self._phrases, self._strip, self._area, self._said, self.pad, *self._tools())
        for block in (*lasting, self._delete, self._done, self._card):
            block.detach()

    def _tools(self) -> tuple[BaseButton, ...]:
        return (self._undo, self._clear, self._toggle)

    def _top_right(self) -> Block:
        """The written text; beside it the way to speaking, so that nothing below loses room."""
        if not self._speaks:
            return self._box
        self._box.share = 1.0
        return Beside(self._box, self.speak, gap=0.5, grow=1.0)

    def _standing(self, top: Block, by_card: bool) -> Block:
        tools: tuple[BaseButton, ...] = (self._undo, self._clear, self._delete, self._toggle)
        if not self._pen:
            tools = (self._delete, self._card) if by_card else (self._delete,)
        phrases = [self._phrases] if self._sentences else []
        self._box.grow = 0.0 if self._sentences else 0.25
        return Column(
            top, self._box, *phrases, self._strip, self._area, side_by_side(*tools), self._done, gap=0.8
        )

    def _low(self, top: Block, by_card: bool, room: tuple[float, float]) -> Block:
        side = _Side(self._delete, self._done)
        strip = Beside(self._strip, side, gap=0.75)
        self._strip.share = 1.0
        self._box.grow = 1.0
        tools: tuple[Block, ...] = (
            (side_by_side(*self._tools()),) if self._pen else (self._card,) if by_card else ()
        )
        right = Column(self._top_right(), *tools, strip, gap=0.8)
        self.pad.wide = self._pad_width(room, side)
        # Shares are pixels here, so that both halves keep their width whatever the left one holds.
        right.share = 1.0 if self._pen else room[0] - self.pad.wide
        left: Block = self.pad if self._pen else self._penless(self.pad.wide)
        return Column(top, Beside(left, right, gap=0.75, grow=1.0), gap=0.0)

    def _penless(self, wide: float) -> Block:
        """What stands where the pad would: why not, and what can be tapped instead."""
        phrases = [self._phrases] if self._sentences else []
        left = Column(self._said, *phrases, Spacer())
        left.share = wide
        return left

    def _pad_width(self, room: tuple[float, float], side: "_Side") -> float:
        """As wide as it is high, as far as every candidate beside it keeps its size."""
        gaps = 2 * 0.75 * self.theme.gap
        most = room[0] - self._candidates.least() - side.wide(self.look) - gaps
        return min(most, room[1] - self.theme.type("title").size * 1.26 - self.theme.gap)


class _Side(Column):
    """删一字 over 写好了, just wide enough for the words."""

    def __init__(self, upper: BaseButton, lower: BaseButton) -> None:
        upper.grow = 1.0
        super().__init__(upper, lower, gap=0.75)

    def wide(self, look: Look) -> float:
        return look.paint.width(FORM.write_done, "row") + 1.3 * look.theme.pad

    def natural(self) -> float:
        return self.wide(self.look)


def _spoken(message: Message) -> Block:
    tone = _TONES[message.kind]
    if message.kind == "hint":
        return Text(message.text, "body", tone=tone, align="center", valign="middle", grow=1.0)
    words = Text(message.text, "strong", tone=tone, valign="middle", private=message.personal)
    words.share = 1.0
    return Column(
        Beside(Icon(_SIGNS[message.kind], tone=tone, scale=0.8), words, gap=0.6, grow=1.0), grow=1.0
    )
