"""What may be kept of how visits went: sums of a month, of which nothing can be taken apart again. Pure.

A visit adds at most one to each sum, and no two of its answers are kept together: not which word was missed
by whoever found a guide of no help, not how two questions of a survey were answered by the same person. What
is too rare to leave the terminal, ``told`` says (docs/adr/0154; of misses docs/adr/0130).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.domain.search_misses import LEAST_VISITS, Tally

MISS: Final = "miss"
SOLVED: Final = "solved"
QUIZ: Final = "quiz"
SURVEY: Final = "survey"

# Answers that are no answer of a person, but count visits.
VISIT: Final = "visit"  # of a miss
UNNAMED: Final = "unnamed"
FINISHED: Final = "finished"  # of a quiz
ASKED: Final = "asked"  # of a survey
ANSWERED: Final = "answered"

YES: Final = "yes"
NO: Final = "no"
HELP: Final = "help"
SOLVED_ANSWERS: Final = (YES, NO, HELP)

REST: Final = ""  # the item of what is not named


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One sum. ``item``: the id of what of the content it is about (a word, for misses); ``answer``: what was
    said of it, empty where there is nothing to be said.
    """

    kind: str
    item: str
    answer: str = ""


Sums = Mapping[Cell, int]


def added(sums: Sums, visit: Iterable[Cell]) -> dict[Cell, int]:
    """After one more visit; whatever it said twice counts once."""
    return {**sums, **{cell: sums.get(cell, 0) + 1 for cell in frozenset(visit)}}


def tried(number: int, *, right: bool) -> str:
    """How question ``number`` of a quiz, from 1, was answered."""
    return f"{'right' if right else 'wrong'}:{number}"


def chose(question_id: str, value: str) -> str:
    """That ``value`` was chosen for a question of a survey."""
    return f"{question_id}={value}"


def of_misses(tally: Tally) -> dict[Cell, int]:
    named = {Cell(MISS, word): count for word, count in tally.words.items()}
    whole = {Cell(MISS, REST, VISIT): tally.visits, Cell(MISS, REST, UNNAMED): tally.unnamed}
    return {cell: count for cell, count in (*whole.items(), *named.items()) if count}


def misses(sums: Sums) -> Tally:
    words = {cell.item: count for cell, count in sums.items() if cell.kind == MISS and cell.item != REST}
    visits, unnamed = (sums.get(Cell(MISS, REST, answer), 0) for answer in (VISIT, UNNAMED))
    return Tally(visits, unnamed, words)


def told(sums: Sums, least: int = LEAST_VISITS) -> dict[Cell, int]:
    """What of a month may leave the terminal. ``least``: visits behind every sum that names something.

    Rarer misses, helps and visits of quizzes and surveys are added to those of nothing named; rarer answers
    to a survey are left out. Of a quiz that ``least`` visits finished each question is told, however few were
    right.
    """
    out = of_misses(misses(sums).told(least))
    for cell, count in sorted(sums.items()):
        if cell.kind == MISS:
            continue
        if _enough(sums, cell, least):
            out[cell] = count
        elif cell.answer in (*SOLVED_ANSWERS, FINISHED, ASKED, ANSWERED):
            rest = Cell(cell.kind, REST, cell.answer)
            out[rest] = out.get(rest, 0) + count
    return out


def _enough(sums: Sums, cell: Cell, least: int) -> bool:
    behind = Cell(QUIZ, cell.item, FINISHED) if cell.kind == QUIZ else cell
    return sums.get(behind, 0) >= least
