"""这页里的词: the hard words of what is read, a row each; and one of them in plain words."""

from functools import partial

from kiosk.domain import flow, learn_find
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.glossary import PageTerms
from kiosk.domain.library_learning import Term
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Section, sentences
from kiosk.screens.language import chinese_note
from kiosk.screens.laws import laws_place
from kiosk.screens.paged_reading import PagedReading
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block, Column, Spacer
from kiosk.screens.widgets.buttons import BaseButton, SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import AnswerBox, Notice
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.text import Text
from kiosk.services import Services


class TermsScreen(RebuiltScreen):
    screen = Screen.TERMS

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(services, look)
        self._terms = PageTerms()

    def view(self, state: AppState) -> object:
        return state.library, _list(state)

    def build(self, state: AppState) -> Block:
        place, said = _list(state), flow.library(state)
        found = self._terms.of(state.library, place.of, place.id)
        terms = [learn_find.term(said, one.id) or one for one in found] if said is not None else []
        return PagedList(
            name="terms",
            title=self.texts.media.terms_title,
            hint=self.texts.media.terms_hint,
            items=terms,
            make=self._row,
            turn=partial(self._turn, place),
            note=lambda: chinese_note(self.texts, *found),
        ).build(self, place.page)

    def _row(self, term: Term) -> Block:
        row = Row(
            term.word,
            "" if self.theme.terse else term.means,
            touch_id=f"terms.row.{term.id}",
            on_tap=partial(self.services.open, s.TermView(term.id)),
        )
        return heard(row, self.audible)

    def _turn(self, place: s.TermList, page: int) -> None:
        self.services.open(s.TermList(place.of, place.id, page))


class TermScreen(PagedReading):
    screen = Screen.TERM
    name = "term"

    def content(self, state: AppState) -> object:
        return state.library, _place(state).term_id

    def page(self, state: AppState) -> int:
        return _place(state).page

    def turn(self, state: AppState, page: int) -> None:
        self.services.open(s.TermView(_place(state).term_id, page))

    def prints(self, state: AppState) -> bool:
        return False

    def build(self, state: AppState) -> Block:
        if _term(state) is None:
            return Column(Notice(self.texts.media.term_gone, icon="info"), Spacer())
        return super().build(state)

    def head(self, state: AppState, page: int) -> Block:
        term, library = _term(state), state.library
        if term is None or library is None:
            return Column()
        written = learn_find.term(library, term.id)  # as the county wrote it, with its English
        note = [] if page else chinese_note(self.texts, written)
        if self.theme.compact:
            return Column(Text(term.word, "small_bold" if page else "heading"), *note, gap=0.0)
        crumb = Text(self.texts.media.term_crumb, "small", tone="ink2")
        return Column(crumb, Text(term.word, "heading" if page else "title"), *note, gap=0.2)

    def sections(self, state: AppState) -> list[Section]:
        term = _term(state)
        if term is None:
            return []
        main, texts = self.texts.main, self.texts.media
        last = main.guide_sample if term.sample else main.guide_answers
        say = "term.means.say" if self.audible and not self.theme.seated else ""
        out = [
            Section(sentences(term.means), lambda items, _first: AnswerBox([str(one) for one in items], say))
        ]
        if term.also:
            out.append(self.paragraphs([texts.term_also.format(texts.joint.join(term.also))]))
        return [*out, self.law_card(term.law, last)]

    def more(self, state: AppState) -> list[BaseButton]:
        library = state.library
        place = laws_place(library, "term", _place(state).term_id) if library is not None else None
        if place is None:
            return []
        tap = partial(self.services.open, place)
        return [SecondaryButton(self.texts.learn.laws, icon="book", touch_id="term.laws", on_tap=tap)]


def _term(state: AppState) -> Term | None:
    library = flow.library(state)
    return learn_find.term(library, _place(state).term_id) if library is not None else None


def _place(state: AppState) -> s.TermView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.TermView) else s.TermView("")


def _list(state: AppState) -> s.TermList:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.TermList) else s.TermList("", "")
