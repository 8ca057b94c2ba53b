"""What of a visit is counted: 解决了吗, quizzes, surveys and misses, each once, none before its end."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain import asked as a
from kiosk.domain import counting, renewal
from kiosk.domain import counts as c
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_learn as learn
from kiosk.domain import visit_where as at
from kiosk.domain.counts import Cell
from kiosk.domain.effects import CloseVisit
from kiosk.domain.library_learning import Quiz, Survey
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.update_counts import AnswerSurvey, Solved, answered, subject
from tests.support.everything import full_library
from tests.support.learning import QUIZ, SURVEY
from tests.support.library import WAGES, small_library
from tests.support.matters import NOTE, OPEN_BUNDLE, SITE
from tests.support.states import ready_state, then

LIBRARY = small_library()
QUIZ_ITEM = counting.quiz_item(LIBRARY.every(Quiz)[QUIZ])
SURVEY_ITEM = counting.survey_item(LIBRARY.every(Survey)[SURVEY])


def visiting(*messages: object) -> AppState:
    return then(replace(ready_state(), search=True), m.Wake("visit-1"), *messages)


def counted(state: AppState) -> set[tuple[str, str, str]]:
    """What is handed to the store when the visit ends now."""
    _, effects = update(state, m.EndVisit(quietly=True))
    (closed,) = (effect for effect in effects if isinstance(effect, CloseVisit))
    return {(cell.kind, cell.item, cell.answer) for cell in closed.counted}


def survey(*answers: str, to: int = 4) -> AppState:
    state = visiting(m.Open(at.SurveyView(SURVEY)))
    for answer in answers:
        state = then(state, AnswerSurvey(answer)) if answer else then(state, _skip(state))
    while _number(state) < to:
        state = then(state, _skip(state))
    return state


def _number(state: AppState) -> int:
    assert state.visit is not None
    assert isinstance(state.visit.place, at.SurveyView)
    return state.visit.place.at


def _skip(state: AppState) -> m.Open:
    return m.Open(at.SurveyView(SURVEY, _number(state) + 1))


def test_a_visit_that_did_nothing_adds_nothing() -> None:
    assert counted(visiting(m.Open(s.GuideView(WAGES)), m.Open(s.HelpPeople()))) == set()


# ---- 解决了吗


def test_the_last_word_about_a_guide_counts() -> None:
    state = visiting(m.Open(s.GuideView(WAGES)), Solved(c.YES))
    assert answered(state) == c.YES
    assert counted(state) == {(c.SOLVED, f"guide:{WAGES}", c.YES)}
    assert counted(then(state, Solved(c.NO))) == {(c.SOLVED, f"guide:{WAGES}", c.NO)}
    turned = then(state, m.Open(s.GuideView(WAGES, 1)), Solved(c.HELP), m.Open(s.HelpPeople()))
    assert counted(turned) == {(c.SOLVED, f"guide:{WAGES}", c.HELP)}


def test_an_outcome_is_named_by_its_scenario() -> None:
    state = replace(ready_state(), library=full_library())
    state = then(state, m.Wake("visit-1"), m.Open(s.Scenarios()), OPEN_BUNDLE, SITE, NOTE)
    assert subject(state).startswith("outcome:")
    assert subject(state).endswith("/court")
    assert counted(then(state, Solved(c.NO))) == {(c.SOLVED, subject(state), c.NO)}


@pytest.mark.parametrize("message", [Solved("maybe"), Solved("")])
def test_nothing_else_can_be_said(message: Solved) -> None:
    assert counted(visiting(m.Open(s.GuideView(WAGES)), message)) == set()


def test_where_nothing_was_answered_nothing_is_asked() -> None:
    state = visiting(m.Open(s.Topics()))
    assert (subject(state), counted(then(state, Solved(c.YES)))) == ("", set())


# ---- a quiz


def quizzed(*choices: int) -> AppState:
    state = visiting()
    for number, choice in enumerate(choices):
        state = then(state, m.Open(s.QuizView(QUIZ, number)), learn.AnswerQuiz(choice))
    return state


def test_a_quiz_counts_when_its_end_is_reached() -> None:
    answering = quizzed(2, 2)
    assert counted(answering) == set()
    done = then(answering, m.Open(s.QuizView(QUIZ, 2)))
    told = {(c.QUIZ, QUIZ_ITEM, answer) for answer in ("finished", "right:1", "wrong:2")}
    assert counted(done) == told
    again = then(done, learn.QuizAgain(), learn.AnswerQuiz(1), m.Open(s.QuizView(QUIZ, 1)))
    again = then(again, learn.AnswerQuiz(1), m.Open(s.QuizView(QUIZ, 2)))
    assert counted(again) == told, "who tries again knows the answers"


def test_a_quiz_that_was_changed_is_another_one() -> None:
    quiz = LIBRARY.every(Quiz)[QUIZ]
    first = replace(quiz.questions[0], right=1)
    assert counting.quiz_item(replace(quiz, questions=(first, *quiz.questions[1:]))) != QUIZ_ITEM
    assert counting.quiz_item(replace(quiz, title="别的名字")) == QUIZ_ITEM


# ---- a survey


def test_a_survey_half_way_is_a_survey_opened() -> None:
    assert counted(survey("3", "yes", to=2)) == {(c.SURVEY, SURVEY_ITEM, c.ASKED)}


def test_answers_count_at_the_end() -> None:
    state = visiting(m.Open(at.SurveyView(SURVEY)), AnswerSurvey("4"), AnswerSurvey("no"))
    state = then(state, AnswerSurvey("1"), AnswerSurvey("3"), AnswerSurvey("2"), AnswerSurvey("2"))
    state = then(state, _skip(state), AnswerSurvey("2"))
    told = {"asked", "answered", "easy=4", "found=no", "used=1", "used=3", "heard=2"}
    assert counted(state) == {(c.SURVEY, SURVEY_ITEM, answer) for answer in told}
    left = then(state, m.GoHome())
    assert left.visit is not None
    assert left.visit.counting.run is None, "what was answered together is kept together no longer"
    assert counted(left) == counted(state)


def test_without_what_is_required_it_was_not_answered() -> None:
    assert counted(survey("", "yes")) == {(c.SURVEY, SURVEY_ITEM, c.ASKED)}
    assert counted(survey()) == {(c.SURVEY, SURVEY_ITEM, c.ASKED)}


def test_an_answer_is_changed_by_going_back() -> None:
    state = then(survey("1", "yes"), m.Back(), m.Back(), m.Back(), m.Back(), AnswerSurvey("5"))
    assert (c.SURVEY, SURVEY_ITEM, "easy=1") in counted(state), "the end still stands"
    state = then(state, *(m.Open(at.SurveyView(SURVEY, number)) for number in (2, 3, 4)))
    told = counted(state)
    assert (c.SURVEY, SURVEY_ITEM, "easy=5") in told
    assert (c.SURVEY, SURVEY_ITEM, "easy=1") not in told


@pytest.mark.parametrize("value", ["0", "6", "yes", "", "王小明"])
def test_only_what_is_offered_can_be_answered(value: str) -> None:
    state = visiting(m.Open(at.SurveyView(SURVEY)))
    assert then(state, AnswerSurvey(value)) == state


def test_a_survey_has_its_days() -> None:
    found = counting.surveys_open(LIBRARY, date(2026, 11, 23))
    assert [one.id for one in found] == [SURVEY]
    assert [one.id for one in counting.surveys_open(LIBRARY, date(2025, 6, 1))] == ["over"]
    assert counting.surveys_open(LIBRARY, date(2028, 1, 1)) == ()


# ---- misses


def found(sure: bool, words: frozenset[str] = frozenset()) -> AppState:
    state = visiting(m.Open(s.SearchBox()), a.WriteSearch("邻居的墙"))
    assert state.visit is not None
    return then(state, a.Searched(state.visit.asked.generation, sure=sure, missed=words))


def test_a_miss_is_counted_when_it_was_asked_for_and_no_sooner() -> None:
    missed = found(sure=False, words=frozenset({"相邻", "遗嘱"}))
    assert counted(missed) == set(), "while somebody writes nothing was asked"
    asked = then(missed, a.SearchNow())
    assert counted(asked) == {(c.MISS, "", c.VISIT), (c.MISS, "相邻", ""), (c.MISS, "遗嘱", "")}
    assert counted(then(asked, m.GoHome())) == counted(asked)


def test_a_miss_without_a_listed_word_is_a_number() -> None:
    state = then(found(sure=False), a.SearchNow())
    assert counted(state) == {(c.MISS, "", c.VISIT), (c.MISS, "", c.UNNAMED)}


def test_a_visit_misses_three_words_at_most() -> None:
    words = frozenset({"甲", "乙", "丙", "丁"})
    told = counted(then(found(sure=False, words=words), a.SearchNow()))
    assert len(told) == 4


def test_what_was_found_is_no_miss() -> None:
    assert counted(then(found(sure=True), a.SearchNow())) == set()


def test_asking_somebody_from_the_results_is_counted_of_the_search() -> None:
    state = then(found(sure=True), a.SearchNow(), Solved(c.HELP))
    assert counted(state) == {(c.SOLVED, "search", c.HELP)}


# ---- whose it is


@pytest.mark.parametrize(
    "state",
    [
        visiting(m.Open(s.GuideView(WAGES)), Solved(c.YES)),
        survey("3", to=1),
        then(found(sure=False), a.SearchNow(), m.GoHome()),
        then(quizzed(2, 2), m.Open(s.QuizView(QUIZ, 2)), m.GoHome()),
    ],
    ids=["solved", "survey", "miss", "quiz"],
)
def test_what_somebody_said_is_somebodys_until_the_end(state: AppState) -> None:
    assert state.visit is not None
    assert renewal.holds(state.visit)
    assert "counted" not in repr(CloseVisit("v", frozenset({Cell(c.SOLVED, "guide:x", c.NO)})))


def test_looking_at_a_survey_leaves_nothing() -> None:
    state = survey(to=0)
    assert state.visit is not None
    assert not renewal.holds(state.visit)
