"""What is known about a place where somebody writes: it decides what ink may mean, and what is likeliest."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final


class WritingMode(Enum):
    """What is written."""

    TEXT = "text"
    """Any text: common characters, digits."""
    NAME = "name"
    """A person's name as an identity card has it: rare characters too, no digits, surnames first."""


@dataclass(frozen=True, slots=True)
class WritingContext:
    """``before``: the end of the text the ink will be added to, two characters are enough; "" at its start.

    ``more``: 更多 was touched: what was offered first is not what was meant.
    """

    before: str = field(default="", repr=False)
    mode: WritingMode = WritingMode.TEXT
    more: bool = False


ANYTHING: Final = WritingContext()
"""Nothing is known."""
