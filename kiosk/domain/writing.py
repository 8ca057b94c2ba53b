"""Writing: how somebody writes, what is known of the place, and what touches on pinyin's keys mean."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from kiosk.domain.composition import PinyinComposition


class Method(Enum):
    """How somebody writes. Remembered for the visit, forgotten with it."""

    HAND = "hand"
    PINYIN = "pinyin"


class WritingMode(Enum):
    """What is written."""

    TEXT = "text"
    """Any text: common characters, digits."""
    NAME = "name"
    """A person's name as an identity card has it: rare characters too, no digits, surnames first."""
    RARE_NAME = "rare_name"
    """A name of which it is known that it has a rare character: every character may be what was meant."""


@dataclass(frozen=True, slots=True)
class WritingContext:
    """``before``: the end of the text before the caret, two characters are enough; "" at its start.

    ``more``: 更多 was touched: what was offered first is not what was meant.
    """

    before: str = field(default="", repr=False)
    mode: WritingMode = WritingMode.TEXT
    more: bool = False


ANYTHING: Final = WritingContext()
"""Nothing is known."""


@dataclass(frozen=True, slots=True)
class InkAnswer:
    """Handwriting candidates for the ink of ``generation``. ``asked``: the ink an answer is awaited for.

    ``more``: that answer is, or ``items`` are, what 更多 was touched for.
    """

    generation: int = 0
    items: tuple[str, ...] = ()
    asked: int | None = None
    more: bool = False


NOTHING_DRAWN: Final = InkAnswer()


@dataclass(frozen=True, slots=True)
class Pinyin:
    """What is being typed as pinyin. ``answered``: the generation of keys the reader answered last."""

    composition: PinyinComposition = field(default_factory=PinyinComposition)
    answered: int = 0

    @property
    def keys(self) -> str:
        """Letters that are no text yet."""
        return self.composition.keys

    @property
    def fresh(self) -> bool:
        """Whether what is offered belongs to the letters that stand there."""
        return self.answered == self.composition.generation

    def cleared(self) -> "Pinyin":
        """Without letters; an answer to them that is still under way fits nothing."""
        if self.composition.empty:
            return self
        return Pinyin(self.composition.clear(), self.answered)


NOTHING_TYPED: Final = Pinyin()


# ---- messages ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WriteBy:
    """手写, 拼音: how this person writes from now on, to the end of the visit. Letters not read yet go."""

    method: Method


@dataclass(frozen=True, slots=True)
class PlaceCaret:
    """The text was touched, or a key moved the caret: what is written goes in behind ``at`` characters."""

    at: int


@dataclass(frozen=True, slots=True)
class PinyinKey:
    """A letter or the apostrophe."""

    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PinyinErase:
    """删: the last letter; without letters what was picked last, back into its own; else a character of text.

    ``syllable``: 删音节, of the letters alone.
    """

    syllable: bool = False


@dataclass(frozen=True, slots=True)
class PinyinPick:
    """The candidate of this number among those offered for the keys of ``generation``."""

    number: int
    generation: int


@dataclass(frozen=True, slots=True)
class PinyinClear:
    """Letters nobody can read are left behind."""


@dataclass(frozen=True, slots=True)
class PinyinReady:
    """The lexicon can be read, or cannot (any more)."""

    ready: bool
