"""Papers laid under the camera: looking, taking, looking at what was taken, and leaving it be.

The camera is open only while :func:`wanted` says so; a page that is not in the draft any more is wiped at
once, by whatever way it left (:func:`turned`).
"""

from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import sheets as sh
from kiosk.domain.device import DeviceStatus
from kiosk.domain.effects import Effect
from kiosk.domain.library import FormField
from kiosk.domain.sheets import NOTHING_SHOT, Phase, Sheet, Shot
from kiosk.domain.state import AppState, FormProgress, Visit
from kiosk.domain.update_form import next_page
from kiosk.wire.limits import PAGES_MOST

Outcome = tuple[AppState, tuple[Effect, ...]]
ABSENT: Final = "E-CAM-01"
NO_ROOM: Final = "E-CAM-04"
_OPEN: Final = frozenset({Phase.AIMING, Phase.TAKING})


# ---- what a person asks for ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AimCamera:
    """拍照, 再拍一页."""


@dataclass(frozen=True, slots=True)
class TakeSheet:
    """拍这一页. ``sheet_id``: fresh."""

    sheet_id: str


@dataclass(frozen=True, slots=True)
class RetakeSheet:
    """重拍: the picture that is shown back goes."""


@dataclass(frozen=True, slots=True)
class ShowSheets:
    """不拍了, or all that was taken so far."""


@dataclass(frozen=True, slots=True)
class DropSheet:
    sheet_id: str


@dataclass(frozen=True, slots=True)
class BringInstead:
    """不拍，办事时带来."""


# ---- where it counts -------------------------------------------------------------------------------


def _form(state: AppState) -> tuple[Visit, FormProgress] | None:
    """The open form, wherever the person is."""
    visit = state.visit
    if visit is None or visit.form is None or visit.form.saving:
        return None
    return visit, visit.form


def _here(state: AppState) -> tuple[Visit, FormProgress, FormField] | None:
    """The open form and its question, while its page for papers is shown."""
    opened, current = _form(state), flow.current_page(state)
    if opened is None or current is None or current[2] is None:
        return None
    if flow.route(state).screen is not flow.Screen.SHEETS:
        return None
    return *opened, current[2]


def _with(state: AppState, visit: Visit, form: FormProgress, *effects: Effect) -> Outcome:
    """What the person does here is being there."""
    return replace(state, visit=replace(visit, form=form, last_touch=state.now)), effects


def why_not(state: AppState) -> str:
    """Why no picture can be taken now, as a code; empty when one can."""
    if not state.camera.usable:
        return state.camera.code or ABSENT
    return "" if state.recording_room else NO_ROOM


def may_take(form: FormProgress, form_field: FormField) -> bool:
    """Whether there is a page left to be taken, of this question and of the whole order."""
    mine = sh.of_field(form.draft.sheets, form_field.id)
    return len(mine) < sh.most(form_field) and len(form.draft.sheets) < PAGES_MOST


def aim(state: AppState, _message: AimCamera) -> Outcome:
    opened = _here(state)
    if opened is None:
        return state, ()
    visit, form, form_field = opened
    if form.shot.phase in _OPEN or not may_take(form, form_field):
        return state, ()
    code = why_not(state)
    phase = Phase.LIST if code else Phase.AIMING
    return _with(state, visit, replace(form, shot=Shot(phase, form_field.id, code=code), problem=None))


def take(state: AppState, message: TakeSheet) -> Outcome:
    opened = _here(state)
    if opened is None or opened[1].shot.phase is not Phase.AIMING:
        return state, ()
    visit, form, form_field = opened
    shot = replace(form.shot, phase=Phase.TAKING, sheet_id=message.sheet_id)
    effect = sh.TakePicture(message.sheet_id, form_field.id)
    return _with(state, visit, replace(form, shot=shot), effect)


def retake(state: AppState, _message: RetakeSheet) -> Outcome:
    opened = _here(state)
    if opened is None or opened[1].shot.phase is not Phase.SHOWN:
        return state, ()
    visit, form, _field = opened
    state, _ = _with(state, visit, _without(form, form.shot.sheet_id))
    return aim(state, AimCamera())


def show(state: AppState, _message: ShowSheets) -> Outcome:
    opened = _here(state)
    if opened is None or opened[1].shot.phase is Phase.TAKING:
        return state, ()
    return _with(state, opened[0], replace(opened[1], shot=NOTHING_SHOT))


def drop(state: AppState, message: DropSheet) -> Outcome:
    opened = _here(state)
    if opened is None or opened[1].shot.phase in _OPEN:
        return state, ()
    visit, form, _field = opened
    return _with(state, visit, replace(_without(form, message.sheet_id), shot=NOTHING_SHOT))


