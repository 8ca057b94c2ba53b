"""How loud it is now: segments that fill from the left. Beside it the same is always said in words."""

from typing import Any, Final

from kivy.graphics import Color, Rectangle

from kiosk.screens.widgets.block import Block

_SEGMENTS: Final = 16
_HIGH: Final = 0.8  # of a line of body text


class LevelBar(Block):
    """``set`` takes 0 to 1."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._lit = 0

    def set(self, level: float) -> None:
        lit = round(max(0.0, min(1.0, level)) * _SEGMENTS)
        if lit != self._lit:
            self._lit = lit
            self.again()

    def fit(self, width: float) -> float:
        return float(round(self.theme.type("body").size * _HIGH))

    def arrange(self) -> None:
        gap = round(self.theme.gap * 0.4)
        wide = (self.width - gap * (_SEGMENTS - 1)) / _SEGMENTS
        self.canvas.before.clear()
        with self.canvas.before:
            for index in range(_SEGMENTS):
                Color(*self.theme.colour("action" if index < self._lit else "unlit"))
                left = round(self.x + index * (wide + gap))
                Rectangle(pos=(left, self.y), size=(round(wide), self.height))
