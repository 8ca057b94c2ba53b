"""Every number that decides the order of what a search finds, in one place.

Chosen on ``library.yaml`` of ``tests/data/search``, seen by ``kiosk-library check --search``, with the older
sets beside it as floors (docs/adr/0129, 0140, 0165, 0166). Those of fields work when an index is made, those
of terms and of kinds when it is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Field:
    """``weight``: of one occurrence; ``length``: how much a long field is held against it, 0 to 1."""

    weight: float
    length: float


TITLE: Final = Field(3.0, 0.4)
QUESTIONS: Final = Field(2.0, 0.35)
BODY: Final = Field(0.7, 0.75)
# How soon more occurrences say no more (k1 of BM25F, Robertson and Zaragoza 2009).
SATURATION: Final = 6.0

# Of what kind a term of the question is.
CHARACTER: Final = 0.3
PAIR: Final = 1.0
PARTICLE: Final = 0.3  # of all that, where 了, 的 or 吗 is one of the characters
SOUND_PAIR: Final = 0.5  # two syllables: homophones, and speech that folds zh into z
SLIP: Final = 2.0  # times SOUND_PAIR, where nobody in the library writes these two characters
SOUND: Final = 0.4  # one syllable, typed in letters
INITIALS: Final = {2: 0.5, 3: 1.0}  # letters typed as first letters, by how many stand together
WORD: Final = 1.0  # digits and words of English
SYNONYM: Final = 0.6  # of all terms of a word the editor says means the same
OTHER_READING: Final = 0.5  # of another way to part letters into syllables, or to read a character

# What answers a question goes before what only has a word of it: a record keeps this share of its score,
# unless its kind is asked for (search_asked). What is not here keeps all: guides and items answer.
KINDS: Final[Mapping[str, float]] = {
    "scenario": 0.85,  # asks before it answers
    "bundle": 0.8,
    "calculator": 0.7,  # a sum, for whoever knows which
    "document": 0.7,  # a paper to fill in, when one knows what to do
    "lesson": 0.6,  # tells, does not advise
    "self-check": 0.7,
    "glossary": 0.7,
    "office": 0.7,  # where to go
    "platform": 0.7,
    "lookups": 0.7,
    "emergency": 0.7,  # a number to call
    "quiz": 0.6,  # asks what one should know
    "register": 0.6,  # names
    "visits": 0.6,  # days
}

# Whose kind is asked for gets more than all of its score: a guide has sixty questions with all words in them,
# an office its name. Where life may be in danger, the numbers to call go first.
ASKED: Final[Mapping[str, float]] = {
    "emergency": 6.0,
    "office": 2.2,
    "glossary": 2.0,
    "visits": 2.0,
    "document": 1.2,
    "calculator": 1.2,
}

# The best result covers what was asked when it has this much of the weight of all terms, over its root, with
# the rarest term for 1. Of long questions a smaller share will do: people tell how it came before they ask,
# and what is beside the matter is found nowhere (docs/adr/0166).
SURE: Final = 0.36
