"""The visit itself: waking, moving about, the time-out question, the end."""

from dataclasses import replace

from kiosk.domain import (
    contact,
    flow,
    forms,
    holding,
    learn_find,
    matter_steps,
    represent,
    slip,
    sums,
    update_levels,
    where,
)
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_media as media
from kiosk.domain import update_paper as papers
from kiosk.domain import update_progress as progress
from kiosk.domain import update_rating as rating
from kiosk.domain import visit_papers as p
from kiosk.domain import visit_where as w
from kiosk.domain.comfort import changed
from kiosk.domain.effects import BeginVisit, CloseVisit, Effect, PrintSlip
from kiosk.domain.leftover import taken
from kiosk.domain.library import Library
from kiosk.domain.recording import Phase
from kiosk.domain.state import AppState, PrintProgress, PrintState, Visit
from kiosk.domain.update_typed import chosen_again
from kiosk.domain.writing import InkAnswer

Outcome = tuple[AppState, tuple[Effect, ...]]


def wake(state: AppState, message: m.Wake) -> Outcome:
    """A touch on idle (or on the recovered notice) opens home; a second one changes nothing."""
    if state.visit is not None or state.fatal or state.maintenance:
        return state, ()
    wanted = state.comfort
    if message.language is not None:
        wanted = replace(wanted, language=message.language)
    visit = Visit(message.visit_id, last_touch=state.now, comfort=wanted)
    return replace(state, visit=visit, recovered=None), (BeginVisit(message.visit_id),)


def touched(state: AppState, _message: m.Touched) -> Outcome:
    """The person is there. Does not answer the time-out question: only its own buttons do."""
    if state.visit is None:
        return state, ()
    visit = replace(state.visit, last_touch=state.now, touches=state.visit.touches + 1)
    return replace(state, visit=replace(visit, toast="", heard_out=False)), ()


def set_comfort(state: AppState, message: m.SetComfort) -> Outcome:
    """Takes effect at once, wherever one is; it ends with the visit."""
    visit = state.visit
    if visit is None:
        return state, ()
    comfort = changed(visit.comfort, message.name, message.value)
    return (state if comfort == visit.comfort else replace(state, visit=replace(visit, comfort=comfort))), ()


def open_place(state: AppState, message: m.Open) -> Outcome:
    visit = state.visit
    place = message.place
    if visit is None or not isinstance(place, s.Place):
        return state, ()
    if isinstance(place, (s.Form, s.Submitted, s.Rating, s.Farewell, s.Refused, s.Guardian)):
        return state, ()  # reached only by doing what leads there
    if _busy(visit) or not _exists(state, visit, place):
        return state, ()
    if isinstance(place, s.ComfortSheet):
        leaving = isinstance(visit.place, s.Farewell)
        return (state if leaving else replace(state, visit=visit.at(place))), ()
    visit = _uncovered(visit)
    if isinstance(place, s.HelpPeople) and isinstance(visit.place, s.Submitted | s.Rating):
        return replace(state, visit=visit.at(place)), ()  # a phone number does not cost the order number
    base, effects = rating.leave_order(visit)
    # Turning a page replaces the page: "back" leaves the list, it does not leaf through it.
    if _same_list(base.place, place):
        return replace(state, visit=replace(base, stack=(*base.stack[:-1], place))), effects
    return replace(state, visit=base.at(place)), effects


def _uncovered(visit: Visit) -> Visit:
    """Without the sheet: whoever goes elsewhere from it goes from where it lies."""
    stack = tuple(place for place in visit.stack if not isinstance(place, s.ComfortSheet))
    return visit if stack == visit.stack else replace(visit, stack=stack)


def _exists(state: AppState, visit: Visit, place: s.Place) -> bool:
    """A guide may name another that is not in this release; an order is shown only once it was asked for."""
    match place:
        case s.AskProgress() | s.TypeProgress():
            return flow.can_look(state)
        case s.ShowProgress():
            return isinstance(visit.place, s.ShowProgress)
        case s.MatterView():
            return False  # reached only by opening what it shows
        case s.Scenarios(topic) if topic:
            return state.library is not None and any(t.id == topic for t in state.library.topics)
        case s.SearchBox():
            return state.search
        case s.SearchResults() | w.FoundListed() | w.OnlineAnswer():
            return type(visit.place) is type(place)
        case s.GuideView(guide_id):
            return state.library is not None and state.library.guide(guide_id) is not None
        case s.GuideList(topic):
            return state.library is not None and any(t.id == topic for t in state.library.topics)
        case s.ClipView() | s.TermList() | s.TermView():
            return state.library is not None and learn_find.there(state.library, visit, place)
        case s.LessonView() | s.QuizView() | s.SelfCheckView() | s.LawList() | s.LawLine() | s.WaysOn():
            return state.library is not None and learn_find.there(state.library, visit, place)
        case p.Papers() | p.PaperAbout() | p.PaperView() | p.PaperCodes():
            return papers.there(state, place)
        case _:
            return where.exists(state.library, place)


