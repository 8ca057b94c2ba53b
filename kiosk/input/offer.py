"""Which of the model's characters may be offered where, and which forms are answered by another character.

A traditional form that is not offered still says what was meant: its chance goes to the character that stands
for it in simplified writing. Otherwise who writes 發 would be offered whatever else looks a little like it.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.charset import DIGITS, NAME_CHARACTERS, gb2312, offered
from kiosk.domain.writing import WritingContext, WritingMode
from kiosk.input import tables

NO_GLYPH: Final = frozenset("𡑍𠴰𡚁")
"""Known to the model, but an empty box in the screens' fonts."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Offer:
    """Over the model's classes. ``forms[i]`` is answered by ``stands[i]``."""

    allowed: NDArray[np.bool_]
    forms: NDArray[np.intp]
    stands: NDArray[np.intp]

    def chances(self, read: Floats) -> Floats:
        """``read`` (one chance a class), zero where nothing may be offered."""
        shown = np.where(self.allowed, read, np.float32(0.0))
        np.maximum.at(shown, self.stands, read[self.forms])
        return shown


@dataclass(frozen=True, slots=True)
class Forms:
    """``twins``: traditional form to standard character. ``standard``: of 通用规范汉字表, beyond GB 2312."""

    twins: Mapping[str, str]
    standard: frozenset[str]

    @classmethod
    def load(cls) -> Self:
        """The carried tables. Raises OSError."""
        return cls(tables.twins(), tables.standard())

    def offer(self, context: WritingContext, names: Sequence[str]) -> Offer:
        """``names``: of the model's classes, in their order."""
        allowed = self.allowed(context, frozenset(names))
        places = {name: place for place, name in enumerate(names)}
        answered = [
            (places[form], places[char])
            for form, char in self.twins.items()
            if form in places and form not in allowed and char in allowed and char in places
        ]
        forms, stands = np.array(answered, dtype=np.intp).reshape(-1, 2).T
        return Offer(np.array([name in allowed for name in names], dtype=np.bool_), forms, stands)

    def allowed(self, context: WritingContext, known: frozenset[str]) -> frozenset[str]:
        """The characters of ``known`` that may be offered."""
        traditional = frozenset(self.twins) - self.standard
        match context.mode, context.more:
            case WritingMode.TEXT, False:
                wanted = offered() - traditional
            case WritingMode.TEXT, True:
                wanted = (_han(known) | frozenset(DIGITS)) - traditional
            case WritingMode.NAME, False:
                wanted = (gb2312() | self.standard | frozenset(NAME_CHARACTERS)) - traditional
            case _:
                # A name is written as its card has it, whatever the form.
                wanted = _han(known)
        return (wanted & known) - NO_GLYPH


def _han(known: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in known if is_han(name))


def is_han(name: str) -> bool:
    return len(name) == 1 and unicodedata.name(name, "").startswith("CJK UNIFIED")
