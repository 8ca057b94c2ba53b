"""Text of which some characters are marked: underlined, whatever the colours are."""

from typing import Any, Final

from kivy.graphics import Color, InstructionGroup, Rectangle

from kiosk.domain.search import Spans
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.text import Text

_THICK: Final = 0.09  # of the size
_BELOW: Final = 0.56  # of the size, below the middle of the line


class Marked(Text):
    """``marks``: spans of its text. A colour alone would not be seen by everybody.

    With ``most`` 1 its one line is filled to the end, wherever that cuts it.
    """

    marks: Field[Spans] = Field(())

    def __init__(self, text: str = "", role: str = "body", marks: Spans = (), **kwargs: Any) -> None:
        super().__init__(text, role, **kwargs)
        self.marks = marks
        self._lines_under = InstructionGroup()
        self.canvas.after.add(self._lines_under)
        self.fbind("marks", self.again)

    def lines(self, width: float) -> tuple[str, ...]:
        whole = self.text.replace("\n", "")
        if self.most != 1 or not whole:
            return super().lines(width)
        measure = self.look.paint.width
        if measure(whole, self.role) <= width:
            return (whole,)
        while whole and measure(whole + "…", self.role) > width:
            whole = whole[:-1]
        return (whole + "…",)

    def arrange(self) -> None:
        super().arrange()
        self._lines_under.clear()
        if not self.marks:
            return
        lines = self.lines(self.width)
        size = self.theme.type(self.role).size
        thick = max(round(size * _THICK), 2)
        top = self.top
        if self.valign == "middle":
            top -= (self.height - len(lines) * self.pitch) / 2
        self._lines_under.add(Color(*self.theme.colour("action")))
        for row, (begin, line) in enumerate(self._begins(lines)):
            y = round(top - self.pitch * (row + 0.5) - size * _BELOW)
            for left, right in self._within(begin, line):
                self._lines_under.add(
                    Rectangle(pos=(round(self.x + left), y), size=(round(right - left), thick))
                )

    def _begins(self, lines: tuple[str, ...]) -> list[tuple[int, str]]:
        """Where in the text each line begins; breaking it drops spaces."""
        out, at = [], 0
        for line in lines:
            bare = line.removesuffix("…")
            found = self.text.find(bare, at)
            at = found if found >= 0 else at
            out.append((at, bare))
            at += len(bare)
        return out

    def _within(self, begin: int, line: str) -> list[tuple[float, float]]:
        """From where to where on this line something is marked, in pixels."""
        width = self.look.paint.width
        out = []
        for start, end in self.marks:
            first, last = max(start - begin, 0), min(end - begin, len(line))
            if first < last:
                out.append((width(line[:first], self.role), width(line[:last], self.role)))
        return out
