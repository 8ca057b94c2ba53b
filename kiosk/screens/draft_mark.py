"""The mark above everything a draft shows: that it is one. Above the frame, so that no screen can lose it."""

from typing import Any

from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.screens.manager import Frame
from kiosk.screens.widgets.block import Backdrop, Block
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text


class _Pill(Block):
    def __init__(self, look: Look) -> None:
        super().__init__(look_given=look)
        self._backdrop = Backdrop(self)
        said = look.texts.preview.draft
        self._words = Text(said, "tiny_bold", tone="attention", align="center", valign="middle")
        self.add_widget(self._words)

    def natural(self) -> float:
        return self._words.natural() + 2 * self.theme.gap

    def fit(self, width: float) -> float:
        style = self.theme.type("tiny_bold")
        return float(round(style.size * style.leading))

    def arrange(self) -> None:
        self._backdrop.draw("attention")
        self._words.place(self.x, self.y, self.width, self.height)


class DraftMark(Widget):
    """In the middle of the strip's lower edge, where nothing is to be touched; touches go through it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(size_hint=(None, None), size=(0, 0))
        self._pill = _Pill(frame.look)
        self.canvas.add(self._pill.canvas)

    def over(self, width: float, height: float) -> None:
        wide, tall = self._pill.natural(), self._pill.fit(width)
        middle = height - self._pill.theme.strip
        self._pill.place((width - wide) / 2, middle - tall / 2, wide, tall)


def mark_draft(frame: Frame, window: Any = Window) -> None:
    """On the Kivy thread, once, after the first frame."""
    mark = DraftMark(frame)
    window.add_widget(mark)
    mark.over(*window.size)
