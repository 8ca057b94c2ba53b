"""Keys to type with: digits, marks. Each is at least as large as the theme's primary target."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from kiosk.screens.key_names import key_name
from kiosk.screens.theme import MIN_TARGET_MM, PRIMARY_MM
from kiosk.screens.widgets.block import Backdrop, Block
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable

# Shorter than elsewhere: 000 is typed faster than three times in a second, and every digit is seen at once
# and taken back by one tap. Still longer than the pause in a tremor of 4 to 6 Hz.
REPEAT_S: Final = 0.2
DIGIT_ROWS: Final = ("123", "456", "789")
DIGITS: Final = "1234567890"
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SYMBOLS: Final = DIGITS + "，。？！、"
_BESIDE_NOUGHT: Final = (9, 11)  # cells of a number pad
CELLS: Final = 11  # in a row of a pad of letters
_CELL_ROWS: Final = 3
_ROLES: Final = ("subtitle", "row", "small_bold", "tiny_bold")  # for words, the largest that fits
# Marks are drawn in the left half of their square: how far their ink's middle lies from its, in sizes.
_ASIDE: Final = {"，": 0.22, "。": 0.3, "、": 0.3, "？": 0.25, "！": 0.25}


class Key(Touchable):
    """One character on a white key."""

    pause = REPEAT_S
    surfaces = ("card", "card_down", "outline_off")
    tones = ("ink", "action", "disabled")
    listed = False

    def __init__(self, char: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._backdrop = Backdrop(self)
        self._char = Text(char, "key", align="center", valign="middle")
        self.add_widget(self._char)

    def fit(self, width: float) -> float:
        return float(self.theme.mm(PRIMARY_MM))

    def natural(self) -> float:
        return float(self.theme.mm(PRIMARY_MM))

    def arrange(self) -> None:
        state = 2 if not self.enabled else 1 if self.pressed else 0
        self._backdrop.draw(self.surfaces[state])
        self._char.role, self._char.tone = self.role(), self.tones[state]
        aside = _ASIDE.get(self._char.text)
        if aside is None:
            self._char.place(self.x, self.y, self.width, self.height)
            return
        own = self._char.natural()
        left = self.center_x - own / 2 + aside * self.theme.type(self._char.role).size
        self._char.place(left, self.y, own, self.height)

    def role(self) -> str:
        style = self.theme.type("key")
        return "key" if style.size * style.leading <= self.height else "subtitle"


class WordKey(Key):
    """A word on a key."""

    surfaces = ("badge", "card_down", "outline_off")
    tones = ("action", "action", "disabled")

    @property
    def word(self) -> str:
        return self._char.text

    @word.setter
    def word(self, word: str) -> None:
        self._char.text = word
        self.again()

    def role(self) -> str:
        room = self.width - self.theme.gap * 0.8
        fitting = (role for role in _ROLES if self.look.paint.width(self.word, role) <= room)
        low = [role for role in fitting if self._low(role)]
        return low[0] if low else _ROLES[-1]

    def _low(self, role: str) -> bool:
        style = self.theme.type(role)
        return style.size * style.leading <= self.height


NO_KEYS: Final[Mapping[int, Key]] = {}


class Cells(Block):
    """Keys in three rows of eleven cells; a key may take several. As large as a target at least."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._cells: list[tuple[Key, int, int, int]] = []  # key, row, column, cells

    def put(self, key: Key, row: int, column: int, cells: int = 1) -> None:
        """Row by row as they stand: that is how they are read, and how the four keys go through them."""
        self._cells.append((key, row, column, cells))
        self.add_widget(key)

    def _space(self) -> float:
        return float(self.theme.min_gap)

    def fit(self, width: float) -> float:
        style = self.theme.type("key")
        tall = max(self.theme.min_target, round(style.size * style.leading))
        return _CELL_ROWS * tall + (_CELL_ROWS - 1) * self._space()

    def natural(self) -> float:
        return CELLS * self.theme.mm(MIN_TARGET_MM) + (CELLS - 1) * self._space()

    def arrange(self) -> None:
        gap = self._space()
        wide = (self.width - gap * (CELLS - 1)) / CELLS
        tall = (self.height - gap * (_CELL_ROWS - 1)) / _CELL_ROWS
        for key, row, column, cells in self._cells:
            left, width = self.x + column * (wide + gap), cells * wide + (cells - 1) * gap
            key.place(left, self.top - tall - row * (tall + gap), width, tall)


class Keys(Block):
    """``chars`` in equal cells, row by row; a space leaves a cell empty, or to one of ``others``.

    ``least_mm``: of a key's height.
    """

    columns = Field(3)
    gap = Field(0.7)
    least_mm = Field(PRIMARY_MM)

    def __init__(
        self,
        chars: Sequence[str],
        name: str,
        press: Callable[[str], None],
        others: Mapping[int, Key] = NO_KEYS,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._cells = len(chars)
        self._keys: list[tuple[int, Key]] = []
        for index, char in enumerate(chars):
            key = others.get(index)
            if char.strip():
                key = Key(char, touch_id=f"{name}.key.{key_name(char)}", on_tap=partial(press, char))
            if key is not None:
                self._keys.append((index, key))
                self.add_widget(key)

    def _space(self) -> float:
        return max(float(self.gap * self.theme.gap), float(self.theme.min_gap))

    def _rows(self) -> int:
        return -(-self._cells // int(self.columns))

    def fit(self, width: float) -> float:
        rows = self._rows()
        style = self.theme.type("key")
        tall = max(self.theme.mm(self.least_mm), math.ceil(style.size * style.leading))
        return rows * tall + (rows - 1) * self._space()

    def natural(self) -> float:
        return self.columns * self.theme.mm(PRIMARY_MM) + (self.columns - 1) * self._space()

    def arrange(self) -> None:
        gap, columns = self._space(), int(self.columns)
        wide = (self.width - gap * (columns - 1)) / columns
        tall = (self.height - gap * (self._rows() - 1)) / self._rows()
        for index, key in self._keys:
            row, column = divmod(index, columns)
            left = self.x + column * (wide + gap)
            key.place(left, self.top - tall - row * (tall + gap), wide, tall)


def number_keys(
    extra: str,
    press: Callable[[str], None],
    name: str = "phone",
    left: Key | None = None,
    right: Key | None = None,
) -> Keys:
    """The digits as on a telephone; ``extra`` (X, a point, or nothing) stands right of the nought.

    ``left``, ``right``: a word beside the nought instead.
    """
    beside = {at: key for at, key in zip(_BESIDE_NOUGHT, (left, right), strict=True) if key is not None}
    return Keys([*"".join(DIGIT_ROWS), " ", "0", extra or " "], name, press, beside)


def letter_keys(press: Callable[[str], None], name: str, without: str = "") -> Keys:
    """Digits, then letters as in the alphabet; a letter ``without`` leaves its place empty."""
    chars = [" " if char in without else char for char in DIGITS + LETTERS]
    return Keys(chars, name, press, columns=6, least_mm=12.7, gap=0.5)


def symbol_keys(press: Callable[[str], None]) -> Keys:
    """Digits and marks beside handwriting."""
    return Keys(list(SYMBOLS), "write", press, columns=5, least_mm=12.7, gap=0.5)