def bring(state: AppState, _message: BringInstead) -> Outcome:
    """Also where a page is required, when there is no camera: nobody is sent away for want of one."""
    opened = _here(state)
    if opened is None or opened[1].shot.phase in _OPEN:
        return state, ()
    visit, form, form_field = opened
    if sh.of_field(form.draft.sheets, form_field.id):
        return state, ()
    answer = sh.NO_CAMERA if why_not(state) else sh.BRING
    draft = form.draft.with_answer(form_field.id, answer)
    state, _ = _with(state, visit, replace(form, draft=draft, shot=NOTHING_SHOT))
    return next_page(state, m.NextPage())


def _without(form: FormProgress, sheet_id: str) -> FormProgress:
    left = tuple(one for one in form.draft.sheets if one.sheet_id != sheet_id)
    return replace(form, draft=replace(form.draft, sheets=left))


# ---- what the camera reports -----------------------------------------------------------------------


def camera(state: AppState, status: DeviceStatus) -> Outcome:
    """When it is gone in the middle, what was taken before stays, and the page says so."""
    state = replace(state, camera=status)
    opened = _form(state)
    if opened is None or status.usable or opened[1].shot.phase not in _OPEN:
        return state, ()
    visit, form = opened
    told = Shot(field_id=form.shot.field_id, code=status.code or ABSENT)
    return replace(state, visit=replace(visit, form=replace(form, shot=told))), ()


def seen(state: AppState, message: sh.PreviewSeen) -> Outcome:
    """Seeing is no touch: whoever has gone is asked about as on any other page."""
    opened = _form(state)
    if opened is None or opened[1].shot.phase is not Phase.AIMING:
        return state, ()
    visit, form = opened
    shot = replace(form.shot, view=message.view)
    return replace(state, visit=replace(visit, form=replace(form, shot=shot))), ()


def taken(state: AppState, message: sh.SheetTaken) -> Outcome:
    """Of a picture nobody waits for any more nothing is kept."""
    opened = _form(state)
    if opened is None or not _awaited(opened[1], message.sheet_id):
        return state, (sh.WipeSheet(message.sheet_id),)
    visit, form = opened
    one = Sheet(message.sheet_id, form.shot.field_id, message.view, message.doubt)
    answers = {name: value for name, value in form.draft.answers.items() if name != one.field_id}
    draft = replace(form.draft, sheets=(*form.draft.sheets, one), answers=answers)
    current = flow.current_page(state)
    there = current is not None and current[2] is not None and current[2].id == one.field_id
    shot = Shot(Phase.SHOWN, one.field_id, one.sheet_id) if there else NOTHING_SHOT
    return _with(state, visit, replace(form, draft=draft, shot=shot, problem=None))


def failed(state: AppState, message: sh.SheetFailed) -> Outcome:
    opened = _form(state)
    if opened is None or not _awaited(opened[1], message.sheet_id):
        return state, ()
    visit, form = opened
    return _with(state, visit, replace(form, shot=Shot(field_id=form.shot.field_id, code=message.code)))


def _awaited(form: FormProgress, sheet_id: str) -> bool:
    return form.shot.phase is Phase.TAKING and form.shot.sheet_id == sheet_id


# ---- what follows from a change --------------------------------------------------------------------


def aside(visit: Visit, *, stayed: bool) -> Visit:
    """The page was left: the camera closes; a picture that was asked for is still to come."""
    form = visit.form
    if stayed or form is None or form.shot.phase is Phase.TAKING or form.shot == NOTHING_SHOT:
        return visit
    return replace(visit, form=replace(form, shot=NOTHING_SHOT))


def wanted(state: AppState) -> bool:
    """Whether the camera should be open: only on its page, while somebody aims."""
    visit = state.visit
    if visit is None or visit.form is None or visit.form.shot.phase not in _OPEN:
        return False
    return flow.route(state).screen is flow.Screen.SHEETS


def turned(before: AppState, after: AppState) -> tuple[Effect, ...]:
    """What the camera's room is to do after the state changed so."""
    if (
        before.visit is after.visit
        and before.maintenance == after.maintenance
        and before.fatal == after.fatal
    ):
        return ()
    out: list[Effect] = []
    now = wanted(after)
    if now != wanted(before):
        out.append(sh.LookThrough(now))
    left = _ids(after)
    out += [sh.WipeSheet(one) for one in _ids(before) if one not in left]
    return tuple(out)


def _ids(state: AppState) -> tuple[str, ...]:
    form = state.visit.form if state.visit is not None else None
    return tuple(one.sheet_id for one in form.draft.sheets) if form is not None else ()
