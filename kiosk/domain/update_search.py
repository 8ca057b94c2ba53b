"""Looking for something: the line that is written, what is found while it is, all of it, and opening one."""

from dataclasses import replace
from functools import partial

from kiosk.domain import caret
from kiosk.domain import state as s
from kiosk.domain import update_form as form
from kiosk.domain import update_listed as listed
from kiosk.domain import update_matter as matter
from kiosk.domain import update_sums as sums
from kiosk.domain import update_visit as visits
from kiosk.domain import visit_where as at
from kiosk.domain.asked import LONGEST, Asked, OpenFound, Searched, SearchNow, SearchReady, WriteSearch
from kiosk.domain.effects import Effect, Search
from kiosk.domain.found_places import ITEM, place_of_found, shown
from kiosk.domain.messages import Open, OpenForm
from kiosk.domain.state import AppState, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]
_BOXES = (s.SearchBox, *at.FINDS, at.AskOnline)
_ROOMS = (*_BOXES, s.SearchResults, at.FoundListed, at.OnlineAnswer)


def ready(state: AppState, message: SearchReady) -> Outcome:
    return replace(state, search=message.ready), ()


def write(state: AppState, message: WriteSearch) -> Outcome:
    """``followed`` asks for it."""
    visit = state.visit
    if visit is None or not isinstance(visit.place, _BOXES) or len(message.text) > LONGEST:
        return state, ()
    behind = caret.followed(visit.asked.text, message.text, visit.caret)
    return replace(state, visit=_with(replace(visit, caret=behind), text=message.text)), ()


def search_now(state: AppState, _message: SearchNow) -> Outcome:
    visit = state.visit
    if visit is None or isinstance(visit.place, at.AskOnline):
        return state, ()  # that is LookOnline's
    if not isinstance(visit.place, _BOXES) or not sought(visit).strip():
        return state, ()
    taken = _with(replace(visit, pinyin=visit.pinyin.cleared()), text=sought(visit)[:LONGEST])
    found = s.SearchResults() if isinstance(visit.place, s.SearchBox) else at.FoundListed()
    return replace(state, visit=taken.at(found)), ()


def searched(state: AppState, message: Searched) -> Outcome:
    """Only the newest answer counts."""
    visit = state.visit
    if visit is None or message.generation != visit.asked.generation or not visit.asked.waiting:
        return state, ()
    answered = _with(
        visit,
        answered=message.generation,
        results=message.results,
        near=message.near,
        sure=message.sure,
        missed=message.missed,
    )
    return replace(state, visit=answered), ()


def open_found(state: AppState, message: OpenFound) -> Outcome:
    """Only what was found: the place of its kind, or its form."""
    asked = state.visit.asked if state.visit is not None else None
    known = (*asked.results, *asked.near) if asked is not None else ()
    found = next((one for one in known if (one.kind, one.id) == (message.kind, message.id)), None)
    if found is None or not shown(state, (found,)):
        return state, ()
    if found.kind == ITEM:
        return form.open_form(state, OpenForm(found.id, message.order_id))
    place = place_of_found(found)
    if isinstance(place, s.MatterView):
        return matter.open_matter(state, matter.OpenMatter(found.kind, found.id))  # type: ignore[arg-type]
    if isinstance(place, s.SumView):
        return sums.open_sum(state, sums.OpenSum(found.id))
    return visits.open_place(state, Open(place))


def sought(visit: Visit) -> str:
    """What is written, with the letters that stand at the caret and are no text yet."""
    return caret.insert(visit.asked.text, visit.caret, visit.pinyin.keys)


def followed(state: AppState) -> Outcome:
    """After every message: what is written now is asked for, and what was asked leaves with its pages."""
    visit = state.visit
    if visit is None:
        return state, ()
    asked = visit.asked
    if not any(isinstance(place, _ROOMS) for place in visit.stack):
        return (state, ()) if not asked.holds else (replace(state, visit=_put(visit, asked.emptied())), ())
    if not isinstance(visit.place, _BOXES) or isinstance(visit.place, at.AskOnline):
        return state, ()  # there nothing is looked for before it is said to be
    if sought(visit) == asked.sought:
        return state, ()
    asked = replace(asked, sought=sought(visit), generation=asked.generation + 1)
    if asked.sought.strip():
        everywhere = isinstance(visit.place, s.SearchBox)
        ask = (Search if everywhere else partial(listed.find, state))(asked.generation, asked.sought)
        return replace(state, visit=_put(visit, asked)), (ask,)
    nothing = replace(asked, answered=asked.generation, results=(), near=(), sure=True, missed=frozenset())
    return replace(state, visit=_put(visit, nothing)), ()


def _with(visit: Visit, **changes: object) -> Visit:
    return _put(visit, replace(visit.asked, **changes))  # type: ignore[arg-type]


def _put(visit: Visit, asked: Asked) -> Visit:
    return replace(visit, asked=asked)
