"""A visit and what is being worked through in it: opening a scenario or a bundle, stepping, leaving. Pure.

``Visit.matter`` is what ``MatterView`` shows. One opened from inside another covers it (``matters_left``),
and stepping back out of it leads there. Whoever goes elsewhere keeps a bundle that is half done; a scenario
is begun anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kiosk.domain import bundle as bundles
from kiosk.domain import scenario_matter as matters
from kiosk.domain import state as s
from kiosk.domain import visit_papers as p
from kiosk.domain.library import Library
from kiosk.domain.library_services import Bundle, StopKind
from kiosk.domain.scenario_matter import Ended, Matter, Told, Way
from kiosk.domain.state import Visit

# What shows each kind of stop. A kind that is not named has no screens on this terminal: its stop says so and
# can be passed over, and outcomes do not offer it.
_PLACES: Final[Mapping[StopKind, Callable[[str], s.Place]]] = {
    "guide": s.GuideView,
    "calculator": s.SumView,
    "item": lambda _id: s.Form(),
    "document": p.PaperAbout,
    "scenario": lambda _id: s.MatterView(),
}

_TWO: Final = 2  # the page of a stop, and its engine on it


def place_of(way: Way) -> s.Place | None:
    """Where ``way`` leads; None: there are no screens for it yet."""
    make = _PLACES.get(way.kind)
    missing = way.kind == "document" and not way.title  # of no paper of this release
    return make(way.id) if make is not None and not missing else None


def submitted(matter: Matter, library: Library) -> bool:
    """Whether the bundle's order is in: from then on nothing in it is done anew."""
    at = matters.shown(library, matter)
    return isinstance(at, Ended) and bool(at.sheet.order)


def _over(matter: Matter, library: Library) -> bool:
    """Whether there is nothing to go on with: no bundle, or one at its end."""
    whole = library.every(Bundle).get(matter.run.bundle) if matter.run is not None else None
    return whole is None or matter.run is None or bundles.here(whole, matter.run) is None


def answered(matter: Matter | None) -> bool:
    """Whether somebody has said anything of himself in it."""
    walk, run = (matter.walk, matter.run) if matter is not None else (None, None)
    return (walk is not None and bool(walk.taken)) or (run is not None and bool(run.path or run.facts))


def half_done(visit: Visit | None, library: Library | None) -> str:
    """The id of the bundle that was begun and is not at its end; empty: none."""
    if visit is None or library is None or visit.matter is None:
        return ""
    known = (one for one in (visit.matter, *reversed(visit.matters_left)) if not _over(one, library))
    return next((one.run.bundle for one in known if one.run is not None), "")


# ---- in and out ----------------------------------------------------------------------------------


def opened(visit: Visit, made: Matter, library: Library) -> Visit:
    """``made`` is shown, over whatever was. A bundle that is half done goes on where it was left."""
    stack = tuple(place for place in visit.stack if not isinstance(place, s.ComfortSheet))
    left = visit.matters_left
    if visit.matter is not None:
        left = (*left, visit.matter)
    views = [(number, place) for number, place in enumerate(stack) if isinstance(place, s.MatterView)]
    over = views[0][1].over + 1 if views else 0
    stack = stack[: views[0][0]] if views else stack
    kept = left[-1:] if views and _covered_by(visit, made, library) else ()
    for number, one in enumerate(left[: len(left) - len(kept)]):
        if _same(one, made):  # nothing is ever opened over itself, but over its own outcome
            made = one if one.run is not None and not _over(one, library) else made
            over = max(number - (len(left) - over), 0) + len(kept)
            left = (*left[:number], *kept)
            break
    stack = (*(stack or (s.Home(),)), s.MatterView(over=over))
    return replace(visit, stack=stack, matter=made, matters_left=left)


def _covered_by(visit: Visit, made: Matter, library: Library) -> bool:
    """Whether a scenario is begun again from what its own outcome led to: back is to that outcome."""
    matter = visit.matter
    if matter is None or isinstance(visit.under, s.MatterView) or not _same(matter, made):
        return False
    return matter.run is None and isinstance(matters.shown(library, matter), Told)


