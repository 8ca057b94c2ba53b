"""算一算: filling in a calculator line by line; the result is asked for as soon as nothing is missing."""

from dataclasses import dataclass, field, replace

from kiosk.domain import bundle, flow, slip, sums
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.effects import Effect, PrintSlip
from kiosk.domain.state import AppState, PrintProgress, PrintState, Visit
from kiosk.domain.sums import Reckon, Reckoned, SumCard, SumLine, SumsReady, SumWork
from kiosk.domain.update_visit import open_place

Outcome = tuple[AppState, tuple[Effect, ...]]


@dataclass(frozen=True, slots=True)
class OpenSum:
    """Open this calculator. ``given``: what is known already, by line; it never replaces what was typed."""

    name: str
    given: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ShowSum:
    """Another page of what is shown, or one of its lines."""

    place: s.Sums | s.SumView | s.SumEntry


@dataclass(frozen=True, slots=True)
class AnswerSum:
    """The text of a line as it stands now; empty: taken back."""

    name: str
    key: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LineDone:
    """The line is filled in: on to the next one that is missing, else back to all of them."""


@dataclass(frozen=True, slots=True)
class PrintSum:
    """打印 on a result."""

    job_id: str
    name: str


# ---- looking -------------------------------------------------------------------------------------


def work(state: AppState, name: str) -> SumWork:
    """How far this calculator was filled in; from the beginning where it never was."""
    known = state.visit.sums if state.visit is not None else ()
    return next((one for one in known if one.name == name), SumWork(name))


def finished(state: AppState) -> tuple[dict[str, str], dict[str, str]] | None:
    """Of the calculator one is at: its answers by line, and its result by the fact a bundle knows it by
    (``bundle.amount_id``). None while there is no result.
    """
    place = state.visit.under if state.visit is not None else None
    if not isinstance(place, (s.SumView, s.SumEntry)):
        return None
    card, done = flow.sum_card(state, place.name), work(state, place.name)
    if card is None or done.result is None:
        return None
    return dict(sums.counted(card, done.answers)), {bundle.amount_id(card.name): done.result.found}


# ---- moving --------------------------------------------------------------------------------------


def ready(state: AppState, message: SumsReady) -> Outcome:
    library = sums.named(state.library, message.cards) if state.library is not None else None
    return replace(state, sums=message.cards, library=library), ()


def open_sum(state: AppState, message: OpenSum) -> Outcome:
    card = flow.sum_card(state, message.name)
    if card is None or state.visit is None:
        return state, ()
    after, effects = open_place(state, m.Open(s.SumView(card.name)))
    if after.visit is None or after is state:
        return state, ()
    state, more = _reckoned_again(
        after, after.visit, card, _begun(card, work(after, card.name), message.given)
    )
    return state, (*effects, *more)


def _begun(card: SumCard, done: SumWork, given: tuple[tuple[str, str], ...]) -> SumWork:
    """With what is known; a line that was typed in stays, one that was only given follows what is given now.

    What cannot stand on its line is asked for again rather than carried wrong.
    """
    fits: dict[str, str] = {}
    for key, text in given:
        line = card.line(key)
        if line is not None and text and sums.fault(line, text) is None:
            fits[key] = text
    for key, text in fits.items():
        if done.answers.get(key, "") in ("", done.given.get(key, "")):
            done = done.answered(key, text)
    return replace(done, given={**done.given, **fits})


def show_sum(state: AppState, message: ShowSum) -> Outcome:
    """A page of the same list or calculator replaces the one that is shown: "back" leaves it."""
    visit, place = state.visit, message.place
    if visit is None:
        return state, ()
    if isinstance(place, s.SumEntry):
        card = flow.sum_card(state, place.name)
        if (
            card is None
            or card.line(place.key) is None
            or not isinstance(visit.place, (s.SumView, s.SumEntry))
        ):
            return state, ()
    if _same(visit.place, place):
        return replace(state, visit=replace(visit, stack=(*visit.stack[:-1], place))), ()
    if isinstance(place, s.SumView):
        return open_sum(state, OpenSum(place.name))
    return open_place(state, m.Open(place))


def _same(here: s.Place, there: s.Place) -> bool:
    match here, there:
        case (s.Sums(topic=a), s.Sums(topic=b)):
            return a == b
        case (s.SumView(name=a), s.SumView(name=b)) | (s.SumEntry(name=a), s.SumEntry(name=b)):
            return a == b
        case _:
            return False


