"""What the hub found elsewhere, as who keeps it writes it; or that it did not, and where else to look."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from kiosk.domain import flow, places_lookup, where
from kiosk.domain import visit_where as w
from kiosk.domain.flow import Screen
from kiosk.domain.online import OnlineLook, OnlineRow, Told
from kiosk.domain.places_lookup import Lookup
from kiosk.domain.state import AppState
from kiosk.screens.base import RebuiltScreen
from kiosk.screens.guide_pages import Section
from kiosk.screens.leaf import Leaf, Sections
from kiosk.screens.said_values import day_said
from kiosk.screens.widgets.block import Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton, SecondaryButton
from kiosk.screens.widgets.notes import Notice, poster
from kiosk.screens.widgets.text import Text
from kiosk.words.online import OnlineTexts

_AGAIN: Final = (Told.OFFLINE, Told.AWAY)


class OnlineAnswerScreen(RebuiltScreen):
    screen = Screen.ONLINE_ANSWER

    def view(self, state: AppState) -> object:
        return state.library, _place(state), _look(state)

    def build(self, state: AppState) -> Block:
        place, library, look = _place(state), flow.library(state), _look(state)
        if library is None or look is None or not where.exists(library, place):
            return Column(Notice(self.texts.where.gone, icon="info"), Spacer())
        texts, lookup = self.texts.online, library.every(Lookup)[place.lookup_id]
        if look.told is None:
            return Column(poster("search", texts.waiting, texts.waiting_hint, low=self.theme.compact))
        found = look.told in (Told.FOUND, Told.MORE)
        return Leaf(
            name="online_answer",
            title=texts.found if found else lookup.title,
            crumb=lookup.title if found else self.texts.where.online,
            note=self._source(look) if found else "",
            sections=self._found(look) if found else [*self._nothing(look, lookup)],
            turn=partial(self._turn, place.lookup_id),
            actions=partial(self._actions, look),
        ).build(self, place.page)

    def _source(self, look: OnlineLook) -> str:
        texts, day = self.texts.online, day_said(look.as_of, self.texts)
        return texts.source_day.format(look.source, day) if day else texts.source.format(look.source)

    def _found(self, look: OnlineLook) -> list[Section]:
        more = partial(Notice, self.texts.online.more, icon="info")
        rows = [Section(row.lines or ("",), partial(self._row, row), together=False) for row in look.rows]
        return [*([Sections(self).alone(more)] if look.told is Told.MORE else []), *rows]

    def _row(self, row: OnlineRow, lines: Sequence[str], _first: int) -> Block:
        """With its name on every page it goes on to."""
        under = [Text(line, "body", private=True) for line in lines if line]
        words = Column(Text(row.title, "strong", private=True), *under, gap=0.25)
        return words if self.theme.compact else Card(words)

    def _nothing(self, look: OnlineLook, lookup: Lookup) -> Iterator[Section]:
        texts, flat = self.texts.online, Sections(self)
        said, hints = _words(texts)[look.told or Told.OFFLINE]
        under = (self._source(look), *hints) if look.told is Told.UNKNOWN else hints
        icon = "info" if look.told is Told.UNKNOWN else "warning"
        yield flat.alone(partial(Notice, said, under, icon=icon))
        if places_lookup.is_official(lookup.url):
            yield flat.code(lookup.url, lookup.official, self.texts.where.scan)

    def _actions(self, look: OnlineLook) -> Sequence[Block]:
        texts = self.texts.online
        other = SecondaryButton(texts.other, touch_id="online_answer.other", on_tap=self.services.back)
        if look.told not in _AGAIN:
            return (other,)
        again = PrimaryButton(texts.again, touch_id="online_answer.again", on_tap=self.services.look_online)
        return (other, again)

    def _turn(self, lookup_id: str, page: int) -> None:
        self.services.open(w.OnlineAnswer(lookup_id, page))


def _words(texts: OnlineTexts) -> dict[Told, tuple[str, tuple[str, ...]]]:
    """What is said when there is nothing to show, and what below it."""
    return {
        Told.UNKNOWN: (texts.none, (texts.none_hint, texts.none_law)),
        Told.AWAY: (texts.away, (texts.away_hint,)),
        Told.OFFLINE: (texts.offline, (texts.away_hint,)),
        Told.LIMITED: (texts.limited, (texts.limited_hint,)),
    }


def _place(state: AppState) -> w.OnlineAnswer:
    place = state.visit.place if state.visit is not None else None
    return place if isinstance(place, w.OnlineAnswer) else w.OnlineAnswer("")


def _look(state: AppState) -> OnlineLook | None:
    return state.visit.hub_looks.look if state.visit is not None else None
