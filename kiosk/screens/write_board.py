"""The writing screen's widgets at work: laid out for a field, and showing what was written."""

import math
from collections.abc import Sequence

from kiosk.domain.writing import Method
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.painter import Look
from kiosk.screens.write_layout import arranged
from kiosk.screens.write_parts import Face, Field, Message, said_block
from kiosk.screens.write_touches import FaceTouches, Touches
from kiosk.screens.write_widgets import BoardWidgets


class WriteBoard(BoardWidgets):
    """:meth:`begin` lays the widgets out for a field."""

    def __init__(self, look: Look, touches: Touches) -> None:
        super().__init__(look, touches, FaceTouches(self._to_marks, self._write_by, self._can_turn))
        self._room = (0.0, 0.0)
        self._reach = math.inf
        self._top: Block = Column()
        self._items: tuple[str, ...] = ()
        self._message = self._told = Message("", "hint")

    # ---- what is shown

    def begin(self, top: Block, field: Field, room: tuple[float, float], reach: float) -> None:
        """A new field, or another way to write it: ``top`` is its head. ``reach``: as a Column's."""
        if field.sentences != self.field.sentences:
            self.phrases.offer(field.sentences)
        self.field, self._top, self._room, self._reach = field, top, room, reach
        self._marks = self.types and field.method is not Method.PINYIN
        self._lay_out()

    def _lay_out(self) -> None:
        lasting = (
            self.found,
            self.box,
            self.phrases,
            self.strip,
            self.candidates,
            self.said,
            self.pad,
            self.marks,
        )
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

    def write(
        self, text: str, at: int, hint: str, note: str, wrong: bool = False, composing: str = ""
    ) -> None:
        """``at``: characters before the caret. ``wrong``: ``hint`` is what is wrong with an empty text.
        ``composing``: letters at the caret.
        """
        self.box.write(text, composing, at, hint, note, wrong)
        self.phrases.mark(text)
        self.delete.enabled = at > 0
        self.letters.can(erase=bool(at or composing), part=bool(composing))
        self.letters.marks(not composing)  # they would stand before the letters
        self.symbols.enabled = not composing
        self.undo.enabled = self.clear.enabled = bool(self.pad.strokes)

    def offer(self, items: Sequence[str], fresh: bool, unsure: bool = False) -> None:
        """``fresh`` False: still in sight, but not to be tapped. ``unsure``: others can be asked for."""
        self._items = tuple(items)
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
        self.write("", 0, "", "")
        self.offer((), fresh=True)
        self.found.offer((), "")
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
        self.others.enabled = self.candidates.more
