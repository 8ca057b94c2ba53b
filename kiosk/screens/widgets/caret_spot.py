"""Where a text can be touched to write on in its middle. The text itself is drawn by whatever holds this."""

from collections.abc import Callable
from typing import Any

from kiosk.domain.speech import Part, Personal, Public
from kiosk.screens.widgets.block import Backdrop
from kiosk.screens.widgets.keypad import REPEAT_S
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.touch import Touchable


class CaretSpot(Touchable):
    """``place``: a finger was lifted at x, y. ``move``: a key goes one on or back, once a press has taken
    hold of it (``held``) and until the next press. ``after``: the character before the caret, ``number``
    how many stand there.
    """

    listed = False
    begins = False
    over = True
    holds = True
    pause = REPEAT_S
    held = Field(False)
    number = Field(0)
    after = Field("")

    def __init__(
        self, place: Callable[[float, float], None], move: Callable[[int], None], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._place_at = place
        self._move = move
        self._backdrop = Backdrop(self)
        self.fbind("held", self.again)
        self.fbind("enabled", CaretSpot._let_go)

    def spoken(self) -> tuple[Part, ...]:
        """What it is for, where the caret is, and what the keys do. No state: whoever presses is told at
        once, and nobody twice.
        """
        texts = self.texts.speech
        keys = texts.caret_held if self.held else texts.caret_free
        return Public(texts.caret), *self._where(), Public(keys)

    def _where(self) -> tuple[Part, ...]:
        """The number is for all to hear, the character for one."""
        texts = self.texts.speech
        where = texts.caret_behind.format(self.number) if self.number else texts.caret_start
        return Public(where), *((Personal(self.after, instead=""),) if self.after.strip() else ())

    def touched(self, x: float, y: float) -> None:
        self.held = False
        if self.enabled:
            self._place_at(x, y)

    def tap(self) -> None:
        """By keys."""
        self.held = self.enabled and not self.held

    def step(self, by: int) -> tuple[Part, ...]:
        if not self.held:
            return ()
        self._move(by)
        return self._where()

    def _let_go(self, *_args: object) -> None:
        if not self.enabled:
            self.held = False

    def arrange(self) -> None:
        self._backdrop.draw("card_down" if self.pressed or self.held else "")
