"""Line drawings of 64 units with a stroke of 4 and round caps, our own. Always shown beside a word."""

import math
from typing import Final

from PIL import Image, ImageDraw

Point = tuple[float, float]
Stroke = tuple[Point, ...]

UNITS: Final = 64
_FINER: Final = 4


def path(*points: float) -> Stroke:
    """x, y, x, y, …"""
    return tuple(zip(points[::2], points[1::2], strict=True))


def arc(x: float, y: float, r: float, start: float, end: float, ry: float = 0) -> Stroke:
    """Degrees, clockwise on the screen, 0 = right."""
    steps = max(int(abs(end - start) / 5), 2)
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return tuple((x + r * math.cos(a), y + (ry or r) * math.sin(a)) for a in angles)


def circle(x: float, y: float, r: float) -> Stroke:
    return arc(x, y, r, 0, 360)


def dot(x: float, y: float) -> Stroke:
    return path(x, y, x + 0.01, y)


def bezier(a: Point, b: Point, c: Point, d: Point) -> Stroke:
    out = []
    for i in range(25):
        t = i / 24
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        points = (a, b, c, d)
        x = sum(w * p[0] for w, p in zip(weights, points, strict=True))
        y = sum(w * p[1] for w, p in zip(weights, points, strict=True))
        out.append((x, y))
    return tuple(out)


def box(x: float, y: float, w: float, h: float, r: float = 4) -> Stroke:
    return (
        *arc(x + r, y + r, r, 180, 270),
        *arc(x + w - r, y + r, r, 270, 360),
        *arc(x + w - r, y + h - r, r, 0, 90),
        *arc(x + r, y + h - r, r, 90, 180),
        (x, y + r),
    )


def _face(mouth: Stroke) -> tuple[Stroke, ...]:
    return (circle(32, 32, 26), path(23, 24, 23, 28), path(41, 24, 41, 28), mouth)


def _qr() -> tuple[Stroke, ...]:
    corners = (box(8, 8, 18, 18, 1), box(38, 8, 18, 18, 1), box(8, 38, 18, 18, 1))
    return (*corners, box(38, 38, 7, 7, 1), path(54, 39, 54, 44), path(48, 54, 55, 54), path(39, 54, 39, 55))


