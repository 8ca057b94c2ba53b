"""What home offers to begin with: one tile each, only what works here and has something to show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.domain import state as s
from kiosk.domain.state import AppState


@dataclass(frozen=True, slots=True)
class HomeTile:
    """``name``: of its words (``home_<name>``, ``home_<name>_hint``) and of its touchable."""

    name: str
    icon: str
    place: Callable[[], s.Place]
    shown: Callable[[AppState], bool] = lambda _state: True


# In the order they stand; the first is the widest where there are few.
TILES: Final = (
    HomeTile("ask", "chat", s.Topics),
    HomeTile("do", "document", s.Items, lambda state: state.can_submit),
    HomeTile("people", "person", s.HelpPeople),
)


def tiles(state: AppState) -> tuple[HomeTile, ...]:
    return tuple(tile for tile in TILES if tile.shown(state))
