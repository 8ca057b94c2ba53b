"""Quizzes, self-checks, cited articles and what is printed of them, without a screen."""

from dataclasses import replace

import pytest

from kiosk.domain import learn_find, renewal
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_learn as learn
from kiosk.domain.article import ArticleNo
from kiosk.domain.device import ABSENT, PrintOutcome, PrintReported
from kiosk.domain.effects import PrintSlip
from kiosk.domain.flow import Screen, route
from kiosk.domain.learn import ArticleLook, ArticleOutcome, Picture, Pictures, ReadArticle, ReadPictures
from kiosk.domain.leftover import taken
from kiosk.domain.library import LawRef
from kiosk.domain.slip import SheetPaper
from kiosk.domain.state import AppState, LearnPart, PrintState, Visit
from kiosk.domain.update import update
from tests.support.learning import CASE, CHECK, FOUND, LESSON, PICTURE, QUIZ, SEVEN, TEN
from tests.support.library import WAGES, small_library
from tests.support.states import ready_state, then

LAW = s.LawLine("劳动合同法", ArticleNo(7))


def visiting(*messages: object) -> AppState:
    return then(ready_state(), m.Wake("visit-1"), *messages)


def visit(state: AppState) -> Visit:
    assert state.visit is not None
    return state.visit


def place(state: AppState) -> s.Place:
    return visit(state).place


# ---- lists


def test_each_part_lists_its_own_in_the_order_of_topics() -> None:
    library = small_library()
    assert learn_find.parts(library) == tuple(part for part in LearnPart if part is not LearnPart.DAYS)
    found = {part: [one.id for one in learn_find.entries(library, part)] for part in LearnPart}
    assert found == {
        LearnPart.READ: [LESSON],
        LearnPart.CASES: [CASE],
        LearnPart.QUIZZES: [QUIZ],
        LearnPart.CHECKS: [CHECK],
        LearnPart.DAYS: [],
    }
    assert learn_find.parts(replace(library, more={})) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        s.LessonView("no-such"),
        s.QuizView(QUIZ, 1),
        s.QuizView("no-such"),
        s.SelfCheckView(CHECK, 1),
        s.SelfCheckView(CHECK, -1),
        s.LawList("lesson", "no-such"),
        s.LawList("quiz", f"{QUIZ}#9"),
        s.LawList("quiz", f"{QUIZ}#x"),
        s.LawLine("劳动合同法", ArticleNo(0)),
        s.LawLine(" ", ArticleNo(7)),
        s.WaysOn("lesson", CASE),
    ],
)
def test_nobody_comes_to_what_is_not_there(wrong: s.Place) -> None:
    assert place(visiting(m.Open(wrong))) == s.Home()


def test_turning_a_page_is_no_step_back() -> None:
    state = visiting(m.Open(s.LessonView(LESSON)), m.Open(s.LessonView(LESSON, 1)), m.Back())
    assert place(state) == s.Home()


# ---- a quiz


def test_a_quiz_is_answered_once_a_question_and_counted() -> None:
    state = visiting(m.Open(s.QuizView(QUIZ)), learn.AnswerQuiz(1), learn.AnswerQuiz(2))
    run = visit(state).quiz
    assert run is not None
    assert run.answers == (1,)
    state = then(state, m.Open(s.QuizView(QUIZ, 1)), learn.AnswerQuiz(1), m.Open(s.QuizView(QUIZ, 2)))
    assert route(state).key == f"{QUIZ}#2"
    run, quiz = visit(state).quiz, learn_find.quiz(small_library(), QUIZ)
    assert run is not None
    assert quiz is not None
    assert learn_find.right(quiz, run.answers) == 1


@pytest.mark.parametrize("choice", [0, 3, -1])
def test_there_is_no_other_choice(choice: int) -> None:
    assert visit(visiting(m.Open(s.QuizView(QUIZ)), learn.AnswerQuiz(choice))).quiz is None


def test_no_question_is_passed_over() -> None:
    assert place(visiting(m.Open(s.QuizView(QUIZ)), m.Open(s.QuizView(QUIZ, 1)))) == s.QuizView(QUIZ)


def test_once_more_begins_anew_and_leads_back_to_where_one_came_from() -> None:
    state = visiting(m.Open(s.Learn(LearnPart.QUIZZES)), m.Open(s.QuizView(QUIZ)), learn.AnswerQuiz(1))
    state = then(state, m.Open(s.QuizView(QUIZ, 1)), learn.AnswerQuiz(1), m.Open(s.QuizView(QUIZ, 2)))
    state = then(state, learn.QuizAgain())
    assert (place(state), visit(state).quiz) == (s.QuizView(QUIZ), None)
    assert place(then(state, m.Back())) == s.Learn(LearnPart.QUIZZES)


