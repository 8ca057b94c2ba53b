"""Which character is likely to follow what is written already. Knows words, never what was written before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from kiosk.domain.writing import WritingContext, WritingMode
from kiosk.input import tables
from kiosk.input.tables import Names, Row, levels

WEIGHT: Final = 0.21
"""Natural logarithms of the model's chance that one bit of language outweighs (0.3 × ln 2).

Chosen, with the 0.9 of script/writing_data.py, on half of the characters and texts; docs/adr/0092 reports
the other half.
"""
_SECOND: Final = 12  # bits of 阳 after 欧

Bits = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Language:
    """``pairs``: what follows which character; ``names``: how names of persons go."""

    pairs: Mapping[str, Row]
    names: Names

    @classmethod
    def load(cls) -> Self:
        """The carried tables, about 1 MB of memory. Raises OSError."""
        return cls(tables.pairs(), tables.names())

    def after(self, context: WritingContext) -> Bits:
        """How many bits likelier a character is here than one that is not known to stand here; 0 or more."""
        groups = levels(self._row(context))
        second = self._second(context)

        def bits(char: str) -> int:
            if char in second:
                return _SECOND
            return next((level for level, chars in groups if char in chars), 0)

        return bits

    def _row(self, context: WritingContext) -> Row:
        before = context.before
        if context.mode is not WritingMode.TEXT:
            return self.names.given if before else self.names.first
        return self.pairs.get(before[-1:], "")

    def _second(self, context: WritingContext) -> str:
        """What makes the one character of a name that is there a surname of two."""
        if context.mode is WritingMode.TEXT or len(context.before) != 1:
            return ""
        return self.names.second.get(context.before, "")
