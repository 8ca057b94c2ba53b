"""Ink: lines with round ends and corners and smooth edges, drawn as they grow.

Kivy's Line has rough edges without multisampling, its SmoothLine long points at sharp corners. Here each
corner is a disc and each step a strip, both cut from one soft disc, in meshes of bounded size.
"""

import math
from typing import Final

from kivy.graphics import Color, InstructionGroup, Mesh
from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw

from kiosk.screens.palette import Colour
from kiosk.screens.widgets.painter import texture_of

Point = tuple[float, float]

_CHUNK: Final = 48  # points a mesh holds before the next one begins
_CORNERS: Final = (0, 1, 2, 2, 3, 0)  # of a quad, as two triangles
_FINER: Final = 8
_BEND: Final = 0.2  # tangent of the angle from which a corner shows
_SOFT: Final = 1  # clear pixels around the disc, for its soft edge


class Brush:
    """A line ``thick`` pixels wide."""

    def __init__(self, thick: float, colour: Colour) -> None:
        self.colour = colour
        self.texture = _disc(round(thick))
        self.reach = self.texture.width / 2


def _disc(thick: int) -> Texture:
    side = thick + 2 * _SOFT
    large = Image.new("L", (side * _FINER, side * _FINER), 0)
    edge = _SOFT * _FINER
    ImageDraw.Draw(large).ellipse((edge, edge, side * _FINER - 1 - edge, side * _FINER - 1 - edge), fill=255)
    image = Image.new("RGBA", (side, side), (255, 255, 255, 255))
    image.putalpha(large.resize((side, side), Image.Resampling.BOX))
    return texture_of(image)


def _turned(points: list[Point], after: Point) -> bool:
    """Whether the line bends at its last point, or begins there: there it needs to be round."""
    if len(points) < 2:
        return True
    (ax, ay), (bx, by) = points[-2], points[-1]
    along = (bx - ax) * (after[0] - bx) + (by - ay) * (after[1] - by)
    across = abs((bx - ax) * (after[1] - by) - (by - ay) * (after[0] - bx))
    return across > along * _BEND


class InkLine:
    """One stroke. ``points`` in window pixels; ``group`` is what to put on a canvas."""

    def __init__(self, brush: Brush) -> None:
        self.points: list[Point] = []
        self.group = InstructionGroup()
        self.group.add(Color(*brush.colour))
        self._brush = brush
        self._mesh: Mesh | None = None
        self._vertices: list[float] = []
        self._quads = 0

    def add(self, point: Point) -> None:
        if self._quads and not _turned(self.points, point):
            # A disc in the middle of a straight run would thicken the soft edge there.
            del self._vertices[-16:]
            self._quads -= 1
        if self._mesh is None or self._quads >= 2 * _CHUNK:
            self._mesh = Mesh(mode="triangles", texture=self._brush.texture)
            self.group.add(self._mesh)
            self._vertices, self._quads = [], 0
        if self.points:
            self._strip(self.points[-1], point)
        self._dot(point)
        self.points.append(point)
        self._mesh.vertices = self._vertices
        self._mesh.indices = [4 * quad + corner for quad in range(self._quads) for corner in _CORNERS]

    def _dot(self, at: Point) -> None:
        (x, y), r = at, self._brush.reach
        self._quad((x - r, y - r, 0, 0), (x + r, y - r, 1, 0), (x + r, y + r, 1, 1), (x - r, y + r, 0, 1))

    def _strip(self, one: Point, other: Point) -> None:
        """The disc's middle row, drawn out from one point to the other."""
        length = math.dist(one, other)
        if not length:
            return
        across = self._brush.reach / length
        dx, dy = -(other[1] - one[1]) * across, (other[0] - one[0]) * across
        self._quad(
            (one[0] - dx, one[1] - dy, 0, 0.5),
            (other[0] - dx, other[1] - dy, 0, 0.5),
            (other[0] + dx, other[1] + dy, 1, 0.5),
            (one[0] + dx, one[1] + dy, 1, 0.5),
        )

    def _quad(self, *corners: tuple[float, float, float, float]) -> None:
        for corner in corners:
            self._vertices += corner
        self._quads += 1