def test_a_quiz_is_gone_with_its_pages() -> None:
    state = visiting(m.Open(s.QuizView(QUIZ)), learn.AnswerQuiz(1))
    assert visit(then(state, m.Open(LAW))).quiz is not None
    assert visit(then(state, m.Back())).quiz is None


# ---- a self-check


def answered(*yes: bool) -> AppState:
    return visiting(m.Open(s.SelfCheckView(CHECK)), *map(learn.AnswerCheck, yes))


def test_an_answer_leads_on_and_back_keeps_it() -> None:
    state = then(answered(True, True), m.Back())
    assert place(state) == s.SelfCheckView(CHECK, 1)
    state = then(state, m.Back(), learn.AnswerCheck(False))
    run = visit(state).check
    assert run is not None
    assert run.answers == (False, True)  # what comes after an answer that was changed stays
    assert place(state) == s.SelfCheckView(CHECK, 1)


def test_only_answers_that_are_a_risk_are_named() -> None:
    check = learn_find.check(small_library(), CHECK)
    assert check is not None
    assert [line.risky for line in learn_find.risks(check, (False, True))] == ["no", "yes"]
    assert learn_find.risks(check, (True, False)) == ()


def test_what_was_answered_is_in_the_visit_alone_and_goes_with_it() -> None:
    state = answered(True)
    assert renewal.holds(visit(state))
    ended = then(state, m.EndVisit(quietly=True))
    assert ended.visit is None
    assert ended.stained
    assert "True" not in repr(visit(state).check)


def test_the_check_can_be_done_again() -> None:
    state = then(answered(True, True), learn.CheckAgain())
    assert (place(state), visit(state).check) == (s.SelfCheckView(CHECK), None)
    assert place(then(state, m.Back())) == s.Home()


def test_answers_belong_to_a_question_that_is_shown() -> None:
    for message in (learn.AnswerCheck(True), learn.CheckAgain(), learn.AnswerQuiz(1), learn.QuizAgain()):
        assert update(visiting(), message)[0] == visiting()
    done = answered(True, True)
    assert update(done, learn.AnswerCheck(True))[0] == done


# ---- articles


def test_what_is_known_of_an_article_is_the_newest_guides_word_else_whatever_cites_it() -> None:
    library = small_library()
    of_guide = learn_find.known(library, "《劳动争议调解仲裁法》", ArticleNo(27))
    assert of_guide is not None
    assert (of_guide.ref.gist, of_guide.checked) == ("仲裁时效一年", "2026-11-01")
    of_lesson = learn_find.known(library, "中华人民共和国劳动合同法", ArticleNo(7))
    assert of_lesson is not None
    assert (of_lesson.ref, of_lesson.checked) == (SEVEN, "")
    assert learn_find.known(library, "劳动合同法", ArticleNo(999)) is None


def test_every_cited_article_is_listed_once() -> None:
    library = small_library()
    assert learn_find.refs(library, "lesson", LESSON) == (SEVEN, TEN)
    assert learn_find.refs(library, "quiz", f"{QUIZ}#1") == (SEVEN, TEN)
    assert learn_find.refs(library, "check", CHECK) == (TEN,)
    assert [ref.article for ref in learn_find.refs(library, "guide", WAGES)] == [ArticleNo(27)]
    twice = replace(
        library.guides[WAGES], law=(TEN, LawRef("《劳动合同法》", ArticleNo(10), "再说一遍"), SEVEN)
    )
    cited = replace(library, guides={WAGES: twice})
    assert learn_find.refs(cited, "guide", WAGES) == (TEN, SEVEN)
    assert learn_find.refs(library, "song", "no") == ()


def test_an_articles_words_are_asked_for_once_and_again_only_when_they_are_not_there() -> None:
    state, asked = update(visiting(), m.Open(LAW))
    assert asked == (ReadArticle("劳动合同法", ArticleNo(7)),)
    state, effects = update(state, learn.ArticleRead(FOUND))
    assert effects == ()
    assert learn.words_of(state.visit, "劳动合同法", ArticleNo(7)) == FOUND
    state, effects = update(state, m.Open(s.ComfortSheet()))
    state, effects = update(state, m.Back())
    assert effects == ()
    assert update(state, m.Open(s.LawLine("劳动合同法", ArticleNo(7), 1)))[1] == ()
    _, effects = update(state, m.Open(s.LawLine("劳动合同法", ArticleNo(10))))
    assert effects == (ReadArticle("劳动合同法", ArticleNo(10)),)


