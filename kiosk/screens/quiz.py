"""考一考: one question a page; what is right and why, once touched; at the end how many were."""

from functools import partial

from kiosk.domain import flow, learn_find
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library_learning import Quiz, QuizQuestion
from kiosk.domain.state import AppState, LearnPart
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import law_lines
from kiosk.screens.language import chinese_words
from kiosk.screens.laws import laws_place
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton, side_by_side
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.notes import Notice, poster
from kiosk.screens.widgets.options import Option
from kiosk.screens.widgets.text import Text


class QuizScreen(RebuiltScreen):
    screen = Screen.QUIZ

    def view(self, state: AppState) -> object:
        return state.library, _place(state), state.visit.quiz if state.visit is not None else None

    def build(self, state: AppState) -> Block:
        place, library = _place(state), flow.library(state)
        quiz = learn_find.quiz(library, place.quiz_id) if library is not None else None
        if quiz is None:
            gone = Notice(self.texts.main.guide_gone, (self.texts.main.guide_gone_hint,), icon="info")
            return Column(gone, Spacer())
        run = state.visit.quiz if state.visit is not None else None
        answers = run.answers if run is not None and run.quiz_id == quiz.id else ()
        if place.at >= len(quiz.questions):
            return self._end(quiz, answers)
        if place.at < len(answers):
            return self._told(quiz, place.at, answers[place.at], state)
        return self._asked(quiz, place.at)

    def _head(self, quiz: Quiz, at: int, role: str) -> Block:
        """The question; on standing panels whose it is."""
        ask = Text(quiz.questions[at].ask, role)
        where = marked(self.texts, self.texts.learn.at.format(at + 1, len(quiz.questions)), quiz)
        note = [] if at else chinese_words(self.texts)
        if self.theme.compact:
            return Column(Text(where, "small", tone="ink2", yields=1), ask, gap=0.1)
        title = self.texts.main.joint.join((quiz.title, where))
        return Column(Text(title, "small", tone="ink2"), *note, ask, gap=0.2)

    # ---- asking

    def _asked(self, quiz: Quiz, at: int) -> Block:
        ways = [(1, "title", 1.2), (1, "heading", 0.8), (2, "heading", 0.8), (2, "small_bold", 0.8)]
        for columns, role, tall in ways:
            page = self._choices(quiz, at, columns, role, tall)
            if self.fits(page):
                return page
        return page

    def _choices(self, quiz: Quiz, at: int, columns: int, role: str, tall: float) -> Block:
        options = []
        for number, choice in enumerate(quiz.questions[at].choices, start=1):
            option = Option(
                choice,
                tall=tall,
                touch_id=f"quiz.choice.{number}",
                on_tap=partial(self.services.answer_quiz, number),
            )
            options.append(heard(option, self.audible and columns == 1))
        return Column(self._head(quiz, at, role), Grid(*options, columns=columns, gap=0.6), Spacer(), gap=0.8)

    # ---- telling

    def _told(self, quiz: Quiz, at: int, chosen: int, state: AppState) -> Block:
        """What is right and why always stand there; the rest gives way, the least first."""
        for leaving_out in range(5):
            page = self._answered(quiz, at, chosen, state, leaving_out)
            if self.fits(page):
                return page
        return page

    def _answered(self, quiz: Quiz, at: int, chosen: int, state: AppState, leaving_out: int) -> Block:
        question, main = quiz.questions[at], self.texts.main
        laws = [Text(line, "small", tone="ink2") for line in law_lines(question.law, main)]
        parts: list[Block] = [self._head(quiz, at, "heading")] if leaving_out < 3 else []
        role = "body" if leaving_out < 4 else "small"
        parts.append(self._verdict(question, chosen, said=leaving_out < 2, role=role))
        parts += laws if leaving_out < 1 else []
        foot = side_by_side(*self._laws(quiz, at, state), self._next(quiz, at))
        return Column(*parts, Spacer(), foot, gap=0.8)

    def _verdict(self, question: QuizQuestion, chosen: int, *, said: bool, role: str) -> Block:
        """In words and a drawing; colour only adds to them. ``said``: with what was chosen."""
        texts, good = self.texts.learn, chosen == question.right
        lines = [texts.chosen.format(question.choices[chosen - 1])] if said and not good else []
        lines += [texts.answer.format(question.choices[question.right - 1]), question.why]
        kind, icon = ("done", "check") if good else ("attention", "cross")
        return Notice(texts.right if good else texts.wrong, lines, icon=icon, kind=kind, role=role)

    def _laws(self, quiz: Quiz, at: int, state: AppState) -> list[SecondaryButton]:
        place = laws_place(state.library, "quiz", f"{quiz.id}#{at}") if state.library is not None else None
        if place is None:
            return []
        tap = partial(self.services.open, place)
        return [SecondaryButton(self.texts.learn.laws, icon="book", touch_id="quiz.laws", on_tap=tap)]

    def _next(self, quiz: Quiz, at: int) -> PrimaryButton:
        last = at + 1 >= len(quiz.questions)
        word = self.texts.learn.finish if last else self.texts.learn.next
        tap = partial(self.services.open, s.QuizView(quiz.id, at + 1))
        return PrimaryButton(word, touch_id="quiz.next", on_tap=tap)

    # ---- the end

    def _end(self, quiz: Quiz, answers: tuple[int, ...]) -> Block:
        right, count, texts = learn_find.right(quiz, answers), len(quiz.questions), self.texts.learn
        low = self.theme.compact
        under = texts.all_right if right == count else texts.not_all
        said = texts.score.format(right, count)
        icon, tone = ("check", "done") if right == count else ("book", "action")
        told = poster(icon, said, under, tone, low=low, scale=3.0 if low else 5.0)
        others = partial(self.services.open, s.Learn(LearnPart.QUIZZES))
        again = PrimaryButton(texts.again, touch_id="quiz.again", on_tap=self.services.quiz_again)
        other = SecondaryButton(texts.others, touch_id="quiz.others", on_tap=others)
        again.share = other.share = 1.0
        title = marked(self.texts, quiz.title, quiz)
        return Column(Text(title, "heading" if low else "title"), told, Beside(other, again, gap=0.8))


def _place(state: AppState) -> s.QuizView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.QuizView) else s.QuizView("")
