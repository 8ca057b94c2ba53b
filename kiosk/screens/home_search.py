"""The box on the first page to write into: what somebody looks for, by hand or in pinyin."""

from functools import partial
from typing import Any

from kiosk.domain import state as s
from kiosk.domain.state import AppState
from kiosk.domain.writing import Method
from kiosk.domain.writing_place import method
from kiosk.screens.base import KioskScreen
from kiosk.screens.widgets.block import Beside, Block
from kiosk.screens.widgets.buttons import Chip
from kiosk.screens.widgets.lists import Row


def offered(state: AppState) -> tuple[Method, ...]:
    """The ways to write that work here, if what is written can be looked for; nothing else is shown."""
    if not state.search or method(state) is None:
        return ()
    works = {Method.HAND: state.handwriting, Method.PINYIN: state.pinyin}
    return tuple(way for way, there in works.items() if there)


class SearchRow(Row):
    """As large as a row, with the line of what is to be touched first."""

    surfaces = ("outline", "card_down", "outline")

    def __init__(self, title: str, **kwargs: Any) -> None:
        super().__init__(title, icon="search", chevron=False, **kwargs)


def search_box(screen: KioskScreen, state: AppState) -> list[Block]:
    """One line. Beside it the ways to write, where there are two and room for them.

    It gives way where everything else leads somewhere too, after what is often asked.
    """
    ways = offered(state)
    if not ways:
        return []
    texts, theme = screen.texts, screen.theme
    row = SearchRow(
        texts.search.home_low if theme.terse else texts.search.home,
        touch_id="home.search",
        on_tap=partial(screen.services.open, s.SearchBox()),
    )
    if len(ways) < 2 or theme.elder:
        row.yields = 1
        return [row]
    words = {Method.HAND: texts.form.write_hand, Method.PINYIN: texts.form.write_pinyin}
    chips = [
        Chip(words[way], touch_id=f"home.search.{way.value}", on_tap=partial(_write_by, screen, way))
        for way in ways
    ]
    row.share = 1.0
    return [Beside(row, *chips, gap=0.4, yields=1)]


def _write_by(screen: KioskScreen, way: Method) -> None:
    screen.services.write_by(way)
    screen.services.open(s.SearchBox())
