"""What a scanned code means. Only a slip's says anything; of any other nothing is shown, opened or kept."""

from dataclasses import replace
from typing import Final

from kiosk.domain import device as d
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_listed as listed
from kiosk.domain import update_progress as progress
from kiosk.domain import update_visit as visiting
from kiosk.domain.effects import Effect
from kiosk.domain.progress import AskProblem, Look, LookOutcome
from kiosk.domain.state import AppState, Visit
from kiosk.wire.ids import SlipCode, parse_slip

Outcome = tuple[AppState, tuple[Effect, ...]]
FOREIGN: Final = "E-SCN-04"


def code_scanned(state: AppState, message: d.CodeScanned) -> Outcome:
    """A slip shows its order's progress wherever codes are looked for: before a visit it begins one."""
    if not flow.scan_wanted(state):
        return state, ()
    if flow.route(state).screen is flow.Screen.FIND_CODE:
        return listed.scanned(state, message)
    try:
        code = parse_slip(message.text.strip())
    except ValueError:
        return _foreign(state)
    effects: tuple[Effect, ...] = ()
    if state.visit is None:
        state, effects = visiting.wake(state, m.Wake(message.visit_id))
    visit = state.visit
    if visit is None:
        return state, effects
    if _shown(visit, code):
        return _held_again(state, visit, message)
    look = Look(message.look_id, code.order_no, since=state.now, secret=code.secret)
    state, asked = progress.look_up(state, visit, look)
    return state, (*effects, *asked)


def code_lies(state: AppState, message: d.CodeLies) -> Outcome:
    """Nothing is opened by it: whoever left it there may have gone. The pages say what to do."""
    return replace(state, code_lies=message.lies), ()


def _shown(visit: Visit, code: SlipCode) -> bool:
    """The page shows what became of this very slip's order."""
    look = visit.look
    if look is None or not isinstance(visit.place, s.ShowProgress):
        return False
    return (look.order_no, look.secret) == (code.order_no, code.secret)


def _held_again(state: AppState, visit: Visit, message: d.CodeScanned) -> Outcome:
    """Who takes the slip away and holds it there again wants the newest, on the page he reads.

    Not when it was asked for a moment ago, nor when the hub has been asked too often.
    """
    look = visit.look
    assert look is not None
    soon = look.waiting or state.now - look.since < state.timing.look_s
    if soon or look.outcome is LookOutcome.LIMITED:
        return state, ()
    return progress.ask_again(state, visit, look, message.look_id)


def _foreign(state: AppState) -> Outcome:
    """Where a slip is asked for it is said on the page, elsewhere above it; nobody there: nothing."""
    visit = state.visit
    if visit is None:
        return state, ()
    if progress.typed_part(visit) is not None:
        asking = replace(visit.asking, problem=AskProblem.FOREIGN)
        return replace(state, visit=replace(visit, asking=asking, last_touch=state.now)), ()
    return replace(state, visit=replace(visit, toast=FOREIGN, last_touch=state.now)), ()
