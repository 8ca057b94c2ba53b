"""算一算: about what, and then which calculator."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from kiosk.domain import state as s
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.domain.sums import TOPICS, SumCard
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.language import chinese_words
from kiosk.screens.paging import PagedList
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.listen import heard
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.notes import Notice
from kiosk.words.texts import Texts

_ICONS: Final = {"work": "bag", "hurt": "warning", "court": "document", "money": "coin", "limits": "clock"}


def chinese_only(texts: Texts) -> list[Block]:
    """One honest line for whoever reads English: questions and steps are those of Chinese law."""
    return chinese_words(texts)


class SumsScreen(RebuiltScreen):
    screen = Screen.SUMS

    def view(self, state: AppState) -> object:
        return state.sums, _place(state), state.can_submit

    def build(self, state: AppState) -> Block:
        place = _place(state)
        cards = [card for card in state.sums if card.topic == place.topic]
        if not state.sums:
            return self._nothing()
        if not cards:
            return self._topics(state, place)
        return PagedList(
            name="sums",
            title=self.texts.sums.topic(place.topic)[0],
            crumb=self.texts.sums.crumb,
            items=cards,
            make=self._row,
            turn=partial(self._turn, place.topic),
            note=partial(chinese_only, self.texts),
        ).build(self, place.page)

    def _nothing(self) -> Block:
        texts = self.texts.sums
        return PagedList(
            "sums", texts.title, (texts.none,), lambda said: Notice(said, (texts.none_hint,)), self._still
        ).build(self, 0)

    def _topics(self, state: AppState, place: s.Sums) -> Block:
        there = [topic for topic in TOPICS if any(card.topic == topic for card in state.sums)]
        return PagedList(
            name="sums",
            title=self.texts.sums.title,
            hint=self.texts.sums.hint,
            items=there,
            make=self._topic,
            turn=partial(self._turn, ""),
            foot=self._foot,
        ).build(self, place.page)

    def _topic(self, topic: str) -> Block:
        title, hint = self.texts.sums.topic(topic)
        row = Row(
            title,
            "" if self.theme.terse else hint,
            _ICONS[topic],
            airy=not self.theme.compact,
            touch_id=f"sums.topic.{topic}",
            on_tap=partial(self.services.open, s.Sums(topic)),
        )
        return heard(row, self.audible)

    def _row(self, card: SumCard) -> Block:
        row = Row(
            card.title,
            "" if self.theme.terse else card.about,
            airy=not self.theme.compact,
            touch_id=f"sums.row.{card.name}",
            on_tap=partial(self.services.open_sum, card.name),
        )
        return heard(row, self.audible)

    def _foot(self) -> Sequence[Block]:
        """For whoever does not find it."""
        people = partial(self.services.open, s.HelpPeople())
        word = self.texts.sums.ask_few
        return (SecondaryButton(word, icon="person", touch_id="sums.people", on_tap=people),)

    def _turn(self, topic: str, page: int) -> None:
        self.services.show_sum(s.Sums(topic, page))

    def _still(self, page: int) -> None:
        """One page, nowhere to turn to."""


def _place(state: AppState) -> s.Sums:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, s.Sums) else s.Sums()
