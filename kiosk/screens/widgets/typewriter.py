"""Letters to type with, in the order of a typewriter: for whoever does not write Chinese. Standing panels."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.keypad import Key, Keys

_ROWS: Final = "1234567890qwertyuiopasdfghjkl'zxcvbnm,.?"
_COLUMNS: Final = 10
_LEAST_MM: Final = 12.7


class Typewriter(Block):
    """Four rows of keys and a long one for the space, which says ``space``."""

    def __init__(self, press: Callable[[str], None], space: str, name: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._keys = Keys([*_ROWS], name, press, columns=_COLUMNS, least_mm=_LEAST_MM, gap=0.4)
        self._space = Key(space, touch_id=f"{name}.key.space", on_tap=partial(press, " "))
        self.add_widget(self._keys)
        self.add_widget(self._space)

    def _gap(self) -> float:
        return float(self.theme.min_gap)

    def fit(self, width: float) -> float:
        return self._keys.fit(width) + self._gap() + self.theme.mm(_LEAST_MM)

    def arrange(self) -> None:
        rows = len(_ROWS) // _COLUMNS + 1
        tall = (self.height - self._gap() * (rows - 1)) / rows
        side = self.width * 0.2
        self._space.place(self.x + side, self.y, self.width - 2 * side, tall)
        below = self.y + tall + self._gap()
        self._keys.place(self.x, below, self.width, self.top - below)


def capital(text: str, char: str) -> str:
    """``char`` as it is written after ``text``: a capital where a sentence begins."""
    begins = not text.strip() or text.rstrip()[-1:] in ".?!"
    return char.upper() if begins and char.isascii() else char
