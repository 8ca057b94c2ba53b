"""查一查自己 (法治体检): one question a page, 是 or 不是; at the end what to look after."""

from collections.abc import Sequence
from functools import partial

from kiosk.domain import flow, learn_find
from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.library import NOWHERE
from kiosk.domain.library_learning import Risk, SelfCheck
from kiosk.domain.state import AppState
from kiosk.screens.guide_pages import Section, law_lines
from kiosk.screens.language import chinese_words
from kiosk.screens.laws import laws_place
from kiosk.screens.paged_reading import PagedReading
from kiosk.screens.widgets.block import Block, Column, Grid, Spacer
from kiosk.screens.widgets.buttons import BaseButton, PrimaryButton, SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.options import Option
from kiosk.screens.widgets.text import Text


class _Answer(Option):
    """A trembling hand must not answer the next question, which comes at once to the same place."""

    pause = 1.0


class SelfCheckScreen(PagedReading):
    screen = Screen.SELF_CHECK
    name = "self_check"

    def content(self, state: AppState) -> object:
        place = _place(state)
        return state.library, place.check_id, place.at, _answers(state)

    def page(self, state: AppState) -> int:
        return _place(state).page

    def turn(self, state: AppState, page: int) -> None:
        place = _place(state)
        self.services.open(s.SelfCheckView(place.check_id, place.at, page))

    def build(self, state: AppState) -> Block:
        check, at = _check(state), _place(state).at
        if check is None:
            gone = Notice(self.texts.main.guide_gone, (self.texts.main.guide_gone_hint,), icon="info")
            return Column(gone, Spacer())
        return super().build(state) if at >= len(check.questions) else self._asked(check, at, state)

    # ---- asking

    def _asked(self, check: SelfCheck, at: int, state: AppState) -> Block:
        for role, tall in (("title", 2.2), ("heading", 1.4), ("heading", 0.8), ("small_bold", 0.8)):
            page = self._question(check, at, state, role, tall)
            if self.fits(page):
                return page
        return page

    def _question(self, check: SelfCheck, at: int, state: AppState, role: str, tall: float) -> Block:
        texts, low = self.texts.learn, self.theme.compact
        title = self.texts.main.joint.join((check.title, texts.at.format(at + 1, len(check.questions))))
        head: list[Block] = [Text(title, "small", tone="ink2")]
        first = [] if at else [Text(texts.who.format(check.who), "small", tone="ink2", yields=2)]
        note = [] if at or low else chinese_words(self.texts)
        head += [*note, *first, Text(check.questions[at].ask, role)]
        given = _answers(state)
        answers = [
            self._answer("yes", texts.yes, at < len(given) and given[at], tall),
            self._answer("no", texts.no, at < len(given) and not given[at], tall),
        ]
        private = Text(texts.private, "small", tone="ink2", yields=1)
        return Column(Column(*head, gap=0.2), Grid(*answers, columns=2), private, Spacer(), gap=0.8)

    def _answer(self, name: str, word: str, chosen: bool, tall: float) -> Block:
        answer = _Answer(
            word,
            role="title" if tall > 1.0 else "row",
            tall=tall,
            chosen=chosen,
            touch_id=f"self_check.{name}",
            on_tap=partial(self.services.answer_check, name == "yes"),
        )
        return heard(answer, self.audible and not self.theme.compact)

    # ---- what was found

    def head(self, state: AppState, page: int) -> Block:
        """That there is something is as personal as what it is."""
        check, found, texts = _check(state), _risks(state), self.texts.learn
        said = texts.found(len(found)) if found else texts.clear
        title = Text(said, "heading" if page or self.theme.compact else "title", private=True)
        if self.theme.compact and page:
            return Text(said, "small_bold", private=True)
        whose = Text(check.title if check is not None else "", "small", tone="ink2")
        return title if self.theme.compact else Column(whose, title, gap=0.2)

    def sections(self, state: AppState) -> list[Section]:
        found, check = _risks(state), _check(state)
        if check is None:
            return []
        sample = self.texts.main.guide_sample if check.sample else self.texts.main.guide_answers
        last = Section((sample,), lambda items, _first: Text(items[0], "small", tone="ink2"), fewest=1)
        if not found:
            hint = Section((self.texts.learn.clear_hint,), lambda items, _first: Text(items[0], "body"))
            return [hint, last]
        return [*(Section((line,), self._risk) for line in found), last]

    def _risk(self, items: Sequence[Risk], _first: int) -> Block:
        line = items[0]
        advice = Text(self.texts.learn.advice.format(line.advice), "body", private=True)
        laws = [Text(law, "small", tone="ink2", private=True) for law in law_lines(line.law, self.texts.main)]
        risk = Text(line.risk, "strong", tone="attention", private=True)
        return Column(risk, advice, *laws, surface="card", gap=0.3, inset=0.7 if self.theme.compact else 1.0)

    def main(self, state: AppState) -> list[BaseButton]:
        check = _check(state)
        if check is None or check.next == NOWHERE:
            return []
        tap = partial(self.services.open, s.WaysOn("check", check.id))
        return [PrimaryButton(self.texts.learn.onward, touch_id="self_check.onward", on_tap=tap)]

    def more(self, state: AppState) -> list[BaseButton]:
        again = SecondaryButton(
            self.texts.learn.check_again, touch_id="self_check.again", on_tap=self.services.check_again
        )
        place = (
            laws_place(state.library, "check", _place(state).check_id) if state.library is not None else None
        )
        if place is None:
            return [again]
        tap = partial(self.services.open, place)
        laws = SecondaryButton(self.texts.learn.laws, icon="book", touch_id="self_check.laws", on_tap=tap)
        return [laws, again]


def _check(state: AppState) -> SelfCheck | None:
    library = flow.library(state)
    return learn_find.check(library, _place(state).check_id) if library is not None else None


def _answers(state: AppState) -> tuple[bool, ...]:
    run = state.visit.check if state.visit is not None else None
    return run.answers if run is not None and run.check_id == _place(state).check_id else ()


def _risks(state: AppState) -> tuple[Risk, ...]:
    check = _check(state)
    return learn_find.risks(check, _answers(state)) if check is not None else ()


def _place(state: AppState) -> s.SelfCheckView:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.SelfCheckView) else s.SelfCheckView("")
