"""说说您的看法: the surveys of these days, one question a page; and what this terminal counts of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.domain import counting, flow, update_counts
from kiosk.domain import counts as c
from kiosk.domain import visit_where as at
from kiosk.domain.flow import Screen
from kiosk.domain.library_learning import Survey, SurveyQuestion
from kiosk.domain.search_misses import LEAST_VISITS
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Section
from kiosk.screens.language import chinese_words
from kiosk.screens.paged_reading import PagedReading
from kiosk.screens.paging import PagedList, pager
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import BaseButton, PrimaryButton, SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Bullets, Notice, poster
from kiosk.screens.widgets.options import Option
from kiosk.screens.widgets.text import Text


@dataclass(frozen=True, slots=True)
class _Layout:
    """``role``: type of the question; ``tall``: least height of an answer; ``hints``: what else is said
    there; ``size``: answers a page, 0 for all.
    """

    columns: int
    role: str
    tall: float = 0.8
    hints: bool = True
    size: int = 0


# The first with room for all answers is taken.
_LAYOUTS: Final = (
    _Layout(1, "title", 1.0),
    _Layout(1, "heading"),
    _Layout(2, "heading"),
    _Layout(2, "heading", hints=False),
    _Layout(2, "small_bold"),
    _Layout(2, "small_bold", hints=False),
    _Layout(3, "small_bold", hints=False),
)


class SurveysScreen(RebuiltScreen):
    screen = Screen.SURVEYS

    def view(self, state: AppState) -> object:
        return _open(state), _page(state)

    def build(self, state: AppState) -> Block:
        found = _open(state)
        return PagedList(
            name="surveys",
            title=self.texts.counts.title,
            hint=self.texts.counts.hint if found else self.texts.counts.none,
            crumb=self.texts.learn.crumb.format(self.texts.counts.title),
            items=(*found, None),
            make=self._row,
            turn=self._turn,
            note=partial(chinese_words, self.texts),
        ).build(self, _page(state))

    def _row(self, survey: Survey | None) -> Block:
        """None: what is counted."""
        texts, terse = self.texts.counts, self.theme.terse
        if survey is None:
            title, hint, icon, name = texts.counted, texts.counted_hint, "info", "surveys.counted"
            place: at.WherePlace = at.WhatIsCounted()
        else:
            title, hint, icon = survey.title, texts.questions(len(survey.questions)), "pen"
            name, place = f"surveys.row.{survey.id}", at.SurveyView(survey.id)
        tap = partial(self.services.open, place)
        return heard(Row(title, "" if terse else hint, icon, touch_id=name, on_tap=tap), self.audible)

    def _turn(self, page: int) -> None:
        self.services.open(at.Surveys(page))


class _Answer(Option):
    """A trembling hand must not answer the next question, which comes at once to the same place."""

    pause = 1.0


class SurveyScreen(RebuiltScreen):
    screen = Screen.SURVEY

    def view(self, state: AppState) -> object:
        place = _place(state)
        run = state.visit.counting.run if state.visit is not None else None
        return state.library, place, run, update_counts.asked(state)

    def build(self, state: AppState) -> Block:
        shown = update_counts.asked(state)
        if shown is None:
            gone = Notice(self.texts.main.guide_gone, (self.texts.main.guide_gone_hint,), icon="info")
            return Column(gone, Spacer())
        survey, question = shown
        if question is None:
            return self._end(survey, state)
        for layout in _LAYOUTS:
            page = self._asked(survey, question, layout, state)
            if self.fits(page):
                return page
        count = len(counting.values(question))
        for size in range(count - 1, 0, -1):  # so many choices, in so large letters: they take pages
            layout = _Layout(2, "small_bold", hints=False, size=size)
            pages = [
                self._asked(survey, question, layout, state, turned) for turned in range(-(-count // size))
            ]
            if all(map(self.fits, pages)):
                break
        return pages[min(max(_place(state).page, 0), len(pages) - 1)]

    def _asked(
        self, survey: Survey, question: SurveyQuestion, layout: _Layout, state: AppState, turned: int = 0
    ) -> Block:
        """``turned``: which page of the answers, where they take several."""
        place, given, options = _place(state), _given(state, question), counting.values(question)
        pages = -(-len(options) // layout.size) if layout.size else 1
        if layout.size:
            options = options[turned * layout.size : (turned + 1) * layout.size]
        answers = [self._answer(question, value, value in given, layout) for value in options]
        grid = Grid(*answers, columns=layout.columns, gap=0.6)
        head = self._head(survey, question, place.at, layout)
        button = self._on(survey, place.at, bool(given))
        if pages == 1:
            return Column(head, grid, Spacer(), button, gap=0.8)
        low = self.theme.compact
        turning = pager("survey", turned, pages, partial(self._turn, place), low, self.texts.main)
        if not low:
            return Column(head, grid, Spacer(), turning, button, gap=0.8)
        button.share = 1.0
        return Column(head, grid, Spacer(), Beside(turning, button), gap=0.8)

    def _answer(self, question: SurveyQuestion, value: str, chosen: bool, layout: _Layout) -> Block:
        several = question.kind == "several"
        answer = (Option if several else _Answer)(
            self._word(question, value),
            many=several,
            chosen=chosen,
            tall=layout.tall,
            touch_id=f"survey.answer.{value}",
            on_tap=partial(self.services.answer_survey, value),
        )
        return heard(answer, self.audible and layout.columns == 1)

    def _on(self, survey: Survey, number: int, given: bool) -> BaseButton:
        """What was answered before, one goes on from; else one skips."""
        texts = self.texts.counts
        on = texts.finish if number + 1 >= len(survey.questions) else texts.next
        make = PrimaryButton if given else SecondaryButton
        tap = partial(self.services.open, at.SurveyView(survey.id, number + 1))
        return make(on if given else texts.skip, touch_id="survey.next", on_tap=tap)

    def _head(self, survey: Survey, question: SurveyQuestion, number: int, layout: _Layout) -> Block:
        texts, low = self.texts.counts, self.theme.compact
        where = marked(self.texts, texts.at.format(number + 1, len(survey.questions)), survey)
        title = where if low else self.texts.main.joint.join((survey.title, where))
        said = [*([] if low else [survey.why]), texts.nameless] if number == 0 and layout.hints else []
        if question.kind == "several":
            said.append(texts.several)
        under = [Text(line, "small", tone="ink2") for line in said]
        note = [] if number else chinese_words(self.texts)
        return Column(
            Text(title, "small", tone="ink2", yields=1),
            *note,
            Text(question.ask, layout.role),
            *under,
            gap=0.2,
        )

    def _word(self, question: SurveyQuestion, value: str) -> str:
        match question.kind:
            case "scale":
                return self.texts.counts.scale(value)
            case "yes-no":
                return self.texts.counts.yes if value == c.YES else self.texts.counts.no
            case _:
                return question.choices[int(value) - 1]

    def _turn(self, place: at.SurveyView, page: int) -> None:
        self.services.open(at.SurveyView(place.survey_id, place.at, page))

    def _end(self, survey: Survey, state: AppState) -> Block:
        """Thanks are said only for what was counted."""
        visit, item = state.visit, counting.survey_item(survey)
        done = visit is not None and c.ANSWERED in visit.counting.of(c.SURVEY, item)
        texts, low = self.texts.counts, self.theme.compact
        icon, word, under = (
            ("check", texts.done, texts.done_hint) if done else ("info", texts.undone, texts.undone_hint)
        )
        told = poster(icon, word, under, "done" if done else "action", low=low, scale=3.0 if low else 5.0)
        close = PrimaryButton(texts.close, touch_id="survey.close", on_tap=self.services.home)
        title = marked(self.texts, survey.title, survey)
        return Column(Text(title, "heading" if low else "title"), told, close)


class CountedScreen(PagedReading):
    """What is counted, what never is, and what becomes of it."""

    screen = Screen.COUNTED
    name = "counted"

    def content(self, state: AppState) -> object:
        return None

    def page(self, state: AppState) -> int:
        place = state.visit.place if state.visit is not None else None
        return place.page if isinstance(place, at.WhatIsCounted) else 0

    def turn(self, state: AppState, page: int) -> None:
        self.services.open(at.WhatIsCounted(page))

    def prints(self, state: AppState) -> bool:
        return False

    def main(self, state: AppState) -> list[BaseButton]:
        word = self.texts.counts.close
        return [PrimaryButton(word, touch_id="counted.close", on_tap=self.services.back)]

    def head(self, state: AppState, page: int) -> Block:
        title = Text(self.texts.counts.counted, "heading" if page or self.theme.compact else "title")
        if self.theme.compact:
            return title
        return Column(title, Text(self.texts.counts.counted_hint, "small", tone="ink2"), gap=0.2)

    def sections(self, state: AppState) -> list[Section]:
        texts = self.texts.counts
        few = texts.when_few.format(LEAST_VISITS)
        what = (texts.what_help, texts.what_survey, texts.what_quiz, texts.what_miss)
        never = (texts.not_who, texts.not_words, texts.not_together)
        return [
            Section(what, partial(self._bullets, texts.what)),
            Section(never, partial(self._bullets, texts.not_what)),
            Section((texts.when_month, few, texts.when_erased), partial(self._bullets, texts.when)),
        ]

    def _bullets(self, title: str, items: Sequence[object], first: int) -> Block:
        title = self.texts.main.guide_on.format(title) if first else title
        return self.card(title, Bullets([str(item) for item in items], icon="bullet"))


def _open(state: AppState) -> tuple[Survey, ...]:
    library = flow.library(state)
    return counting.surveys_open(library, flow.today(state)) if library is not None else ()


def _page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, at.Surveys) else 0


def _place(state: AppState) -> at.SurveyView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, at.SurveyView) else at.SurveyView("")


def _given(state: AppState, question: SurveyQuestion) -> tuple[str, ...]:
    visit = state.visit
    run = update_counts.run_of(visit, _place(state).survey_id) if visit is not None else None
    return run.of(question.id) if run is not None else ()
