"""Where a clip is shown: its place is kept from the beginning, each picture takes that of the one before."""

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from kiosk.domain.media_play import Shot
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.fill import area

_OF_HEIGHT = 0.36  # of the panel's, at most
_LEAST = 0.16


class Film(Block):
    """``shape``: width and height of the clip as content says. Says nothing: its words stand below it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._ratio = 0.5625
        self._shot: Shot | None = None
        self._texture: Any = None
        self._left = 0.0

    def shape(self, wide: int, tall: int) -> None:
        self._ratio = tall / wide if wide and tall else 0.5625

    def leave(self, height: float) -> None:
        """It may be as tall as this (pixels), where that is less than usual."""
        self._left = height

    def show(self, shot: Shot | None) -> None:
        """In place of what is shown; nothing else moves."""
        if shot is self._shot:
            return
        former, self._shot = self._shot, shot
        same = former is not None and shot is not None and self._texture is not None
        if same and shot is not None and tuple(self._texture.size) == (shot.width, shot.height):
            self._fill(shot)
        else:
            self._texture = None
            self.again()

    def fit(self, width: float) -> float:
        most = self.theme.height * _OF_HEIGHT
        if self._left:
            most = max(min(most, self._left), self.theme.height * _LEAST)
        return round(min(width * self._ratio, most))

    def arrange(self) -> None:
        self.canvas.clear()
        wide = min(self.width, round(self.height / self._ratio))
        tall = round(wide * self._ratio)
        x, y = round(self.x + (self.width - wide) / 2), round(self.y + (self.height - tall) / 2)
        if self._shot is None:
            area(self.canvas, self.theme.colour("line"), x, y, wide, tall)
            return
        if self._texture is None:
            self._texture = Texture.create(size=(self._shot.width, self._shot.height), colorfmt="rgba")
            self._texture.flip_vertical()  # its rows come from the top
        self._fill(self._shot)
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=self._texture, pos=(x, y), size=(wide, tall))

    def _fill(self, shot: Shot) -> None:
        self._texture.blit_buffer(shot.pixels, colorfmt="rgba", bufferfmt="ubyte")
        self.canvas.ask_update()
