"""What was found as screens show it: rows with the matched words marked and the kind in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from kiosk.domain import flow
from kiosk.domain.asked import Asked
from kiosk.domain.found_places import matching, nearest
from kiosk.domain.library import Guide, ServiceItem, Topic
from kiosk.domain.search import TOPIC, Found, Spans
from kiosk.domain.state import AppState, Place, SearchBox
from kiosk.domain.visit_where import LISTED, FindByName
from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.lists import Row
from kiosk.screens.widgets.marked import Marked
from kiosk.screens.widgets.text import Text
from kiosk.words.texts import Texts

LIVE: Final = 3  # rows while somebody writes, at most
_ICONS: Final = {
    "guide": "book",
    TOPIC: "chat",
    "item": "document",
    "scenario": "chat",
    "bundle": "briefcase",
    "calculator": "coin",
    "document": "document",
    "lesson": "book",
    "office": "pin",
    "register": "people",
    "visits": "boat",
    "emergency": "phone",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A result in the words of the page's language. ``of``: what of the library it is, where that has it."""

    kind: str
    id: str
    title: str
    said: str  # the kind, in words
    icon: str
    marks: Spans = ()
    snippet: str = ""
    snippet_marks: Spans = ()
    of: object = None


def live(state: AppState, texts: Texts) -> tuple[Hit, ...]:
    """The best of what fits the line that is written; where nothing does, the nearest fields."""
    return hits(state, texts, (matching(state) or nearest(state))[:LIVE])


def sought_words(under: Place, texts: Texts) -> tuple[str, str, str] | None:
    """Where what is looked for is written: the key of the page, its title, an example. None elsewhere."""
    if isinstance(under, SearchBox):
        return flow.SEARCHED, texts.search.title, texts.search.hint
    if isinstance(under, FindByName):
        return LISTED, texts.finding.write_title, texts.finding.write_hint
    return None


def instead(texts: Texts, asked: Asked, *, works: bool) -> str:
    """What stands in place of results while there are none."""
    if not works:
        return texts.search.broken
    if not asked.sought.strip():
        return texts.search.begin
    return texts.search.waiting if asked.waiting else texts.search.none


def hits(state: AppState, texts: Texts, results: Iterable[Found]) -> tuple[Hit, ...]:
    return tuple(_hit(state, texts, found) for found in results)


def _hit(state: AppState, texts: Texts, found: Found) -> Hit:
    """Titles of another language have other characters: nothing is marked there, nor is the Chinese line."""
    of = _of(state, found)
    title = of.title if of is not None else found.title
    icon = _ICONS.get(found.kind, "info")
    said = found.topic if found.kind == LISTED else texts.search.kind(found.kind)  # what he is
    hit = Hit(found.kind, found.id, title, said, icon, of=of)
    if title != found.title:
        return hit
    snippet, lit = ("", ()) if found.snippet == title else (found.snippet, found.snippet_marks)
    return Hit(hit.kind, hit.id, title, hit.said, icon, found.marks, snippet, lit, of)


def _of(state: AppState, found: Found) -> Guide | Topic | ServiceItem | None:
    library = flow.library(state)
    if library is None:
        return None
    if found.kind == TOPIC:
        return next((topic for topic in library.topics if topic.id == found.id), None)
    if found.kind == "guide":
        return library.guide(found.id)
    return library.item(found.id) if found.kind == "item" else None


class FoundRow(Row):
    """Title with its marks, the kind at its right, a line of what it says below where there is room."""

    def __init__(self, hit: Hit, snippet: bool, role: str = "row", **kwargs: Any) -> None:
        line = hit.snippet if snippet else ""
        super().__init__(hit.title, line, hit.icon if snippet else "", role=role, **kwargs)
        self._kind = Text(hit.said, "small", tone="ink2", valign="middle")
        self._title = Marked(hit.title, role, hit.marks, valign="middle")
        if self._subtitle is not None:
            self._subtitle = Marked(line, "small", hit.snippet_marks, tone="ink2", most=1)
        parts = (self._icon, self._title, self._kind, self._subtitle, self._chevron)
        self.swap(*(part for part in parts if part is not None))

    def _sides(self) -> tuple[float, float]:
        left, right = super()._sides()
        return left, right + self._kind.natural() + self.theme.gap * 0.5

    def arrange(self) -> None:
        super().arrange()
        right = super()._sides()[1]
        own = self._kind.natural()
        self._kind.place(self.right - right - own, self.y, own, self.height)


class _LiveRow(FoundRow):
    """One line, as low as a target may be."""

    def __init__(self, hit: Hit, role: str, **kwargs: Any) -> None:
        super().__init__(hit, snippet=False, role=role, **kwargs)
        self._title.most = 1

    def fit(self, width: float) -> float:
        return float(self.theme.min_target)


class LiveRows(Block):
    """Results while somebody writes: always as tall, so that nothing below moves under the hand.

    ``opened`` is called with kind and id. The ids of the rows have both: what changes under a finger is not
    what was touched.
    """

    def __init__(self, opened: Callable[[str, str], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._opened = opened
        self._hits: tuple[Hit, ...] = ()
        self._said = Text("", "small", tone="ink2", align="center", valign="middle")
        self.add_widget(self._said)

    def offer(self, found: Sequence[Hit], said: str) -> None:
        """``said``: stands there while nothing is found."""
        if tuple(found) == self._hits and self._said.text == said:
            return
        self._hits, self._said.text = tuple(found), said
        self._said.role = "body" if self.rows > 1 else "small"
        role = "small_bold" if self.theme.compact else "strong"
        rows: list[Block] = [
            _LiveRow(
                hit,
                role,
                touch_id=f"write.found.{hit.kind}.{hit.id}",
                on_tap=partial(self._opened, hit.kind, hit.id),
            )
            for hit in self._hits[: self.rows]
        ]
        self.swap(*(rows or [self._said]))
        self.again()

    @property
    def rows(self) -> int:
        """How many this panel has room for."""
        theme = self.theme
        if theme.compact or theme.seated:
            return 1
        return LIVE - 1 if theme.elder else LIVE

    @property
    def tappable(self) -> bool:
        """Whatever stands there now: nothing moves when that changes."""
        return True

    def _line(self) -> float:
        theme = self.theme
        return float(theme.min_target if theme.compact else max(theme.min_target, theme.secondary * 0.72))

    def _gap(self) -> float:
        return float(self.theme.min_gap)

    def fit(self, width: float) -> float:
        return self.rows * self._line() + (self.rows - 1) * self._gap()

    def arrange(self) -> None:
        rows = self.blocks
        if rows == [self._said]:
            self._said.place(self.x, self.y, self.width, self.height)
            return
        line, gap = self._line(), self._gap()
        for number, row in enumerate(rows):
            row.place(self.x, self.top - line - number * (line + gap), self.width, line)
