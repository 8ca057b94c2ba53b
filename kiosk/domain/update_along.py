"""Whether what was worked out goes along with the order: a touch on the check page."""

from dataclasses import dataclass, replace

from kiosk.domain import along, flow
from kiosk.domain.effects import Effect
from kiosk.domain.forms import PageKind
from kiosk.domain.state import AppState, Form

Outcome = tuple[AppState, tuple[Effect, ...]]


@dataclass(frozen=True, slots=True)
class Enclose:
    """也交 or 不交."""

    yes: bool


def enclose(state: AppState, message: Enclose) -> Outcome:
    visit, current = state.visit, flow.current_page(state)
    if visit is None or visit.form is None or current is None or not isinstance(visit.place, Form):
        return state, ()
    if visit.form.saving or current[1].kind is not PageKind.CHECK or not along.offered(visit.form):
        return state, ()
    return replace(state, visit=replace(visit, form=replace(visit.form, enclosed=message.yes))), ()
