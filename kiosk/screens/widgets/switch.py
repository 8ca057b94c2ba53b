"""Something that is on or off: a row with its drawing, its words, and its state in a word and a mark."""

from typing import Any

from kivy.graphics import Color, InstructionGroup, Rectangle

from kiosk.domain.speech import Part, Public
from kiosk.screens.widgets.block import Backdrop
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable


class Switch(Touchable):
    """``on``: its state; ``words`` what stands for off and on. Tapped anywhere.

    On low panels, and where it is ``narrow``, the state stands where the hint would.
    """

    on = Field(False)
    narrow = Field(False)
    tall = Field(1.0)  # least height, of a row's

    def __init__(
        self,
        title: str,
        hint: str,
        icon: str,
        words: tuple[str, str],
        on: bool,
        role: str = "row",
        **kwargs: Any,
    ) -> None:
        super().__init__(on=on, **kwargs)
        self._backdrop = Backdrop(self)
        self._track = InstructionGroup()
        self.canvas.before.add(self._track)
        self._icon = Icon(icon, tone="action")
        self._title = Text(title, role, valign="middle")
        self._words = (Text(words[on], "small_bold", tone="action" if on else "ink2", says=""), hint)
        self._hint = Text("", "small", tone="ink2")
        for child in (self._icon, self._title, self._hint, self._words[0]):
            self.add_widget(child)

    def state_said(self) -> tuple[Part, ...]:
        return (Public(self._words[0].text),)

    @property
    def _low(self) -> bool:
        return self.narrow or self.theme.compact

    def _mark(self) -> tuple[int, int]:
        """Width and height of the mark."""
        tall = round(self.theme.type("row").size * 0.8)
        return round(tall * 1.8), tall

    def _sides(self) -> tuple[float, float]:
        """Width left of the words and right of them."""
        theme = self.theme
        left = theme.pad + self._icon.natural() + theme.gap * 1.1
        beside = 0.0 if self._low else self._words[0].natural() + theme.gap * 0.7
        return left, theme.pad + self._mark()[0] + theme.gap * 0.7 + beside

    def _heights(self, width: float) -> tuple[float, float]:
        """Of the title, and of what stands under it."""
        room = width - sum(self._sides())
        state, hint = self._words
        self._hint.text = "" if self._low else hint
        return self._title.fit(room), (state if self._low else self._hint).fit(room)

    def fit(self, width: float) -> float:
        return max(self.theme.row * self.tall, sum(self._heights(width)) + self.theme.gap)

    def arrange(self) -> None:
        theme = self.theme
        # Pressed, it looks as it will when the finger has gone; on drawn like on would answer nobody.
        self._backdrop.draw("chosen" if self.on != self.pressed else "card")
        left, right = self._sides()
        title, under = self._heights(self.width)
        room = self.width - left - right
        top = self.center_y + (title + under) / 2
        self._icon.place(self.x + theme.pad, self.y, self._icon.natural(), self.height)
        self._title.place(self.x + left, top - title, room, title)
        wide, tall = self._mark()
        x = round(self.right - theme.pad - wide)
        state, _ = self._words
        if self._low:
            state.place(self.x + left, top - title - under, room, under)
        else:
            self._hint.place(self.x + left, top - title - under, room, under)
            own = state.fit(state.natural())
            beside = x - theme.gap * 0.7 - state.natural()
            state.place(beside, self.center_y - own / 2, state.natural(), own)
        self._draw_mark(x, round(self.center_y - tall / 2), wide, tall)

    def _draw_mark(self, x: int, y: int, wide: int, tall: int) -> None:
        """A track with a knob at its right end when on; the word beside it says the same."""
        theme, paint = self.theme, self.look.paint
        track = theme.colour("action" if self.on else "ink2")
        disc, edge = paint.icon("disc", tall), max(round(tall * 0.14), 3)
        self._track.clear()
        self._track.add(Color(*track))
        for left in (x, x + wide - tall):
            self._track.add(Rectangle(texture=disc, pos=(left, y), size=(tall, tall)))
        self._track.add(Rectangle(pos=(x + tall / 2, y), size=(wide - tall, tall)))
        inner = tall - 2 * edge
        knob = x + wide - tall + edge if self.on else x + edge
        self._track.add(Color(*theme.colour("on_action" if self.on else "card")))
        at, size = (knob, y + edge), (inner, inner)
        self._track.add(Rectangle(texture=paint.icon("disc", inner), pos=at, size=size))