# ---- filling in ----------------------------------------------------------------------------------


def answer(state: AppState, message: AnswerSum) -> Outcome:
    visit, card = state.visit, flow.sum_card(state, message.name)
    line = card.line(message.key) if card is not None else None
    if visit is None or card is None or line is None:
        return state, ()
    done = work(state, card.name)
    if done.answers.get(line.key, "") == message.text:
        return state, ()
    return _reckoned_again(state, visit, card, done.answered(line.key, message.text))


def _reckoned_again(state: AppState, visit: Visit, card: SumCard, done: SumWork) -> Outcome:
    """``done`` is kept; where nothing is missing any more, its result is asked for."""
    effects: tuple[Effect, ...] = ()
    if done.result is None and done.refusal is None and sums.ready(card, done.answers):
        done = replace(done, asked=done.asked + 1)
        answers = sums.counted(card, done.answers)
        effects = (Reckon(visit.visit_id, card.name, done.asked, answers, flow.today(state)),)
    changed = done != work(state, card.name)
    printed = None if changed and done.result is None else visit.sum_print
    return _kept(state, replace(visit, sum_print=printed), done), effects


def _kept(state: AppState, visit: Visit, done: SumWork) -> AppState:
    others = tuple(one for one in visit.sums if one.name != done.name)
    return replace(state, visit=replace(visit, sums=(*others, done)))


def reckoned(state: AppState, message: Reckoned) -> Outcome:
    """An answer to an older question, or to somebody who went, is nobody's."""
    visit = state.visit
    if visit is None or visit.visit_id != message.visit_id:
        return state, ()
    done = work(state, message.name)
    if done.asked != message.asked or done.result is not None or done.refusal is not None:
        return state, ()
    if not done.answers and not _says_something(message):
        return state, ()  # nobody filled in anything: nothing is wrong yet, and nothing worth telling
    return _kept(state, visit, replace(done, result=message.result, refusal=message.refusal)), ()


def _says_something(message: Reckoned) -> bool:
    return message.result is not None and message.result.found != "0.00"


def line_done(state: AppState, _message: LineDone) -> Outcome:
    """What cannot stand is said on the line's own page, which stays; nothing typed is lost."""
    visit = state.visit
    place = visit.place if visit is not None else None
    if visit is None or not isinstance(place, s.SumEntry):
        return state, ()
    card, done = flow.sum_card(state, place.name), work(state, place.name)
    line = card.line(place.key) if card is not None else None
    if card is None or line is None:
        return replace(state, visit=replace(visit, stack=visit.stack[:-1])), ()
    text = done.answers.get(line.key, "")
    if sums.fault(line, text) is not None or (line.required and not text):
        return _kept(state, visit, replace(done, told=line.key)), ()
    following = after(card, done, line)
    if following is None:
        return replace(state, visit=replace(visit, stack=visit.stack[:-1])), ()
    stack = (*visit.stack[:-1], s.SumEntry(card.name, following.key))
    return replace(state, visit=replace(visit, stack=stack)), ()


def after(card: SumCard, done: SumWork, line: SumLine) -> SumLine | None:
    """What has to be filled in next, behind ``line`` first."""
    left = sums.missing(card, done.answers)
    keys = [one.key for one in card.lines]
    behind = [one for one in left if keys.index(one.key) > keys.index(line.key)]
    return next((one for one in (*behind, *left) if one.key != line.key), None)


# ---- on paper ------------------------------------------------------------------------------------


def print_sum(state: AppState, message: PrintSum) -> Outcome:
    visit, library, card = state.visit, flow.library(state), flow.sum_card(state, message.name)
    if visit is None or library is None or card is None or not state.printer.usable:
        return state, ()
    done = work(state, card.name)
    sending = visit.sum_print is not None and visit.sum_print.state is PrintState.SENDING
    if done.result is None or sending:
        return state, ()
    lines = {line.key: line for line in card.lines}
    given = tuple((lines[key], text) for key, text in sums.counted(card, done.answers))
    paper = slip.SumPaper(
        flow.language(state), library.site.name, card.title, given, done.result, state.local.date()
    )
    papers = visit.papers | {message.job_id}
    visit = replace(visit, sum_print=PrintProgress(message.job_id), papers=papers)
    return replace(state, visit=visit), (PrintSlip(message.job_id, "", paper),)
