"""The visit itself: waking, moving about, the time-out question, the end."""

from dataclasses import replace

from kiosk.domain import messages as m
from kiosk.domain import slip
from kiosk.domain import state as s
from kiosk.domain.effects import BeginVisit, CloseVisit, Effect, PrintSlip
from kiosk.domain.state import AppState, PrintProgress, PrintState, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]


def wake(state: AppState, message: m.Wake) -> Outcome:
    """A touch on idle (or on the recovered notice) opens home; a second one changes nothing."""
    if state.visit is not None or state.fatal or state.maintenance:
        return state, ()
    visit = Visit(message.visit_id, last_touch=state.now)
    return replace(state, visit=visit, recovered=None), (BeginVisit(message.visit_id),)


def touched(state: AppState, _message: m.Touched) -> Outcome:
    """The person is there. Does not answer the time-out question: only its own buttons do."""
    if state.visit is None:
        return state, ()
    return replace(state, visit=replace(state.visit, last_touch=state.now, toast="")), ()


def open_place(state: AppState, message: m.Open) -> Outcome:
    visit = state.visit
    place = message.place
    if visit is None or not isinstance(place, s.Place):
        return state, ()
    if isinstance(place, (s.Form, s.Submitted, s.Rating, s.Farewell, s.Refused)):
        return state, ()  # reached only by doing what leads there
    if _busy(visit):
        return state, ()
    leaving_done = isinstance(visit.place, s.FINAL_PLACES)
    base = _after_submission(visit) if leaving_done else visit
    # Turning a page replaces the page: "back" leaves the list, it does not leaf through it.
    if _same_list(base.place, place):
        return replace(state, visit=replace(base, stack=(*base.stack[:-1], place))), ()
    return replace(state, visit=base.at(place)), ()


def _same_list(here: s.Place, there: s.Place) -> bool:
    match here, there:
        case (s.Topics(), s.Topics()):
            return True
        case (s.GuideList(a), s.GuideList(b)):
            return a == b
        case (s.GuideView(a), s.GuideView(b)):
            return a == b
        case _:
            return False


def back(state: AppState, _message: m.Back) -> Outcome:
    visit = state.visit
    if visit is None or _busy(visit) or isinstance(visit.place, s.FINAL_PLACES):
        return state, ()
    if isinstance(visit.place, s.Form) and visit.form is not None:
        stepped = _form_back(visit.form)
        if stepped is not None:
            return replace(state, visit=replace(visit, form=stepped)), ()
    if len(visit.stack) == 1:
        return state, ()
    return replace(state, visit=replace(visit, stack=visit.stack[:-1])), ()


def _form_back(form: s.FormProgress) -> s.FormProgress | None:
    """One page back inside the form; None when the form itself is to be left. Everything typed stays."""
    if form.identity_mode is s.IdentityMode.NUMBER:
        return replace(form, identity_mode=s.IdentityMode.NAME, problem="")
    if form.identity_mode is s.IdentityMode.NAME:
        return replace(form, identity_mode=s.IdentityMode.CARD, problem="")
    if form.index == 0:
        return None
    return replace(form, index=form.index - 1, problem="", card_code="", save_code="", editing=False)


def go_home(state: AppState, _message: m.GoHome) -> Outcome:
    visit = state.visit
    if visit is None or _busy(visit):
        return state, ()
    base = _after_submission(visit) if isinstance(visit.place, s.FINAL_PLACES) else visit
    return replace(state, visit=base.only(s.Home())), ()


def _after_submission(visit: Visit) -> Visit:
    """Another matter in the same visit: what was submitted leaves memory, secret included."""
    return replace(visit, stack=(s.Home(),), submission=None, rating=None, form=None, farewell_since=None)


def _busy(visit: Visit) -> bool:
    """While the store works nothing else may move: the order id guards the disk, this guards the screen."""
    return visit.form is not None and visit.form.saving


def keep_using(state: AppState, _message: m.KeepUsing) -> Outcome:
    visit = state.visit
    if visit is None:
        return state, ()
    return replace(state, visit=replace(visit, last_touch=state.now, question_since=None)), ()


def end(state: AppState, message: m.EndVisit) -> Outcome:
    """结束 leads to the farewell when there is something to take along; 马上收起 goes straight to idle."""
    visit = state.visit
    if visit is None or (_busy(visit) and not message.quietly):
        return state, ()
    took = visit.submission is not None or (
        visit.form is not None and visit.form.draft.identity_source == "card"
    )
    if took and not message.quietly and not isinstance(visit.place, s.Farewell):
        farewell = replace(visit.only(s.Farewell()), form=None, farewell_since=state.now, question_since=None)
        return replace(state, visit=farewell), ()
    return _close(state, visit)


def _close(state: AppState, visit: Visit) -> Outcome:
    return replace(state, visit=None), (CloseVisit(visit.visit_id),)


def tick(state: AppState, message: m.Tick) -> Outcome:
    state = replace(state, now=message.monotonic, local=message.local)
    if state.recovered is not None and state.now >= state.recovered.until:
        state = replace(state, recovered=None)
    visit = state.visit
    if visit is None:
        return state, ()
    timing = state.timing
    if visit.farewell_since is not None:
        if state.now - visit.farewell_since >= timing.farewell_s:
            return _close(state, visit)
        return state, ()
    if visit.question_since is not None:
        if state.now - visit.question_since >= timing.countdown_s:
            return _close(state, visit)
        return state, ()
    if state.now - visit.last_touch >= timing.idle_s and not _working(visit):
        return replace(state, visit=replace(visit, question_since=state.now)), ()
    return state, ()


def _working(visit: Visit) -> bool:
    """The machine is doing something for the person: no time-out meanwhile (devices bound their own work)."""
    printing = visit.submission is not None and visit.submission.printing.state is PrintState.SENDING
    return _busy(visit) or printing


def hiccup(state: AppState, message: m.Hiccup) -> Outcome:
    """An unexpected error: home, with one plain sentence; the draft is kept."""
    visit = state.visit
    if visit is None:
        return state, ()
    form = replace(visit.form, saving=False) if visit.form is not None else None
    calm = replace(visit.only(s.Home()), toast=message.code, question_since=None, form=form)
    return replace(state, visit=calm), ()


def release_changed(state: AppState, message: m.ReleaseChanged) -> Outcome:
    """Another library becomes active; without one the terminal cannot answer and says so."""
    library = message.library
    fatal = state.fatal
    if library is None:
        fatal = "E-CNT-01"
    elif fatal.startswith("E-CNT"):
        fatal = ""
    state = replace(state, library=library, fatal=fatal)
    visit = state.visit
    if visit is None or library is None:
        return state, ()
    if visit.form is not None and library.item(visit.form.draft.item_id) is None:
        state = replace(state, visit=replace(visit.only(s.Home()), form=None))
    return state, ()


def print_guide(state: AppState, message: m.PrintGuide) -> Outcome:
    visit = state.visit
    if visit is None or state.library is None or not state.printer.usable:
        return state, ()
    guide = state.library.guide(message.guide_id)
    if guide is None or (visit.guide_print is not None and visit.guide_print.state is PrintState.SENDING):
        return state, ()
    offices = tuple(o for o in map(state.library.office, guide.where) if o is not None)
    paper = slip.guide_slip(guide, offices, state.library.site.name, state.local.date())
    visit = replace(visit, guide_print=PrintProgress(message.job_id))
    return replace(state, visit=visit), (PrintSlip(message.job_id, "", paper),)


def form_is_open(visit: Visit) -> bool:
    """Whether 首页 may offer to go on with what was begun."""
    return visit.form is not None and bool(visit.form.draft.answers)
