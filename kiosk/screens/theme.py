"""Every size and type style of the screens, in one place (the colours: ``palette.py``).

Sizes are millimetres or the drawn pictures' pixels, turned into this panel's pixels by its resolution and
diagonal. Body text has a capital height of 0.7 degrees at the viewing distance (EN 301 549, 5.1.4: 6.75 mm at
550 mm); targets are at least 12.7 mm with 2.54 mm between them, the primary action at least 20 mm.

Two layouts: *roomy* for standing panels, with the proportions of the drawn 21.5 inch pictures, and *compact*
for desk panels lower than 250 mm, where text keeps its millimetres and everything around it gives way; *wide*
is the compact one on a panel broad enough for more columns and second lines.

Of what a visitor may choose (``domain.comfort``) these change the theme. ELDER: capitals of 8.75 mm; 7.6 mm
in English on the smallest panels, where longer words leave no room for more. HIGH: another palette. SEATED:
all that can be touched lies below 60 % of a standing panel's height; a desk panel is within reach anyhow.
"""

import math
from dataclasses import dataclass
from typing import Final

from kiosk.domain.comfort import USUAL, Comfort, Contrast, Language, Reach, Size
from kiosk.screens.palette import PALETTES, Colour, Palette

MM_PER_INCH: Final = 25.4
CAP_MM: Final = 6.75  # at VIEWING_MM
VIEWING_MM: Final = 550
CAP_RATIO: Final = 0.733  # capital height of Noto Sans CJK SC over its size
MIN_TARGET_MM: Final = 12.7
MIN_GAP_MM: Final = 2.54
PRIMARY_MM: Final = 20.0
COMPACT_BELOW_MM: Final = 250.0
WIDE_FROM_MM: Final = 300.0
SEATED_REACH: Final = 0.6  # of the height
_DRAWN_BODY_PX: Final = 37.15  # CAP_MM at the 4.03 px/mm of the drawn pictures


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """``size`` in pixels; ``leading`` is the distance of base lines over the size."""

    size: int
    bold: bool
    leading: float


# role: (drawn pixels roomy, compact, ELDER roomy, ELDER compact, bold, leading). Compact pixels are at the
# roomy panel's density too: the factor to this panel's pixels is the same for both. Few sizes: each size of a
# weight costs 2.5 MB of opened font; ELDER has nearly all of its own from the others.
_TYPES: Final[dict[str, tuple[float, float, float, float, bool, float]]] = {
    "display": (128, 66, 128, 66, True, 1.2),
    "count": (128, 66, 128, 66, True, 1.1),
    "number": (96, 66, 96, 66, True, 1.2),
    "question": (96, 45, 96, 49, True, 1.26),
    "start": (96, 45, 96, 45, True, 1.2),
    "title": (68, 45, 68, 49, True, 1.26),
    "key": (68, 45, 68, 45, True, 1.1),
    "subtitle": (52, 38, 52, 45, True, 1.3),
    "subtitle_plain": (52, 37, 52, 49, False, 1.46),
    "glyph": (52, 45, 52, 49, False, 1.2),
    "button": (46, 38, 52, 45, True, 1.3),
    "heading": (46, 38, 52, 49, True, 1.34),
    "row": (46, 38, 52, 45, True, 1.34),
    "answer": (44, 37, 52, 49, False, 1.44),
    "written": (44, 37, 52, 49, False, 1.32),
    "body": (40, 37, 52, 49, False, 1.42),
    "strong": (40, 38, 52, 49, True, 1.42),
    "small": (33, 30, 44, 37, False, 1.4),
    "small_bold": (33, 30, 46, 38, True, 1.36),
    "tiny": (33, 30, 40, 37, False, 1.34),
    "tiny_bold": (33, 30, 40, 38, True, 1.3),
}


# A broad panel has room for headings that can be seen from the door.
_WIDE_LARGER: Final = ("display", "number", "count", "question", "title", "start")
# Where large text meets a low panel; below it MIIT's rules for older people's screens do not allow.
_LEAST_LEADING: Final = 1.3
# Large text of long words on a low panel, by its size in Chinese: 7.6 mm instead of 8.9. Few sizes here too.
_WORDY: Final[dict[float, float]] = {66: 66, 49: 42, 45: 42, 38: 33, 37: 33}


@dataclass(frozen=True, slots=True)
class Theme:
    """Pixels of one panel. ``types`` by role; ``px_mm`` pixels to a millimetre.

    ``elder``: one thing a screen, nothing fades. ``reach``: how far above the window's lower edge something
    to touch may lie, its height when anywhere.
    """

    width: int
    height: int
    px_mm: float
    compact: bool
    wide: bool
    elder: bool
    reach: int
    types: dict[str, TypeStyle]
    margin: int
    gap: int
    gap_small: int
    pad: int
    radius: int
    stroke: int
    strip: int
    bar: int
    primary: int
    secondary: int
    row: int
    tile: int
    icon: int
    badge: int
    min_target: int
    min_gap: int
    colours: Palette

    @property
    def terse(self) -> bool:
        """Whether second lines give way: on the low panels, on broad ones only in large text."""
        return self.compact and (self.elder or not self.wide)

    @property
    def seated(self) -> bool:
        """Whether what is to be touched has to lie low."""
        return self.reach < self.height

    def mm(self, value: float) -> int:
        return round(value * self.px_mm)

    def type(self, role: str) -> TypeStyle:
        return self.types[role]

    def colour(self, name: str) -> Colour:
        colour: Colour = getattr(self.colours, name)
        return colour


