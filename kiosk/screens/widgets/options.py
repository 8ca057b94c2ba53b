"""Rows to choose from: one of several (a ring with a dot) or any number of them (a box with a tick)."""

from typing import Any

from kivy.graphics import BorderImage, Color, InstructionGroup, Rectangle

from kiosk.domain.speech import Part, Personal
from kiosk.screens.widgets.block import Backdrop
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.shapes import PanelStyle
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable


class Option(Touchable):
    """``chosen`` shows in the mark, the frame and the colour. ``many``: others may be chosen besides.

    ``hint``: a smaller line under the label; ``side``: at its right, where both have room on one line;
    ``spare``: nowhere else.
    """

    chosen = Field(False)
    many = Field(False)
    role = Field("row")
    tall = Field(0.8)  # least height, of a row's

    def __init__(
        self, label: str, hint: str = "", side: bool = False, spare: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._backdrop = Backdrop(self)
        self._mark = InstructionGroup()
        self.canvas.add(self._mark)
        self._label = Text(label, self.role, valign="middle")
        self._hint = Text(hint, "small", tone="ink2", valign="middle") if hint else None
        self._at_side, self._spare = side, spare
        self._tick = Icon("check", tone="on_action", scale=0.6, weight=8.0)
        self._tick.ground = "action"
        self.add_widget(self._label)
        if self._hint is not None:
            self.add_widget(self._hint)
        self.add_widget(self._tick)
        self.fbind("chosen", self.again)

    def state_said(self) -> tuple[Part, ...]:
        """An answer like a written one: whose it is, others need not hear."""
        return (Personal(self.texts.speech.chosen, instead=""),) if self.chosen else ()

    def _side(self) -> float:
        """Pixels of the mark."""
        return float(round(self.theme.type(self.role).size * 1.05))

    def _left(self) -> float:
        return self.theme.pad * 0.8 + self._side() + self.theme.gap * 0.8

    def _room(self, width: float) -> float:
        return width - self._left() - self.theme.pad * 0.5

    def fit(self, width: float) -> float:
        least = max(self.theme.row * self.tall, float(self.theme.min_target))
        return max(least, sum(self._words(self._room(width))) + self.theme.gap * 0.7)

    def _words(self, room: float) -> tuple[float, float]:
        """Heights of the label and of what stands under it."""
        if self._hint is None:
            return self._label.fit(room), 0.0
        if self._beside(room):
            return max(
                self._label.fit(room - self._own(self._hint)), self._hint.fit(self._own(self._hint))
            ), 0.0
        return self._label.fit(room), 0.0 if self._spare else self._hint.fit(room)

    def _beside(self, room: float) -> bool:
        """Whether the hint stands at the right of the label."""
        if self._hint is None or not self._at_side:
            return False
        return self._label.natural() + self.theme.gap + self._own(self._hint) <= room

    def _own(self, text: Text) -> float:
        return text.natural() + 1

    def natural(self) -> float:
        return self._left() + self._label.natural() + self.theme.pad * 0.5

    def arrange(self) -> None:
        # Pressed, one that is chosen looks like one that is not: a finger has to be answered there, too.
        self._backdrop.draw("card_down" if self.chosen != self.pressed else "card")
        self._label.tone = "action" if self.chosen else "ink"
        side = self._side()
        x, y = round(self.x + self.theme.pad * 0.8), round(self.center_y - side / 2)
        self._draw_mark(x, y, round(side))
        self._tick.opacity = 1.0 if self.chosen else 0.0
        self._tick.place(x, y, side, side)
        self._place_words(self.x + self._left(), self._room(self.width))

    def _place_words(self, x: float, room: float) -> None:
        if self._hint is None:
            self._label.place(x, self.y, room, self.height)
            return
        if self._beside(room):
            own = self._own(self._hint)
            self._label.place(x, self.y, room - own, self.height)
            self._hint.place(x + room - own, self.y, own, self.height)
            return
        label, hint = self._words(room)
        self._hint.opacity = 1.0 if hint else 0.0
        top = self.center_y + (label + hint) / 2
        self._label.place(x, top - label, room, label)
        self._hint.place(x, top - label - hint, room, hint)

    def _draw_mark(self, x: int, y: int, side: int) -> None:
        """A ring for one of several, a box for any of them; filled when chosen."""
        theme, paint = self.theme, self.look.paint
        edge = max(theme.stroke * 2, 3)
        line = theme.colour("action" if self.chosen else "ink2")
        fill = theme.colour("action" if self.chosen else "card")
        self._mark.clear()
        if self.many:
            style = PanelStyle(side // 5, fill, line, edge)
            self._mark.add(Color(1, 1, 1, 1))
            border = (style.border,) * 4
            texture = paint.panel(style)
            self._mark.add(BorderImage(texture=texture, border=border, pos=(x, y), size=(side, side)))
            return
        for colour, inset in ((line, 0), (fill, edge)):
            inner = side - 2 * inset
            self._mark.add(Color(*colour))
            at = (x + inset, y + inset)
            self._mark.add(Rectangle(texture=paint.icon("disc", inner), pos=at, size=(inner, inner)))
