"""Where somebody signs, and what was signed: both as wide and high as ``forms_signature`` takes it to be."""

from collections.abc import Sequence
from typing import Any, Final

from kivy.graphics import InstructionGroup

from kiosk.domain.forms_signature import ASPECT, BOARD, STROKES_MOST, Stroke
from kiosk.domain.speech import Part, Personal, Public
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.brush import Brush, InkLine
from kiosk.screens.widgets.pad import InkPad

_PICTURE_MM: Final = 17.0  # height of a signature that is only looked at
_LINE: Final = 0.02  # of its height: the line it is drawn with


def ink_of(
    strokes: Sequence[Stroke], brush: Brush, left: float, top: float, width: float, height: float
) -> list[InkLine]:
    """A stored signature's lines, over the whole of this rectangle (pixels, y up)."""
    out: list[InkLine] = []
    for stroke in strokes:
        line = InkLine(brush)
        for x, y in stroke:
            line.add((left + x / BOARD * width, top - y / BOARD * height))
        out.append(line)
    return out


class SignaturePad(InkPad):
    """An ink pad that shows what was signed before. ``given``: that, to be drawn when there is no ink."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given: tuple[Stroke, ...] = ()

    def spoken(self) -> tuple[Part, ...]:
        return (Public(self.texts.chosen.sign_pad),)

    def give(self, strokes: tuple[Stroke, ...]) -> None:
        """Show these strokes instead of those that are there."""
        self.wipe()
        self.given = strokes
        self.again()

    def wipe(self) -> None:
        self.given = ()
        super().wipe()

    def on_touch_down(self, touch: Any) -> bool:
        full = len(self._strokes) >= STROKES_MOST and self.collide_point(touch.x, touch.y)
        return full or super().on_touch_down(touch)

    def arrange(self) -> None:
        given = self.given
        super().arrange()  # which wipes ink that the pad moved away from
        self.given = given
        if given and not self._strokes and self._live is None:
            brush = Brush(self._thick(), self.theme.colour("ink"))
            self._strokes = ink_of(given, brush, self.x, self.top, self.width, self.height)
            for line in self._strokes:
                self._ink.add(line.group)
            self._show_hint()


class SignatureBoard(Block):
    """Its one child as large as there is room for, in the shape of a signature."""

    def fit(self, width: float) -> float:
        return width / ASPECT

    def arrange(self) -> None:
        width = min(self.width, self.height * ASPECT)
        height = width / ASPECT
        for child in self.blocks:
            child.place(self.center_x - width / 2, self.top - height, width, height)


class SignaturePicture(Block):
    """A signature to be looked at."""

    def __init__(self, strokes: Sequence[Stroke], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._strokes = tuple(strokes)
        self._ink = InstructionGroup()
        self.canvas.add(self._ink)

    def spoken(self) -> tuple[Part, ...]:
        words = self.texts.chosen
        return (Personal(words.signature, instead=words.signed),)

    @property
    def pitch(self) -> float:
        """Height of its one line."""
        return float(self.theme.mm(_PICTURE_MM))

    def fit(self, width: float) -> float:
        return min(self.pitch, width / ASPECT)

    def natural(self) -> float:
        return self.pitch * ASPECT

    def arrange(self) -> None:
        height = min(self.height, self.width / ASPECT)
        brush = Brush(max(3.0, height * _LINE), self.theme.colour("ink"))
        self._ink.clear()
        for line in ink_of(self._strokes, brush, self.x, self.top, height * ASPECT, height):
            self._ink.add(line.group)
