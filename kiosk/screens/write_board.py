"""How the parts of the writing screen stand: below each other on standing panels, pad left on low ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.domain.comfort import Language
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
from kiosk.screens.widgets.typewriter import Typewriter
from kiosk.words.record import RecordTexts

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
    """Shows one of several blocks in the same place; as tall as the tallest of them, ``wide`` if set."""

    wide = 0.0

    def __init__(self, *choices: Block) -> None:
        super().__init__()
        self._choices = choices

    def natural(self) -> float:
        return self.wide or super().natural()

    def fit(self, width: float) -> float:
        return max(choice.fit(width) for choice in self._choices)

    def show(self, choice: Block) -> None:
        if self.blocks == [choice]:
            return
        self.swap(choice)
        self.again()


def _speak_button(texts: RecordTexts, speak: Callable[[], None], *, low: bool) -> BaseButton:
    """Low panels have it among the tools, by a shorter name."""
    if low:
        return SecondaryButton(
            texts.instead_low, role="small_bold", tall=0.77, touch_id="write.speak", on_tap=speak
        )
    return Chip(texts.instead, icon="mic", touch_id="write.speak", on_tap=speak)


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
        theme, texts = look.theme, look.texts.form
        low = theme.compact
        # Where height is scarce one place holds sentences and candidates too, and keys take the pad's.
        self._few = (theme.elder and low) or theme.seated
        self._keys_left = not low or theme.elder
        self._sentences: tuple[str, ...] = ()
        self._symbols_shown = False
        self._pen = True
        self._speaks = False
        self._items: tuple[str, ...] = ()
        self._message = Message("", "hint")
        hint = texts.write_pad if low else texts.write_pad_words
        self.pad = InkPad(
            hint, ink, _PAD_MM_LOW if low else _PAD_MM, touch_id="write.pad", look_given=look, grow=1.0
        )
        self._box = WrittenText(look_given=look, rows=(2 if low else 3) - theme.elder)
        self._box.pages = not theme.seated  # its button would be out of reach
        self._phrases = Phrases(
            sentence, look_given=look, rows=self._phrase_rows(look), role="small_bold" if low else "strong"
        )
        self._candidates = Candidates(choose, look_given=look, columns=4 if low else 8, rows=2 if low else 1)
        # Who reads English does not write Chinese by hand; a low panel has no room for so many keys.
        self._types = look.texts.language is Language.EN and not low
        self._keys: Block = (
            Typewriter(symbol, texts.write_space, "write") if self._types else symbol_keys(symbol)
        )
        self._keys.look_given = look
        self._said = Column(look_given=look)
        self._make_buttons(delete, done, card)
        self.speak = _speak_button(look.texts.record, speak, low=low)
        shared = (self._candidates, self._said, self._phrases)
        if self._keys_left:
            self._strip = OneOf(*shared) if self._few else OneOf(self._candidates, self._said)
        else:
            self._strip = OneOf(*shared, self._keys)
        self._area = OneOf(self.pad, self._keys)
        self._area.grow = 1.0
        for block in (self._strip, self._area, self._undo, self._clear, self._toggle, self._delete):
            block.look_given = look
        self._done.look_given = self._card.look_given = self.speak.look_given = look

    def _make_buttons(
        self, delete: Callable[[], None], done: Callable[[], None], card: Callable[[], None]
    ) -> None:
        low, texts = self.theme.compact, self.texts.form
        small = "small_bold" if low else "strong"
        self._undo = _tool(small, texts.write_undo, "undo", self.pad.undo)
        self._clear = _tool(small, texts.write_clear, "clear", self.pad.clear)
        self._toggle = _tool(small, texts.write_symbols, "symbols", self._turn)
        self._delete = _tool("row" if low else small, texts.write_delete, "delete", delete)
        self._done = PrimaryButton(
            texts.write_done, role="row" if low else "button", touch_id="write.done", on_tap=done
        )
        self._card = SecondaryButton(texts.write_card, touch_id="write.card", on_tap=card)

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

        ``speak``: it may be said instead; on standing panels the way to that (``self.speak``) is in the head,
        where that is out of reach below the text.
        """
        self._speaks = speak
        self._sentences, self._pen, self._symbols_shown = sentences, pen, self._types
        self._part()
        self._phrases.rows = self._phrase_rows(self.look)
        self._phrases.offer(sentences)
        self._name_toggle()
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
            self._said.swap(_spoken(message, small=self.theme.compact and self.theme.elder))
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
        self._name_toggle()
        self._choose_blocks()

    def _name_toggle(self) -> None:
        texts = self.texts.form
        keys = texts.write_letters if self._types else texts.write_symbols
        self._toggle.text = texts.write_hand if self._symbols_shown else keys

    def _choose_blocks(self) -> None:
        urgent = self._message.kind != "hint"
        if self._keys_left:
            self._area.show(self._keys if self._symbols_shown or not self._pen else self.pad)
        elif not self._pen:
            self._strip.show(self._keys)
            return
        if not self.theme.compact and not self._few:
            quiet = self._symbols_shown and not urgent
            self._strip.show(self._candidates if self._items or quiet else self._said)
            return
        if self._items:
            self._strip.show(self._candidates)
        elif not self._keys_left and self._symbols_shown and self._message.kind in ("hint", "attention"):
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

    def _phrase_rows(self, look: Look) -> int:
        if look.theme.compact:
            return 3
        return 1 if self._few else 2

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
        phrases = [self._phrases] if self._sentences and not self._few else []
        self._box.grow = 1.0 if self._few else 0.0 if self._sentences else 0.25
        row = self._tool_row(*tools)
        speak = [self.speak] if self._speaks and self.theme.seated else []
        text = [self._box, *speak, *phrases]
        close = 0.65 if self._speaks else 0.8
        return Column(top, *text, self._strip, self._area, row, self._done, gap=close)

    def _low(self, top: Block, by_card: bool, room: tuple[float, float]) -> Block:
        side = _Side(self._delete, self._done)
        # Wide enough for two targets beside each other, whatever the strip shows later.
        strip = Beside(self._strip, side, gap=1.0)
        self._strip.share = 1.0
        self._box.grow = 1.0
        tools: tuple[Block, ...] = (
            (self._tool_row(*self._tools()),) if self._pen else (self._card,) if by_card else ()
        )
        right = Column(self._top_right(), *tools, strip, gap=0.8)
        self.pad.wide = self._area.wide = self._pad_width(room, side)
        if self._keys_left:
            right.share = 1.0
            return Column(top, Beside(self._area, right, gap=0.75, grow=1.0), gap=0.0)
        # Shares are pixels here, so that both halves keep their width whatever the left one holds.
        right.share = 1.0 if self._pen else room[0] - self.pad.wide
        left: Block = self.pad if self._pen else self._penless(self.pad.wide)
        return Column(top, Beside(left, right, gap=0.75, grow=1.0), gap=0.0)

    def _tool_row(self, *tools: BaseButton) -> Block:
        row = side_by_side(*tools)
        self._toggle.share = 1.35 if self.theme.elder else 1.0  # the longest word
        return row

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
        texts = look.texts.form
        widths = (look.paint.width(word, "row") for word in (texts.write_done, texts.write_delete))
        return max(widths) + 1.3 * look.theme.pad

    def natural(self) -> float:
        return self.wide(self.look)


def _tool(role: str, word: str, name: str, tap: Callable[[], None]) -> SecondaryButton:
    return SecondaryButton(word, role=role, tall=0.77, touch_id=f"write.{name}", on_tap=tap)


def _spoken(message: Message, small: bool) -> Block:
    tone = _TONES[message.kind]
    if message.kind == "hint":
        return Text(
            message.text, "small" if small else "body", tone=tone, align="center", valign="middle", grow=1.0
        )
    role = "small_bold" if small else "strong"
    words = Text(message.text, role, tone=tone, valign="middle", private=message.personal)
    words.share = 1.0
    return Column(
        Beside(Icon(_SIGNS[message.kind], tone=tone, scale=0.8), words, gap=0.6, grow=1.0), grow=1.0
    )
