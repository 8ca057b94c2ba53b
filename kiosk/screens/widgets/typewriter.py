"""Letters to type with, in the order of a typewriter: for whoever does not write Chinese."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from kiosk.screens.key_names import key_name
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.keypad import CELLS, Cells, Key, Keys, WordKey

_ROWS: Final = "1234567890qwertyuiopasdfghjkl'zxcvbnm,.?"
_COLUMNS: Final = 10
_LOW_ROWS: Final = ("qwertyuiop'", "asdfghjkl", "zxcvbnm.?")
_LOW_NUMBERS: Final = "1234567890,"
_LEAST_MM: Final = 12.7


class Typewriter(Block):
    """For standing panels: four rows of keys and a long one for the space, which says ``space``."""

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


class _Wide(WordKey):
    """A white key with a word."""

    surfaces, tones = Key.surfaces, Key.tones


class LowTypewriter(Cells):
    """For low panels: three rows; digits take the place of the first one's letters while they are wanted."""

    def __init__(self, press: Callable[[str], None], space: str, name: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)

        def keys(chars: str) -> list[Key]:
            return [Key(c, touch_id=f"{name}.key.{key_name(c)}", on_tap=partial(press, c)) for c in chars]

        self._letters, self._numbers = keys(_LOW_ROWS[0]), keys(_LOW_NUMBERS)
        self._below = keys(_LOW_ROWS[1]), keys(_LOW_ROWS[2])
        self._turn = WordKey("", touch_id="write.digits", on_tap=self._other)
        self._wide = _Wide(space, touch_id=f"{name}.key.space", on_tap=partial(press, " "))
        self._digits = False
        self._fill()

    def _fill(self) -> None:
        self.clear_widgets()
        self._cells.clear()
        top = self._numbers if self._digits else self._letters
        for row, (keys, last) in enumerate(
            ((top, None), (self._below[0], self._turn), (self._below[1], self._wide))
        ):
            for column, key in enumerate(keys):
                self.put(key, row, column)
            if last is not None:
                self.put(last, row, len(keys), CELLS - len(keys))

    def _other(self) -> None:
        self._digits = not self._digits
        self._fill()
        self.again()

    def arrange(self) -> None:
        texts = self.texts.form
        self._turn.word = texts.write_letters if self._digits else texts.write_symbols_low
        super().arrange()


def capital(text: str, char: str) -> str:
    """``char`` as it is written after ``text``: a capital where a sentence begins."""
    begins = not text.strip() or text.rstrip()[-1:] in ".?!"
    return char.upper() if begins and char.isascii() else char
