"""A small picture from the camera, as large as its place lets it be. Living: told of each new one."""

from typing import Any, Final

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from kiosk.domain.sheets import View
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.fill import area

_LEAST_MM: Final = 24.0


class ViewBox(Block):
    """Says nothing: what is on the paper is nobody's but his who laid it down. Keeps no picture it does not
    show. ``low``: close above what stands below it, not in the middle of its place.
    """

    def __init__(
        self, view: View | None = None, least_mm: float = _LEAST_MM, low: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**{"grow": 1.0, **kwargs})
        self._low = low
        self._view = view
        self._least_mm = least_mm
        self._texture: Texture | None = None

    def set(self, view: View | None) -> None:
        if view != self._view:
            self._view, self._texture = view, None
            self.again()

    @property
    def shown(self) -> bool:
        """Whether there is a picture."""
        return self._view is not None

    def fit(self, width: float) -> float:
        return float(self.theme.mm(self._least_mm))

    def arrange(self) -> None:
        self.canvas.clear()
        view = self._view
        if view is None:
            area(self.canvas, self.theme.colour("line"), self.x, self.y, self.width, self.height)
            return
        scale = min(self.width / view.width, self.height / view.height)
        wide, tall = round(view.width * scale), round(view.height * scale)
        if self._texture is None:
            self._texture = _texture(view)
        edge = self.theme.stroke  # white paper on a white ground has no edge of its own
        wide, tall = wide - 2 * edge, tall - 2 * edge
        x = round(self.center_x - wide / 2)
        y = round(self.y + edge if self._low else self.center_y - tall / 2)
        area(self.canvas, self.theme.colour("line"), x - edge, y - edge, wide + 2 * edge, tall + 2 * edge)
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=self._texture, pos=(x, y), size=(wide, tall))


def _texture(view: View) -> Texture:
    texture = Texture.create(size=(view.width, view.height), colorfmt="rgb")
    texture.blit_buffer(view.pixels, colorfmt="rgb", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture
