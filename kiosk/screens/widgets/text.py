"""Text on the screen: measured, wrapped and drawn at once, its lines kept by the painter."""

import math
import re
from typing import Any, Final

from kivy.graphics import Color, Rectangle

from kiosk.domain.speech import LONGEST_TEXT, OrderNumber, Part, Personal, PhoneNumber, Public
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.latin import latin_marks
from kiosk.screens.widgets.node import Field

# The middle of a Han glyph lies a little below the middle of the font's line box.
_RAISE: Final = 0.05
_DIALLED: Final = re.compile(r"[0-9][0-9 -]{1,30}")
# Drawn in the right half of their square: the other half would look like an indent.
_OPENING: Final = tuple("“‘《（「『【〔")
_HANGS: Final = 0.48
_AFTER_SPACE: Final = re.compile("\u3000(?=[“‘《（「『【〔])")
_LATIN_BREAK: Final = re.compile(r"(?<=[!-~])\n(?=[!-~])")


class Text(Block):
    """``role`` is a type style of the theme, ``tone`` a colour of its palette.

    ``align``: left | center | right; ``valign``: top | middle. ``private``: typed or read from a person,
    never kept after it is drawn, never said on the loudspeaker. ``most``: lines at most, 0 = any; what does
    not fit ends in … ``says``: text | order (a number: slowly, twice) | phone | empty: its owner says it.
    ``aloud``: said in its place, where it is written in short.
    """

    text = Field("")
    role = Field("body")
    tone = Field("ink")
    align = Field("left")
    valign = Field("top")
    private = Field(False)
    most = Field(0)
    says = Field("text")
    aloud = Field("")

    def __init__(self, text: str = "", role: str = "body", **kwargs: Any) -> None:
        super().__init__(text=text, role=role, **kwargs)
        self._last: tuple[tuple[str, float, str], tuple[str, ...]] | None = None
        self._drawn: tuple[object, ...] = ()
        self.fbind("text", self._other)
        self.fbind("tone", self.again)

    def _other(self, *_args: object) -> None:
        self._last, self._drawn = None, ()  # nothing of the text that was
        self.again()

    def spoken(self) -> tuple[Part, ...]:
        said = _one_line(self.text)
        if not said.strip() or not self.says:
            return ()
        if self.private:
            return (Personal(said[:LONGEST_TEXT], self.texts.speech.unspoken),)
        if self.says == "order":
            return (OrderNumber(said),)
        if self.says == "phone" and _DIALLED.fullmatch(said):
            return (PhoneNumber(said),)
        return (Public(self.aloud or self.texts.speech.mark(said) or said[:LONGEST_TEXT]),)

    def lines(self, width: float) -> tuple[str, ...]:
        """What stands on each line in ``width`` pixels."""
        if not self.text:
            return ()
        lines = self._wrapped(float(round(width)))  # as blocks are placed: measured and drawn alike
        if not self.most or len(lines) <= self.most:
            return lines
        last = lines[int(self.most) - 1]
        while last and self.look.paint.width(last + "…", self.role) > width:
            last = last[:-1]
        return (*lines[: int(self.most) - 1], last + "…")

    def _wrapped(self, width: float) -> tuple[str, ...]:
        """As the painter breaks it; what is private only this block remembers, for one layout asks often."""
        key = (latin_marks(self.text), width, self.role)
        if self._last is None or self._last[0] != key:
            self._last = (key, self.look.paint.wrap(*key, private=self.private))
        return self._last[1]

    @property
    def pitch(self) -> float:
        """Pixels from one line to the next."""
        style = self.theme.type(self.role)
        return style.size * style.leading

    def fit(self, width: float) -> float:
        return math.ceil(len(self.lines(width)) * self.pitch)

    def natural(self) -> float:
        widths = (self.look.paint.width(line, self.role) for line in latin_marks(self.text).split("\n"))
        return math.ceil(max(widths, default=0.0)) + 1

    def overflows(self) -> bool:
        """Whether any of it does not fit the rectangle it was given."""
        lines = self.lines(self.width)
        widest = max((self.look.paint.width(line, self.role) for line in lines), default=0.0)
        return len(lines) * self.pitch > self.height + 2 or widest > self.width + 2

    def arrange(self) -> None:
        lines = self.lines(self.width)
        style = self.role, self.theme.colour(self.tone), self.align, self.valign
        wanted = (lines, *style, *self.pos, *self.size)
        if wanted == self._drawn:
            return  # what is private is rendered anew each time it is drawn
        self._drawn = wanted
        self.canvas.clear()
        if not lines:
            return
        size = self.theme.type(self.role).size
        top = self.top
        if self.valign == "middle":
            top -= (self.height - len(lines) * self.pitch) / 2
        with self.canvas:
            Color(*self.theme.colour(self.tone))
            for index, line in enumerate(lines):
                texture = self.look.paint.line(_closer(line), self.role, self.private)
                middle = top - self.pitch * (index + 0.5) + size * _RAISE
                x = self.x + (self.width - texture.width) * _ALIGN[self.align]
                if self.align == "left" and line[:1] in _OPENING:
                    x -= size * _HANGS
                Rectangle(
                    texture=texture, pos=(round(x), round(middle - texture.height / 2)), size=texture.size
                )


def _closer(line: str) -> str:
    """Columns made of wide spaces: what opens one stands as far left as what has no such mark."""
    return _AFTER_SPACE.sub("  ", line)


def _one_line(text: str) -> str:
    """Without breaks that are only the picture's; two Latin words stay two."""
    return _LATIN_BREAK.sub(" ", text).replace("\n", "")


_ALIGN: Final = {"left": 0.0, "center": 0.5, "right": 1.0}
