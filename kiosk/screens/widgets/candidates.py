"""What ink or letters may mean: keys by the page, the likeliest first. Words take as many cells as they need.

更多 turns the page, 前面 turns back; on the last page 更多 asks for others, where there may be others.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from kiosk.domain.speech import Part, Public
from kiosk.screens.theme import PRIMARY_MM
from kiosk.screens.widgets.block import Backdrop, Block
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable

MOST: Final = 24  # keys of a page
_ROLES: Final = ("glyph", "answer", "small", "tiny")  # one weight; for long words the largest that fits
_ROOMY_MM: Final = 27.0  # a row's height where there is room
_PAGER_SIDE_MM: Final = 1.2  # between a word of the pager and its line


class CandidateKey(Touchable):
    """A candidate that changed while the finger was on it is not taken."""

    listed = False
    text = Field("")
    first = Field(False)

    def __init__(self, choose: Callable[[str], None], number: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._choose = choose
        self._number = number
        self._held = ""
        self._backdrop = Backdrop(self)
        self._word = Text("", "glyph", align="center", valign="middle", private=True)
        self.add_widget(self._word)
        self.fbind("text", self.again)
        self.fbind("pressed", self._hold)

    def state_said(self) -> tuple[Part, ...]:
        """Where it stands, for whoever may not hear what it is."""
        return (Public(self.texts.speech.candidate.format(self._number)),)

    def offer(self, text: str, first: bool, enabled: bool) -> None:
        """What it is from the next time it is placed."""
        self.unplace()
        self.text, self.first, self.enabled = text, first, enabled

    def _hold(self, *_args: object) -> None:
        if self.pressed:
            self._held = self.text

    def tap(self) -> None:
        held, self._held = self._held or self.text, ""
        if self.enabled and held == self.text:
            self._choose(held)

    def arrange(self) -> None:
        # The first is marked while nobody touches it, and has to answer a finger all the same.
        marked, down = self.pressed or self.first, self.pressed and self.first
        self._backdrop.draw("primary" if down else "card_down" if marked else "card")
        room = self.width - self.theme.gap * 0.5
        fitting = (role for role in _ROLES if self.look.paint.width(self.text, role) <= room)
        self._word.unplace()
        self._word.role = next(fitting, _ROLES[-1])
        self._word.tone = "on_action" if down else "action" if marked else "ink"
        self._word.text = self.text
        inset = self.theme.gap * 0.2
        self._word.place(self.x + inset, self.y, self.width - 2 * inset, self.height)


class _Pager(SecondaryButton):
    """As narrow as a cell."""

    def _side(self) -> float:
        return 0.0


class _Placed(NamedTuple):
    """Candidate number ``item`` in ``span`` cells of ``row`` from ``column`` on."""

    item: int
    row: int
    column: int
    span: int


class Candidates(Block):
    """Pages of ``columns`` × ``rows`` cells; 0 columns: as many as have room. ``inside``: 更多 stands in the
    last cell; otherwise it is a button elsewhere that calls :meth:`turn`.

    ``unsure``: others can be had by asking for them (``ask``) once the last page is reached. ``turned`` is
    called when another page is shown, and ``more`` may be another.
    """

    tappable = True  # also while there are none: their place is where they can be touched
    columns = Field(8)
    rows = Field(1)
    inside = Field(False)

    def __init__(
        self,
        choose: Callable[[str], None],
        ask: Callable[[], None] = lambda: None,
        turned: Callable[[], None] = lambda: None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._ask = ask
        self._turned = turned
        self._items: tuple[str, ...] = ()
        self._starts = [0]  # the first item of each page turned so far; the last one is shown
        self._placed_items: tuple[_Placed, ...] = ()
        self._asking = False
        self._unsure = False
        self._fresh = True
        self._keys = [CandidateKey(choose, i + 1, touch_id=f"write.candidate.{i}") for i in range(MOST)]
        self._more = _Pager("", role="tiny_bold", touch_id="write.candidates.more", on_tap=self.turn)
        self._back = _Pager("", role="tiny_bold", touch_id="write.candidates.back", on_tap=self.back)

    @property
    def items(self) -> tuple[str, ...]:
        return self._items

    @property
    def more(self) -> bool:
        """Whether there is, or may be, another page."""
        return bool(self._items) and (self._next() < len(self._items) or self._unsure)

    def offer(self, items: Sequence[str], unsure: bool = False) -> None:
        """Show these, best first. Those there were, with others after them, stay on their page."""
        wanted = tuple(items)
        if (wanted, unsure) == (self._items, self._unsure):
            return
        grown = bool(self._items) and wanted[: len(self._items)] == self._items
        turning = self._asking and grown and len(wanted) > len(self._items)
        self._items, self._unsure = wanted, unsure
        if not grown:
            self._starts = [0]
        if not grown or not unsure:
            self._asking = False
        if turning:
            self._starts.append(self._next())
        self._show()

    def enable(self, enabled: bool) -> None:
        self._fresh = enabled
        for key in self._keys:
            if key.parent is not None:  # the others learn it when they are shown
                key.enabled = enabled

    def turn(self) -> None:
        """更多. Not of older ink's candidates; its key does not blink at each stroke for that."""
        if not self._fresh:
            return
        if self._next() < len(self._items):
            self._starts.append(self._next())
            self._show()
        elif self._unsure:
            self._asking = True
            self._ask()

    def back(self) -> None:
        """前面."""
        if len(self._starts) > 1:
            self._starts.pop()
            self._show()

    def _show(self) -> None:
        self._placed_items = ()
        if self._placed:
            self.arrange()
        self._turned()

    def _next(self) -> int:
        """The first item after the page that is shown."""
        return self._starts[-1] + len(self._laid())

    # ---- layout

    def _space(self) -> float:
        return float(self.theme.min_gap)

    def _count(self, width: float) -> int:
        if self.columns:
            return int(self.columns)
        words = (self.texts.form.write_others, self.texts.form.write_before)
        widest = max(self.look.paint.width(word, "tiny_bold") for word in words)
        least = max(float(self.theme.mm(PRIMARY_MM)), widest + self.theme.mm(2 * _PAGER_SIDE_MM))
        return max(int((width + self._space()) // (least + self._space())), 1)

    def least(self) -> float:
        """Width in pixels that gives every key its size."""
        return self.columns * self.theme.mm(PRIMARY_MM) + (self.columns - 1) * self._space()

    def fit(self, width: float) -> float:
        cell = self.theme.mm(PRIMARY_MM) if self.theme.compact else self.theme.mm(_ROOMY_MM)
        return self.rows * cell + (self.rows - 1) * self._space()

    def _cell(self) -> tuple[float, float]:
        columns, rows, gap = self._count(self.width), int(self.rows), self._space()
        return (self.width - gap * (columns - 1)) / columns, (self.height - gap * (rows - 1)) / rows

    def _laid(self) -> tuple[_Placed, ...]:
        if not self._placed_items and self._placed:
            self._placed_items = tuple(self._lay())
        return self._placed_items

    def _lay(self) -> list[_Placed]:
        """The page that begins with the last of the starts."""
        columns, rows = self._count(self.width), int(self.rows)
        paged = len(self._starts) > 1
        most = columns - (1 if paged or self.inside else 0)
        wide, _ = self._cell()
        out: list[_Placed] = []
        row, column = 0, int(paged)
        for item in range(self._starts[-1], min(len(self._items), self._starts[-1] + MOST)):
            text = self._items[item]
            span = self._span(text, _ROLES[1], wide, most)
            while row < rows and column + span > self._end(row, columns):
                left = self._end(row, columns) - column
                if self._span(text, _ROLES[2], wide, most) <= left:
                    span = left  # smaller, so that the row is not left empty
                else:
                    row, column = row + 1, 0
            if row >= rows:
                break
            out.append(_Placed(item, row, column, span))
            column += span
        return out

    def _end(self, row: int, columns: int) -> int:
        """How many cells of this row are for candidates."""
        return columns - (bool(self.inside) and row == int(self.rows) - 1)

    def arrange(self) -> None:
        gap = self._space()
        wide, tall = self._cell()
        self._placed_items = ()
        laid = self._laid()
        keys = self._keys[: len(laid)]
        for key in self._keys[len(laid) :]:
            key.text = ""
        paged = [self._back] if len(self._starts) > 1 else []
        wanted = [*paged, *keys, *([self._more] if self.inside and self._items else [])]
        if self.blocks != wanted:
            self.swap(*wanted)
        for key, (item, row, column, span) in zip(keys, laid, strict=True):
            key.offer(self._items[item], item == 0, self._fresh)
            left, width = self.x + column * (wide + gap), span * wide + (span - 1) * gap
            key.place(left, self.top - tall - row * (tall + gap), width, tall)
        if paged:
            self._back.text, self._back.about = self.texts.form.write_before, self.texts.speech.candidates
            self._back.place(self.x, self.top - tall, wide, tall)
        if self._more.parent is not None:
            self._more.text, self._more.about = self.texts.form.write_others, self.texts.speech.candidates
            self._more.enabled = self.more
            self._more.place(self.right - wide, self.y, wide, tall)

    def _span(self, text: str, role: str, wide: float, most: int) -> int:
        """Cells a word takes: as many as it needs in this role, but never more than a row has."""
        if len(text) == 1:
            return 1
        needed = self.look.paint.width(text, role) + self.theme.gap
        return min(max(math.ceil((needed + self._space()) / (wide + self._space())), 1), most)
