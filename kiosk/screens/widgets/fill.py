"""Areas of one colour, filled by a clear that is confined to them.

Most of a screen is paper and cards. Drawn as stretched textures, each of their pixels is looked up, filtered
and blended; where the processor draws (no usable graphics chip) that was half of a change of screen. A
confined clear does none of it, anywhere. It knows no transparency: only for what is opaque and always shown.
"""

from typing import Any, Final

from kivy.graphics import BorderImage, ClearBuffers, ClearColor, Color, Mesh, ScissorPop, ScissorPush
from kivy.graphics.texture import Texture

from kiosk.screens.palette import Colour
from kiosk.screens.widgets.shapes import PanelStyle

# The eight patches around the middle one, as two triangles each; vertices in rows of four from below.
_AROUND: Final = [
    corner
    for row in range(3)
    for column in range(3)
    if (row, column) != (1, 1)
    for first in [row * 4 + column]
    for corner in (first, first + 1, first + 5, first, first + 5, first + 4)
]


def everything(group: Any, colour: Colour) -> None:
    """Add to ``group``: the whole window in one colour, whatever was drawn before."""
    group.add(ClearColor(*colour))
    group.add(ClearBuffers(clear_color=True))


def area(group: Any, colour: Colour, x: float, y: float, width: float, height: float) -> None:
    """Add to ``group``: a rectangle in window pixels, y up."""
    group.add(ScissorPush(x=round(x), y=round(y), width=round(width), height=round(height)))
    everything(group, colour)
    group.add(ScissorPop())


def panel(
    group: Any, style: PanelStyle, texture: Texture, x: float, y: float, width: float, height: float
) -> None:
    """Add to ``group``: the rounded shape of ``texture``, stretched to a rectangle in whole pixels."""
    edge = style.border
    group.add(Color(1, 1, 1, 1))
    if width <= 2 * edge or height <= 2 * edge:
        group.add(BorderImage(texture=texture, border=(edge,) * 4, pos=(x, y), size=(width, height)))
        return
    area(group, style.fill, x + edge, y + edge, width - 2 * edge, height - 2 * edge)
    around(group, texture, edge, x, y, width, height)


def around(group: Any, texture: Texture, edge: int, x: float, y: float, width: float, height: float) -> None:
    """Add to ``group``: the outer ``edge`` pixels of ``texture``, sides stretched; nothing in the middle."""
    left, below = texture.uvpos
    wide, tall = texture.uvsize
    across, up = wide * edge / texture.width, tall * edge / texture.height
    columns = (
        (x, left),
        (x + edge, left + across),
        (x + width - edge, left + wide - across),
        (x + width, left + wide),
    )
    rows = (
        (y, below),
        (y + edge, below + up),
        (y + height - edge, below + tall - up),
        (y + height, below + tall),
    )
    vertices = [value for v, t in rows for h, s in columns for value in (h, v, s, t)]
    group.add(Mesh(vertices=vertices, indices=_AROUND, mode="triangles", texture=texture))