@dataclass(frozen=True, slots=True)
class Mode:
    """What of a visitor's comfort changes how screens look: two equal ones look the same."""

    size: Size = Size.NORMAL
    contrast: Contrast = Contrast.PLAIN
    reach: Reach = Reach.STANDING
    wordy: bool = False  # a language of longer words than Chinese


def mode_of(comfort: Comfort = USUAL) -> Mode:
    return Mode(comfort.size, comfort.contrast, comfort.reach, comfort.language is not Language.ZH)


def make_theme(
    width: int, height: int, diagonal_inch: float, viewing_mm: int = VIEWING_MM, mode: Mode = Mode()
) -> Theme:
    """The theme of a panel of ``width`` x ``height`` pixels, read from ``viewing_mm`` away."""
    px_mm = math.hypot(width, height) / diagonal_inch / MM_PER_INCH
    compact = height / px_mm < COMPACT_BELOW_MM
    elder = mode.size is Size.ELDER
    body_px = CAP_MM * viewing_mm / VIEWING_MM / CAP_RATIO * px_mm
    unit = body_px / _DRAWN_BODY_PX
    if not compact:
        # A large panel far away has room to spare: never draw smaller there than the pictures.
        unit = max(unit, min(width / 1080, height / 1920))
    wide = compact and width / px_mm >= WIDE_FROM_MM
    column = 2 * elder + compact
    most = _LEAST_LEADING if elder and compact else math.inf
    fewer = _WORDY if mode.wordy and elder and compact and not wide else {}
    types = {
        role: TypeStyle(
            round(max(fewer.get(sizes[column], sizes[column]), sizes[compact]) * unit),
            bold,
            min(leading, most),
        )
        for role, (*sizes, bold, leading) in _TYPES.items()
    }
    if wide:
        types |= {role: _scaled(types[role], 4 / 3) for role in _WIDE_LARGER}
    pixels = _compact_sizes(px_mm, elder, wide) if compact else _roomy_sizes(unit, elder)
    minima = {"min_target": math.ceil(MIN_TARGET_MM * px_mm), "min_gap": math.ceil(MIN_GAP_MM * px_mm)}
    seated = mode.reach is Reach.SEATED and not compact
    return Theme(
        width,
        height,
        px_mm,
        compact,
        wide=wide,
        elder=elder,
        reach=math.floor(height * SEATED_REACH) if seated else height,
        types=types,
        colours=PALETTES[mode.contrast],
        **pixels,
        **minima,
    )


def _roomy_sizes(unit: float, elder: bool) -> dict[str, int]:
    """The drawn pictures' pixels; what holds large text, or stands beside it, grows with it."""
    drawn = {
        "margin": 48, "gap": 28, "gap_small": 20, "pad": 40, "radius": 20, "stroke": 2, "strip": 112,
        "bar": 176, "primary": 148, "secondary": 124, "row": 132, "tile": 212, "icon": 56, "badge": 116,
    }  # fmt: skip
    if elder:
        drawn |= {"strip": 132, "icon": 64}
    return {name: max(round(value * unit), 2) for name, value in drawn.items()}


def _scaled(style: TypeStyle, factor: float) -> TypeStyle:
    return TypeStyle(round(style.size * factor), style.bold, style.leading)


def _compact_sizes(px_mm: float, elder: bool, wide: bool) -> dict[str, int]:
    """Millimetres: what a finger and the eye need, and little more; large text takes it from the spaces."""
    needed = {
        "margin": 5.5, "gap": 3.2, "gap_small": 2.7, "pad": 4.4, "radius": 3.4, "stroke": 0.34, "strip": 13.0,
        "bar": 16.5, "primary": PRIMARY_MM, "secondary": 16.5, "row": 16.5, "tile": 24.0, "icon": 8.2,
        "badge": 13.0,
    }  # fmt: skip
    if elder:
        needed |= {"gap": 2.7, "gap_small": 0.6, "pad": 3.4, "strip": 12.4, "bar": 13.4, "secondary": 15.0}
    if wide:
        needed |= {
            "margin": 8.0,
            "pad": 5.5,
            "row": 18.5,
            "tile": 30.0,
            "strip": 14.0,
            "bar": 18.0,
            "icon": 9.0,
        }
    return {name: max(math.ceil(value * px_mm), 2) for name, value in needed.items()}
