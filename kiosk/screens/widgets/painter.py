"""Textures of text lines, icons and rounded shapes, each drawn once and kept while there is room.

All drawing that costs time happens here, so that showing a screen again costs only rectangles. Text marked
private never enters the store of lines, and :meth:`Painter.wipe` empties it.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from kivy.core.text import DEFAULT_FONT
from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture
from PIL import Image

from kiosk.glyphs import Faces
from kiosk.screens.palette import Colour
from kiosk.screens.theme import Theme
from kiosk.screens.widgets.icon_paths import draw_icon
from kiosk.screens.widgets.runs import RunLabel
from kiosk.screens.widgets.shapes import PanelStyle, RingStyle, draw_panel, draw_ring
from kiosk.screens.widgets.wrap import wrap
from kiosk.words.texts import Texts

_LINE_BYTES: Final = 24 * 1024 * 1024  # of line textures kept
_WRAPS: Final = 2000
_WHITE: Final = (1, 1, 1, 1)


def texture_of(image: Image.Image, smooth: bool = True) -> Texture:
    """An RGBA picture as a texture, right way up."""
    texture = Texture.create(size=image.size, colorfmt="rgba")
    data = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM).tobytes()
    texture.blit_buffer(data, colorfmt="rgba", bufferfmt="ubyte")
    return texture if smooth else _sharp(texture)


class Painter:
    """One for a window. Roles are those of ``theme.types``."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._labels: dict[tuple[int, bool], CoreLabel] = {}
        self._advances: dict[tuple[int, bool], dict[str, float]] = {}
        self._wraps: OrderedDict[tuple[str, float, str], tuple[str, ...]] = OrderedDict()
        self._lines: OrderedDict[tuple[str, int, bool], Texture] = OrderedDict()
        self._line_bytes = 0
        self._icons: dict[tuple[str, int], Texture] = {}
        self._panels: dict[PanelStyle | RingStyle, Texture] = {}

    # ---- measuring

    def width(self, text: str, role: str) -> float:
        """Pixels ``text`` takes on one line."""
        style = self._theme.type(role)
        key = (style.size, style.bold)
        known = self._advances.setdefault(key, {})
        total = 0.0
        for char in text:
            advance = known.get(char)
            if advance is None:
                advance = known[char] = self._measured(char, *key)
            total += advance
        return total

    def _measured(self, char: str, size: int, bold: bool) -> float:
        label = self._label(size, bold)
        if not self._faces.plain(char):
            label = self._runs(char, size, bold)
            label.resolve_font_name()
        return float(label.get_extents(char)[0])

    def undrawn(self, text: str) -> tuple[str, ...]:
        """The characters of ``text`` that no font has: a placeholder is drawn for each."""
        return self._faces.undrawn(text)

    def wrap(self, text: str, width: float, role: str, private: bool = False) -> tuple[str, ...]:
        """The lines of ``text`` in ``width`` pixels."""
        key = (text, width, role)
        lines = self._wraps.get(key)
        if lines is None:
            lines = wrap(text, width, lambda piece: self.width(piece, role))
            if not private:
                self._wraps[key] = lines
                if len(self._wraps) > _WRAPS:
                    self._wraps.popitem(last=False)
        return lines

    # ---- drawing

    def line(self, text: str, role: str, private: bool = False) -> Texture:
        """One line in white, to be tinted by the canvas colour."""
        style = self._theme.type(role)
        key = (text, style.size, style.bold)
        texture = self._lines.get(key)
        if texture is not None:
            self._lines.move_to_end(key)
            return texture
        plain = self._faces.plain(text)
        label = (self._plain if plain else self._runs)(text, style.size, style.bold)
        label.refresh()
        texture = _sharp(label.texture)
        if not private:
            self._keep(key, texture)
        return texture

    def icon(self, name: str, size: int, weight: float = 4.0) -> Texture:
        """A line drawing in white, ``size`` pixels square; ``weight`` is the stroke of its 64 units."""
        key = (f"{name}:{weight}", size)
        if key not in self._icons:
            self._icons[key] = _sharp(texture_of(draw_icon(name, size, weight)))
        return self._icons[key]

    def panel(self, style: PanelStyle) -> Texture:
        """A rounded shape to be stretched from its middle (``BorderImage``)."""
        if style not in self._panels:
            self._panels[style] = texture_of(draw_panel(style))
        return self._panels[style]

    def ring(self, style: RingStyle) -> Texture:
        """Its corners and sides, to be stretched around something (``fill.around``)."""
        if style not in self._panels:
            self._panels[style] = texture_of(draw_ring(style))
        return self._panels[style]

    def wipe(self) -> None:
        """Forget every text: what is shown next is drawn anew. What is private was never kept."""
        self._lines.clear()
        self._wraps.clear()
        self._line_bytes = 0

    def _keep(self, key: tuple[str, int, bool], texture: Texture) -> None:
        self._lines[key] = texture
        self._line_bytes += _bytes(texture)
        while self._line_bytes > _LINE_BYTES and len(self._lines) > 1:
            _, dropped = self._lines.popitem(last=False)
            self._line_bytes -= _bytes(dropped)

    def _label(self, size: int, bold: bool) -> CoreLabel:
        label = self._labels.get((size, bold))
        if label is None:
            label = self._plain(" ", size, bold)
            label.resolve_font_name()
            self._labels[size, bold] = label
        return label

    def _plain(self, text: str, size: int, bold: bool) -> CoreLabel:
        return CoreLabel(text=text, font_name=DEFAULT_FONT, font_size=size, bold=bold, color=_WHITE)

    def _runs(self, text: str, size: int, bold: bool) -> CoreLabel:
        return RunLabel(self._faces, text=text, font_size=size, bold=bold, color=_WHITE)

    @cached_property
    def _faces(self) -> Faces:
        """Of the folder that Kivy's own font was registered from (``environment.prepare``)."""
        return Faces(Path(self._label(self._theme.type("body").size, False).options["font_name_r"]).parent)


def _sharp(texture: Texture) -> Texture:
    """For what is drawn pixel by pixel: the same picture, and no neighbours to be looked up and weighed."""
    texture.mag_filter = texture.min_filter = "nearest"
    return texture


def _bytes(texture: Texture) -> int:
    return int(texture.width * texture.height * 4)


@dataclass(frozen=True, slots=True)
class Look:
    """What every widget draws with and speaks: the sizes, the one painter, the words of one language.

    ``say``: has something read aloud; None on a terminal that does not.
    """

    theme: Theme
    paint: Painter
    monotonic: Callable[[], float]
    texts: Texts
    say: Callable[..., None] | None = None

    def colour(self, name: str) -> Colour:
        return self.theme.colour(name)
