"""What somebody looks for in this visit, and what was found: the state, and the messages about it. Pure."""

from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.search import Found

LONGEST: Final = 60  # characters of a line to look for; the index looks at more (search_terms)


@dataclass(frozen=True, slots=True)
class Asked:
    """``text``: as it is written; ``sought``: what was asked last, with letters that are no text yet.

    ``generation`` grows with each question, so that an answer to an older one is known as such; ``answered``:
    the one ``results`` and ``near`` belong to (kiosk.domain.search.Answer).
    """

    text: str = field(default="", repr=False)
    sought: str = field(default="", repr=False)
    generation: int = 0
    answered: int = 0
    results: tuple[Found, ...] = field(default=(), repr=False)
    near: tuple[Found, ...] = field(default=(), repr=False)
    sure: bool = True
    missed: frozenset[str] = field(default=frozenset(), repr=False)  # listed words of it, when it is not sure

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self.sought) and self.answered != self.generation

    @property
    def holds(self) -> bool:
        """Whether anything of a person is in it."""
        return bool(self.text or self.sought or self.results)

    def emptied(self) -> "Asked":
        """Without anything; an answer that is still under way fits nothing."""
        return Asked(generation=self.generation + 1) if self.holds else self


NOTHING_SOUGHT: Final = Asked()


# ---- messages ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SearchReady:
    """The index of the shown release can be asked, or cannot (any more)."""

    ready: bool


@dataclass(frozen=True, slots=True)
class WriteSearch:
    """The line to look for as it stands now."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SearchNow:
    """搜: all that was found. Letters that are no text yet become it as they are."""


@dataclass(frozen=True, slots=True)
class OpenFound:
    """A result was touched. ``order_id``: fresh, for one that is a form."""

    kind: str
    id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class Searched:
    """The answer to ``effects.Search(generation)``."""

    generation: int
    results: tuple[Found, ...] = field(default=(), repr=False)
    near: tuple[Found, ...] = field(default=(), repr=False)
    sure: bool = False
    missed: frozenset[str] = field(default=frozenset(), repr=False)
