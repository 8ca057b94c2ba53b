"""Finding out what became of an order."""

from kiosk.domain import messages as m
from kiosk.domain.effects import Effect
from kiosk.domain.state import AppState

Outcome = tuple[AppState, tuple[Effect, ...]]


def told_here(state: AppState, _message: m.ProgressHere) -> Outcome:
    """Nobody asks yet."""
    return state, ()


def told_there(state: AppState, _message: m.ProgressThere) -> Outcome:
    """Nobody asks yet."""
    return state, ()
