"""写文书: from a template to a form, to the paper on the screen, to A4. No order comes of it.

Every answer of the room behind says which visit and which drawing or print it is of: a late one is nobody's.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from kiosk.domain import flow, forms, matter_forms, matter_steps, paper_forms
from kiosk.domain import state as s
from kiosk.domain import update_rating as rating
from kiosk.domain import visit_papers as p
from kiosk.domain.device import PrintOutcome
from kiosk.domain.effects import Effect, RecordPrint
from kiosk.domain.library import Library
from kiosk.domain.library_services import DocumentTemplate
from kiosk.domain.paper_shown import DrawPaper, PaperDrawn, PaperPrinted, PaperWork, PrintPaper, Written
from kiosk.domain.state import AppState, PrintProgress, PrintState, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]


@dataclass(frozen=True, slots=True)
class FillPaper:
    """开始填: the form of this paper, as far as it was filled in; from a bundle with what that knows."""

    document_id: str


@dataclass(frozen=True, slots=True)
class BlankPaper:
    """拿空白的: the paper with nothing filled in."""

    document_id: str


@dataclass(frozen=True, slots=True)
class SeePaper:
    """看看写好的, on the check page; and 再试一次 where drawing it failed."""


@dataclass(frozen=True, slots=True)
class ShowCodes:
    """扫码带走, on the empty paper."""


@dataclass(frozen=True, slots=True)
class TurnPaper:
    """Another page of the paper or of its codes, or another way to look at it."""

    page: int
    how: p.Look = ""


@dataclass(frozen=True, slots=True)
class SendPaper:
    """打印."""

    job_id: str


@dataclass(frozen=True, slots=True)
class UsePaper:
    """往下走, where a bundle stops at this paper."""


# ---- looking -------------------------------------------------------------------------------------


def template(library: Library | None, document_id: str) -> DocumentTemplate | None:
    return library.every(DocumentTemplate).get(document_id) if library is not None else None


def offered(library: Library | None) -> tuple[DocumentTemplate, ...]:
    """All papers, in the order of the topics they belong to."""
    if library is None:
        return ()
    order = {topic.id: number for number, topic in enumerate(library.topics)}
    known = library.every(DocumentTemplate).values()
    return tuple(sorted(known, key=lambda one: order.get(one.topic, len(order))))


def for_stop(visit: Visit | None, library: Library | None) -> bool:
    """Whether a bundle stops at the paper that is shown, and it was opened from there."""
    place = visit.place if visit is not None else None
    if visit is None or library is None or not isinstance(place, p.PaperView) or place.blank:
        return False
    if visit.matter is None or not any(isinstance(one, s.MatterView) for one in visit.stack):
        return False
    return matter_steps.at_stop(visit.matter, library, ("document", place.document_id))


def _free(visit: Visit | None) -> bool:
    """Whether anything may move: not while the store works on an order."""
    return visit is not None and (visit.form is None or not visit.form.saving)


# ---- filling -------------------------------------------------------------------------------------


def fill(state: AppState, message: FillPaper) -> Outcome:
    visit, library = state.visit, state.library
    one = template(library, message.document_id)
    if visit is None or one is None or not _free(visit):
        return state, ()
    item = paper_forms.as_item(one)
    base, effects = rating.leave_order(visit)
    base = paper_forms.taken_up(base, item.id)
    form = base.form or paper_forms.begun(one.id)
    carried = matter_forms.known(state, base, item, agreed=True)
    if carried or form.carried is not None:
        form = matter_forms.begun(form, item, carried)
    stack = base.stack[: base.stack.index(s.Form())] if s.Form() in base.stack else base.stack
    base = replace(base, stack=stack or (s.Home(),))
    return replace(state, visit=replace(base.at(s.Form()), form=form)), effects


def blank(state: AppState, message: BlankPaper) -> Outcome:
    one = template(state.library, message.document_id)
    if state.visit is None or one is None or not _free(state.visit):
        return state, ()
    base, effects = rating.leave_order(state.visit)
    after, asked = _drawn(state, base.at(p.PaperView(one.id, blank=True)), one, {})
    return after, (*effects, *asked)


def see(state: AppState, _message: SeePaper) -> Outcome:
    """Only what is filled in rightly: what is wrong is said where it stands, as before a submit."""
    visit = state.visit
    if visit is not None and isinstance(visit.place, p.PaperView):
        return _again(state, visit, visit.place)
    current = flow.current_page(state)
    if visit is None or visit.form is None or current is None or not isinstance(visit.place, s.Form):
        return state, ()
    item, page, _field = current
    one = template(state.library, paper_forms.document_of(item.id))
    if one is None or page.kind is not forms.PageKind.CHECK:
        return state, ()
    wrong = forms.problems(item, visit.form.draft, flow.today(state))
    if wrong:
        said = replace(visit.form, problem=next(iter(wrong.values())))
        return replace(state, visit=replace(visit, form=said)), ()
    answers = forms.submitted_fields(item, visit.form.draft)
    return _drawn(state, visit.at(p.PaperView(one.id)), one, answers)


def _again(state: AppState, visit: Visit, place: p.PaperView) -> Outcome:
    """Once more, after it could not be drawn."""
    one = template(state.library, place.document_id)
    if one is None or visit.paper is None or not visit.paper.code:
        return state, ()
    return _drawn(state, visit, one, _answers(visit, one, blank=place.blank))


def _drawn(state: AppState, visit: Visit, one: DocumentTemplate, answers: dict[str, str]) -> Outcome:
    place = visit.place
    empty = isinstance(place, p.PaperView) and place.blank
    asked = visit.paper.asked + 1 if visit.paper is not None else 1
    # A print is told on the paper it is of; one that goes on is told when it is done.
    going = visit.paper_print is not None and visit.paper_print.state is PrintState.SENDING
    # One paper at a time: nobody comes back to a place whose pictures are gone.
    under = (old for old in visit.stack[:-1] if not isinstance(old, p.PaperView | p.PaperCodes))
    visit = replace(visit, paper=PaperWork(one.id, empty, asked), stack=(*under, place))
    visit = visit if going else replace(visit, paper_print=None)
    effect = DrawPaper(visit.visit_id, asked, _written(state, one, answers))
    return replace(state, visit=visit), (effect,)


def _written(state: AppState, one: DocumentTemplate, answers: dict[str, str]) -> Written:
    library = state.library
    offices = tuple(office for office in map(library.office, one.hand_in) if office) if library else ()
    return Written(one, tuple(answers.items()), flow.today(state), offices)


def _answers(visit: Visit, one: DocumentTemplate, *, blank: bool) -> dict[str, str]:
    draft = paper_forms.written(visit, one.id)
    return forms.submitted_fields(paper_forms.as_item(one), draft) if draft is not None and not blank else {}


def drawn(state: AppState, message: PaperDrawn) -> Outcome:
    visit = state.visit
    work = visit.paper if visit is not None else None
    if visit is None or work is None or (visit.visit_id, work.asked) != (message.visit_id, message.asked):
        return state, ()
    work = replace(work, drawn=message.drawn, code=message.code)
    # He was waiting for it: silence counts from here.
    return replace(state, visit=replace(visit, paper=work, last_touch=state.now)), ()


def codes(state: AppState, _message: ShowCodes) -> Outcome:
    """Of the empty paper alone: no code holds what somebody wrote."""
    visit = state.visit
    place = visit.place if visit is not None else None
    if visit is None or not isinstance(place, p.PaperView) or not place.blank:
        return state, ()
    if visit.paper is None or visit.paper.drawn is None or not visit.paper.blank:
        return state, ()
    return replace(state, visit=visit.at(p.PaperCodes(place.document_id))), ()


def turn(state: AppState, message: TurnPaper) -> Outcome:
    visit = state.visit
    place = visit.place if visit is not None else None
    page = max(message.page, 0)
    if visit is None or not isinstance(place, p.PaperView | p.PaperCodes):
        return state, ()
    if isinstance(place, p.PaperView):
        turned: s.Place = replace(place, how=message.how, page=page)
    else:
        turned = replace(place, page=page)
    return replace(state, visit=replace(visit, stack=(*visit.stack[:-1], turned))), ()


# ---- on A4 ---------------------------------------------------------------------------------------


def send(state: AppState, message: SendPaper) -> Outcome:
    visit = state.visit
    place = visit.place if visit is not None else None
    if visit is None or not isinstance(place, p.PaperView) or not state.sheets:
        return state, ()
    one = template(state.library, place.document_id)
    work = visit.paper
    if one is None or work is None or work.drawn is None:
        return state, ()
    if visit.paper_print is not None and visit.paper_print.state is PrintState.SENDING:
        return state, ()
    answers = _answers(visit, one, blank=place.blank)
    papers = visit.papers | {message.job_id}
    visit = replace(visit, paper_print=PrintProgress(message.job_id), papers=papers)
    effect = PrintPaper(visit.visit_id, message.job_id, _written(state, one, answers))
    return replace(state, visit=visit), (effect,)


def printed(state: AppState, message: PaperPrinted) -> Outcome:
    """What became of it is kept without a word of it; who went before is not told any more."""
    visit = state.visit
    progress = PrintProgress(message.job_id, s.OUTCOME_STATES[message.outcome], message.code)
    note = RecordPrint(message.job_id, "", "document", progress.state.value)
    asked = visit.paper_print if visit is not None else None
    if visit is None or visit.visit_id != message.visit_id or asked is None or asked.job_id != message.job_id:
        return state, (note,)
    if message.outcome is PrintOutcome.REFUSED:
        visit = replace(visit, papers=visit.papers - {message.job_id})
    sent = message.own and message.outcome is PrintOutcome.SENT
    visit = replace(visit, papers_printed=visit.papers_printed + (1 if sent else 0))
    return replace(state, visit=replace(visit, paper_print=progress, last_touch=state.now)), (note,)


def use(state: AppState, _message: UsePaper) -> Outcome:
    """The paper is made, printed or not; what was written for it is the bundle's, and it goes on."""
    visit, library = state.visit, state.library
    if visit is None or library is None or not isinstance(visit.place, p.PaperView):
        return state, ()
    one = template(library, visit.place.document_id)
    if one is None or not for_stop(visit, library):
        return state, ()
    answers = _answers(visit, one, blank=False)
    visit = matter_steps.stop_done(visit, library, ("document", one.id), answers)
    at = max(number for number, place in enumerate(visit.stack) if isinstance(place, s.MatterView))
    over = visit.stack[at]
    stack = (*visit.stack[:at], replace(over, page=0) if isinstance(over, s.MatterView) else over)
    return replace(state, visit=replace(visit, stack=stack)), ()


