"""What one visit will add to the month's sums (``counts``), as far as it is known. It goes with the visit.

The survey that is being answered is here, too: what was not finished is never counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from kiosk.domain import counts as c
from kiosk.domain.library import Library
from kiosk.domain.library_learning import Quiz, Survey, SurveyQuestion
from kiosk.domain.search_misses import Tally
from kiosk.wire import asked_version

SCALE: Final = ("1", "2", "3", "4", "5")  # from bad to good


@dataclass(frozen=True, slots=True)
class Said:
    """What was said last of one thing in this visit."""

    kind: str
    item: str
    answers: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SurveyRun:
    """``given``: values by question id, as far as it was answered."""

    survey_id: str
    given: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), repr=False)

    def of(self, question_id: str) -> tuple[str, ...]:
        return dict(self.given).get(question_id, ())

    def answering(self, question_id: str, values: tuple[str, ...]) -> "SurveyRun":
        """Nothing chosen is as good as not answered."""
        given = {**dict(self.given), question_id: values}
        return replace(self, given=tuple((asked, said) for asked, said in given.items() if said))


@dataclass(frozen=True, slots=True)
class Counting:
    """``missed``: listed words of what was looked for and not found; None: everything was."""

    missed: frozenset[str] | None = field(default=None, repr=False)
    said: tuple[Said, ...] = ()
    run: SurveyRun | None = None

    @property
    def holds(self) -> bool:
        """Whether anything of a person is in it; that a survey was looked at is nothing."""
        said = any(one.answers != (c.ASKED,) for one in self.said)
        return said or self.missed is not None or (self.run is not None and bool(self.run.given))

    def missing(self, words: Iterable[str]) -> "Counting":
        return replace(self, missed=(self.missed or frozenset()) | frozenset(words))

    def saying(self, kind: str, item: str, answers: tuple[str, ...]) -> "Counting":
        """What was said of it before does not count any more."""
        others = tuple(one for one in self.said if (one.kind, one.item) != (kind, item))
        return replace(self, said=(*others, Said(kind, item, answers)))

    def of(self, kind: str, item: str) -> tuple[str, ...]:
        found = (one.answers for one in self.said if (one.kind, one.item) == (kind, item))
        return next(found, ())

    def cells(self) -> frozenset[c.Cell]:
        """What the visit adds, once it is over."""
        misses = c.of_misses(Tally().with_visit(self.missed)) if self.missed is not None else {}
        told = (c.Cell(one.kind, one.item, answer) for one in self.said for answer in one.answers)
        return frozenset((*misses, *told))


NOTHING_COUNTED: Final = Counting()


# ---- quizzes and surveys -------------------------------------------------------------------------


def quiz_item(quiz: Quiz) -> str:
    asked = [(question.ask, question.choices, question.right) for question in quiz.questions]
    return f"{quiz.id}@{asked_version.of_quiz(asked)}"


def survey_item(survey: Survey) -> str:
    asked = [(question.id, question.kind, question.ask, question.choices) for question in survey.questions]
    return f"{survey.id}@{asked_version.of_survey(asked)}"


def quiz_answers(quiz: Quiz, answers: tuple[int, ...]) -> tuple[str, ...]:
    """Of one that was finished."""
    asked = enumerate(zip(quiz.questions, answers, strict=True), start=1)
    return (c.FINISHED, *(c.tried(number, right=said == one.right) for number, (one, said) in asked))


def survey_answers(survey: Survey, run: SurveyRun | None) -> tuple[str, ...]:
    """Of one whose end was reached: it was answered when something was, and all of what is required."""
    given = [(question, run.of(question.id)) for question in survey.questions] if run is not None else []
    if not any(said for _, said in given) or any(one.required and not said for one, said in given):
        return (c.ASKED,)
    chosen = (c.chose(question.id, value) for question, said in given for value in said)
    return (c.ASKED, c.ANSWERED, *chosen)


def values(question: SurveyQuestion) -> tuple[str, ...]:
    """What may be answered, in the order in which it is shown."""
    match question.kind:
        case "scale":
            return SCALE
        case "yes-no":
            return (c.YES, c.NO)
        case _:
            return tuple(str(number) for number in range(1, len(question.choices) + 1))


def surveys_open(library: Library, today: date) -> tuple[Survey, ...]:
    """Those asked on this day."""
    day = today.isoformat()
    return tuple(one for one in library.every(Survey).values() if one.valid_from <= day <= one.valid_to)
