"""Letters to type pinyin with, in the order of a typewriter, marks, and what takes letters back."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from kiosk.domain.speech import Part, Public
from kiosk.screens.key_names import key_name
from kiosk.screens.widgets.keypad import CELLS, Cells, Key, WordKey
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.text import Text

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm，。？！")
_ALSO: Final = {"v": "ü"}  # what a key stands for besides
_EMPTY_ABOVE: Final = 0.2  # over a small letter with dots, of its size


class LetterKey(Key):
    """Capitals, as on every keyboard and larger; ``also`` small in a corner."""

    also = Field("")

    def __init__(self, char: str, **kwargs: Any) -> None:
        super().__init__(char.upper(), **kwargs)
        self._corner = Text(self.also, "tiny", tone="ink2", align="right", says="")
        if self.also:
            self.add_widget(self._corner)

    def state_said(self) -> tuple[Part, ...]:
        """What stands in the corner is no letter of the English voice that says the key."""
        return (Public(self.texts.speech.umlaut),) if self.also else ()

    def arrange(self) -> None:
        super().arrange()
        if not self.also:
            return
        line, style, inset = self._corner.pitch, self.theme.type("key"), self.theme.gap * 0.4
        tall = style.size * style.leading
        above = self.theme.type("tiny").size * _EMPTY_ABOVE
        self._corner.text = self.also
        side = self._corner.natural() + inset
        if self.width >= self.look.paint.width(self._char.text, self._char.role) + 2 * side:
            self._corner.place(self.right - side, self.top - line - inset / 2, side - inset, line)
            self._char.place(self.x + side, self.y, self.width - 2 * side, self.height)
        elif self.height >= 2 * (line - above) + tall:
            self._corner.place(self.x, self.top - line + above, self.width - inset, line)
            self._char.place(self.x, self.center_y - tall / 2, self.width, tall)
        elif self.height >= line + tall:
            # Above the letter, which then stands a little lower.
            self._corner.place(self.x, self.top - line, self.width - inset, line)
            self._char.place(self.x, self.y, self.width, self.height - line)
        else:
            self._corner.text = ""


class PinyinPad(Cells):
    """Three rows of eleven cells. ``press`` gets a letter, ``mark`` a mark; ``erase`` takes a letter back,
    ``part`` a syllable.
    """

    def __init__(
        self,
        press: Callable[[str], None],
        mark: Callable[[str], None],
        erase: Callable[[], None],
        part: Callable[[], None],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._marks: list[Key] = []
        self._erase = WordKey("", touch_id="write.pinyin.erase", on_tap=erase)
        self._part = WordKey("", touch_id="write.pinyin.part", on_tap=part)
        # Row by row as they stand: that is how they are read, and how the four keys go through them.
        for row, (chars, last) in enumerate(zip(_ROWS, (self._erase, self._part, None), strict=True)):
            for column, char in enumerate(chars):
                self.put(self._key(char, press if char.isascii() else mark), row, column, 1)
            if last is not None:
                self.put(last, row, len(chars), CELLS - len(chars))

    def _key(self, char: str, tapped: Callable[[str], None]) -> Key:
        name, tap = f"write.pinyin.{key_name(char)}", partial(tapped, char)
        if char.isascii():
            return LetterKey(char, also=_ALSO.get(char, ""), touch_id=name, on_tap=tap)
        key = Key(char, touch_id=name, on_tap=tap)
        self._marks.append(key)
        return key

    def can(self, *, erase: bool, part: bool) -> None:
        """Whether there is something to take back."""
        self._erase.enabled, self._part.enabled = erase, part

    def marks(self, enabled: bool) -> None:
        for key in self._marks:
            key.enabled = enabled

    def arrange(self) -> None:
        texts = self.texts.form
        self._erase.word, self._part.word = texts.write_erase, texts.write_part
        super().arrange()