# ---- leaving -------------------------------------------------------------------------------------


def kept(was: Visit, now: Visit) -> Visit:
    """After each step: pictures of a paper go with its page, and so does what is said of its print; at the
    farewell everything written does, but for a print that is under way.
    """
    if now.paper is not None and not any(isinstance(one, p.PaperView) for one in now.stack):
        now = replace(now, paper=None)
    shown = isinstance(now.under, p.PaperView)
    if now.paper_print is not None and not shown and now.paper_print.state is not PrintState.SENDING:
        now = replace(now, paper_print=None)
    if now.forms_left and isinstance(now.place, s.Farewell | s.Submitted) and was.place != now.place:
        now = replace(now, forms_left=())
    return now


def working(visit: Visit) -> bool:
    """Whether a paper is being drawn or printed: silence is no absence then."""
    waits = visit.paper is not None and visit.paper.drawn is None and not visit.paper.code
    return waits or (visit.paper_print is not None and visit.paper_print.state is PrintState.SENDING)


def there(state: AppState, place: s.Place) -> bool:
    """Whether ``place`` may simply be opened: the list and what a paper is for."""
    match place:
        case p.Papers():
            return bool(offered(state.library))
        case p.PaperAbout(document_id):
            return template(state.library, document_id) is not None
        case _:
            return False  # reached only by filling it in, or by asking for the empty one


HANDLERS: Final[dict[type, Callable[[AppState, Any], Outcome]]] = {
    FillPaper: fill,
    BlankPaper: blank,
    SeePaper: see,
    ShowCodes: codes,
    TurnPaper: turn,
    SendPaper: send,
    UsePaper: use,
    PaperDrawn: drawn,
    PaperPrinted: printed,
}
