"""The widgets of the writing screen, and what they show. Where they stand: ``write_layout``."""

import math
from collections.abc import Sequence

from kiosk.domain.comfort import Language
from kiosk.domain.writing import Method
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.candidates import Candidates
from kiosk.screens.widgets.entry import WrittenText
from kiosk.screens.widgets.keypad import symbol_keys
from kiosk.screens.widgets.pad import InkPad
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.phrases import Phrases
from kiosk.screens.widgets.pinyin_pad import PinyinPad
from kiosk.screens.widgets.typewriter import LowTypewriter, Typewriter
from kiosk.screens.write_layout import arranged
from kiosk.screens.write_parts import Face, Field, Message, OneOf, said_block, speak_button, tool
from kiosk.screens.write_touches import Touches

_PAD_MM = 100.0
_PAD_MM_LOW = 80.0  # a desk panel of 10 inches has no more


class WriteBoard(Block):
    """All widgets of the screen, made once; :meth:`begin` lays them out for a field."""

    def __init__(self, look: Look, touches: Touches) -> None:
        super().__init__(look_given=look)
        theme, texts = look.theme, look.texts.form
        self.low = theme.compact
        # Where height is scarce one place holds sentences and candidates too, and keys take the pad's.
        self.few = (theme.elder and self.low) or theme.seated
        # Who reads English does not write Chinese by hand.
        self.types = look.texts.language is Language.EN
        self.keys_left = not self.low or theme.elder or self.types
        self.field = Field((), None, pen=False, pinyin=False, by_card=False, speak=False)
        self._marks = False
        self._room = (0.0, 0.0)
        self._reach = math.inf
        self._top: Block = Column()
        self._items: tuple[str, ...] = ()
        self._fresh = True
        self._message = self._told = Message("", "hint")
        self._touches = touches
        self._make_faces(look)
        self.box = WrittenText(look_given=look)
        self.box.pages = not theme.seated  # its button would be out of reach
        self.phrases = Phrases(touches.sentence, look_given=look, role="small_bold" if self.low else "strong")
        self.candidates = Candidates(touches.choose, touches.ask, self._can_turn, look_given=look)
        self.said = Column(look_given=look)
        self.strip = OneOf(self.candidates, self.said)
        self._make_tools(touches)
        self.done = PrimaryButton(
            texts.write_done,
            role="row" if self.low else "button",
            touch_id="write.done",
            on_tap=touches.done,
            look_given=look,
        )
        self.card = SecondaryButton(
            texts.write_card, touch_id="write.card", on_tap=touches.card, look_given=look
        )
        self.speak = speak_button(look.texts.record, touches.speak, low=self.low)
        self.speak.look_given = look

    def _make_faces(self, look: Look) -> None:
        touches, texts = self._touches, look.texts.form
        hint = texts.write_pad if self.low else texts.write_pad_words
        self.pad = InkPad(
            hint, touches.ink, _PAD_MM_LOW if self.low else _PAD_MM, touch_id="write.pad", look_given=look
        )
        self.marks: Block = (
            (LowTypewriter if self.low else Typewriter)(touches.symbol, texts.write_space, "write")
            if self.types
            else symbol_keys(touches.symbol)
        )
        self.letters = PinyinPad(touches.letter, touches.symbol, touches.erase, touches.part)
        for face in (self.pad, self.marks, self.letters):
            face.look_given = look

    def _make_tools(self, touches: Touches) -> None:
        low, texts = self.low, self.texts.form
        small = "small_bold" if low else "strong"
        short = low or self.theme.elder
        marks = texts.write_symbols_low if short else texts.write_symbols
        undo = texts.write_undo_low if low else texts.write_undo
        self.undo = tool(small, undo, "undo", self.pad.undo)
        self.clear = tool(small, texts.write_clear, "clear", self.pad.clear)
        self.others = tool(small, texts.write_others, "candidates.more", self.candidates.turn)
        self.others.about = self.texts.speech.candidates
        self.hand = tool(small, texts.write_hand, "hand", lambda: self._write_by(Method.HAND))
        self.pinyin = tool(small, texts.write_pinyin, "pinyin", lambda: self._write_by(Method.PINYIN))
        self.symbols = tool(small, texts.write_letters if self.types else marks, "symbols", self._to_marks)
        self.delete = tool("row" if low else small, texts.write_delete, "delete", touches.delete)
        for button in self.tools():
            button.look_given = self.look_given

    def tools(self) -> tuple[SecondaryButton, ...]:
        return (
            self.undo,
            self.clear,
            self.others,
            self.hand,
            self.pinyin,
            self.symbols,
            self.delete,
        )

    # ---- what is shown

    @property
    def face(self) -> Face:
        if self._marks or self.field.method is None:
            return Face.MARKS
        return Face.PINYIN if self.field.method is Method.PINYIN else Face.PAD

    @property
    def speaks_in_head(self) -> bool:
        """Whether the way to speaking (``self.speak``) stands below the title, and not among what is laid
        out here: on standing panels, where the head is within reach.
        """
        return not self.low and not self.theme.seated

    def begin(self, top: Block, field: Field, room: tuple[float, float], reach: float) -> None:
        """A new field, or another way to write it: ``top`` is its head. ``reach``: as a Column's."""
        if field.sentences != self.field.sentences:
            self.phrases.offer(field.sentences)
        self.field, self._top, self._room, self._reach = field, top, room, reach
        self._marks = self.types and field.method is not Method.PINYIN
        self._lay_out()

    def _lay_out(self) -> None:
        lasting = (self.box, self.phrases, self.strip, self.candidates, self.said, self.pad, self.marks)
        speak = () if self.speaks_in_head else (self.speak,)
        for block in (*lasting, self.letters, *self.tools(), self.done, self.card, *speak, self._top):
            block.detach()
        self.strip.clear_widgets()
        page = arranged(self, self._top, self._room)
        page.reach = self._reach
        self.swap(page)
        self._say()
        self._choose_blocks()
        self.again()

    def write(self, text: str, hint: str, note: str, wrong: bool = False, composing: str = "") -> None:
        """``wrong``: ``hint`` is what is wrong with an empty text. ``composing``: letters behind it."""
        box = self.box
        box.hint, box.wrong, box.note, box.text, box.composing = hint, wrong, note, text, composing
        self.phrases.mark(text)
        self.delete.enabled = bool(text)
        self.letters.can(erase=bool(text or composing), part=bool(composing))
        self.letters.marks(not composing)  # they would stand before the letters
        self.symbols.enabled = not composing
        self.undo.enabled = self.clear.enabled = bool(self.pad.strokes)

    def offer(self, items: Sequence[str], fresh: bool, unsure: bool = False) -> None:
        """``fresh`` False: still in sight, but not to be tapped. ``unsure``: others can be asked for."""
        self._items, self._fresh = tuple(items), fresh
        self.candidates.offer(self._items, unsure)
        self.candidates.enable(fresh)
        self._choose_blocks()
        self._can_turn()

    def say(self, message: Message) -> None:
        self._message = message
        self._say()
        self._choose_blocks()

    def _say(self) -> None:
        """The sentence in its place; to letters that are typed belongs another hint than to a pen."""
        message = self._message
        typed = self.types and self.face is Face.MARKS
        if message.kind == "hint" and typed:
            message = Message(self.texts.form.write_type_hint, "hint")
        if message == self._told and self.said.children:
            return
        self._told = message
        one_row = self.theme.elder or typed or self.field.method is Method.PINYIN
        self.said.swap(said_block(message, small=self.low and one_row))
        self.again()

    def done_says(self, text: str) -> None:
        self.done.text = text

    def forget(self) -> None:
        """Nothing of the person stays in a widget."""
        self.pad.wipe()
        self.write("", "", "")
        self.offer((), fresh=True)
        self.said.clear_widgets()
        self._message = Message("", "hint")
        self.clear_widgets()

    def _choose_blocks(self) -> None:
        """What of candidates, sentences and words stands in the strip."""
        self.strip.show(self._in_strip())

    def _in_strip(self) -> Block:
        urgent = self._message.kind != "hint"
        keys_here = self.low and not self.keys_left and self.field.method is not Method.PINYIN
        if keys_here and self.field.method is None:
            return self.marks
        if self._items:
            return self.candidates
        if keys_here and self._marks and self._message.kind in ("hint", "attention"):
            return self.marks
        shared = self.low or self.few or self.field.method is Method.PINYIN
        if shared and self.field.sentences and not urgent:
            return self.phrases
        return self.said

    # ---- touches that change the face

    def _to_marks(self) -> None:
        self._marks = True
        self._lay_out()

    def _write_by(self, method: Method) -> None:
        if self.field.method is method:
            self._marks = False
            self._lay_out()
        else:
            self._touches.write_by(method)

    def _can_turn(self) -> None:
        self.others.enabled = self._fresh and self.candidates.more
