"""What is read of a Word file: its paragraphs and rows of tables, in their order. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_CONTROL: Final = ("Cc", "Cf", "Cs", "Cn")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. ``heading``: 1 to 9, 0 for none; ``listed``: an item of one of Word's lists.

    ``origin``: where it stood when it is not of the text itself: 脚注, 文本框, 页眉页脚.
    """

    text: str
    heading: int = 0
    listed: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; a cell is its paragraphs. ``head``: of the row that names the columns."""

    cells: tuple[tuple[Block, ...], ...]
    table: int
    head: bool = False


@dataclass(slots=True)
class WordText:
    """``left_out``: what is not brought along, counted; ``images``: the names of pictures."""

    parts: list[Block | Row] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    tables: int = 0

    @property
    def blocks(self) -> Iterator[Block]:
        for part in self.parts:
            if isinstance(part, Block):
                yield part
            else:
                yield from (block for cell in part.cells for block in cell)


def clean(text: str) -> str:
    """Without what cannot be seen; runs of spaces as one; lines stay apart."""
    lines = (
        " ".join("".join(ch for ch in line if unicodedata.category(ch) not in _CONTROL or ch == "\t").split())
        for line in text.splitlines()
    )
    return "\n".join(line for line in lines if line)