def _same(one: Matter, other: Matter) -> bool:
    if one.run is not None or other.run is not None:
        return one.run is not None and other.run is not None and one.run.bundle == other.run.bundle
    return one.walk is not None and other.walk is not None and one.walk.scenario == other.walk.scenario


def stepped(visit: Visit, matter: Matter) -> Visit:
    """``matter`` in the place of the one that is shown, from its first page."""
    place = visit.place
    over = place.over if isinstance(place, s.MatterView) else 0
    return replace(visit, matter=matter, stack=(*visit.stack[:-1], s.MatterView(over=over)))


def back(visit: Visit, library: Library) -> Visit:
    """One step, whatever it takes: to the question before, the stop before, the matter this one was opened
    from, or out.
    """
    place, matter = visit.place, visit.matter
    if matter is not None and not submitted(matter, library):
        before = matters.back(library, matter)
        if before is not None and matters.shown(library, before) is not None:
            return stepped(visit, before)
    if isinstance(place, s.MatterView) and place.over and visit.matters_left:
        left = visit.matters_left
        under = s.MatterView(over=place.over - 1)
        return replace(visit, matter=left[-1], matters_left=left[:-1], stack=(*visit.stack[:-1], under))
    return replace(visit, stack=visit.stack[:-1] or (s.Home(),))


def settled(was: Visit, now: Visit, library: Library | None) -> Visit:
    """After each step: what is not shown any more is kept only if it can be gone on with, and a print is
    told only on the page it was asked on.
    """
    inside = any(isinstance(place, s.MatterView | s.Submitted) for place in now.stack)
    if now.matter is not None and not inside:
        now = replace(now, matter=_kept(now, library), matters_left=())
    if now.path_print is not None and (was.matter != now.matter or not isinstance(now.under, s.MatterView)):
        now = replace(now, path_print=None)
    return now


def _kept(visit: Visit, library: Library | None) -> Matter | None:
    if library is None or any(isinstance(place, s.Farewell | s.Rating) for place in visit.stack):
        return None
    known = (one for one in (visit.matter, *reversed(visit.matters_left)) if one is not None)
    return next((one for one in known if not _over(one, library)), None)


# ---- what the engines of stops tell -------------------------------------------------------------


def stop_done(
    visit: Visit,
    library: Library,
    way: tuple[StopKind, str],
    answers: Mapping[str, str],
    results: Mapping[str, str] | None = None,
) -> Visit:
    """The engine of the stop one is at (kind and id) is done; of any other stop this says nothing."""
    if visit.matter is None or not at_stop(visit.matter, library, way):
        return visit
    return replace(visit, matter=matters.done(library, visit.matter, answers, results))


def at_stop(matter: Matter, library: Library, way: tuple[StopKind, str]) -> bool:
    at = matters.shown(library, matter)
    return isinstance(at, matters.AtStop) and (at.stop.kind, at.stop.id) == way


def fills(visit: Visit, library: Library | None) -> bool:
    """Whether the form that was begun is the order of the bundle one is in, and was opened from it."""
    if library is None or visit.matter is None or visit.form is None or visit.form.carried is None:
        return False
    return at_stop(visit.matter, library, ("item", visit.form.draft.item_id))


def for_stop(visit: Visit | None, library: Library | None, name: str) -> bool:
    """Whether the calculator ``name``, which is shown, was opened from the stop that asks for it."""
    if visit is None or library is None or visit.matter is None or len(visit.stack) < _TWO:
        return False
    return isinstance(visit.stack[-2], s.MatterView) and at_stop(visit.matter, library, ("calculator", name))


def handed_in(visit: Visit, library: Library | None) -> Matter | None:
    """The matter after the open form's order became durable: that stop is done, and what was answered on the
    way leaves memory with the draft, but for what its sheet prints.
    """
    form, matter = visit.form, visit.matter
    if library is None or form is None or form.carried is None or matter is None:
        return matter
    if not at_stop(matter, library, ("item", form.draft.item_id)):
        return matter
    after = matters.done(library, matter, {})
    if after.run is None:
        return after
    sums = {fact: text for fact, text in after.run.facts.items() if fact.endswith(bundles.AMOUNT)}
    done = {number: replace(one, took=()) for number, one in after.run.done.items()}
    return replace(after, run=replace(after.run, facts=sums, done=done, walk=None))