def _same_list(here: s.Place, there: s.Place) -> bool:
    match here, there:
        case (s.Topics(), s.Topics()) | (s.Items(), s.Items()):
            return True
        case (s.GuideList(a), s.GuideList(b)):
            return a == b
        case (s.GuideView(a), s.GuideView(b)):
            return a == b
        case (s.ShowProgress(), s.ShowProgress()):
            return True
        case (s.Scenarios(a), s.Scenarios(b)):
            return a == b
        case (s.SearchResults(), s.SearchResults()) | (p.Papers(), p.Papers()):
            return True
        case _:
            return learn_find.turned(here, there) or w.same_list(here, there)


def back(state: AppState, _message: m.Back) -> Outcome:
    visit = state.visit
    if visit is None or _busy(visit) or isinstance(visit.place, s.FINAL_PLACES):
        return state, ()
    if isinstance(visit.place, s.Form) and visit.form is not None:
        stepped = _form_back(state, visit.form)
        if stepped is not None:
            return replace(state, visit=replace(visit, form=stepped)), ()
    if len(visit.stack) == 1:
        return state, ()
    if isinstance(visit.place, s.MatterView) and state.library is not None:
        return replace(state, visit=matter_steps.back(visit, state.library)), ()
    return replace(state, visit=replace(visit, stack=visit.stack[:-1])), ()


def _form_back(state: AppState, form: s.FormProgress) -> s.FormProgress | None:
    """One page back inside the form; None when the form itself is to be left. Everything typed stays."""
    current = flow.current_page(state)
    reads = current[2].reads if current is not None and current[2] is not None else ()
    if form.identity_mode is s.IdentityMode.NUMBER and "name" in reads:
        return replace(form, identity_mode=s.IdentityMode.NAME, problem=None)
    if form.identity_mode is not s.IdentityMode.CARD:
        return replace(form, identity_mode=s.IdentityMode.CARD, problem=None)
    if (chosen := chosen_again(state, form)) is not None:
        return chosen
    asked = current[2] if current is not None else None
    if asked is not None and asked.kind == "contact":
        part = contact.before(asked, form.draft, form.contact)
        if part is not None:
            return replace(form, contact=part, problem=None)
    if form.editing and current is not None:
        index = len(forms.pages(current[0], form.draft)) - 1  # to the check page it came from
    elif form.index > 0:
        index = form.index - 1
    else:
        return None
    form = replace(form, index=index, problem=None, card_code="", save_code="", editing=False)
    return replace(form, contact=contact.ContactPart.HOW)


def go_home(state: AppState, _message: m.GoHome) -> Outcome:
    visit = state.visit
    if visit is None or _busy(visit):
        return state, ()
    base, effects = rating.leave_order(visit)
    return replace(state, visit=base.only(s.Home())), effects


def _busy(visit: Visit) -> bool:
    """While the store works nothing else may move: the order id guards the disk, this guards the screen."""
    return visit.form is not None and visit.form.saving


def keep_using(state: AppState, _message: m.KeepUsing) -> Outcome:
    visit = state.visit
    if visit is None:
        return state, ()
    return replace(state, visit=replace(visit, last_touch=state.now, question_since=None)), ()


def end(state: AppState, message: m.EndVisit) -> Outcome:
    """结束 leads to the farewell when there is something to take along; 马上收起 goes straight to idle.

    While the store works there is no 结束, but where the question stands over the page: whoever answers it so
    has waited for minutes, and what the countdown would do is done at once.
    """
    visit = state.visit
    quietly = message.quietly or (visit is not None and _busy(visit) and visit.question_since is not None)
    if visit is None or (_busy(visit) and not quietly):
        return state, ()
    if taken(visit) and not quietly and not isinstance(visit.place, s.Farewell):
        farewell = replace(
            visit.only(s.Farewell()),
            form=None,
            rating=None,
            sums=(),
            ink=InkAnswer(),
            farewell_since=state.now,
            question_since=None,
        )
        return replace(state, visit=farewell), rating.given(visit)
    return _close(state, visit)


def _close(state: AppState, visit: Visit) -> Outcome:
    staged = state.staged
    state = replace(state, visit=None, staged=None, stained=state.stained or visit.personal)
    state = _activate(state, staged.library) if staged is not None else of_today(state)
    return state, (*rating.given(visit), CloseVisit(visit.visit_id, visit.counting.cells()))


