"""What home offers to begin with: one tile each, only what works here and has something to show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.domain import learn_find, where
from kiosk.domain import state as s
from kiosk.domain.state import AppState
from kiosk.domain.visit_where import LookUps
from kiosk.words.main import MainTexts


@dataclass(frozen=True, slots=True)
class HomeTile:
    """``name``: of its touchable, ``home.tile.<name>``. ``words``: what it says, and the hint below."""

    name: str
    icon: str
    words: Callable[[MainTexts], tuple[str, str]]
    place: Callable[[], s.Place]
    shown: Callable[[AppState], bool] = lambda _state: True


# In the order they stand; the first is the widest where there are few.
TILES: Final = (
    HomeTile("ask", "chat", lambda main: (main.home_ask, main.home_ask_hint), s.Topics),
    HomeTile(
        "do",
        "document",
        lambda main: (main.home_do, main.home_do_hint),
        s.Items,
        lambda state: state.can_submit,
    ),
    HomeTile(
        "sums",
        "sums",
        lambda main: (main.home_sums, main.home_sums_hint),
        s.Sums,
        lambda state: bool(state.sums),
    ),
    HomeTile(
        "look",
        "pin",
        lambda main: (main.home_look, main.home_look_hint),
        LookUps,
        lambda state: state.library is not None and where.exists(state.library, LookUps()),
    ),
    HomeTile(
        "learn",
        "book",
        lambda main: (main.home_learn, main.home_learn_hint),
        s.Learn,
        lambda state: state.library is not None and bool(learn_find.parts(state.library)),
    ),
    HomeTile("people", "person", lambda main: (main.home_people, main.home_people_hint), s.HelpPeople),
)


def tiles(state: AppState) -> tuple[HomeTile, ...]:
    return tuple(tile for tile in TILES if tile.shown(state))
