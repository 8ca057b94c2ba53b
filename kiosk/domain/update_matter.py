"""智能情景 and 一件事: questions answered one by one, stops passed one by one.

Every touch says what it was shown (question, stop): one that comes late changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from kiosk.domain import bundle as bundles
from kiosk.domain import flow, matter_forms, matter_steps
from kiosk.domain import messages as m
from kiosk.domain import scenario_matter as matters
from kiosk.domain import state as s
from kiosk.domain import update_form as form
from kiosk.domain import update_rating as rating
from kiosk.domain import update_sums as sums
from kiosk.domain import update_visit as visits
from kiosk.domain.effects import Effect, PrintSlip
from kiosk.domain.library import Library
from kiosk.domain.library_services import Bundle, StopKind
from kiosk.domain.scenario_matter import Asking, AtStop, Ended, Matter, Shown, Told
from kiosk.domain.state import AppState, PrintProgress, PrintState, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A row of 一步一步问: a scenario from its first question, a bundle from where it was left."""

    kind: Literal["scenario", "bundle"]
    id: str


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """``number``: which of the answers of ``question``, from 0."""

    question: str
    number: int


@dataclass(frozen=True, slots=True)
class NotSure:
    """不清楚; with ``telling`` 就这样往下走, on the page that says how to tell."""

    question: str
    telling: bool


@dataclass(frozen=True, slots=True)
class PathBack:
    """A line of the path was touched, from 0: to answer that question anew."""

    line: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """往下走, from the outcome of a bundle's scenario."""


@dataclass(frozen=True, slots=True)
class StopPassed:
    """看过了 at a guide, 跳过 at any stop. ``number``: of the stop, from 0."""

    number: int
    skipped: bool


@dataclass(frozen=True, slots=True)
class StopAgain:
    """A stop of the row that one was at already."""

    number: int


@dataclass(frozen=True, slots=True)
class OpenWay:
    """A row of an outcome, or the stop one is at. ``order_id``: fresh, used only by a form."""

    kind: StopKind
    id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class UseSum:
    """往下走, on the result of the calculator a bundle stops at."""

    name: str


@dataclass(frozen=True, slots=True)
class ShowSheet:
    """What was done, after a bundle's order: over 已提交, which stays."""


@dataclass(frozen=True, slots=True)
class TurnMatter:
    """Another page of the outcome."""

    page: int


@dataclass(frozen=True, slots=True)
class PrintPath:
    """打印 on an outcome, or at a bundle's end."""

    job_id: str


@dataclass(frozen=True, slots=True)
class _Here:
    """What is worked through, when its page is what is shown."""

    visit: Visit
    matter: Matter
    library: Library
    shown: Shown


def _here(state: AppState) -> _Here | None:
    visit, library = state.visit, state.library
    if visit is None or library is None or visit.matter is None or not isinstance(visit.place, s.MatterView):
        return None
    if visit.form is not None and visit.form.saving:
        return None
    shown = matters.shown(library, visit.matter)
    return _Here(visit, visit.matter, library, shown) if shown is not None else None


def _stepped(state: AppState, here: _Here, matter: Matter) -> Outcome:
    if matter == here.matter:
        return state, ()
    return replace(state, visit=matter_steps.stepped(here.visit, matter)), ()


def open_matter(state: AppState, message: OpenMatter) -> Outcome:
    visit, library = state.visit, state.library
    if visit is None or library is None or (visit.form is not None and visit.form.saving):
        return state, ()
    opened = matters.open_scenario if message.kind == "scenario" else matters.open_bundle
    made = opened(library, message.id)
    if made is None or matters.shown(library, made) is None:
        return state, ()
    base, effects = rating.leave_order(visit)
    return replace(state, visit=matter_steps.opened(base, made, library)), effects


def answer(state: AppState, message: AnswerQuestion) -> Outcome:
    here = _here(state)
    if here is None or not isinstance(here.shown, Asking) or here.shown.question.id != message.question:
        return state, ()
    return _stepped(state, here, matters.answer(here.library, here.matter, message.number))


def not_sure(state: AppState, message: NotSure) -> Outcome:
    here = _here(state)
    if here is None or not isinstance(here.shown, Asking):
        return state, ()
    if (here.shown.question.id, here.shown.telling) != (message.question, message.telling):
        return state, ()
    return _stepped(state, here, matters.unsure(here.library, here.matter))


def path_back(state: AppState, message: PathBack) -> Outcome:
    here = _here(state)
    if here is None or not isinstance(here.shown, Asking | Told):
        return state, ()
    if not 0 <= message.line < len(here.shown.path):
        return state, ()
    return _stepped(state, here, matters.back_to(here.matter, message.line))


def go_on(state: AppState, _message: GoOn) -> Outcome:
    here = _here(state)
    if here is None or not isinstance(here.shown, Told):
        return state, ()
    return _stepped(state, here, matters.go_on(here.library, here.matter))