def test_an_answer_that_comes_late_is_dropped_and_coming_back_asks_again() -> None:
    state = visiting(m.Open(LAW), m.Open(s.LawLine("劳动合同法", ArticleNo(10))), learn.ArticleRead(FOUND))
    assert visit(state).article is None
    assert update(state, m.Back())[1] == (ReadArticle("劳动合同法", ArticleNo(7)),)
    gone = visiting(m.Open(LAW), learn.ArticleRead(FOUND), m.Back())
    assert visit(gone).article is None
    assert update(ready_state(), learn.ArticleRead(FOUND))[0] == ready_state()


def test_a_lesson_asks_for_its_pictures_alone() -> None:
    state, asked = update(visiting(), m.Open(s.LessonView(LESSON)))
    (wanted,) = asked
    assert isinstance(wanted, ReadPictures)
    assert [one.id for one in wanted.media] == [PICTURE]
    assert update(visiting(), m.Open(s.LessonView(CASE)))[1] == ()
    pictures = Pictures(LESSON, (Picture(PICTURE, 1, 1, b"abcd"),))
    state = then(state, learn.PicturesRead(pictures))
    assert visit(state).pictures == pictures
    assert update(then(state, m.Open(LAW)), m.Back())[1] == ()
    assert visit(then(state, m.Back())).pictures is None
    assert visit(then(state, m.Back(), learn.PicturesRead(pictures))).pictures is None


# ---- paper


def printed(state: AppState) -> SheetPaper:
    state, effects = update(state, learn.PrintSheet("job-1"))
    (effect,) = effects
    assert isinstance(effect, PrintSlip)
    assert (effect.job_id, effect.order_id) == ("job-1", "")
    assert isinstance(effect.slip, SheetPaper)
    assert taken(state.visit).paper
    return effect.slip


def test_a_lesson_can_be_taken_along() -> None:
    paper = printed(visiting(m.Open(s.LessonView(LESSON))))
    assert (paper.kind, paper.law) == ("lesson", (SEVEN, TEN))
    assert paper.items == ("上班就有劳动关系。", "留好考勤。")


def test_what_a_check_found_is_printed_when_it_is_over_and_not_before() -> None:
    paper = printed(answered(False, True))
    assert (paper.count, len(paper.items), paper.law) == (2, 2, (TEN,))
    assert "两倍" not in repr(paper)
    assert printed(answered(True, False)).items == ()
    assert update(answered(True), learn.PrintSheet("job-1"))[1] == ()


def test_an_article_is_printed_with_its_words_where_there_are_any() -> None:
    assert printed(visiting(m.Open(LAW))).items == ()
    paper = printed(visiting(m.Open(LAW), learn.ArticleRead(FOUND)))
    assert paper.items == ("第七条　样例原文。", "第二款。")
    long = replace(FOUND, text="长" * (learn.PRINTED_MAX + 1))
    assert update(visiting(m.Open(LAW), learn.ArticleRead(long)), learn.PrintSheet("j"))[1] == ()
    nothing = s.LawLine("没人引用的法", ArticleNo(3))
    none = ArticleLook("没人引用的法", ArticleNo(3), ArticleOutcome.NO_PACK)
    assert update(visiting(m.Open(nothing), learn.ArticleRead(none)), learn.PrintSheet("j"))[1] == ()


def test_one_paper_at_a_time_and_none_without_a_printer() -> None:
    state = visiting(m.Open(s.LessonView(LESSON)), learn.PrintSheet("job-1"))
    assert update(state, learn.PrintSheet("job-2"))[1] == ()
    state = then(state, PrintReported("job-1", PrintOutcome.SENT))
    printing = visit(state).guide_print
    assert printing is not None
    assert printing.state is PrintState.SENT
    # What is said of it belongs to this page alone.
    assert visit(then(state, m.Open(s.LessonView(CASE)))).guide_print is None
    bare = replace(visiting(m.Open(s.LessonView(LESSON))), printer=ABSENT)
    assert update(bare, learn.PrintSheet("job-1")) == (bare, ())
    assert update(visiting(), learn.PrintSheet("job-1"))[1] == ()


def test_paper_makes_the_farewell() -> None:
    state = then(visiting(m.Open(LAW)), learn.PrintSheet("job-1"), m.EndVisit())
    assert route(state).screen is Screen.END
