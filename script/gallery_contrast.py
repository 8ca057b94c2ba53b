"""How much what is shown stands out from what it is really drawn on: each word, drawing and frame.

Walks the shown tree with the ground under each block: the surface its nearest ancestor drew, else the paper.
Limits: spec/ui.md, 7:1 for words, 4.5:1 for parts and for words that are dimmed. The thin line round a card
is ornament: what can be tapped there is told by its words and drawing.
"""

from collections.abc import Iterator
from typing import Final

from kiosk.screens.manager import Frame
from kiosk.screens.palette import contrast
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.shapes import surface_colours
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable

WORDS: Final = 7.0
PARTS: Final = 4.5
_DIMMED: Final = "disabled"
# Their edge is what says that there is something to tap.
_EDGED: Final = frozenset({"outline", "primary", "primary_down", "chosen", "card_down"})


def faint(frame: Frame) -> Iterator[str]:
    """Each pair that stands out too little, in one line."""
    seen: set[tuple[str, str, str]] = set()
    for kind, tone, ground in _pairs(frame.root, "paper"):
        if (kind, tone, ground) in seen:
            continue
        seen.add((kind, tone, ground))
        found = contrast(frame.theme.colour(tone), frame.theme.colour(ground))
        least = WORDS if kind == "words" and tone != _DIMMED else PARTS
        if found < least:
            yield f"{kind} stand out too little: {tone} on {ground}, {found:.1f} of {least}"


def _pairs(block: Block, ground: str) -> Iterator[tuple[str, str, str]]:
    """(words | drawings | edges, palette name, palette name of the ground)."""
    if block.opacity <= 0:
        return
    surface = block.surface_drawn
    if surface:
        fill, line = surface_colours(surface)
        if isinstance(block, Touchable) and surface in _EDGED:
            yield "edges", line, ground
        ground = fill
    ground = block.ground or ground
    if isinstance(block, Text):
        if block.text:
            yield "words", block.tone, ground
    elif isinstance(block, Icon):
        yield "drawings", block.tone, ground
    for child in block.blocks:
        yield from _pairs(child, ground)
