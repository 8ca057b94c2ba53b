"""A picture of the content, as large as the page lets it be; its place is kept until it is there."""

import math
from typing import Any

from kivy.graphics import Color, Rectangle
from PIL import Image

from kiosk.domain.learn import Picture
from kiosk.domain.speech import Part, Public
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.fill import area
from kiosk.screens.widgets.painter import texture_of

_OF_HEIGHT = 0.31  # of the panel's, at most: a drawing of the library is as wide as the page
_OF_LOW_HEIGHT = 0.44


class Photo(Block):
    """``width``, ``height``: of the picture as content says. ``picture``: None while it is not there yet.

    ``says``: aloud, to who cannot see it; who can needs no words below a picture. ``most``: pixels it may
    stand high.
    """

    def __init__(
        self,
        wide: int,
        tall: int,
        picture: Picture | None,
        says: str = "",
        most: float = math.inf,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._ratio = tall / wide if wide and tall else 0.75
        self._picture = picture
        self._says = says
        self._most = most

    def spoken(self) -> tuple[Part, ...]:
        return (Public(self._says),) if self._says else ()

    def fit(self, width: float) -> float:
        most = self.theme.height * (_OF_LOW_HEIGHT if self.theme.compact else _OF_HEIGHT)
        return int(min(width * self._ratio, most, self._most))

    def arrange(self) -> None:
        self.canvas.clear()
        wide = min(self.width, round(self.height / self._ratio))
        tall = round(wide * self._ratio)
        x, y = round(self.x + (self.width - wide) / 2), self.top - tall
        if self._picture is None or not self._picture.pixels:
            area(self.canvas, self.theme.colour("line"), x, y, wide, tall)
            return
        size = (self._picture.width, self._picture.height)
        texture = texture_of(Image.frombytes("RGBA", size, self._picture.pixels))
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=texture, pos=(x, y), size=(wide, tall))
