"""Buttons: one primary a screen, visibly the biggest; the others outlined."""

from typing import Any, Final

from kiosk.domain.speech import Part, Personal
from kiosk.screens.widgets.block import Backdrop, Beside, Block, Spacer
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable

_DRAWING: Final = 0.9  # of the theme's icon, beside words of a button's usual size


class BaseButton(Touchable):
    """A word, with a drawing beside it where one helps, in the middle of a surface. ``tall``: a factor.

    ``tight``: less room at its sides, for two beside other words.
    """

    text = Field("")
    icon = Field("")
    role = Field("button")
    tall = Field(1.0)
    tight = Field(False)
    surfaces = ("outline", "card_down", "outline_off")
    tones = ("action", "action", "disabled")

    def __init__(self, text: str = "", **kwargs: Any) -> None:
        super().__init__(text=text, **kwargs)
        self._backdrop = Backdrop(self)
        self._word = Text(text, self.role, align="center", valign="middle")
        self._drawing: Icon | None = Icon(self.icon, scale=_DRAWING) if self.icon else None
        if self._drawing is not None:
            self.add_widget(self._drawing)
        self.add_widget(self._word)
        self.fbind("text", self._renamed)
        self.fbind("role", self._renamed)

    def _renamed(self, *_args: object) -> None:
        self._word.role = self.role
        self._word.text = self.text
        self.again()

    def least(self) -> float:
        """Lowest height in pixels."""
        return float(self.theme.secondary)

    def _side(self) -> float:
        return self.theme.pad * 0.5

    def _drawing_width(self) -> float:
        if self._drawing is None:
            return 0.0
        larger = self.theme.type(self.role).size / self.theme.type("button").size
        self._drawing.scale = _DRAWING * max(larger, 1.0)
        return self._drawing.natural() + self.theme.gap * 0.6

    def fit(self, width: float) -> float:
        room = width - 2 * self._side() - self._drawing_width()
        return max(
            self.least() * self.tall, self.theme.min_target, self._word.fit(room) + self.theme.gap_small
        )

    def natural(self) -> float:
        return self._word.natural() + self._drawing_width() + (1 if self.tight else 2) * self.theme.pad

    def snug(self) -> float:
        return self._word.natural() + self._drawing_width() + 2 * self._side() + 2

    def _state(self) -> int:
        return 2 if not self.enabled else 1 if self.pressed else 0

    def arrange(self) -> None:
        state = self._state()
        self._backdrop.draw(self.surfaces[state])
        self._word.tone = self.tones[state]
        room = self.width - 2 * self._side() - self._drawing_width()
        lines = self._word.lines(room)
        wide = max((self.look.paint.width(line, self.role) for line in lines), default=0.0) + 2
        left = self.center_x - (wide + self._drawing_width()) / 2
        if self._drawing is not None:
            self._drawing.tone = self.tones[state]
            self._drawing.place(left, self.y, self._drawing.natural(), self.height)
        self._word.place(left + self._drawing_width(), self.y, wide, self.height)


class PrimaryButton(BaseButton):
    """The one thing to do next."""

    surfaces = ("primary", "primary_down", "primary_off")
    tones = ("on_action", "on_action", "disabled")

    def least(self) -> float:
        return float(self.theme.primary)


class SecondaryButton(BaseButton):
    """Anything else one may do here."""


class DangerButton(BaseButton):
    """Ends or throws away something."""

    tones = ("danger", "danger", "disabled")


class Chip(BaseButton):
    """A short sentence to tap into a text. ``chosen``, it has a line around it; so it has with a finger on
    it, and a chosen one has none then: every finger is answered.
    """

    chosen = Field(False)
    surfaces = ("badge", "card_down", "outline_off")

    def __init__(self, text: str = "", **kwargs: Any) -> None:
        super().__init__(text, **{"role": "strong", **kwargs})
        self.fbind("chosen", self.again)

    def least(self) -> float:
        return max(float(self.theme.min_target), self.theme.secondary * 0.78)

    def state_said(self) -> tuple[Part, ...]:
        """An answer like a written one: whose it is, others need not hear."""
        return (Personal(self.texts.speech.chosen, instead=""),) if self.chosen else ()

    def _state(self) -> int:
        return int(self.chosen != self.pressed) if self.enabled else super()._state()


def side_by_side(*buttons: Block, gap: float = 0.8) -> Beside:
    """Buttons of equal width in one row."""
    for button in buttons:
        button.share = 1.0
    return Beside(*buttons, gap=gap)


def pushed_down(*blocks: Block) -> tuple[Block, ...]:
    """``blocks`` at the bottom of a column, whatever height is left above them."""
    return (Spacer(), *blocks)
