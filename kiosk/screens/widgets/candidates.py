"""What the ink may mean: up to eight keys, the likeliest first. Words take as many cells as they need."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

from kiosk.domain.speech import Part, Public
from kiosk.screens.theme import PRIMARY_MM
from kiosk.screens.widgets.block import Backdrop, Block
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable

MOST: Final = 8
_ROLES: Final = ("glyph", "row", "small_bold", "tiny")  # for long words, the largest that fits


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

    def _hold(self, *_args: object) -> None:
        if self.pressed:
            self._held = self.text

    def tap(self) -> None:
        held, self._held = self._held or self.text, ""
        if self.enabled and held == self.text:
            self._choose(held)

    def arrange(self) -> None:
        marked = self.pressed or self.first
        self._backdrop.draw("card_down" if marked else "card")
        room = self.width - self.theme.gap * 0.5
        fitting = (role for role in _ROLES if self.look.paint.width(self.text, role) <= room)
        self._word.role = next(fitting, _ROLES[-1])
        self._word.tone = "action" if marked else "ink"
        self._word.text = self.text
        self._word.place(self.x, self.y, self.width, self.height)


class Candidates(Block):
    """Up to eight candidates in ``columns`` × ``rows`` cells."""

    columns = Field(8)
    rows = Field(1)

    def __init__(self, choose: Callable[[str], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._items: tuple[str, ...] = ()
        self._keys = [
            CandidateKey(choose, i + 1, touch_id=f"write.candidate.{i}", first=i == 0) for i in range(MOST)
        ]

    @property
    def items(self) -> tuple[str, ...]:
        return self._items

    def offer(self, items: Sequence[str]) -> None:
        """Show these, best first; keys without one leave the screen."""
        wanted = tuple(items[:MOST])
        if wanted == self._items:
            return
        self._items = wanted
        for key in self._keys[len(wanted) :]:
            key.text = ""
        self.swap(*self._keys[: len(wanted)])
        self.again()

    def enable(self, enabled: bool) -> None:
        for key in self._keys:
            key.enabled = enabled

    def _space(self) -> float:
        return float(self.theme.min_gap)

    def least(self) -> float:
        """Width in pixels that gives every key its size."""
        return self.columns * self.theme.mm(PRIMARY_MM) + (self.columns - 1) * self._space()

    def fit(self, width: float) -> float:
        cell = self.theme.mm(PRIMARY_MM) if self.theme.compact else self.theme.mm(27)
        return self.rows * cell + (self.rows - 1) * self._space()

    def arrange(self) -> None:
        gap, columns, rows = self._space(), int(self.columns), int(self.rows)
        wide = (self.width - gap * (columns - 1)) / columns
        tall = (self.height - gap * (rows - 1)) / rows
        row = column = 0
        for index, text in enumerate(self._items):
            key = self._keys[index]
            span = self._span(text, wide, gap, columns)
            if column + span > columns:
                row, column = row + 1, 0
            if row >= rows:
                self.remove_widget(key)  # no room: it comes again with fewer or shorter ones
                continue
            key.text = text
            left, width = self.x + column * (wide + gap), span * wide + (span - 1) * gap
            key.place(left, self.top - tall - row * (tall + gap), width, tall)
            column += span

    def _span(self, text: str, wide: float, gap: float, columns: int) -> int:
        """Cells a word takes: as many as it needs in a smaller role, but never more than a row has."""
        if len(text) == 1:
            return 1
        needed = self.look.paint.width(text, "row") + self.theme.gap
        return min(max(math.ceil((needed + gap) / (wide + gap)), 1), columns)
