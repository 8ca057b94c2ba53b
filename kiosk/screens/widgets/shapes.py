"""Rounded shapes with smooth edges, drawn once by Pillow and stretched by nine patches."""

from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from kiosk.screens.palette import Colour
from kiosk.screens.theme import Theme

_FINER: Final = 4  # drawn this many times larger, then reduced


@dataclass(frozen=True, slots=True)
class PanelStyle:
    """Pixels and colours. ``bar``: width of a coloured bar along the left side, inside the rounding."""

    radius: int
    fill: Colour
    line: Colour | None = None
    stroke: int = 0
    bar: int = 0
    bar_colour: Colour | None = None

    @property
    def border(self) -> int:
        """Pixels from each side that are never stretched."""
        return max(self.radius, self.stroke, self.bar) + 1


@dataclass(frozen=True, slots=True)
class RingStyle:
    """Three bands around a rounded rectangle of ``radius``: ``band`` pixels between two of ``halo``.

    Two colours far apart, so that the ring is seen on any ground, and on several at once.
    """

    radius: int
    band: int
    halo: int
    colour: Colour
    halo_colour: Colour

    @property
    def reach(self) -> int:
        """Pixels from the rectangle outwards."""
        return self.band + 2 * self.halo

    @property
    def border(self) -> int:
        return self.radius + self.reach + 1


def draw_ring(style: RingStyle) -> Image.Image:
    """The smallest picture of the ring: its corners and two pixels between them, clear inside."""
    side = style.border * 2 + 2
    outer = style.radius + style.reach
    colours = Image.new("RGB", (side, side), _rgb(style.halo_colour))
    band = _rounded(side, style.halo, outer - style.halo)
    colours.paste(_rgb(style.colour), mask=band)
    inside = style.halo + style.band
    colours.paste(_rgb(style.halo_colour), mask=_rounded(side, inside, outer - inside))
    image = colours.convert("RGBA")
    hole = _rounded(side, style.reach, style.radius)
    image.putalpha(ImageChops.subtract(_rounded(side, 0, outer), hole))
    return image


def _rgb(colour: Colour) -> tuple[int, int, int]:
    red, green, blue, _ = colour
    return round(red * 255), round(green * 255), round(blue * 255)


def draw_panel(style: PanelStyle) -> Image.Image:
    """The smallest picture of the shape: its corners and two pixels between them."""
    side = style.border * 2 + 2
    outer = _rounded(side, 0, style.radius)
    colours = Image.new("RGB", (side, side), _rgb(style.line or style.fill))
    inner = _rounded(side, style.stroke, max(style.radius - style.stroke, 0))
    colours.paste(_rgb(style.fill), mask=inner)
    if style.bar and style.bar_colour:
        colours.paste(_rgb(style.bar_colour), (0, 0, style.bar, side))
    image = colours.convert("RGBA")
    image.putalpha(outer)
    return image


def _rounded(side: int, inset: int, radius: int) -> Image.Image:
    large = Image.new("L", (side * _FINER, side * _FINER), 0)
    box = (inset * _FINER, inset * _FINER, (side - inset) * _FINER - 1, (side - inset) * _FINER - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, radius=radius * _FINER, fill=255)
    return large.resize((side, side), Image.Resampling.BOX)


# name: fill, line (palette names), strokes of line. "answer" has a green bar besides.
_SURFACES: Final[dict[str, tuple[str, str, int]]] = {
    "card": ("card", "line", 1),
    "card_down": ("action_tint", "action", 2),
    "chosen": ("action_tint", "action", 2),
    "outline": ("card", "action", 2),
    "outline_off": ("paper", "line", 2),
    "primary": ("action", "action", 0),
    "primary_down": ("action_down", "action_down", 0),
    "primary_off": ("paper", "line", 2),
    "answer": ("done_tint", "done_tint", 0),
    "attention": ("attention_tint", "attention_line", 1),
    "danger": ("danger_tint", "danger", 1),
    "done": ("done_tint", "done", 1),
    "tint": ("action_tint", "action_line", 1),
    "badge": ("action_tint", "action_tint", 0),
    "pad": ("card", "disabled", 2),
}


def surface_colours(name: str) -> tuple[str, str]:
    """Palette names of its fill and its line; KeyError when there is no such surface."""
    fill, line, _ = _SURFACES[name]
    return fill, line


# Within the least gap between two targets (theme.MIN_GAP_MM): no ring lies on a neighbour.
_BAND_MM: Final = 1.7  # 0.18 degrees at 550 mm, three times what 0.3 of vision tells apart
_HALO_MM: Final = 0.35


def ring_style(theme: Theme) -> RingStyle:
    """Around what the keypad would press, on this panel."""
    band, halo = theme.mm(_BAND_MM), max(theme.mm(_HALO_MM), 1)
    return RingStyle(theme.radius, band, halo, theme.colour("focus"), theme.colour("focus_gap"))


def surface_style(theme: Theme, name: str) -> PanelStyle:
    """The background of this name on this panel; KeyError when there is none."""
    fill, line, strokes = _SURFACES[name]
    bar = max(theme.radius * 3 // 5, 4) if name == "answer" else 0
    return PanelStyle(
        theme.radius,
        theme.colour(fill),
        theme.colour(line),
        theme.stroke * strokes,
        bar,
        theme.colour("done") if bar else None,
    )
