"""今天值班, and 紧急电话: whom to call. Nothing to tap: there is no telephone in the terminal."""

from collections.abc import Sequence
from functools import partial

from kiosk.domain import flow, places_board, telephones, where
from kiosk.domain import visit_where as w
from kiosk.domain.comfort import Language
from kiosk.domain.duty import State
from kiosk.domain.flow import Screen
from kiosk.domain.library_english import in_english
from kiosk.domain.library_places import Emergency, OnDuty
from kiosk.domain.state import AppState
from kiosk.screens.answering import alone, answers, call_words
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.language import chinese_words
from kiosk.screens.paging import PagedList
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.notes import Notice
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts


class DutyScreen(RebuiltScreen):
    screen = Screen.DUTY

    def view(self, state: AppState) -> object:
        library = flow.library(state)
        people = where.on_duty_now(state, library) if library is not None else ()
        said = tuple(answers(state, one.hours, self.texts) for one in people or ())
        return state.library, _duty_page(state), people, said, call_words(state, self.texts)

    def build(self, state: AppState) -> Block:
        library, texts = flow.library(state), self.texts.where
        people = where.on_duty_now(state, library) if library is not None else ()
        call = partial(self._call, state)
        if not people:
            said = texts.duty_clock if people is None else texts.duty_none
            return Column(Text(texts.duty_title, "title"), Notice(said, icon="info"), *call(), Spacer())
        return PagedList(
            name="duty",
            title=marked(self.texts, texts.duty_title, *people),
            crumb=texts.title,
            items=people,
            make=partial(self._card, state),
            turn=self._turn,
            note=partial(chinese_words, self.texts),
            foot=call,
        ).build(self, _duty_page(state))

    def _card(self, state: AppState, one: OnDuty) -> Block:
        now = telephones.answering(state, one.hours).state
        tone = "done" if now in (State.ALWAYS, State.OPEN) else "attention"
        words = Column(
            Text(self.texts.where.duty_who.format(one.who, one.post), "strong"),
            Text(one.phone, "subtitle", tone="action", says="phone"),
            Text(alone(answers(state, one.hours, self.texts)), "small", tone=tone),
            gap=0.1,
            share=1.0,
        )
        return Card(Beside(Icon("person", tone="action"), words, gap=0.9))

    def _call(self, state: AppState) -> Sequence[Block]:
        """12348, for when nobody answers there."""
        number, said = call_words(state, self.texts)
        words = self.texts.main.joint.join(filter(None, (number, said)))
        return (Notice(words, icon="phone", kind="tint"),)

    def _turn(self, page: int) -> None:
        self.services.open(w.DutyToday(page))


class EmergencyScreen(RebuiltScreen):
    screen = Screen.EMERGENCY

    def view(self, state: AppState) -> object:
        return (
            state.library,
            _emergency_page(state),
            [answers(state, one.answers, self.texts) for one in _rows(state, self.texts)],
        )

    def build(self, state: AppState) -> Block:
        rows = _rows(state, self.texts)
        return PagedList(
            name="emergency",
            title=marked(self.texts, self.texts.where.emergency, *rows),
            hint=self.texts.where.emergency_hint,
            items=rows,
            make=partial(self._card, state),
            turn=self._turn,
            gap=0.5,
        ).build(self, _emergency_page(state))

    def _card(self, state: AppState, one: Emergency) -> Block:
        """On low panels one or two lines: all of them are to be seen at a glance."""
        unsure = alone(answers(state, one.answers, self.texts)) if one.answers.kind == "unknown" else ""
        role = "subtitle" if self.theme.compact else "title"
        number = _Number(Text(one.number, role, tone="danger", valign="middle", says="phone"))
        if self.theme.compact:
            words = self.texts.main.joint.join(filter(None, (one.when, unsure)))
            name = Text(one.name, "small_bold", valign="middle", share=0.6)
            return Card(
                Beside(number, name, Text(words, "small", valign="middle", share=1.0), gap=0.7), inset=0.5
            )
        say = self.texts.where.emergency_say.format(self.texts.main.list_joint.join(one.say))
        lines = [Text(one.when, "small")]
        lines += [Text(say, "small", tone="ink2")] if one.say else []
        lines += [Text(unsure, "small", tone="attention")] if unsure else []
        told = Column(Spacer(), Text(one.name, "strong"), *lines, Spacer(), gap=0.0, share=1.0)
        return Card(Beside(number, told, gap=0.7), inset=0.6)

    def _turn(self, page: int) -> None:
        self.services.open(w.EmergencyNumbers(page))


class _Number(Block):
    """Keeps the column of numbers aligned: as wide as the longest of them."""

    def natural(self) -> float:
        role = "subtitle" if self.theme.compact else "title"
        return self.look.paint.width("00000", role) + 4


def _rows(state: AppState, texts: Texts) -> tuple[Emergency, ...]:
    """The county's words for each number, ours where it has none."""
    library = flow.library(state)
    written = library.every(Emergency).values() if library is not None else ()
    found = places_board.emergencies(written, texts.danger.national())
    return in_english(found) if flow.language(state) is Language.EN else found


def _duty_page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, w.DutyToday) else 0


def _emergency_page(state: AppState) -> int:
    place = state.visit.place if state.visit is not None else None
    return place.page if isinstance(place, w.EmergencyNumbers) else 0