def tick(state: AppState, message: m.Tick) -> Outcome:
    state = progress.overdue(replace(state, now=message.monotonic, local=message.local))
    state = media.attended(update_levels.settled(represent.masked_again(state)))
    if state.recovered is not None and state.now >= state.recovered.until:
        state = replace(state, recovered=None)
    visit = state.visit
    if visit is None:
        return of_today(state), ()
    timing = state.timing
    if visit.farewell_since is not None:
        # A number is said slowly, twice: whoever has it by ear alone hears it out. A card that lies there is
        # called for as long, and no longer: nobody may be coming back for it.
        waits = visit.saying is not None or flow.card_lies(state) or papers.working(visit)
        if state.now - visit.farewell_since >= timing.farewell_s + (timing.work_s if waits else 0.0):
            return _close(state, visit)
        return state, ()
    if visit.question_since is not None:
        if state.now - visit.question_since >= timing.countdown_s:
            return _close(state, visit)
        return state, ()
    patience = timing.patience(visit.comfort) + (timing.work_s if _working(visit) else 0.0)
    if state.now - visit.last_touch >= patience:
        return replace(state, visit=replace(visit, question_since=state.now)), ()
    return state, ()


def _working(visit: Visit) -> bool:
    """The machine is doing something for the person: silence is no absence, for ``work_s`` more seconds.

    Bounded, so that a disk or printer that never answers cannot leave somebody's words on the screen.
    """
    printing = visit.submission is not None and visit.submission.printing.state is PrintState.SENDING
    answer = visit.reply_print is not None and visit.reply_print.state is PrintState.SENDING
    at_work = _busy(visit) or printing or answer or papers.working(visit) or visit.hub_looks.waiting
    return at_work or _listening(visit) or visit.saying is not None


def _listening(visit: Visit) -> bool:
    """Somebody speaks, or hears what was said: a minute at the most."""
    return visit.form is not None and visit.form.voice.phase is not Phase.WAITING


def hiccup(state: AppState, message: m.Hiccup) -> Outcome:
    """An unexpected error: home, with one plain sentence; the draft is kept.

    After a submission the visit ends instead, and the number is shown as after a crash: "请再试一次" beside
    an order that is durable would make a second one.
    """
    visit = state.visit
    if visit is None:
        return state, ()
    if _busy(visit):
        # The store's word is still to come, and this is where it will be shown.
        calm = replace(visit, toast=message.code, question_since=None)
    elif visit.submission is not None:
        done = visit.submission.committed
        state, effects = _close(state, visit)
        until = state.now + state.timing.recovered_s
        return replace(state, recovered=s.RecoveredOrder(done.order_no, done.order_id, until)), effects
    else:
        base, effects = rating.leave_order(visit)
        calm = replace(base.only(s.Home()), toast=message.code, question_since=None, farewell_since=None)
        return replace(state, visit=calm) if calm != visit else state, effects
    # The very same again is no news: a screen that cannot be shown must not report itself for ever.
    return (state if calm == visit else replace(state, visit=calm)), ()


def release_changed(state: AppState, message: m.ReleaseChanged) -> Outcome:
    """Another release became active. A visit sees one release from its beginning to its end."""
    if state.visit is not None and state.library is not None:
        return replace(state, staged=s.StagedRelease(message.library)), ()
    return _activate(state, message.library), ()


def _activate(state: AppState, library: Library | None) -> AppState:
    """Without a library the terminal cannot answer, and says so."""
    fatal = state.fatal
    if library is None:
        fatal = fatal or "E-CNT-01"
    elif fatal.startswith("E-CNT"):
        fatal = ""
    if library is not None:
        library = sums.named(library, state.sums)
    return of_today(replace(state, library=library, fatal=fatal))


def of_today(state: AppState) -> AppState:
    """With what holds today. A visit that goes on over midnight keeps what it began with."""
    if state.library is None:
        return state
    library = holding.on_day(state.library, flow.today(state))
    if library is state.library:
        return state
    return replace(state, library=sums.named(library, state.sums))


def print_guide(state: AppState, message: m.PrintGuide) -> Outcome:
    visit, library = state.visit, flow.library(state)
    if visit is None or library is None or not state.printer.usable:
        return state, ()
    guide = library.guide(message.guide_id)
    if guide is None or (visit.guide_print is not None and visit.guide_print.state is PrintState.SENDING):
        return state, ()
    offices = tuple(o for o in map(library.office, guide.where) if o is not None)
    said = flow.language(state)
    paper = slip.GuidePaper(said, library.site.name, guide, offices, state.local.date())
    papers = visit.papers | {message.job_id}
    visit = replace(visit, guide_print=PrintProgress(message.job_id), papers=papers)
    return replace(state, visit=visit), (PrintSlip(message.job_id, "", paper),)