ICONS: Final[dict[str, tuple[Stroke, ...]]] = {
    "letters": (
        path(6, 54, 22, 12, 38, 54),
        path(12, 40, 32, 40),
        path(40, 54, 49, 32, 58, 54),
        path(44, 47, 54, 47),
    ),
    "contrast": (
        circle(32, 32, 25),
        *(path(x, 32 - d, x, 32 + d) for x, d in ((34, 24), (38, 23), (42, 21), (46, 19), (50, 15), (54, 9))),
    ),
    "globe": (circle(32, 32, 25), arc(32, 32, 11, 0, 360, ry=25), path(7, 32, 57, 32)),
    "lower": (path(10, 56, 54, 56), path(32, 8, 32, 42), path(18, 28, 32, 42, 46, 28)),
    "curtain": (
        box(7, 13, 50, 33),
        path(22, 55, 42, 55),
        path(16, 53, 51, 7),
    ),
    "back": (path(40, 12, 20, 32, 40, 52),),
    "chevron": (path(24, 14, 42, 32, 24, 50),),
    "up": (path(14, 40, 32, 22, 50, 40),),
    "down": (path(14, 24, 32, 42, 50, 24),),
    "home": (
        path(8, 30, 32, 9, 56, 30),
        path(14, 26, 14, 55, 26, 55, 26, 39, 38, 39, 38, 55, 50, 55, 50, 26),
    ),
    "phone": (
        (
            *path(13, 9, 21, 8, 27, 21, 21, 26),
            *bezier((21, 26), (24, 34), (30, 40), (38, 43)),
            *path(43, 37, 56, 43, 55, 51),
            *bezier((55, 51), (53, 55), (50, 56), (46, 56)),
            *bezier((46, 56), (26, 53), (11, 38), (8, 18)),
            *bezier((8, 18), (8, 14), (9, 11), (13, 9)),
        ),
    ),
    "hide": (
        bezier((6, 32), (16, 14), (48, 14), (58, 32)),
        bezier((58, 32), (48, 50), (16, 50), (6, 32)),
        path(52, 10, 12, 54),
    ),
    "leave": (path(28, 8, 12, 8, 12, 56, 28, 56), path(26, 32, 56, 32), path(46, 22, 56, 32, 46, 42)),
    "chat": (
        path(8, 12, 56, 12, 56, 42, 34, 42, 22, 54, 22, 42, 8, 42, 8, 12),
        path(20, 24, 44, 24),
        path(20, 32, 36, 32),
    ),
    "document": (
        path(38, 7, 14, 7, 14, 57, 50, 57, 50, 19, 38, 7),
        path(22, 30, 42, 30),
        path(22, 39, 42, 39),
        path(22, 48, 36, 48),
    ),
    "person": (circle(32, 21, 12), bezier((10, 56), (14, 32), (50, 32), (54, 56))),
    "people": (
        circle(24, 22, 10),
        bezier((7, 53), (9, 32), (39, 32), (41, 53)),
        arc(43, 22, 9, -100, 80),
        bezier((49, 34), (55, 37), (57, 44), (57, 53)),
    ),
    "printer": (
        path(18, 24, 18, 8, 46, 8, 46, 24),
        path(18, 44, 8, 44, 8, 24, 56, 24, 56, 44, 46, 44),
        path(18, 38, 46, 38, 46, 56, 18, 56, 18, 38),
    ),
    "pin": (
        (
            *arc(32, 26, 19, 160, 380),
            *bezier((49.9, 32.5), (46, 43), (38, 50), (32, 57)),
            *bezier((32, 57), (26, 50), (18, 43), (14.1, 32.5)),
        ),
        circle(32, 26, 7),
    ),
    "clock": (circle(32, 32, 25), path(32, 17, 32, 33, 43, 40)),
    "sums": (
        box(12, 7, 40, 50),
        box(20, 15, 24, 10, 1),
        *(path(x, y, x + 2, y) for y in (34, 42, 50) for x in (21, 31, 41)),
    ),
    "coin": (
        circle(32, 32, 25),
        path(22, 19, 32, 31, 42, 19),
        path(32, 31, 32, 48),
        path(23, 33, 41, 33),
        path(23, 41, 41, 41),
    ),
    "book": (
        bezier((32, 16), (24, 9), (15, 9), (8, 12)),
        path(8, 12, 8, 50),
        bezier((8, 50), (15, 47), (24, 47), (32, 54)),
        bezier((32, 16), (40, 9), (49, 9), (56, 12)),
        path(56, 12, 56, 50),
        bezier((56, 50), (49, 47), (40, 47), (32, 54)),
        path(32, 16, 32, 54),
    ),
    "check": (path(12, 34, 26, 48, 53, 17),),
    "cross": (path(14, 14, 50, 50), path(50, 14, 14, 50)),
    "plus": (path(32, 12, 32, 52), path(12, 32, 52, 32)),
    "minus": (path(12, 32, 52, 32),),
    "play": (path(20, 11, 52, 32, 20, 53, 20, 11),),
    "pause": (path(22, 12, 22, 52), path(42, 12, 42, 52)),
    "undo": (path(22, 12, 10, 24, 22, 36), (*path(10, 24, 40, 24), *arc(40, 38, 14, -90, 90), *path(22, 52))),
    "pen": (path(10, 54, 13, 41, 44, 10, 54, 20, 23, 51, 10, 54), path(37, 17, 47, 27)),
    "bag": (box(8, 20, 48, 34), path(22, 20, 22, 10, 42, 10, 42, 20)),
    "briefcase": (
        box(8, 20, 48, 34),
        path(22, 20, 22, 11, 42, 11, 42, 20),
        path(8, 35, 56, 35),
        path(32, 31, 32, 39),
    ),
    "bandage": (box(8, 22, 48, 22, 10), path(23, 22, 23, 44), path(41, 22, 41, 44), dot(32, 29), dot(32, 37)),
    "boat": (
        path(8, 38, 56, 38, 48, 52, 16, 52, 8, 38),
        path(32, 38, 32, 8),
        path(32, 12, 50, 30, 32, 30),
        path(26, 18, 14, 30, 26, 30),
    ),
    "heart": (
        bezier((32, 54), (4, 36), (4, 12), (20, 12)),
        bezier((20, 12), (26, 12), (30, 16), (32, 21)),
        bezier((32, 21), (34, 16), (38, 12), (44, 12)),
        bezier((44, 12), (60, 12), (60, 36), (32, 54)),
    ),
    "car": (
        path(9, 48, 9, 32, 17, 16, 47, 16, 55, 32, 55, 48, 9, 48),
        path(9, 32, 55, 32),
        dot(19, 40),
        dot(45, 40),
        path(15, 48, 15, 54),
        path(49, 48, 49, 54),
    ),
    "house": (
        path(8, 30, 32, 9, 56, 30),
        path(14, 26, 14, 55, 50, 55, 50, 26),
        circle(32, 36, 5),
        path(32, 41, 32, 49),
    ),
    "elder": (
        circle(26, 14, 7),
        path(26, 26, 20, 42, 26, 44, 24, 57),
        path(26, 26, 38, 34),
        (*path(42, 57, 42, 34), *arc(46, 33, 4, 180, 360)),
    ),
    "shield": (
        (
            *path(32, 7, 53, 15, 53, 32),
            *bezier((53, 32), (53, 44), (44, 52), (32, 57)),
            *bezier((32, 57), (20, 52), (11, 44), (11, 32)),
            *path(11, 15, 32, 7),
        ),
        path(22, 32, 29, 39, 42, 25),
    ),
    "idcard": (
        box(5, 11, 54, 42, 5),
        circle(21, 27, 6.5),
        bezier((12, 43), (14, 34), (28, 34), (30, 43)),
        path(38, 24, 52, 24),
        path(38, 33, 52, 33),
        path(38, 42, 47, 42),
    ),
    "slip": (
        path(14, 57, 14, 7, 50, 7, 50, 57, 44, 52, 38, 57, 32, 52, 26, 57, 20, 52, 14, 57),
        path(23, 20, 41, 20),
        path(23, 30, 41, 30),
        path(23, 40, 34, 40),
    ),
    "slip_scan": (
        path(16, 6, 48, 6, 44, 16, 20, 16, 16, 6),
        path(25, 20, 20, 27),
        path(32, 20, 32, 27),
        path(39, 20, 44, 27),
        path(14, 58, 14, 31, 50, 31, 50, 58, 44, 54, 38, 58, 32, 54, 26, 58, 20, 54, 14, 58),
        box(25, 36, 5, 5, 0.5),
        box(34, 36, 5, 5, 0.5),
        box(25, 45, 5, 5, 0.5),
        path(35, 46, 39, 46),
        dot(36, 50),
    ),
    "warning": (path(32, 9, 58, 54, 6, 54, 32, 9), path(32, 26, 32, 40), dot(32, 47)),
    "info": (circle(32, 32, 25), path(32, 30, 32, 45), dot(32, 20)),
    "stop": (circle(32, 32, 25), path(15, 15, 49, 49)),
    "wrench": (
        (
            *path(56, 15, 48, 23, 41, 16, 49, 8),
            *bezier((49, 8), (38, 5), (29, 14), (33, 25)),
            *path(10, 48),
            *bezier((10, 48), (7, 54), (13, 58), (17, 55)),
            *path(39, 31),
            *bezier((39, 31), (50, 35), (59, 26), (56, 15)),
        ),
    ),
    "megaphone": (
        path(8, 25, 22, 25, 46, 11, 46, 51, 22, 37, 8, 37, 8, 25),
        path(16, 37, 21, 54, 29, 54, 25, 39),
        arc(46, 31, 10, -60, 60),
    ),
    "box": (box(12, 12, 40, 40, 6),),
    "bullet": (*(circle(32, 32, r) for r in (1, 3, 5)),),
    "disc": (*(circle(32, 32, r) for r in range(1, 31)),),
    "search": (circle(27, 27, 18), path(40, 40, 55, 55)),
    "qr": _qr(),
    "square": (box(13, 13, 38, 38, 3), *(((15, y), (49, y)) for y in range(15, 50, 2))),  # filled
    "speaker": (
        path(8, 25, 19, 25, 33, 12, 33, 52, 19, 39, 8, 39, 8, 25),
        arc(35, 32, 11, -45, 45),
        arc(35, 32, 21, -45, 45),
    ),
    "camera": (box(7, 18, 50, 36, 6), circle(32, 36, 11), path(21, 18, 26, 10, 38, 10, 43, 18)),
    "mic": (box(24, 6, 16, 30, 8), arc(32, 28, 19, 0, 180), path(32, 47, 32, 57)),
    "face5": _face((*arc(32, 32, 16, 15, 165),)),
    "face4": _face(arc(32, 31, 14, 30, 150)),
    "face3": _face(path(21, 41, 43, 41)),
    "face2": _face(arc(32, 52, 14, 210, 330)),
    "face1": _face(arc(32, 53, 17, 205, 335)),
}


def drawn(name: str, instead: str = "info") -> str:
    """``name`` as content has it: that of a newer editor may name a drawing this program has not."""
    return name if name in ICONS else instead


def draw_icon(name: str, size: int, weight: float = 4.0) -> Image.Image:
    """White on transparent, ``size`` pixels square. KeyError for a name that is not drawn."""
    scale = size * _FINER / UNITS
    mask = Image.new("L", (size * _FINER, size * _FINER), 0)
    draw = ImageDraw.Draw(mask)
    radius = weight * scale / 2
    for stroke in ICONS[name]:
        points = [(x * scale, y * scale) for x, y in stroke]
        draw.line(points, fill=255, width=round(radius * 2))
        for x, y in points:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    image = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    image.putalpha(mask.resize((size, size), Image.Resampling.BOX))
    return image
