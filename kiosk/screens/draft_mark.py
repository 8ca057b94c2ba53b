"""The band above everything a draft shows: that it is one. Above the frame, so that no screen can lose it."""

from typing import Any

from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.screens.manager import Frame
from kiosk.screens.widgets.block import Column
from kiosk.screens.widgets.text import Text


class DraftMark(Widget):
    """As wide as the window, as low as its words; touches go through it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(size_hint=(None, None), size=(0, 0))
        look = frame.look
        words = Text(look.texts.preview.draft, "tiny_bold", tone="attention", align="center", valign="middle")
        self._band = Column(words, surface="attention", inset=0.0, gap=0.0, look_given=look)
        self.canvas.add(self._band.canvas)

    def over(self, width: float, height: float) -> None:
        style = self._band.theme.type("tiny_bold")
        tall = round(style.size * style.leading)
        self._band.place(0.0, height - tall, width, tall)


def mark_draft(frame: Frame, window: Any = Window) -> None:
    """On the Kivy thread, once, after the first frame."""
    mark = DraftMark(frame)
    window.add_widget(mark)
    mark.over(*window.size)