def stop_passed(state: AppState, message: StopPassed) -> Outcome:
    here = _here(state)
    if here is None or not isinstance(here.shown, AtStop) or here.matter.run is None:
        return state, ()
    if here.matter.run.at != message.number:
        return state, ()
    if message.skipped:
        return _stepped(state, here, matters.skip(here.library, here.matter))
    if here.shown.stop.kind != "guide":
        return state, ()  # every other stop is done by its own engine
    return _stepped(state, here, matters.done(here.library, here.matter, {}))


def stop_again(state: AppState, message: StopAgain) -> Outcome:
    here = _here(state)
    if here is None or not isinstance(here.shown, AtStop | Ended):
        return state, ()
    if matter_steps.submitted(here.matter, here.library):
        return state, ()
    return _stepped(state, here, matters.to_stop(here.library, here.matter, message.number))


def open_way(state: AppState, message: OpenWay) -> Outcome:
    here = _here(state)
    if here is None:
        return state, ()
    offered = here.shown.ways if isinstance(here.shown, Told) else ()
    if isinstance(here.shown, AtStop):
        offered = (here.shown.way,)
    way = next((one for one in offered if (one.kind, one.id) == (message.kind, message.id)), None)
    place = matter_steps.place_of(way) if way is not None else None
    if place is None:
        return state, ()
    if isinstance(place, s.MatterView):
        return open_matter(state, OpenMatter("scenario", message.id))
    if isinstance(place, s.SumView):
        return sums.open_sum(state, sums.OpenSum(place.name, _given(state, here, place.name)))
    item = here.library.item(message.id) if isinstance(place, s.Form) else None
    if item is None:
        return visits.open_place(state, m.Open(place))
    begun = here.visit.form.draft if here.visit.form is not None else None
    consent = begun.consent if begun is not None and begun.item_id == item.id else None
    agreed = consent is not None and consent.given
    carried = matter_forms.known(state, here.visit, item, agreed=agreed)
    return form.open_form(state, m.OpenForm(item.id, message.order_id), carried)


def _given(state: AppState, here: _Here, name: str) -> tuple[tuple[str, str], ...]:
    """What the bundle knows already of the lines of its calculator."""
    card, run = flow.sum_card(state, name), here.matter.run
    whole = here.library.every(Bundle).get(run.bundle) if run is not None else None
    if card is None or run is None or whole is None or not isinstance(here.shown, AtStop):
        return ()
    return tuple(bundles.given(whole, run, (line.key for line in card.lines)).items())


def use_sum(state: AppState, message: UseSum) -> Outcome:
    """The result is the bundle's from now on, and it goes on with the next stop."""
    visit, library, done = state.visit, state.library, sums.finished(state)
    if visit is None or library is None or done is None or not isinstance(visit.place, s.SumView):
        return state, ()
    if visit.place.name != message.name or not matter_steps.for_stop(visit, library, message.name):
        return state, ()
    visit = matter_steps.stop_done(visit, library, ("calculator", message.name), *done)
    over = visit.stack[-2]
    stack = (*visit.stack[:-2], replace(over, page=0) if isinstance(over, s.MatterView) else over)
    return replace(state, visit=replace(visit, stack=stack)), ()


def show_sheet(state: AppState, _message: ShowSheet) -> Outcome:
    visit, library = state.visit, state.library
    if visit is None or library is None or visit.matter is None or not isinstance(visit.place, s.Submitted):
        return state, ()
    if not matter_steps.submitted(visit.matter, library):
        return state, ()
    return replace(state, visit=visit.at(s.MatterView())), ()


def turn(state: AppState, message: TurnMatter) -> Outcome:
    here = _here(state)
    if here is None or not isinstance(here.shown, Told) or not isinstance(here.visit.place, s.MatterView):
        return state, ()
    place = replace(here.visit.place, page=max(message.page, 0))
    return replace(state, visit=replace(here.visit, stack=(*here.visit.stack[:-1], place))), ()


def print_path(state: AppState, message: PrintPath) -> Outcome:
    here, said = _here(state), flow.library(state)
    if here is None or said is None or not state.printer.usable:
        return state, ()
    visit = here.visit
    if visit.path_print is not None and visit.path_print.state is PrintState.SENDING:
        return state, ()
    paper = matters.paper(said, here.matter, flow.language(state), state.local.date())
    if paper is None:
        return state, ()
    papers = visit.papers | {message.job_id}
    visit = replace(visit, path_print=PrintProgress(message.job_id), papers=papers)
    return replace(state, visit=visit), (PrintSlip(message.job_id, "", paper),)


HANDLERS: Final[dict[type, Callable[[AppState, Any], Outcome]]] = {
    OpenMatter: open_matter,
    AnswerQuestion: answer,
    NotSure: not_sure,
    PathBack: path_back,
    GoOn: go_on,
    StopPassed: stop_passed,
    StopAgain: stop_again,
    OpenWay: open_way,
    UseSum: use_sum,
    ShowSheet: show_sheet,
    TurnMatter: turn,
    PrintPath: print_path,
}
