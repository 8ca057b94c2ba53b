"""Looking something up through the hub: which connectors there are, what is asked of one, what came of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

from kiosk.domain import visit_where as w
from kiosk.domain.effects import Effect
from kiosk.domain.library import Library
from kiosk.domain.online import (
    NO_HUB_LOOKS,
    AskHub,
    HubLooks,
    HubTold,
    LookOnline,
    OnlineLook,
    Told,
    connected,
)
from kiosk.domain.places_lookup import Lookup, Offer, offer
from kiosk.domain.state import AppState, Visit

Outcome = tuple[AppState, tuple[Effect, ...]]
_AGAIN: Final = (Told.OFFLINE, Told.AWAY)


def offered(state: AppState, lookup: Lookup) -> Offer:
    """What can be offered for ``lookup`` now: here only by a connector the hub just named."""
    there = state.visit.hub_looks.connectors if state.visit is not None else None
    return offer(lookup, there or frozenset(), online=state.online)


def look(state: AppState, message: LookOnline) -> Outcome:
    """What is written is asked; on the page of an answer that did not come, the same once more."""
    visit = state.visit
    place = visit.place if visit is not None else None
    if visit is None or not isinstance(place, w.AskOnline | w.OnlineAnswer):
        return state, ()
    lookup, last = connected(state.library, place.lookup_id), visit.hub_looks.look
    if isinstance(place, w.OnlineAnswer):
        text = last.text if last is not None and last.told in _AGAIN else ""
    else:
        text = visit.asked.text.strip()
    if lookup is None or not text:
        return state, ()
    asked = OnlineLook(message.look_id, lookup.id, text, state.now)
    shown = visit
    if isinstance(place, w.AskOnline):
        written = replace(visit.asked, text=text)
        shown = replace(visit, asked=written, pinyin=visit.pinyin.cleared()).at(w.OnlineAnswer(lookup.id))
    shown = replace(
        shown,
        hub_looks=replace(visit.hub_looks, look=asked),
        last_touch=state.now,
    )
    return replace(state, visit=shown), (AskHub(asked.look_id, lookup.connector, text),)


def told(state: AppState, message: HubTold) -> Outcome:
    """Only the answer to what stands there; also late, for it is an answer still."""
    visit = state.visit
    if visit is None:
        return state, ()
    if message.connectors is not None:
        if message.look_id != _probe(visit):
            return state, ()
        return _with(state, visit, replace(visit.hub_looks, connectors=message.connectors)), ()
    look_ = visit.hub_looks.look
    if look_ is None or look_.look_id != message.look_id:
        return state, ()
    known = replace(look_, told=message.told, rows=message.rows, source=message.source, as_of=message.as_of)
    return _with(state, visit, replace(visit.hub_looks, look=known)), ()


def followed(state: AppState) -> Outcome:
    """After every message: on the pages of look-ups the hub is asked once which it has; what was asked and
    found leaves with its pages; and nobody is waited for for ever.
    """
    visit = state.visit
    if visit is None or (visit.hub_looks == NO_HUB_LOOKS and not isinstance(visit.under, _PAGES)):
        return state, ()
    visit = _own_line(visit)
    looks = visit.hub_looks
    if looks.look is not None and not any(isinstance(one, _ROOMS) for one in visit.stack):
        looks = replace(looks, look=None)
    last = looks.look
    if last is not None and last.told is None and state.now - last.since >= state.timing.look_s:
        looks = replace(looks, look=replace(last, told=Told.OFFLINE))
    if looks.connectors is None and not isinstance(visit.under, (*_PAGES, *_ROOMS)):
        looks = replace(looks, asked=False)  # who comes back later may be answered then
    ask: tuple[Effect, ...] = ()
    asks = isinstance(visit.under, (w.Online, w.LookupView)) and state.online
    if asks and not looks.asked and _has_connectors(state.library):
        looks, ask = replace(looks, asked=True), (AskHub(_probe(visit)),)
    if looks != visit.hub_looks:
        visit = replace(visit, hub_looks=looks)
    return (state if visit is state.visit else replace(state, visit=visit)), ask


def _own_line(visit: Visit) -> Visit:
    """What is asked of the hub has a line of its own; the one to look for stands aside meanwhile."""
    looks, writes = visit.hub_looks, any(isinstance(one, w.AskOnline) for one in visit.stack)
    if writes and looks.aside is None:
        return replace(visit, asked=visit.asked.emptied(), hub_looks=replace(looks, aside=visit.asked))
    if not writes and looks.aside is not None:
        # An answer that was under way then fits nothing: it is asked anew where it is written.
        back = replace(looks.aside, sought="") if looks.aside.waiting else looks.aside
        back = replace(back, generation=visit.asked.generation + 1, answered=visit.asked.generation + 1)
        return replace(visit, asked=back, hub_looks=replace(looks, aside=None))
    return visit


def _has_connectors(library: Library | None) -> bool:
    return library is not None and any(one.connector for one in library.every(Lookup).values())


def _probe(visit: Visit) -> str:
    """Of the question which connectors there are: one a visit."""
    return str(uuid5(NAMESPACE_OID, visit.visit_id))


def _with(state: AppState, visit: Visit, looks: HubLooks) -> AppState:
    return replace(state, visit=replace(visit, hub_looks=looks))


_ROOMS: Final = (w.AskOnline, w.OnlineAnswer)
_PAGES: Final = (w.Online, w.LookupView, w.AskOnline)
HANDLERS: Final[dict[type, Callable[[AppState, Any], Outcome]]] = {LookOnline: look, HubTold: told}
