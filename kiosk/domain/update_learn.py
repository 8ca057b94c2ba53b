"""学法律: quizzes, self-checks, paper to take along; what is read of articles and pictures behind the screen.

What somebody answers here teaches him, and is nobody else's business: it stays in the visit, and a quiz's
goes with its pages already.
"""

from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain import flow, learn_find
from kiosk.domain import state as s
from kiosk.domain.article import ArticleNo
from kiosk.domain.effects import Effect, PrintSlip
from kiosk.domain.learn import (
    ArticleLook,
    CheckRun,
    Pictures,
    QuizRun,
    ReadArticle,
    ReadPictures,
)
from kiosk.domain.library import Library
from kiosk.domain.slip import SheetPaper
from kiosk.domain.state import AppState, PrintProgress, PrintState, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]
PRINTED_MAX: Final = (
    2_000  # characters of an article: some 40 cm of paper; longer ones are read on the screen
)

# ---- what a screen and the rooms behind say


@dataclass(frozen=True, slots=True)
class AnswerQuiz:
    """``choice``: counted from 1, of the question that is shown. Only the first touch counts."""

    choice: int


@dataclass(frozen=True, slots=True)
class QuizAgain:
    """再来一次: from the first question, nothing answered."""


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """是 (True) or 不是 to the question that is shown; on to the next one."""

    yes: bool


@dataclass(frozen=True, slots=True)
class CheckAgain:
    """再查一次: from the first question, nothing answered."""


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """What is on the screen, to take along: a lesson, an article, what a self-check found."""

    job_id: str


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """Answers a ReadArticle."""

    look: ArticleLook


@dataclass(frozen=True, slots=True)
class PicturesRead:
    """Answers a ReadPictures."""

    pictures: Pictures


# ---- a quiz


def answer_quiz(state: AppState, message: AnswerQuiz) -> Outcome:
    visit, library = state.visit, state.library
    if visit is None or library is None or not isinstance(visit.place, s.QuizView):
        return state, ()
    quiz = learn_find.quiz(library, visit.place.quiz_id)
    run = _quiz_run(visit, visit.place.quiz_id)
    at = visit.place.at
    if quiz is None or not 0 <= at < len(quiz.questions) or len(run.answers) != at:
        return state, ()
    if not 1 <= message.choice <= len(quiz.questions[at].choices):
        return state, ()
    run = replace(run, answers=(*run.answers, message.choice))
    return replace(state, visit=replace(visit, quiz=run)), ()


def _quiz_run(visit: Visit, quiz_id: str) -> QuizRun:
    run = visit.quiz
    return run if run is not None and run.quiz_id == quiz_id else QuizRun(quiz_id)


def quiz_again(state: AppState, _message: QuizAgain) -> Outcome:
    visit = state.visit
    if visit is None or not isinstance(visit.place, s.QuizView):
        return state, ()
    stack = tuple(place for place in visit.stack if not isinstance(place, s.QuizView))
    first = s.QuizView(visit.place.quiz_id)
    return replace(state, visit=replace(visit, stack=(*stack, first), quiz=None)), ()


# ---- a self-check


def answer_check(state: AppState, message: AnswerCheck) -> Outcome:
    """An answer given before is replaced; those after it stay."""
    visit, library = state.visit, state.library
    if visit is None or library is None or not isinstance(visit.place, s.SelfCheckView):
        return state, ()
    place = visit.place
    check = learn_find.check(library, place.check_id)
    run = visit.check
    given = run.answers if run is not None and run.check_id == place.check_id else ()
    if check is None or not 0 <= place.at < len(check.questions) or place.at > len(given):
        return state, ()
    answers = (*given[: place.at], message.yes, *given[place.at + 1 :])
    following = replace(visit, check=CheckRun(place.check_id, answers))
    return replace(state, visit=following.at(s.SelfCheckView(place.check_id, place.at + 1))), ()


def check_again(state: AppState, _message: CheckAgain) -> Outcome:
    visit = state.visit
    if visit is None or not isinstance(visit.place, s.SelfCheckView):
        return state, ()
    stack = tuple(place for place in visit.stack if not isinstance(place, s.SelfCheckView))
    first = s.SelfCheckView(visit.place.check_id)
    return replace(state, visit=replace(visit, stack=(*stack, first), check=None)), ()


# ---- paper


def printable(place: s.Place) -> str:
    """What of a place can be printed here, told apart from others; empty: nothing."""
    match place:
        case s.LessonView(lesson_id):
            return f"lesson:{lesson_id}"
        case s.LawLine(law, article):
            return f"law:{law}:{article}"
        case s.SelfCheckView(check_id, at):
            return f"check:{check_id}:{at}"
        case _:
            return ""


