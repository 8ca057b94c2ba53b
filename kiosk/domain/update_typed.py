"""A boat's number or a place that is in no list: written freely instead of put together by touches."""

from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain import flow
from kiosk.domain import state as s
from kiosk.domain.effects import Effect
from kiosk.domain.library import FieldKind
from kiosk.domain.state import AppState, FormProgress

_FREE: Final[frozenset[FieldKind]] = frozenset({"boat", "place"})


@dataclass(frozen=True, slots=True)
class WriteFreely:
    """手写: the open page's answer goes on by hand, from what was chosen."""


def write_freely(state: AppState, _message: WriteFreely) -> tuple[AppState, tuple[Effect, ...]]:
    visit, current = state.visit, flow.current_page(state)
    if visit is None or visit.form is None or visit.form.saving or not isinstance(visit.place, s.Form):
        return state, ()
    if current is None or current[2] is None or current[2].kind not in _FREE:
        return state, ()
    form = replace(visit.form, by_hand=current[2].id, problem=None)
    return replace(state, visit=replace(visit, form=form)), ()


def chosen_again(state: AppState, form: FormProgress) -> FormProgress | None:
    """返回 from there: to the page one can choose on. None where nothing is written freely."""
    current = flow.current_page(state)
    if current is None or current[2] is None or form.by_hand != current[2].id:
        return None
    return replace(form, by_hand="", problem=None)
