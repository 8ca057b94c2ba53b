"""Finding out what became of an order: by its slip held before the scanner, or by what is typed from it.

What is kept here is shown at once; what the hub says replaces it when it comes. An answer to an earlier
question is dropped: ``look_id`` tells them apart.
"""

from dataclasses import replace
from typing import Final

from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import progress as p
from kiosk.domain import state as s
from kiosk.domain.effects import Effect, LookUp, PrintSlip
from kiosk.domain.progress import NOTHING_ASKED, AskProblem, Look, LookOutcome, Progress
from kiosk.domain.slip import ReplyPaper
from kiosk.domain.slip_code import TYPED_LENGTH, mask_identity
from kiosk.domain.standing import standing
from kiosk.domain.state import AppState, PrintProgress, PrintState, TypedPart, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]
# After these, asking the same again may help; after LIMITED it would only make it worse.
_AGAIN: Final = (LookOutcome.OFFLINE, LookOutcome.UNKNOWN)


# ---- asking --------------------------------------------------------------------------------------


def look_up(state: AppState, visit: Visit, look: Look) -> Outcome:
    """Show ``look`` as the one question of this visit, and ask for it."""
    stack = visit.stack[:-1] if isinstance(visit.place, s.ShowProgress) else visit.stack
    shown = replace(
        visit,
        stack=(*stack, s.ShowProgress()),
        look=look,
        reply_print=None,
        asking=replace(visit.asking, problem=AskProblem.NONE),
        slip_used=visit.slip_used or bool(look.secret),
        last_touch=state.now,
    )
    effect = LookUp(look.look_id, look.order_no, look.secret, look.typed)
    return replace(state, visit=shown), (effect,)


def look_again(state: AppState, message: m.LookAgain) -> Outcome:
    """再查一次; what was known stays on the screen meanwhile."""
    visit = state.visit
    if visit is None or visit.look is None or visit.look.outcome not in _AGAIN:
        return state, ()
    if not isinstance(visit.place, s.ShowProgress):
        return state, ()
    return ask_again(state, visit, visit.look, message.look_id)


def ask_again(state: AppState, visit: Visit, look: Look, look_id: str) -> Outcome:
    """The question ``look`` once more, on the page that shows it."""
    asked = replace(look, look_id=look_id, since=state.now, outcome=None)
    effect = LookUp(asked.look_id, asked.order_no, asked.secret, asked.typed)
    return replace(state, visit=replace(visit, look=asked, last_touch=state.now)), (effect,)


def typed_part(visit: Visit) -> TypedPart | None:
    """What is being typed now. Without a scanner the asking page is the typing page."""
    match visit.place:
        case s.TypeProgress(part):
            return part
        case s.AskProgress():
            return TypedPart.NUMBER
        case _:
            return None


def type_slip(state: AppState, message: m.TypeSlip) -> Outcome:
    visit = state.visit
    part = typed_part(visit) if visit is not None else None
    if visit is None or part is None:
        return state, ()
    asking = replace(visit.asking, problem=AskProblem.NONE)
    match part:
        case TypedPart.PREFIX:
            asking = replace(asking, prefix=p.normal_prefix(message.text))
        case TypedPart.NUMBER:
            asking = replace(asking, number=p.normal_digits(message.text))
        case TypedPart.CODE:
            asking = replace(asking, code=p.normal_code(message.text))
    # A scanner that comes back must not take the page away under somebody's finger.
    stack = (*visit.stack[:-1], s.TypeProgress(part))
    return replace(state, visit=replace(visit, asking=asking, stack=stack)), ()


def prefix(state: AppState) -> str:
    """What stands before the dash of the number being typed."""
    typed = state.visit.asking.prefix if state.visit is not None else ""
    return typed or state.terminal_code


def slip_typed(state: AppState, message: m.SlipTyped) -> Outcome:
    """On to the next part when this one may stand, else a sentence; after the code the order is asked for."""
    visit = state.visit
    part = typed_part(visit) if visit is not None else None
    if visit is None or part is None:
        return state, ()
    if part is TypedPart.PREFIX:
        return _prefix_typed(state, visit)
    number = p.typed_number(prefix(state), visit.asking.number)
    if part is TypedPart.NUMBER or not number:
        if not number:
            return _wrong(state, visit, AskProblem.NUMBER if prefix(state) else AskProblem.PREFIX)
        return _at(state, visit, TypedPart.CODE)
    if len(visit.asking.code) != TYPED_LENGTH:
        return _wrong(state, visit, AskProblem.CODE)
    look = Look(message.look_id, number, since=state.now, typed=visit.asking.code)
    return look_up(state, visit, look)