def print_sheet(state: AppState, message: PrintSheet) -> Outcome:
    visit, library = state.visit, flow.library(state)
    if visit is None or library is None or not state.printer.usable:
        return state, ()
    paper = sheet(state, library, visit)
    printing = visit.guide_print is not None and visit.guide_print.state is PrintState.SENDING
    if paper is None or printing:
        return state, ()
    papers = visit.papers | {message.job_id}
    visit = replace(visit, guide_print=PrintProgress(message.job_id), papers=papers)
    return replace(state, visit=visit), (PrintSlip(message.job_id, "", paper),)


def sheet(state: AppState, library: Library, visit: Visit) -> SheetPaper | None:
    """What is on the screen, as paper; ``library`` in the language of the visit. None: nothing to print."""
    base = SheetPaper(flow.language(state), library.site.name, state.local.date())
    match visit.place:
        case s.LessonView(lesson_id):
            lesson = learn_find.lesson(library, lesson_id)
            if lesson is None:
                return None
            return replace(
                base,
                kind="lesson",
                heading=lesson.title,
                said=lesson.paragraphs,
                items=lesson.points,
                law=lesson.law,
                sample=lesson.sample,
            )
        case s.SelfCheckView(check_id, at):
            return _check_sheet(base, library, visit, check_id, at)
        case s.LawLine(law, article):
            return _law_sheet(base, state, visit, law, article)
        case _:
            return None


def _check_sheet(
    base: SheetPaper, library: Library, visit: Visit, check_id: str, at: int
) -> SheetPaper | None:
    check, run = learn_find.check(library, check_id), visit.check
    if check is None or run is None or run.check_id != check_id or at < len(check.questions):
        return None
    found = learn_find.risks(check, run.answers)
    return replace(
        base,
        kind="check",
        heading=check.title,
        count=len(check.questions),
        items=tuple(line.risk for line in found),
        advice=tuple(line.advice for line in found),
        law=tuple(dict.fromkeys(ref for line in found for ref in line.law)),
        sample=check.sample,
    )


def _law_sheet(
    base: SheetPaper, state: AppState, visit: Visit, law: str, article: ArticleNo
) -> SheetPaper | None:
    known = learn_find.known(state.library, law, article) if state.library is not None else None
    look = visit.article
    words = look.text if look is not None and (look.law, look.article) == (law, article) else ""
    if (known is None and not words) or len(words) > PRINTED_MAX:
        return None
    refs = (known.ref,) if known is not None else ()
    return replace(
        base,
        kind="law",
        heading=law,
        article=article,
        items=tuple(words.splitlines()),
        law=refs,
        sample=False,
    )


# ---- what is read behind the screen


def wanted(before: AppState, after: AppState) -> tuple[Effect, ...]:
    """What the page one has come to needs of the disk, and has not got."""
    was, now = before.visit, after.visit
    if now is None or after.library is None or was is now:
        return ()
    if was is not None and was.visit_id == now.visit_id and was.under == now.under:
        return ()
    match now.under:
        case s.LawLine(law, article) if not _has(now, law, article):
            return (ReadArticle(law, article),)
        case s.LessonView(lesson_id) if now.pictures is None or now.pictures.lesson_id != lesson_id:
            lesson = learn_find.lesson(after.library, lesson_id)
            media = learn_find.media_of(after.library, lesson) if lesson is not None else ()
            pictures = tuple(one for one in media if one.kind == "picture")
            return (ReadPictures(lesson_id, pictures),) if pictures else ()
        case _:
            return ()


def _has(visit: Visit, law: str, article: ArticleNo) -> bool:
    return visit.article is not None and (visit.article.law, visit.article.article) == (law, article)


def article_read(state: AppState, message: ArticleRead) -> Outcome:
    """What comes when one has gone elsewhere is dropped, and asked for again on coming back."""
    visit, look = state.visit, message.look
    if visit is None or not isinstance(visit.under, s.LawLine):
        return state, ()
    if (visit.under.law, visit.under.article) != (look.law, look.article):
        return state, ()
    return replace(state, visit=replace(visit, article=look)), ()


def pictures_read(state: AppState, message: PicturesRead) -> Outcome:
    visit = state.visit
    if visit is None or not isinstance(visit.under, s.LessonView):
        return state, ()
    if visit.under.lesson_id != message.pictures.lesson_id:
        return state, ()
    return replace(state, visit=replace(visit, pictures=message.pictures)), ()


def words_of(visit: Visit | None, law: str, article: ArticleNo) -> ArticleLook | None:
    """What was found of an article's own words; None while it is looked for."""
    return visit.article if visit is not None and _has(visit, law, article) else None


def kept(visit: Visit) -> Visit:
    """A quiz, an article's words and pictures leave memory with the pages that show them."""
    if visit.quiz is not None and not _stands(visit, s.QuizView):
        visit = replace(visit, quiz=None)
    if visit.article is not None and not _stands(visit, s.LawLine):
        visit = replace(visit, article=None)
    if visit.pictures is not None and not _stands(visit, s.LessonView):
        visit = replace(visit, pictures=None)
    return visit


def _stands(visit: Visit, kind: type) -> bool:
    return any(isinstance(place, kind) for place in visit.stack)
