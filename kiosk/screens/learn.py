"""学法律: what there is to learn from, and each part's list."""

from functools import partial
from typing import Final

from kiosk.domain import flow, learn_find
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.learn_find import Entry
from kiosk.domain.library import Library
from kiosk.domain.library_learning import Lesson, Quiz
from kiosk.domain.state import AppState, LearnPart
from kiosk.domain.visit_where import Surveys
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.language import chinese_words
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice

_ICONS: Final = {
    LearnPart.READ: "book",
    LearnPart.CASES: "people",
    LearnPart.QUIZZES: "pen",
    LearnPart.CHECKS: "shield",
    LearnPart.DAYS: "megaphone",
}


class LearnScreen(RebuiltScreen):
    screen = Screen.LEARN

    def view(self, state: AppState) -> object:
        return state.library, _place(state)

    def build(self, state: AppState) -> Block:
        library, place = flow.library(state), _place(state)
        if library is None or not learn_find.parts(library):
            return Column(Notice(self.texts.learn.none, icon="info"), Spacer())
        if place.part is None:
            return self._parts(library, place.page)
        entries = learn_find.entries(library, place.part)
        return PagedList(
            name="learn",
            title=self.texts.learn.part(place.part)[0],
            hint=self.texts.learn.part(place.part)[1],
            crumb=self.texts.learn.title,
            items=entries,
            make=partial(self._row, library),
            turn=partial(self._turn, place.part),
            note=partial(chinese_words, self.texts),
        ).build(self, place.page)

    def _parts(self, library: Library, page: int) -> Block:
        return PagedList(
            name="learn",
            title=self.texts.learn.title,
            hint=self.texts.learn.hint,
            items=(*learn_find.of_today(library), *learn_find.parts(library), None),
            make=self._part,
            turn=partial(self._turn, None),
            columns=2 if self.theme.compact else 1,
        ).build(self, page)

    def _part(self, part: LearnPart | Lesson | None) -> Block:
        """A day of the law that is now; None: the surveys."""
        if part is None:
            return self._surveys()
        if isinstance(part, Lesson):
            return self._day(part)
        name, hint = self.texts.learn.part(part)
        row = Row(
            name,
            "" if self.theme.terse else hint,
            _ICONS[part],
            airy=not self.theme.compact,
            touch_id=f"learn.part.{part.value}",
            on_tap=partial(self.services.open, s.Learn(part)),
        )
        return self._aloud(row)

    def _day(self, day: Lesson) -> Block:
        row = Row(
            day.title,
            "" if self.theme.terse else self.texts.learn.day_now,
            _ICONS[LearnPart.DAYS],
            airy=not self.theme.compact,
            touch_id=f"learn.day.{day.id}",
            on_tap=partial(self.services.open, s.LessonView(day.id)),
        )
        return self._aloud(row)

    def _surveys(self) -> Block:
        row = Row(
            self.texts.counts.row,
            "" if self.theme.terse else self.texts.counts.row_hint,
            "chat",
            airy=not self.theme.compact,
            touch_id="learn.surveys",
            on_tap=partial(self.services.open, Surveys()),
        )
        return self._aloud(row)

    def _aloud(self, row: Row) -> Block:
        """On low panels two stand side by side: there the page as a whole is read."""
        return heard(row, self.audible and not self.theme.compact)

    def _row(self, library: Library, entry: Entry) -> Block:
        topic = next((topic.title for topic in library.topics if topic.id == entry.topic), "")
        count = "" if isinstance(entry, Lesson) else self.texts.learn.questions(len(entry.questions))
        under = self.texts.main.joint.join(filter(None, (topic, count)))
        row = Row(
            entry.title,
            "" if self.theme.terse else under,
            touch_id=f"learn.row.{entry.id}",
            on_tap=partial(self.services.open, _opened(entry)),
        )
        return heard(row, self.audible)

    def _turn(self, part: LearnPart | None, page: int) -> None:
        self.services.open(s.Learn(part, page))


def _opened(entry: Entry) -> s.Place:
    if isinstance(entry, Lesson):
        return s.LessonView(entry.id)
    return s.QuizView(entry.id) if isinstance(entry, Quiz) else s.SelfCheckView(entry.id)


def _place(state: AppState) -> s.Learn:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.Learn) else s.Learn()
