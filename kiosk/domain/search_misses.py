"""What may be kept of a search that found nothing good: words of a published list, counted. Pure.

What somebody types may name persons, illnesses, crimes. So no text, no part of one, no time and no order of
what was asked is ever kept: only that in a visit of a month a word of a closed list stood in a question the
library had no good answer to (docs/adr/0130). The list is content: whoever likes can read it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

# A word goes to the editor only when this many visits of one terminal in one month missed it.
LEAST_VISITS: Final = 3
MOST_A_VISIT: Final = 3


def missed(text: str, countable: Iterable[str]) -> frozenset[str]:
    """The words of the list in a question that found nothing good: the longest, three at most, not within
    one another.
    """
    from kiosk.domain.search_terms import plain  # the state counts by a Tally, long before anybody searches

    text = plain(text)
    found: list[str] = []
    for word in sorted(countable, key=lambda word: (-len(word), word)):
        if len(found) < MOST_A_VISIT and word in text and not any(word in longer for longer in found):
            found.append(word)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one month: visits with a miss, those of them without a listed word, and visits by word."""

    visits: int = 0
    unnamed: int = 0
    words: Mapping[str, int] = field(default_factory=dict)

    def with_visit(self, words: Iterable[str]) -> "Tally":
        """After a visit that missed ``words``, in whichever of its questions; a visit counts once a word."""
        of_visit = sorted(set(words))[:MOST_A_VISIT]
        counts = {**self.words, **{word: self.words.get(word, 0) + 1 for word in of_visit}}
        return Tally(self.visits + 1, self.unnamed + (not of_visit), counts)

    def told(self, least: int = LEAST_VISITS) -> "Tally":
        """What may leave the terminal: words of fewer than ``least`` visits become unnamed ones."""
        words = {word: count for word, count in sorted(self.words.items()) if count >= least}
        return Tally(self.visits, self.unnamed + sum(self.words.values()) - sum(words.values()), words)
