"""The ring around what the keypad would press: on top of everything, beside what it is around."""

from kivy.graphics import Color, InstructionGroup

from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.fill import around
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.shapes import ring_style


class FocusRing:
    """Drawn anew only when it goes elsewhere. Put ``group`` on a canvas above all others."""

    def __init__(self) -> None:
        self.group = InstructionGroup()
        self._drawn: tuple[object, ...] = ()

    def put(self, look: Look, block: Block | None, within: Block) -> None:
        """Around ``block``, where ``within`` leaves room; at its edge the ring lies on the block itself."""
        wanted = () if block is None else (id(look), *block.pos, *block.size, *within.pos, *within.size)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self.group.clear()
        if block is None:
            return
        style = ring_style(look.theme)
        left, below = max(block.x - style.reach, within.x), max(block.y - style.reach, within.y)
        right, top = min(block.right + style.reach, within.right), min(block.top + style.reach, within.top)
        self.group.add(Color(1, 1, 1, 1))
        around(self.group, look.paint.ring(style), style.border, left, below, right - left, top - below)
