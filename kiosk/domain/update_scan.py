"""What a scanned code means."""

from kiosk.domain import device as d
from kiosk.domain.effects import Effect
from kiosk.domain.state import AppState


def code_scanned(state: AppState, _message: d.CodeScanned) -> tuple[AppState, tuple[Effect, ...]]:
    """No screen asks for a code: it says nothing."""
    return state, ()
