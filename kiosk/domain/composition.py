"""Typing pinyin: what was typed, what was picked, what is offered. Pure; holds everything and keeps nothing.

A screen holds one `PinyinComposition` for a field and replaces it by what its methods return. The reader's
answer comes later, as `PinyinRead` with the generation it was asked with.
"""

from dataclasses import dataclass, field, replace
from typing import Final, Self

MOST_KEYS: Final = 96  # letters; about thirty syllables
KEYS: Final = frozenset("abcdefghijklmnopqrstuvwxyz'")
_AS_TYPED: Final = {"ü": "v", "’": "'", "‘": "'"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """``keys``: how many of the typed letters it stands for, from the first."""

    text: str = field(repr=False)
    keys: int


@dataclass(frozen=True, slots=True)
class PinyinRead:
    """What the keys asked about with ``generation`` may mean, best first."""

    generation: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class PinyinComposition:
    """``keys``: typed and not picked yet; ``picked``: texts with the keys they took, in order.

    ``generation`` grows with every change, so that an answer to older keys is known as such.
    """

    keys: str = field(default="", repr=False)
    picked: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    generation: int = 0

    @property
    def empty(self) -> bool:
        return not self.keys and not self.picked

    @property
    def finished(self) -> str:
        """The text to put into the field when every key was picked; empty while some are left."""
        return "" if self.keys else self.text

    @property
    def text(self) -> str:
        """What was picked so far."""
        return "".join(text for text, _ in self.picked)

    def press(self, key: str) -> Self:
        """A letter, an apostrophe or ü; anything else, and what is too much, changes nothing."""
        key = _AS_TYPED.get(key, key.lower())
        if key not in KEYS or len(self.keys) + sum(len(keys) for _, keys in self.picked) >= MOST_KEYS:
            return self
        if key == "'" and not self.keys:
            return self
        return self._with(self.keys + key, self.picked)

    def erase(self) -> Self:
        """The last letter; without any, the last pick is taken back into its letters."""
        if self.keys:
            return self._with(self.keys[:-1], self.picked)
        if self.picked:
            return self._with(self.picked[-1][1], self.picked[:-1])
        return self

    def pick(self, number: int) -> Self:
        """Takes ``candidates[number]``; a number that is not offered changes nothing."""
        if not 0 <= number < len(self.candidates):
            return self
        chosen = self.candidates[number]
        used, rest = self.keys[: chosen.keys], self.keys[chosen.keys :]
        return self._with(rest.lstrip("'"), (*self.picked, (chosen.text, used)))

    def read(self, answer: PinyinRead) -> Self:
        """The reader's answer; one to older keys changes nothing."""
        if answer.generation != self.generation:
            return self
        return replace(self, candidates=answer.candidates)

    def clear(self) -> Self:
        """Everything away; late answers will not fit."""
        return self._with("", ())

    def _with(self, keys: str, picked: tuple[tuple[str, str], ...]) -> Self:
        # Old candidates stay on the screen for no moment: they would take other keys than they showed.
        return type(self)(keys, picked, (), self.generation + 1)
