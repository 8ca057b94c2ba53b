"""A drawn map: land, ferry lines, a circle; marks to touch and names beside them, none over another.

Where everything lies is reckoned in ``domain/places_map.py``; this draws it for the rectangle it was given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kivy.graphics import Color, Rectangle
from PIL import Image, ImageDraw

from kiosk.domain.places_labels import Label, Rect
from kiosk.domain.places_map import Corner, Drawing, Marker, Style
from kiosk.domain.speech import LONGEST_TEXT, Part, Public
from kiosk.screens.palette import Colour
from kiosk.screens.widgets.block import Backdrop, Block
from kiosk.screens.widgets.painter import texture_of
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable

_FINER: Final = 2  # drawn this many times larger, then reduced
_LEAST_MM: Final = 60.0
_DASH: Final = 14.0
_ICONS: Final = {"here": "person", "dock": "boat", "village": "house", "office": "pin"}
_PLATE: Final = 4.0  # around a name
_IN_MARK: Final = 0.62  # of a mark's side its drawing takes
Bytes = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Behind:
    """RGBA ``pixels`` row by row from the top; ``rect`` says where they lie in a box of a size."""

    width: int
    height: int
    pixels: bytes
    rect: Callable[[tuple[float, float], Style], Rect]


@dataclass(frozen=True, slots=True)
class Face:
    """Of a mark that can be touched: what its id ends with, what lies there, what a touch does."""

    id: str
    names: Sequence[str]
    tap: Callable[[], None]


class Mark(Touchable):
    """A place, or several too near to each other: then their number. ``names``: what is heard of it."""

    surfaces = ("outline", "card_down", "outline")

    def __init__(self, names: Sequence[str], icon: str, count: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._names = tuple(names)
        self._backdrop = Backdrop(self)
        self._drawing: Block = Icon(icon, tone="action")
        if count > 1:
            self._drawing = Text(
                str(count), "tiny_bold", tone="action", align="center", valign="middle", says=""
            )
        self.add_widget(self._drawing)

    def spoken(self) -> tuple[Part, ...]:
        return (Public(self.texts.main.list_joint.join(self._names)[:LONGEST_TEXT]),)

    def arrange(self) -> None:
        self._backdrop.draw(self.surfaces[1 if self.pressed else 0])
        if isinstance(self._drawing, Icon):
            self._drawing.scale = _IN_MARK * self.width / self.theme.icon
        self._drawing.place(self.x, self.y, self.width, self.height)


class _Still(Block):
    """A mark that leads nowhere: here, a dock, a village."""

    def __init__(self, icon: str, here: bool) -> None:
        super().__init__()
        self.ground = "action" if here else "card"
        self._here = here
        self._icon = Icon(icon, tone="on_action" if here else "ink")
        self.add_widget(self._icon)

    def arrange(self) -> None:
        self.canvas.before.clear()
        side = round(self.width)
        with self.canvas.before:
            Color(*self.theme.colour(self.ground))
            Rectangle(texture=self.look.paint.icon("disc", side), pos=self.pos, size=(side, side))
        self._icon.scale = 0.55 * self.width / self.theme.icon
        self._icon.place(self.x, self.y, self.width, self.height)


class Sketch(Block):
    """``draw`` makes the drawing for a size and a style; ``faces`` says what can be touched, None:
    nothing; ``key`` the words beside the scale bar, which stands for so many metres. ``behind``: a picture
    of the same country, over the drawn land and below all else.
    """

    ground = "card"

    def __init__(
        self,
        draw: Callable[[tuple[float, float], Style], Drawing],
        faces: Callable[[Marker], Face | None],
        key: Callable[[float], str],
        behind: Behind | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**{"grow": 1.0, **kwargs})
        self._behind = behind
        self._draw = draw
        self._faces = faces
        self._key = key
        self._made_for: tuple[float, ...] = ()

    @property
    def tappable(self) -> bool:
        return True

    def fit(self, width: float) -> float:
        return float(self.theme.mm(_LEAST_MM))

    def arrange(self) -> None:
        wanted = (self.x, self.y, self.width, self.height)
        if wanted == self._made_for or min(self.size) <= 0:
            return
        self._made_for = wanted
        style = self._style()
        drawing = self._draw((self.width, self.height), style)
        self._paint(drawing)
        self.clear_widgets()
        for marker in drawing.markers:
            self._mark(marker)
        labels = _labels(drawing)
        for label in labels:
            self._write(label.text, label.rect)
        key = drawing.key
        self._write(self._key(drawing.scale[0]), Rect(key.left, key.bottom, key.width, self._line()))

    def _style(self) -> Style:
        theme = self.theme
        radius = (theme.min_target + theme.min_gap) / 2
        words = max(self._measure(self._key(metres))[0] for metres in (500.0, 2000.0, 20000.0))
        return Style(self._measure, radius, radius + 2, (words, self._line() * 1.5))

    def _line(self) -> float:
        style = self.theme.type("small")
        return style.size * style.leading

    def _measure(self, text: str) -> tuple[float, float]:
        return self.look.paint.width(text, "small") + 2 * _PLATE, self._line()

    # ---- what stands on it

    def _mark(self, marker: Marker) -> None:
        face = self._faces(marker)
        side = float(self.theme.min_target)
        block: Block
        if face is not None:
            icon = _ICONS["here" if marker.kind == "here" else "office"]
            block = Mark(face.names, icon, len(face.names), touch_id=f"map.mark.{face.id}", on_tap=face.tap)
        else:
            block = _Still(_ICONS[marker.kind], marker.kind == "here")
            side *= 0.8
        self.add_widget(block)
        block.place(self.x + marker.x - side / 2, self.y + marker.y - side / 2, side, side)

    def _write(self, text: str, rect: Rect) -> None:
        words = Text(text, "small", valign="middle", align="center")
        self.add_widget(words)
        words.place(self.x + rect.left, self.y + rect.bottom, rect.width, rect.height)

    # ---- what lies below

    def _paint(self, drawing: Drawing) -> None:
        size = (round(self.width), round(self.height))
        image = _Canvas(size, self.theme.colour("action_tint"))
        for land in drawing.lands:
            image.area(land.corners, self.theme.colour("card"), self.theme.colour("ink2"))
        if self._behind is not None:
            rect = self._behind.rect((self.width, self.height), self._style())
            image.picture(self._behind, rect)
        for _, ends in drawing.lines:
            image.dashes(*ends, self.theme.colour("action"))
        if drawing.ring is not None:
            image.ring(drawing.ring, self.theme.colour("done"))
        labels = _labels(drawing)
        for label in labels:
            image.plate(label, self.theme.colour("card"), self.theme.colour("ink2"))
        key = drawing.key
        image.rect(key, self.theme.colour("card"))
        image.bar(key.left, key.top - key.height / 6, drawing.scale[1], self.theme.colour("ink"))
        image.frame(self.theme.colour("line"))
        self.canvas.before.clear()
        with self.canvas.before:
            Color(1, 1, 1, 1)
            Rectangle(texture=texture_of(image.reduced(), smooth=False), pos=self.pos, size=size)


class _Canvas:
    """Pillow's, with y up, lengths in pixels of the screen."""

    def __init__(self, size: tuple[int, int], ground: Colour) -> None:
        self._size = size
        large = (size[0] * _FINER, size[1] * _FINER)
        self._image = Image.new("RGB", large, _bytes(ground))
        self._draw = ImageDraw.Draw(self._image)

    def _at(self, corner: Corner) -> tuple[float, float]:
        return corner[0] * _FINER, (self._size[1] - corner[1]) * _FINER

    def picture(self, behind: Behind, rect: Rect) -> None:
        """Only the part of it that lies in the box is made larger or smaller."""
        whole = Image.frombytes("RGBA", (behind.width, behind.height), behind.pixels)
        across, up = rect.width / behind.width, rect.height / behind.height
        top = rect.bottom + rect.height
        box = (
            max(-rect.left / across, 0.0),
            max((top - self._size[1]) / up, 0.0),
            min((self._size[0] - rect.left) / across, float(behind.width)),
            min(top / up, float(behind.height)),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        left, upper = self._at((rect.left + box[0] * across, top - box[1] * up))
        size = round((box[2] - box[0]) * across * _FINER), round((box[3] - box[1]) * up * _FINER)
        part = whole.resize((max(size[0], 1), max(size[1], 1)), Image.Resampling.BILINEAR, box=box)
        self._image.paste(part, (round(left), round(upper)), part)

    def area(self, corners: Sequence[Corner], fill: Colour, edge: Colour) -> None:
        outline = [self._at(corner) for corner in corners]
        self._draw.polygon(outline, fill=_bytes(fill))
        self._draw.line([*outline, outline[0]], fill=_bytes(edge), width=2 * _FINER)

    def dashes(self, one: Corner, other: Corner, colour: Colour) -> None:
        across, up = other[0] - one[0], other[1] - one[1]
        count = max(int((across * across + up * up) ** 0.5 / _DASH), 1)
        for number in range(0, count, 2):
            ends = [
                self._at((one[0] + across * share / count, one[1] + up * share / count))
                for share in (number, min(number + 1, count))
            ]
            self._draw.line(ends, fill=_bytes(colour), width=2 * _FINER)

    def ring(self, ring: tuple[float, float, float], colour: Colour) -> None:
        x, y, radius = ring
        (left, top), (right, bottom) = self._at((x - radius, y + radius)), self._at((x + radius, y - radius))
        self._draw.ellipse((left, top, right, bottom), outline=_bytes(colour), width=3 * _FINER)

    def plate(self, label: Label, fill: Colour, line: Colour) -> None:
        """Behind a name; with a line to its mark where it stands apart."""
        if label.leader:
            self._draw.line([self._at(end) for end in label.leader], fill=_bytes(line), width=2 * _FINER)
        self.rect(label.rect, fill)

    def rect(self, rect: Rect, fill: Colour) -> None:
        left, top = self._at((rect.left, rect.top))
        right, bottom = self._at((rect.right, rect.bottom))
        self._draw.rectangle((left, top, right, bottom), fill=_bytes(fill))

    def bar(self, left: float, middle: float, length: float, colour: Colour) -> None:
        ends = [self._at((left, middle)), self._at((left + length, middle))]
        self._draw.line(ends, fill=_bytes(colour), width=4 * _FINER)
        for x, y in ends:
            self._draw.line([(x, y - 5 * _FINER), (x, y + 5 * _FINER)], fill=_bytes(colour), width=2 * _FINER)

    def frame(self, colour: Colour) -> None:
        width, height = self._image.size
        self._draw.rectangle((0, 0, width - 1, height - 1), outline=_bytes(colour), width=2 * _FINER)

    def reduced(self) -> Image.Image:
        """The same as a resize by boxes, and four times as quick."""
        return self._image.reduce(_FINER).convert("RGBA")


def _labels(drawing: Drawing) -> list[Label]:
    """Of marks and of islands."""
    found = [*(one.label for one in drawing.markers), *(one.label for one in drawing.lands)]
    return [label for label in found if label is not None]


def _bytes(colour: Colour) -> Bytes:
    red, green, blue, _ = colour
    return round(red * 255), round(green * 255), round(blue * 255)