def _prefix_typed(state: AppState, visit: Visit) -> Outcome:
    """Back to the number it stands before; nothing typed means this terminal's own."""
    if not prefix(state):
        return _wrong(state, visit, AskProblem.PREFIX)
    below = visit.stack[:-1]
    if below and typed_part(replace(visit, stack=below)) is TypedPart.NUMBER:
        return replace(state, visit=replace(visit, stack=below)), ()
    return _at(state, replace(visit, stack=below or (s.Home(),)), TypedPart.NUMBER)


def _at(state: AppState, visit: Visit, part: TypedPart) -> Outcome:
    calm = replace(visit, asking=replace(visit.asking, problem=AskProblem.NONE))
    return replace(state, visit=calm.at(s.TypeProgress(part))), ()


def _wrong(state: AppState, visit: Visit, problem: AskProblem) -> Outcome:
    return replace(state, visit=replace(visit, asking=replace(visit.asking, problem=problem))), ()


# ---- hearing -------------------------------------------------------------------------------------


def told_here(state: AppState, message: m.ProgressHere) -> Outcome:
    look = _asked(state, message.look_id)
    if look is None or message.progress is None:
        return state, ()
    return _heard(state, replace(look, here=p.without_numbers(message.progress)))


def told_there(state: AppState, message: m.ProgressThere) -> Outcome:
    """Also after the deadline: an answer that comes late is an answer still."""
    look = _asked(state, message.look_id)
    if look is None:
        return state, ()
    if message.outcome is LookOutcome.FOUND and message.progress is not None:
        fresh = p.without_numbers(message.progress)
        return _heard(state, replace(look, outcome=LookOutcome.FOUND, fresh=fresh))
    return _heard(state, replace(look, outcome=message.outcome))


def delivered(state: AppState, order_id: str) -> AppState:
    """The order that is being looked at has just reached the hub: 还没有送出去 is true no longer."""
    visit = state.visit
    here = visit.look.here if visit is not None and visit.look is not None else None
    if visit is None or visit.look is None or here is None or here.order_id != order_id:
        return state
    known = replace(visit.look, here=replace(here, uploaded=True))
    return replace(state, visit=replace(visit, look=known))


def overdue(state: AppState) -> AppState:
    """Whoever does not answer in time is not there: the screen never waits for ever."""
    look = state.visit.look if state.visit is not None else None
    if look is None or not look.waiting or state.now - look.since < state.timing.look_s:
        return state
    return _heard(state, replace(look, outcome=LookOutcome.OFFLINE))[0]


def _asked(state: AppState, look_id: str) -> Look | None:
    """The question this is an answer to, if it still stands."""
    look = state.visit.look if state.visit is not None else None
    return look if look is not None and look.look_id == look_id else None


def _heard(state: AppState, look: Look) -> Outcome:
    assert state.visit is not None
    return replace(state, visit=replace(state.visit, look=look)), ()


# ---- taking the answer along ---------------------------------------------------------------------


def print_reply(state: AppState, message: m.PrintReply) -> Outcome:
    visit = state.visit
    known = visit.look.known if visit is not None and visit.look is not None else None
    if visit is None or known is None or not isinstance(visit.place, s.ShowProgress):
        return state, ()
    printing = visit.reply_print is not None and visit.reply_print.state is PrintState.SENDING
    if printing or not p.replies(known) or not state.printer.usable:
        return state, ()
    papers = visit.papers | {message.job_id}
    visit = replace(visit, reply_print=PrintProgress(message.job_id), papers=papers)
    return replace(state, visit=visit), (PrintSlip(message.job_id, "", reply_paper(state, known)),)


def reply_paper(state: AppState, known: Progress) -> ReplyPaper:
    """All that was answered, to take along."""
    library = flow.library(state)
    return ReplyPaper(
        language=flow.language(state),
        site=library.site.name if library is not None else "",
        order_no=known.order_no,
        standing=standing(known),
        replies=tuple((entry.at, mask_identity(entry.reply)) for entry in p.replies(known)),
        at=state.local,
    )


def kept(visit: Visit) -> Visit:
    """What was found out leaves memory with the page that shows it, what was typed with those that ask."""
    if visit.look is not None and not any(isinstance(place, s.ShowProgress) for place in visit.stack):
        visit = replace(visit, look=None, reply_print=None)
    asks = (s.AskProgress, s.TypeProgress)
    if visit.asking != NOTHING_ASKED and not any(isinstance(place, asks) for place in visit.stack):
        visit = replace(visit, asking=NOTHING_ASKED)
    return visit
