"""Every number that decides the order of what a search finds, in one place.

Chosen on ``tests/data/search/guides.yaml``, seen by ``kiosk-library check --search`` (docs/adr/0129). Those
of fields work when an index is made, those of terms when it is asked.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Field:
    """``weight``: of one occurrence; ``length``: how much a long field is held against it, 0 to 1."""

    weight: float
    length: float


TITLE: Final = Field(3.0, 0.4)
QUESTIONS: Final = Field(2.0, 0.4)
BODY: Final = Field(1.0, 0.75)
# How soon more occurrences say no more (k1 of BM25F, Robertson and Zaragoza 2009).
SATURATION: Final = 1.2

# Of what kind a term of the question is.
CHARACTER: Final = 0.3
PAIR: Final = 1.0
SOUND_PAIR: Final = 0.5  # two syllables: homophones, and speech that folds zh into z
SOUND: Final = 0.4  # one syllable, typed in letters
INITIALS: Final = {2: 0.5, 3: 1.0}  # letters typed as first letters, by how many stand together
WORD: Final = 1.0  # digits and words of English
SYNONYM: Final = 0.6  # of all terms of a word the editor says means the same
OTHER_READING: Final = 0.5  # of another way to part letters into syllables, or to read a character

# The best result covers what was asked when it has this share of the weight of all terms.
SURE: Final = 0.22
