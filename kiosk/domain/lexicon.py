"""What the maker and the reader of a lexicon agree on."""

import math
from dataclasses import dataclass
from typing import Final

FORMAT: Final = 1
FILE: Final = "pinyin.sqlite"
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "word": ("key", "cost", "text", "marks"),
    "brief": ("initials", "cost", "text"),
    "head": ("start", "cost", "text"),
}
# A word of the county's own content is as likely as a rather common word: it is why people stand here.
OWN_CHANCE: Final = 2e-4


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word of the content, with its reading as syllables: lower case, no tones, ü as v."""

    text: str
    reading: tuple[str, ...]


def cost_of(chance: float) -> int:
    """-100 ln(chance): costs of words add up to the cost of a sentence. ``chance`` above 0, at most 1."""
    return round(-100 * math.log(chance))
