"""The layout of every screen: blocks that say how tall they are for a width, and are then placed. At once.

Kivy's own layouts settle over several frames and re-measure text each time; here one call lays out a whole
screen before the next frame, so a screen is never seen half done and a test can measure it. Blocks are plain
nodes, not widgets (``node.py`` says why).

Factors, not pixels: ``gap`` and ``inset`` are multiples of the theme's gap and pad, so that the same screen
fits every panel.
"""

import math
import weakref
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kivy.graphics import InstructionGroup

from kiosk.domain.speech import Part
from kiosk.screens.theme import Theme
from kiosk.screens.widgets.division import divided
from kiosk.screens.widgets.fill import panel
from kiosk.screens.widgets.node import Field, Node
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.shapes import surface_style
from kiosk.words.texts import Texts


class Block(Node):
    """``grow``: share of spare height a Column gives it; ``share``: of the width a Beside has left.

    ``yields``: a Column without room leaves it out, the highest number first; 0 = never. ``lively``: changes
    by itself all the time, so that it is read with its page and not whenever it changes.

    A subclass overrides :meth:`fit`, :meth:`natural` and :meth:`arrange`.
    """

    grow = Field(0.0)
    share = Field(0.0)
    yields = Field(0)
    lively = Field(False)
    look_given: Field[Look | None] = Field(None)
    traps = False  # a dialog: while it is there, keys reach nothing else
    ground = ""  # palette name of what lies behind it, when that is not a surface of its own or above it

    def __init__(self, *children: Node, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._placed = False
        for child in children:
            self.add_widget(child)

    @property
    def look(self) -> Look:
        """What to draw with: given to the root of a screen, found from there by everything below."""
        node: Any = self
        while isinstance(node, Block):
            if node.look_given is not None:
                if node is not self:
                    self.look_given = node.look_given
                return node.look_given
            node = node.parent
        raise LookupError(f"{type(self).__name__} is not below a screen yet")

    @property
    def theme(self) -> Theme:
        return self.look.theme

    @property
    def texts(self) -> Texts:
        """The words of the language this is shown in."""
        return self.look.texts

    @property
    def surface_drawn(self) -> str:
        """Name of the surface it drew behind itself and its children; empty: none."""
        backdrop: Backdrop | None = getattr(self, "_backdrop", None)
        return backdrop.name if backdrop is not None else ""

    @property
    def blocks(self) -> list["Block"]:
        """Children in the order they were added (Kivy keeps the last one first)."""
        return [child for child in reversed(self.children) if isinstance(child, Block)]

    @property
    def tappable(self) -> bool:
        """Whether it is, or holds, something to tap: such blocks keep the least gap between targets."""
        return any(child.tappable for child in self.blocks)

    def spoken(self) -> tuple[Part, ...]:
        """What this block itself says aloud, without what is in it (``reading_order`` comes to that)."""
        return ()

    def spacing(self, factor: float, *neighbours: "Block") -> float:
        """Pixels of a gap of ``factor``, never below the least one between neighbours that can be tapped."""
        least = self.theme.min_gap if all(block.tappable for block in neighbours) else 0
        return max(factor * self.theme.gap, least)

    def fit(self, width: float) -> float:
        """Height in pixels needed in ``width`` pixels."""
        return max((child.fit(width) for child in self.blocks), default=0.0)

    def natural(self) -> float:
        """Width in pixels this would like on a line of its own."""
        return max((child.natural() for child in self.blocks), default=0.0)

    def snug(self) -> float:
        """The least width in pixels at which its words need not break; 0: it does not mind."""
        return 0.0

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Take this rectangle (pixels, y up) and lay out what is inside."""
        self.pos = (round(x), round(y))
        self.size = (round(width), round(height))
        self._placed = True
        self.arrange()

    def arrange(self) -> None:
        """Draw, and place the children inside ``self.pos`` and ``self.size``."""
        for child in self.blocks:
            child.place(self.x, self.y, self.width, self.height)

    def unplace(self) -> None:
        """Draw what changes from now on when it is placed next, once."""
        self._placed = False

    def again(self, *_args: object) -> None:
        """Something shown changed: draw again in the same rectangle."""
        if self._placed:
            self.arrange()

    def swap(self, *children: Node) -> None:
        """Put these children in place of the present ones, not yet laid out."""
        self.clear_widgets()
        for child in children:
            self.add_widget(child)


class Spacer(Block):
    """Empty height that takes what is left; ``height`` is ``least`` gaps at least."""

    least = Field(0.0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"grow": 1.0, **kwargs})

    def fit(self, width: float) -> float:
        return float(self.least) * self.theme.gap


class Backdrop:
    """A named surface behind a block, redrawn only when its name or rectangle changes."""

    def __init__(self, block: Block) -> None:
        self._block = weakref.proxy(block)
        self._group = InstructionGroup()
        self._drawn: tuple[Any, ...] = ()
        block.canvas.before.add(self._group)

    @property
    def name(self) -> str:
        return str(self._drawn[0]) if self._drawn else ""

    def draw(self, name: str) -> None:
        block = self._block
        wanted = (name, *block.pos, *block.size)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self._group.clear()
        if not name:
            return
        style = surface_style(block.theme, name)
        panel(self._group, style, block.look.paint.panel(style), *block.pos, *block.size)


class Column(Block):
    """Children one below the other, left edges aligned. ``surface`` paints a background and insets them.

    ``reach``: how many pixels above the lower edge something to touch may begin; what stands above it then
    moves up, what can be touched down.
    """

    gap = Field(1.0)
    inset = Field(0.0)
    surface = Field("")
    reach = math.inf

    def __init__(self, *children: Node, **kwargs: Any) -> None:
        super().__init__(*children, **kwargs)
        self._backdrop = Backdrop(self)

    def _edges(self) -> tuple[float, float]:
        """Inset to the sides, and above and below."""
        pad = self.theme.pad
        factor = float(self.inset) or (1.0 if self.surface else 0.0)
        return pad * factor, pad * factor * 0.8

    def _heights(self, width: float) -> list[float]:
        side, _ = self._edges()
        return [child.fit(width - 2 * side) for child in self.blocks]

    def _gap_below(self, index: int) -> float:
        """Empty pixels under the child of this index; none beside a spacer, which is empty itself."""
        blocks = self.blocks
        if index + 1 >= len(blocks) or isinstance(blocks[index], Spacer):
            return 0.0
        if isinstance(blocks[index + 1], Spacer) and index + 2 >= len(blocks):
            return 0.0
        return self.spacing(float(self.gap), blocks[index], blocks[index + 1])

    def _gaps(self) -> float:
        return sum(self._gap_below(index) for index in range(len(self.blocks)))

    def fit(self, width: float) -> float:
        _, edge = self._edges()
        return sum(self._heights(width)) + self._gaps() + 2 * edge

    def low_part(self, width: float) -> float:
        """Height from the first child that can be touched to the lower edge; 0 when all is within reach."""
        if self.reach == math.inf:
            return 0.0
        first = self._first_low()
        heights = self._heights(width)[first:]
        return (
            sum(heights) + sum(self._gap_below(i) for i in range(first, len(self.blocks))) + self._edges()[1]
        )

    def _first_low(self) -> int:
        blocks = self.blocks
        return next((index for index, child in enumerate(blocks) if child.tappable), len(blocks))

    def natural(self) -> float:
        side, _ = self._edges()
        return super().natural() + 2 * side

    def arrange(self) -> None:
        self._backdrop.draw(self.surface)
        _, edge = self._edges()
        self._give_way()
        heights = self._heights(self.width)
        first = self._first_low()
        low = self.low_part(self.width)
        bottom = self.y + edge
        self._stack(heights, 0, self.top - edge, bottom)
        if first < len(heights) and self.blocks[first].top > self.y + self.reach + 1:
            # As two columns: what is read close above what is touched.
            split = max(self.reach, low)
            gap = self._gap_below(first - 1) if first else 0.0
            read = sum(heights[:first]) + sum(map(self._gap_below, range(first - 1)))
            grows = any(child.grow for child in self.blocks[:first])
            top = self.top - edge if grows else min(self.top - edge, self.y + split + gap + read)
            self._stack(heights[:first], 0, top, self.y + split + gap)
            self._stack(heights[first:], first, self.y + split, bottom)

    def _stack(self, heights: list[float], first: int, top: float, bottom: float) -> None:
        """Place these children, the first of them number ``first``, from ``top`` down to ``bottom``."""
        side, _ = self._edges()
        blocks = self.blocks[first : first + len(heights)]
        gaps = [self._gap_below(first + index) for index in range(len(blocks))]
        spare = max(top - bottom - sum(heights) - sum(gaps[:-1]), 0.0)
        total = sum(child.grow for child in blocks)
        for child, needed, gap in zip(blocks, heights, gaps, strict=True):
            height = needed + (spare * child.grow / total if total else 0.0)
            child.place(self.x + side, top - height, self.width - 2 * side, height)
            top -= height + gap

    def _give_way(self) -> None:
        """Leave out what yields, here or in a column inside, while there is more than fits."""
        while yielding := self._in_the_way():
            max(yielding, key=lambda block: block.yields).detach()

    def _in_the_way(self) -> list[Block]:
        """What may be left out of where there is too much."""
        if self.fit(self.width) > self.height + 1:
            return list(_yielding(self.blocks))
        if self.low_part(self.width) > self.reach + 1:
            return list(_yielding(self.blocks[self._first_low() :]))
        return []


def _yielding(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.yields:
            yield block
        elif isinstance(block, Column):
            yield from _yielding(block.blocks)


class Card(Column):
    """A white card with a thin line."""

    def __init__(self, *children: Node, **kwargs: Any) -> None:
        super().__init__(*children, **{"surface": "card", "gap": 0.6, **kwargs})


class Beside(Block):
    """Children side by side, all as tall as the tallest. Those with a ``share`` divide what width is left;
    among buttons one takes from the others what it needs to have its words on one line, if they can spare it.
    """

    gap = Field(1.0)

    def _spaces(self) -> list[float]:
        """Empty pixels right of each child but the last."""
        return [self.spacing(float(self.gap), one, other) for one, other in pairwise(self.blocks)]

    def _widths(self, width: float) -> list[float]:
        natural = [0.0 if child.share else child.natural() for child in self.blocks]
        left = width - sum(natural) - sum(self._spaces())
        total = sum(child.share for child in self.blocks)
        snug = [child.snug() for child in self.blocks if child.share]
        if min(snug, default=0.0) > 0.0:
            shares = iter(divided(left, [child.share / total for child in self.blocks if child.share], snug))
            return [
                next(shares) if child.share else own for child, own in zip(self.blocks, natural, strict=True)
            ]
        return [
            left * child.share / total if child.share else own
            for child, own in zip(self.blocks, natural, strict=True)
        ]

    def fit(self, width: float) -> float:
        pairs = zip(self.blocks, self._widths(width), strict=True)
        return max((child.fit(own) for child, own in pairs), default=0.0)

    def natural(self) -> float:
        return sum(child.natural() for child in self.blocks) + sum(self._spaces())

    def arrange(self) -> None:
        left = self.x
        for child, width, space in zip(
            self.blocks, self._widths(self.width), [*self._spaces(), 0.0], strict=True
        ):
            child.place(left, self.y, width, self.height)
            left += width + space


class Grid(Block):
    """Children in equal cells, row by row."""

    columns = Field(2)
    gap = Field(1.0)

    def _space(self) -> float:
        return self.spacing(float(self.gap), self)

    def _cell(self, width: float) -> float:
        return (width - self._space() * (self.columns - 1)) / self.columns

    def _rows(self) -> int:
        return -(-len(self.blocks) // int(self.columns))

    def fit(self, width: float) -> float:
        cell = max((child.fit(self._cell(width)) for child in self.blocks), default=0.0)
        rows = self._rows()
        return rows * cell + max(rows - 1, 0) * self._space()

    def arrange(self) -> None:
        if not self.blocks:
            return
        gap = self._space()
        rows = self._rows()
        width = self._cell(self.width)
        height = (self.height - gap * (rows - 1)) / rows
        for index, child in enumerate(self.blocks):
            row, column = divmod(index, int(self.columns))
            child.place(
                self.x + column * (width + gap), self.top - height - row * (height + gap), width, height
            )
