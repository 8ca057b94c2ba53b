"""What can be searched and what a search answers, as plain data. Pure.

A record is neutral: an editor's kind becomes one by naming its title, its questions and its text
(kiosk/content/publish/search_records.py); nothing behind that knows kinds, so a new one changes nothing.
"""

from dataclasses import dataclass
from typing import Final

Spans = tuple[tuple[int, int], ...]
"""Parts of a line: the first character of each, and the one behind its last."""

TOPIC: Final = "topic"
# Who answers when nothing else does: 找人问. A service item every library has (check.STABLE_ITEMS).
ASK: Final = ("item", "consultation")


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to be found. ``topic``: id of its topic, empty where it has none.

    ``questions``: how residents ask for it; ``body``: all the rest of its text, one thought a line.
    """

    id: str
    kind: str
    topic: str
    title: str
    questions: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """``score``: above 0 for what matches the text, 0 for what is shown because nothing else would be.

    ``snippet``: the line of it that says most of what was asked. ``marks``, ``snippet_marks``: which
    characters of title and snippet match (search_marks).
    """

    id: str
    kind: str
    topic: str
    title: str
    score: float
    snippet: str
    marks: Spans = ()
    snippet_marks: Spans = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``results``: best first, never empty over content that has topics.

    ``sure``: whether the best of them covers what was asked; if not, ``results`` goes on with the nearest
    topics and whom to ask, and the search counts as a miss (search_misses). ``near``: those topics by
    themselves, nearest first, also where ``results`` have no room for them; empty when it is sure.
    ``missed``: the words of the published list that a miss counts by.
    """

    results: tuple[Found, ...]
    sure: bool
    near: tuple[Found, ...] = ()
    missed: frozenset[str] = frozenset()
