"""Line drawings, codes to scan, the countdown."""

import math
from typing import Any, Final

from kivy.graphics import Color, Rectangle
from PIL import Image, ImageDraw

from kiosk.domain.speech import Part, Public
from kiosk.screens.theme import Theme
from kiosk.screens.widgets.block import Backdrop, Block
from kiosk.screens.widgets.fill import panel
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.painter import texture_of
from kiosk.screens.widgets.shapes import PanelStyle
from kiosk.screens.widgets.text import Text

_THICKNESS: Final = 0.068  # of the ring's width
_WHITE: Final = (1.0, 1.0, 1.0, 1.0)
_IN_BADGE: Final = 0.6  # least part of a badge's side its drawing takes
_QUIET: Final = 4  # modules of white around a code (ISO/IEC 18004)


class Icon(Block):
    """One drawing of ``icon_paths.ICONS``. ``scale``: of the theme's icon size; ``surface``: a badge."""

    name = Field("info")
    tone = Field("ink")
    scale = Field(1.0)
    weight = Field(4.0)
    surface = Field("")

    def __init__(self, name: str = "info", **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self._backdrop = Backdrop(self)
        self.fbind("name", self.again)
        self.fbind("tone", self.again)

    @property
    def pixels(self) -> int:
        side = self.theme.icon * self.scale
        return round(max(side, self.theme.badge * _IN_BADGE) if self.surface else side)

    def fit(self, width: float) -> float:
        return float(self.theme.badge if self.surface else self.pixels)

    def natural(self) -> float:
        return self.fit(0)

    def arrange(self) -> None:
        side = round(self.fit(0))
        if self.surface:
            # The badge is a square in the middle of whatever height the icon was given.
            x, y = self.center_x - side / 2, self.center_y - side / 2
            self.size = (side, side)
            self.pos = (round(x), round(y))
            self._backdrop.draw(self.surface)
        self.canvas.clear()
        size = self.pixels
        with self.canvas:
            Color(*self.theme.colour(self.tone))
            Rectangle(
                texture=self.look.paint.icon(self.name, size, self.weight),
                pos=(round(self.center_x - size / 2), round(self.center_y - size / 2)),
                size=(size, size),
            )


class QrImage(Block):
    """A code of ``value`` with its quiet zone, each module a whole number of pixels. Never kept."""

    value = Field("")
    framed = False  # a thin line around the quiet zone

    def __init__(self, value: str = "", **kwargs: Any) -> None:
        super().__init__(value=value, **kwargs)
        self.fbind("value", self.again)

    def fit(self, width: float) -> float:
        return width

    def arrange(self) -> None:
        self.canvas.clear()
        if not self.value:
            return
        import qrcode  # icons are on every screen, a code on one
        from qrcode.constants import ERROR_CORRECT_M

        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
        code.add_data(self.value)
        code.make(fit=True)
        matrix = code.get_matrix()
        image = Image.new("RGBA", (len(matrix), len(matrix)), (255, 255, 255, 255))
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                if dark:
                    image.putpixel((x, y), (0, 0, 0, 255))
        theme = self.theme
        edge = theme.stroke if self.framed else 0
        quiet = len(matrix) + 2 * _QUIET
        module = max(int((min(self.size) - 2 * edge) // quiet), 1)
        side, ground = module * len(matrix), module * quiet + 2 * edge
        style = PanelStyle(theme.radius if self.framed else 0, _WHITE, theme.colour("line"), edge)
        x, y = round(self.center_x - ground / 2), round(self.center_y - ground / 2)
        panel(self.canvas, style, self.look.paint.panel(style), x, y, ground, ground)
        inset = edge + module * _QUIET
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=texture_of(image, smooth=False), pos=(x + inset, y + inset), size=(side, side))


class Countdown(Block):
    """Seconds in a ring that empties clockwise from the top."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"lively": True, **kwargs})
        self._left: tuple[int, float] = (0, 1.0)
        self._figure = Text("", "count", align="center", valign="middle", says="")
        self.add_widget(self._figure)

    def set(self, seconds: int, part: float) -> None:
        """``part`` of the time is left: 1 = all of it."""
        if (seconds, part) != self._left:
            self._left = (seconds, part)
            self.again()

    def spoken(self) -> tuple[Part, ...]:
        return (Public(self.texts.speech.seconds(self._left[0])),)

    def _side(self, width: float) -> float:
        return min(width, self.theme.type("count").size * 3.2)

    def fit(self, width: float) -> float:
        return self._side(width)

    def arrange(self) -> None:
        seconds, part = self._left
        side = round(self._side(min(self.size)))
        self.canvas.before.clear()
        with self.canvas.before:
            Color(1, 1, 1, 1)
            Rectangle(
                texture=texture_of(_ring(side, part, self.theme)),
                pos=(round(self.center_x - side / 2), round(self.center_y - side / 2)),
                size=(side, side),
            )
        self._figure.text = str(seconds)
        self._figure.place(self.x, self.y, self.width, self.height)


def _ring(side: int, part: float, theme: Theme) -> Image.Image:
    """Drawn twice as large, with round ends where it stands and where it began."""
    large = side * 2
    image = Image.new("RGBA", (large, large), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    width = round(large * _THICKNESS)
    box = (1, 1, large - 2, large - 2)
    tint, blue = (_bytes(theme.colours.action_tint), _bytes(theme.colours.action))
    draw.arc(box, 0, 360, fill=tint, width=width)
    if part > 0:
        draw.arc(box, -90, -90 + 360 * part, fill=blue, width=width)
        for degrees in (-90.0, -90 + 360 * part):
            x = large / 2 + (large - width) / 2 * math.cos(math.radians(degrees))
            y = large / 2 + (large - width) / 2 * math.sin(math.radians(degrees))
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=blue)
    return image.resize((side, side), Image.Resampling.BOX)


def _bytes(colour: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (round(part * 255) for part in colour)
    return red, green, blue, alpha


class Rule(Block):
    """A thin line across."""

    tone = Field("line")

    def fit(self, width: float) -> float:
        return float(self.theme.stroke)

    def arrange(self) -> None:
        self.canvas.clear()
        with self.canvas:
            Color(*self.theme.colour(self.tone))
            Rectangle(pos=self.pos, size=self.size)
