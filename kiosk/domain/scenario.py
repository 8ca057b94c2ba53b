"""Being asked, question by question, until it is clear where to go (智能情景): where one is, back, the path.
Pure.

A walk holds ids alone, in memory, for as long as the visit. Nothing of it says who somebody is; what he
answered is printed only when he asks for it, and goes into a form only where the scenario says so
(``fills``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.library_services import Outcome, Question, Scenario

UNSURE: Final = -1  # 不清楚 among the numbers of answers, which count from 0


@dataclass(frozen=True, slots=True)
class Taken:
    """One answer that was given: of which question, the number of the answer or UNSURE."""

    question: str
    answer: int


@dataclass(frozen=True, slots=True)
class Walk:
    """``telling``: 不清楚 was touched, and how to tell is being shown; the question itself is still open."""

    scenario: str
    taken: tuple[Taken, ...] = ()
    telling: bool = False


@dataclass(frozen=True, slots=True)
class PathLine:
    """What was asked and what was answered, as it is shown above the outcome and printed. ``say`` empty:
    不清楚, which has its word in every language.
    """

    ask: str
    say: str


def question(scenario: Scenario, question_id: str) -> Question | None:
    return next((one for one in scenario.questions if one.id == question_id), None)


def outcome(scenario: Scenario, outcome_id: str) -> Outcome | None:
    return next((one for one in scenario.outcomes if one.id == outcome_id), None)


def start(scenario: Scenario) -> Walk:
    return Walk(scenario.id)


def here(scenario: Scenario, walk: Walk) -> Question | Outcome:
    """What is shown now. Raises ValueError for a walk of another scenario or of other words than these."""
    place = scenario.start
    if walk.scenario != scenario.id:
        raise ValueError("a walk of another scenario")
    for step in walk.taken:
        asked = question(scenario, place)
        if asked is None or asked.id != step.question:
            raise ValueError("a walk of other questions")
        place = _leads(asked, step.answer)
    found = question(scenario, place) or outcome(scenario, place)
    if found is None:
        raise ValueError(f"nothing has the id {place}")
    return found


def _leads(asked: Question, answer: int) -> str:
    if answer == UNSURE:
        return asked.unsure.to
    if not 0 <= answer < len(asked.answers):
        raise ValueError("an answer that is not offered")
    return asked.answers[answer].to


def answer(scenario: Scenario, walk: Walk, number: int) -> Walk:
    """``number``: which of the answers, from 0. What is not offered here changes nothing: touches come
    late.
    """
    asked = here(scenario, walk)
    if not isinstance(asked, Question) or not 0 <= number < len(asked.answers):
        return walk
    return replace(walk, taken=(*walk.taken, Taken(asked.id, number)), telling=False)


def unsure(scenario: Scenario, walk: Walk) -> Walk:
    """不清楚: how to tell is shown first; touched again there (就这样往下走), it goes on all the same."""
    asked = here(scenario, walk)
    if not isinstance(asked, Question):
        return walk
    if not walk.telling:
        return replace(walk, telling=True)
    return replace(walk, taken=(*walk.taken, Taken(asked.id, UNSURE)), telling=False)


def back(walk: Walk) -> Walk | None:
    """One step back: from how to tell to its question, else to the question before; None: out of the
    scenario.
    """
    if walk.telling:
        return replace(walk, telling=False)
    return replace(walk, taken=walk.taken[:-1]) if walk.taken else None


def back_to(walk: Walk, step: int) -> Walk:
    """To the question of the path's line ``step`` (from 0), to answer it anew; what follows is dropped."""
    return replace(walk, taken=walk.taken[: max(step, 0)], telling=False)


def path(scenario: Scenario, walk: Walk) -> tuple[PathLine, ...]:
    """Every question that was answered, in order."""
    return tuple(
        PathLine(asked.ask, asked.answers[number].say if number != UNSURE else "")
        for asked, number in _answered(scenario, walk)
    )


def filled(scenario: Scenario, walk: Walk) -> dict[str, str]:
    """What the answers say already, by field id: a later answer counts more. 不清楚 says nothing."""
    said = (asked.answers[number] for asked, number in _answered(scenario, walk) if number != UNSURE)
    return {name: value for one in said for name, value in one.fills}


def _answered(scenario: Scenario, walk: Walk) -> list[tuple[Question, int]]:
    asked = {one.id: one for one in scenario.questions}
    return [(asked[step.question], step.answer) for step in walk.taken]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one is: ``done`` answered, ``most`` still to come in the worst case."""

    done: int
    most: int


def progress(scenario: Scenario, walk: Walk) -> Progress:
    at = here(scenario, walk)
    return Progress(len(walk.taken), depth(scenario).get(at.id, 0))


def exits(asked: Question) -> tuple[str, ...]:
    """Where each answer leads, 不清楚 last."""
    return (*(one.to for one in asked.answers), asked.unsure.to)


def depth(scenario: Scenario) -> Mapping[str, int]:
    """Id → how many questions are asked at most from there on; nothing for what lies on a ring, or leads to
    one.

    Each question is looked at once: the number of paths does not count.
    """
    known: dict[str, int] = {one.id: 0 for one in scenario.outcomes}
    waiting = {one.id: one for one in scenario.questions}
    while True:
        ready = [one for one in waiting.values() if all(to in known for to in exits(one))]
        if not ready:
            return known
        for one in ready:
            known[one.id] = 1 + max(known[to] for to in exits(one))
            del waiting[one.id]
