"""解决了吗, surveys, and what of a visit is counted without anybody's name (``counts``)."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from kiosk.domain import counts as c
from kiosk.domain import flow, learn_find
from kiosk.domain import scenario_matter as matters
from kiosk.domain import state as s
from kiosk.domain.counting import (
    Counting,
    SurveyRun,
    quiz_answers,
    quiz_item,
    survey_answers,
    survey_item,
    surveys_open,
    values,
)
from kiosk.domain.library_learning import Survey, SurveyQuestion
from kiosk.domain.state import AppState, Visit
from kiosk.domain.visit_where import SurveyView

Outcome = tuple[AppState, tuple[Any, ...]]


# ---- what a screen says


@dataclass(frozen=True, slots=True)
class Solved:
    """解决了吗 of what is on the screen: one of ``counts.SOLVED_ANSWERS``; ``help``: 找人问 was touched."""

    answer: str


@dataclass(frozen=True, slots=True)
class AnswerSurvey:
    """``value``: one of ``counting.values`` of the question that is shown. On to the next one, unless several
    may be chosen: there it is put in or taken out again.
    """

    value: str = field(repr=False)


# ---- 解决了吗


def subject(state: AppState) -> str:
    """What on the screen may have been of help, as it is counted; empty: nothing."""
    visit = state.visit
    match visit.under if visit is not None else None:
        case s.GuideView(guide_id):
            return f"guide:{guide_id}"
        case s.MatterView():
            return _outcome(state)
        case s.SearchResults():
            return "search"
        case _:
            return ""


def _outcome(state: AppState) -> str:
    matter = state.visit.matter if state.visit is not None else None
    if matter is None or matter.walk is None or state.library is None:
        return ""
    shown = matters.shown(state.library, matter)
    return f"outcome:{matter.walk.scenario}/{shown.outcome.id}" if isinstance(shown, matters.Told) else ""


def answered(state: AppState) -> str:
    """What was said of what is on the screen; empty: nothing yet."""
    said = state.visit.counting.of(c.SOLVED, subject(state)) if state.visit is not None else ()
    return next(iter(said), "")


def solved(state: AppState, message: Solved) -> Outcome:
    """The last word counts."""
    visit, about = state.visit, subject(state)
    if visit is None or not about or message.answer not in c.SOLVED_ANSWERS:
        return state, ()
    return _counting(state, visit, visit.counting.saying(c.SOLVED, about, (message.answer,))), ()


# ---- a survey


def asked(state: AppState) -> tuple[Survey, SurveyQuestion | None] | None:
    """The survey on the screen and its question; None behind the last one. None: no survey is shown."""
    place = state.visit.under if state.visit is not None else None
    if not isinstance(place, SurveyView) or state.library is None:
        return None
    survey = state.library.every(Survey).get(place.survey_id)
    if survey is None:
        return None
    return survey, survey.questions[place.at] if 0 <= place.at < len(survey.questions) else None


def waiting(state: AppState) -> Survey | None:
    """The first survey of these days that was not looked at in this visit."""
    visit, library = state.visit, state.library
    if visit is None or library is None:
        return None
    found = surveys_open(library, flow.today(state))
    return next((one for one in found if not visit.counting.of(c.SURVEY, survey_item(one))), None)


def answer_survey(state: AppState, message: AnswerSurvey) -> Outcome:
    visit, shown = state.visit, asked(state)
    if visit is None or shown is None or not isinstance(visit.place, SurveyView):
        return state, ()
    survey, question = shown
    if question is None or message.value not in values(question):
        return state, ()
    run = run_of(visit, survey.id) or SurveyRun(survey.id)
    given = run.of(question.id)
    if question.kind != "several":
        visit = visit.at(SurveyView(survey.id, visit.place.at + 1))
        return _counting(
            state, visit, replace(visit.counting, run=run.answering(question.id, (message.value,)))
        ), ()
    chosen = frozenset(given) ^ {message.value}
    run = run.answering(question.id, tuple(value for value in values(question) if value in chosen))
    return _counting(state, visit, replace(visit.counting, run=run)), ()


def run_of(visit: Visit, survey_id: str) -> SurveyRun | None:
    run = visit.counting.run
    return run if run is not None and run.survey_id == survey_id else None


HANDLERS: Final[dict[type, Any]] = {Solved: solved, AnswerSurvey: answer_survey}


# ---- what is counted by itself


def followed(state: AppState) -> AppState:
    """After every message: what has come to its end on the page that is shown."""
    visit = state.visit
    if visit is None:
        return state
    counting = _ended(state, visit)
    if counting.run is not None and not any(isinstance(place, SurveyView) for place in visit.stack):
        counting = replace(counting, run=None)  # left half way, or told
    return state if counting == visit.counting else _counting(state, visit, counting)


def _ended(state: AppState, visit: Visit) -> Counting:
    counting, library = visit.counting, state.library
    match visit.under:
        case s.SearchResults() if visit.asked.sought and not visit.asked.waiting and not visit.asked.sure:
            return counting.missing(visit.asked.missed)
        case s.QuizView(quiz_id, at) if library is not None:
            quiz, run = learn_find.quiz(library, quiz_id), visit.quiz
            if quiz is None or run is None or not at == len(run.answers) == len(quiz.questions):
                return counting
            item = quiz_item(quiz)
            # Who tries again knows the answers by then.
            return (
                counting
                if counting.of(c.QUIZ, item)
                else counting.saying(c.QUIZ, item, quiz_answers(quiz, run.answers))
            )
        case SurveyView():
            return _surveyed(state, visit)
        case _:
            return counting


def _surveyed(state: AppState, visit: Visit) -> Counting:
    """The end of a survey, once reached, stands, whatever page of it one goes back to."""
    shown = asked(state)
    if shown is None:
        return visit.counting
    survey, question = shown
    item = survey_item(survey)
    if question is None:
        return visit.counting.saying(c.SURVEY, item, survey_answers(survey, run_of(visit, survey.id)))
    return (
        visit.counting
        if visit.counting.of(c.SURVEY, item)
        else visit.counting.saying(c.SURVEY, item, (c.ASKED,))
    )


def _counting(state: AppState, visit: Visit, counting: Counting) -> AppState:
    return replace(state, visit=replace(visit, counting=counting))
