"""A piece of law made plain, or a case: what it says, what to remember, its pictures, the articles."""

from collections.abc import Sequence
from functools import partial

from kiosk.domain import flow, learn_find
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.learn import Picture, Pictures
from kiosk.domain.library import NOWHERE, Library
from kiosk.domain.library_learning import Lesson, Media
from kiosk.domain.state import AppState
from kiosk.screens.guide_pages import Section
from kiosk.screens.language import chinese_words
from kiosk.screens.laws import laws_place
from kiosk.screens.paged_reading import PagedReading
from kiosk.screens.reading_aids import ReadingAids
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.buttons import BaseButton, PrimaryButton, SecondaryButton
from kiosk.screens.widgets.notes import Bullets, Notice
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.photo import Photo
from kiosk.screens.widgets.text import Text
from kiosk.services import Services


class LessonScreen(PagedReading):
    screen = Screen.LESSON
    name = "lesson"

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._aids = ReadingAids()

    def content(self, state: AppState) -> object:
        return state.library, _place(state).lesson_id, _pictures(state)

    def page(self, state: AppState) -> int:
        return _place(state).page

    def turn(self, state: AppState, page: int) -> None:
        self.services.open(s.LessonView(_place(state).lesson_id, page))

    def build(self, state: AppState) -> Block:
        if _lesson(state) is None:
            gone = Notice(self.texts.main.guide_gone, (self.texts.main.guide_gone_hint,), icon="info")
            return Column(gone, Spacer())
        return super().build(state)

    def head(self, state: AppState, page: int) -> Block:
        lesson, library = _lesson(state), flow.library(state)
        if lesson is None or library is None:
            return Column()
        note = [] if page else chinese_words(self.texts)
        if self.theme.compact:
            return Column(Text(lesson.title, "small_bold" if page else "heading"), *note, gap=0.0)
        topic = next((topic.title for topic in library.topics if topic.id == lesson.topic), "")
        crumb = Text(self.texts.learn.crumb.format(topic), "small", tone="ink2")
        return Column(crumb, Text(lesson.title, "heading" if page else "title"), *note, gap=0.2)

    def sections(self, state: AppState) -> list[Section]:
        lesson, library = _lesson(state), flow.library(state)
        if lesson is None or library is None:
            return []
        texts, pictures = self.texts, _pictures(state)
        last = texts.main.guide_sample if lesson.sample else texts.main.guide_answers
        media = learn_find.media_of(library, lesson)
        # A drawing first draws one in; a low panel has no room to read beside it.
        first = media[:1] if media and media[0].kind == "picture" and not self.theme.compact else ()
        most = self._room_for_one(state)
        return [
            *(self._media(one, pictures, most) for one in first),
            self.paragraphs(lesson.paragraphs),
            *(self._media(one, pictures, most) for one in media[len(first) :]),
            Section(lesson.points, self._points, fewest=1),
            self.law_card(lesson.law, last),
        ]

    def _points(self, items: Sequence[object], first: int) -> Block:
        title = self.texts.learn.remember
        title = self.texts.main.guide_on.format(title) if first else title
        return self.card(title, Bullets([str(item) for item in items], icon="check", tone="done"))

    def _room_for_one(self, state: AppState) -> float:
        """Height (pixels) of the first of several pages: more no picture may take."""
        width = self.width_of_text()
        return self.room()[1] - self.below(state, 2) - self.measure(self.head(state, 0), width) - self.gap

    def _media(self, media: Media, pictures: Pictures | None, most: float) -> Section:
        if media.kind == "picture":
            found = pictures.of(media.id) if pictures is not None else None
            return Section((media,), partial(self._picture, found, most))
        # What is heard in it may be read as well, without playing it.
        said = tuple(caption.text for caption in media.captions) or (media.text,)
        title = self.texts.learn.heard if media.kind == "sound" else self.texts.learn.seen
        return Section(said, partial(self._said, title), together=False, fewest=1)

    def _picture(self, found: Picture | None, most: float, items: Sequence[Media], _first: int) -> Block:
        media = items[0]
        texts = self.texts.learn
        # In the same place, whether it can be seen or not: nothing moves under the reader.
        if found is None or found.pixels:
            return Photo(media.width, media.height, found, texts.picture.format(media.text), most)
        words = Text(texts.picture_none.format(media.text), "small", tone="attention")
        most -= self.measure(words, self.width_of_text()) + self.gap
        return Column(Photo(media.width, media.height, found, most=most), words, gap=0.3)

    def _said(self, title: str, items: Sequence[object], _first: int) -> Block:
        return self.card(title, *(Text(str(item), "body") for item in items), icon="speaker")

    def main(self, state: AppState) -> list[BaseButton]:
        lesson = _lesson(state)
        if lesson is None or lesson.next == NOWHERE:
            return []
        place = s.WaysOn("lesson", lesson.id)
        tap = partial(self.services.open, place)
        return [PrimaryButton(self.texts.learn.onward, touch_id="lesson.onward", on_tap=tap)]

    def aids(self, state: AppState) -> list[SecondaryButton]:
        return self._aids.buttons(self, state, "lesson", _place(state).lesson_id)

    def more(self, state: AppState) -> list[BaseButton]:
        library, lesson_id = state.library, _place(state).lesson_id
        place = laws_place(library, "lesson", lesson_id) if library is not None else None
        if place is None:
            return []
        tap = partial(self.services.open, place)
        return [SecondaryButton(self.texts.learn.laws, icon="book", touch_id="lesson.laws", on_tap=tap)]


def _lesson(state: AppState) -> Lesson | None:
    library: Library | None = flow.library(state)
    return learn_find.lesson(library, _place(state).lesson_id) if library is not None else None


def _pictures(state: AppState) -> Pictures | None:
    return state.visit.pictures if state.visit is not None else None


def _place(state: AppState) -> s.LessonView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.LessonView) else s.LessonView("")
