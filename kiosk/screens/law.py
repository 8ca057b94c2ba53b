"""One article: our sentence about it, when it was checked, and its own words where this terminal has them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from kiosk.domain import learn_find
from kiosk.domain import state as s
from kiosk.domain.article import ArticleNo
from kiosk.domain.comfort import Language
from kiosk.domain.flow import Screen
from kiosk.domain.learn import ArticleLook, ArticleOutcome
from kiosk.domain.learn_find import Known
from kiosk.domain.state import AppState
from kiosk.domain.update_learn import PRINTED_MAX, words_of
from kiosk.screens.answering import alone
from kiosk.screens.guide_pages import Section
from kiosk.screens.paged_reading import PagedReading
from kiosk.screens.said_values import day_said
from kiosk.screens.widgets.block import Block, Column
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.text import Text


class LawScreen(PagedReading):
    screen = Screen.LAW
    name = "law"

    def content(self, state: AppState) -> object:
        place = _place(state)
        return state.library, place.law, place.article, _look(state)

    def page(self, state: AppState) -> int:
        return _place(state).page

    def turn(self, state: AppState, page: int) -> None:
        place = _place(state)
        self.services.open(s.LawLine(place.law, place.article, page))

    def prints(self, state: AppState) -> bool:
        look = _look(state)
        words = look.text if look is not None else ""
        return (_known(state) is not None or bool(words)) and len(words) <= PRINTED_MAX

    def head(self, state: AppState, page: int) -> Block:
        place, known = _place(state), _known(state)
        english = self.texts.language is Language.EN and known is not None
        law = (known.ref.law_en if english and known is not None else "") or place.law
        title = self.texts.main.cited(law, place.article)
        if self.theme.compact:
            return Text(title, "small_bold" if page else "heading")
        return Text(title, "heading" if page else "title")

    def sections(self, state: AppState) -> list[Section]:
        return [Section((_known(state),), self._gist), *self._words(_look(state))]

    def _gist(self, items: Sequence[Known | None], _first: int) -> Block:
        """What we say of it, told apart from what the law says."""
        known, texts = items[0], self.texts.learn
        if known is None:
            return self.card(texts.gist, Text(texts.gist_none, "body"), icon="info")
        english = self.texts.language is Language.EN
        gist = (known.ref.gist_en if english else "") or known.ref.gist
        day = day_said(known.checked, self.texts)
        checked = texts.checked.format(day) if day else texts.unchecked
        lines = [Text(line, "small", tone="ink2") for line in (texts.gist_ours, checked)]
        return self.card(texts.gist, Text(alone(gist), "body"), Column(*lines, gap=0.1), icon="info")

    def _words(self, look: ArticleLook | None) -> list[Section]:
        texts = self.texts.learn
        if look is None:
            return [Section((texts.looking,), _small)]
        if look.outcome is not ArticleOutcome.FOUND:
            none = partial(Notice, lines=(texts.ask,), icon="info", kind="tint")
            said = texts.no_words(look.outcome)
            return [Section((said,), lambda items, _first: none(items[0]))]
        version = texts.version.format(day_said(look.date, self.texts)) if look.date else ""
        under = [line for line in (look.chapter, version) if line]
        foot = [Section((self.texts.main.joint.join(under),), _small)] if under else []
        told = self.paragraphs(look.text.splitlines(), "answer")
        return [replace(told, make=partial(self._headed, told.make)), *foot]

    def _headed(self, make: Callable[[Sequence[Any], int], Block], items: Sequence[Any], first: int) -> Block:
        """The heading never stands alone at a page's end."""
        words = make(items, first)
        return words if first else Column(Text(self.texts.learn.words, "heading"), words, gap=0.4)


def _small(items: Sequence[str], _first: int) -> Block:
    return Text(items[0], "small", tone="ink2")


def _known(state: AppState) -> Known | None:
    place = _place(state)
    if state.library is None:
        return None
    return learn_find.known(state.library, place.law, place.article)


def _look(state: AppState) -> ArticleLook | None:
    place = _place(state)
    return words_of(state.visit, place.law, place.article)


def _place(state: AppState) -> s.LawLine:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.LawLine) else s.LawLine("", ArticleNo(0))
