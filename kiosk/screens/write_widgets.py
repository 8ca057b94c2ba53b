"""The widgets of the writing screen, each made once. Where they stand: ``write_layout``; what they show:
``write_board``.
"""

from functools import partial

from kiosk.domain.comfort import Language
from kiosk.domain.writing import Method
from kiosk.screens.found import LiveRows
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
from kiosk.screens.write_parts import Face, Field, OneOf, speak_button, tool
from kiosk.screens.write_touches import FaceTouches, Touches

_PAD_MM = 100.0
_PAD_MM_LOW = 80.0  # a desk panel of 10 inches has no more


class BoardWidgets(Block):
    """All widgets of the screen, made once, standing nowhere yet. ``field``: what they are to write."""

    def __init__(self, look: Look, touches: Touches, faces: FaceTouches) -> None:
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
        self._touches = touches
        self._make_faces(look)
        self.box = WrittenText(touches.caret, look_given=look)
        self.box.pages = not theme.seated  # its button would be out of reach
        self.phrases = Phrases(touches.sentence, look_given=look, role="small_bold" if self.low else "strong")
        self.candidates = Candidates(touches.choose, touches.ask, faces.turned, look_given=look)
        self.said = Column(look_given=look)
        self.found = LiveRows(touches.found, look_given=look, lively=True)
        self.strip = OneOf(self.candidates, self.said)
        self._make_tools(touches, faces)
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

    def _make_tools(self, touches: Touches, faces: FaceTouches) -> None:
        low, texts = self.low, self.texts.form
        small = "small_bold" if low else "strong"
        short = low or self.theme.elder
        marks = texts.write_symbols_low if short else texts.write_symbols
        undo = texts.write_undo_low if low else texts.write_undo
        self.undo = tool(small, undo, "undo", self.pad.undo)
        self.clear = tool(small, texts.write_clear, "clear", self.pad.clear)
        self.others = tool(small, texts.write_others, "candidates.more", self.candidates.turn)
        self.others.about = self.texts.speech.candidates
        self.hand = tool(small, texts.write_hand, "hand", partial(faces.write_by, Method.HAND))
        self.pinyin = tool(small, texts.write_pinyin, "pinyin", partial(faces.write_by, Method.PINYIN))
        self.symbols = tool(small, texts.write_letters if self.types else marks, "symbols", faces.marks)
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
