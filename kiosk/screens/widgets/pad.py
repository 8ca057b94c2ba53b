"""The writing pad: what a finger draws, kept as strokes until it is read, undone or wiped.

The pad is the one widget that takes a touch itself; everything else is tapped (``widgets/touch``). Strokes
are lists of points in pad pixels, y down, as the recogniser wants them.
"""

from collections.abc import Callable
from typing import Any, Final

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture

from kiosk.domain.speech import Part, Public
from kiosk.screens.widgets.block import Backdrop
from kiosk.screens.widgets.brush import Brush, InkLine, Point
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable

Strokes = tuple[tuple[Point, ...], ...]

INK_MM: Final = 2.4
_INK_PX: Final = (8, 12)  # the thinnest and the thickest line on any panel
_STEP: Final = 4.0  # pixels between two points worth keeping
MOST_POINTS: Final = 800  # of one stroke
MOST_STROKES: Final = 160
_DASH: Final = 16  # pixels of one dash and the gap after it


class InkPad(Touchable):
    """``changed`` is called after each stroke, undo and clear. ``generation`` grows with each of them."""

    draws = True
    wide = Field(0.0)  # pixels wanted beside others

    def __init__(self, hint: str, changed: Callable[[], None], least_mm: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.generation = 0
        self._changed = changed
        self._least_mm = least_mm
        self._strokes: list[InkLine] = []
        self._live: InkLine | None = None
        self._finger: object = None
        self._brush: Brush | None = None
        self._backdrop = Backdrop(self)
        self._edge = InstructionGroup()
        self._ink = InstructionGroup()
        self.canvas.add(self._edge)
        self.canvas.add(self._ink)
        self._hint = Text(hint, "tiny", tone="ink2", align="right", valign="middle")
        self.add_widget(self._hint)

    def spoken(self) -> tuple[Part, ...]:
        return (Public(self.texts.speech.pad),)

    # ---- what was written

    @property
    def strokes(self) -> Strokes:
        """Finished strokes in pad pixels, y down."""
        return tuple(tuple((x - self.x, self.top - y) for x, y in stroke.points) for stroke in self._strokes)

    @property
    def extent(self) -> Point:
        """Width and height in pixels."""
        return float(self.width), float(self.height)

    def undo(self) -> None:
        """Take back the last stroke."""
        if self._strokes:
            self._ink.remove(self._strokes.pop().group)
            self._told()

    def clear(self) -> None:
        """Take back everything, and say so."""
        if self._strokes:
            self.wipe()
            self._changed()

    def wipe(self) -> None:
        """Forget every stroke without a word. An answer to any of them is stale from now on."""
        self._finger = self._live = None
        self._strokes.clear()
        self._ink.clear()
        self.generation += 1
        self._show_hint()

    def _told(self) -> None:
        self.generation += 1
        self._show_hint()
        self._changed()

    def _show_hint(self) -> None:
        """Only on an empty pad: it would lie under the ink."""
        self._hint.opacity = 0.0 if self._strokes or self._live else 1.0

    # ---- the finger

    def on_touch_down(self, touch: Any) -> bool:
        if not self.enabled or not self.collide_point(touch.x, touch.y):
            return False
        self._lift()  # a finger whose going up was never told
        if len(self._strokes) >= MOST_STROKES:
            return True
        if self._brush is None:
            self._brush = Brush(self._thick(), self.theme.colour("ink"))
        self._finger = touch.uid
        self._live = InkLine(self._brush)
        self._ink.add(self._live.group)
        self._live.add(self._inside(touch))
        self._show_hint()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if self._live is None or touch.uid != self._finger:
            return False
        x, y = self._inside(touch)
        last_x, last_y = self._live.points[-1]
        far = abs(x - last_x) + abs(y - last_y) >= _STEP
        if far and len(self._live.points) < MOST_POINTS:
            self._live.add((x, y))
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if self._live is None or touch.uid != self._finger:
            return False
        self._lift()
        return True

    def _lift(self) -> None:
        if self._live is not None:
            self._strokes.append(self._live)
            self._finger = self._live = None
            self._told()

    def _inside(self, touch: Any) -> Point:
        """Where the ink goes: a finger that slips off the pad draws along its edge."""
        rim = self._thick() / 2 + self.theme.stroke
        x = min(max(float(touch.x), self.x + rim), self.right - rim)
        y = min(max(float(touch.y), self.y + rim), self.top - rim)
        return x, y

    def _thick(self) -> float:
        return float(min(max(self.theme.mm(INK_MM), _INK_PX[0]), _INK_PX[1]))

    # ---- layout

    def fit(self, width: float) -> float:
        return float(self.theme.mm(self._least_mm))

    def natural(self) -> float:
        return max(float(self.wide), self.fit(0))

    def arrange(self) -> None:
        self._backdrop.draw("pad")
        self._dash()
        if self._strokes and any(not self.collide_point(*stroke.points[0]) for stroke in self._strokes):
            self.wipe()  # the pad moved away from under its ink
        inset, line = self.theme.pad * 0.7, self._hint.pitch
        self._hint.place(self.x + inset, self.y + inset * 0.6, self.width - 2 * inset, line)

    def _dash(self) -> None:
        """A dashed edge, whole around the corners: this is where one writes."""
        self._edge.clear()
        thick, radius = self.theme.stroke * 2, self.theme.radius
        texture = _dashes(self.theme.colour("disabled"), self.theme.colour("card"))
        self._edge.add(Color(1, 1, 1, 1))
        for upright, x, y in (
            (False, self.x + radius, self.y),
            (False, self.x + radius, self.top - thick),
            (True, self.x, self.y + radius),
            (True, self.right - thick, self.y + radius),
        ):
            long = (self.height if upright else self.width) - 2 * radius
            turns = round(long / _DASH)
            thin = 0.5 / _DASH
            coords = (
                (0, 0, thin, 0, thin, turns, 0, turns) if upright else (0, 0, turns, 0, turns, thin, 0, thin)
            )
            size = (thick, long) if upright else (long, thick)
            self._edge.add(Rectangle(texture=texture, pos=(x, y), size=size, tex_coords=coords))


def _dashes(ink: tuple[float, ...], paper: tuple[float, ...]) -> Texture:
    """One dash and one gap along both axes, to be repeated."""
    pixels = bytearray()
    for y in range(_DASH):
        for x in range(_DASH):
            colour = ink if max(x, y) < _DASH * 0.6 else paper
            pixels += bytes(round(part * 255) for part in colour)
    texture = Texture.create(size=(_DASH, _DASH), colorfmt="rgba")
    texture.blit_buffer(bytes(pixels), colorfmt="rgba", bufferfmt="ubyte")
    texture.wrap = "repeat"
    texture.mag_filter = texture.min_filter = "nearest"
    return texture
