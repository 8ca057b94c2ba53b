"""Looking something up through the hub: offered where it can be, asked once said, gone with its page."""

from dataclasses import replace

import pytest

from kiosk.domain import asked as a
from kiosk.domain import flow, renewal, update_online
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import visit_where as w
from kiosk.domain.effects import Effect
from kiosk.domain.flow import Screen
from kiosk.domain.online import AskHub, HubLooks, HubTold, LookOnline, OnlineRow, Told
from kiosk.domain.places_lookup import Offer
from kiosk.domain.search import Found
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.writing_place import writing_place
from tests.support.states import ready_state, then
from tests.support.where import LOOKUP, county_library

BASE = replace(ready_state(), library=county_library(), online=True)
ROWS = (OnlineRow("示例公司", ("在业",)),)


def looks(state: AppState) -> HubLooks:
    assert state.visit is not None
    return state.visit.hub_looks


def probe(base: AppState = BASE) -> tuple[AppState, tuple[Effect, ...]]:
    return update(then(base, m.Wake("visit-1"), m.Open(w.Online())), m.Open(w.LookupView("company")))


def asked_there() -> AppState:
    """As soon as the list of look-ups is open the hub is asked which it has; it has this one."""
    state, effects = update(then(BASE, m.Wake("visit-1")), m.Open(w.Online()))
    (ask,) = [one for one in effects if isinstance(one, AskHub)]
    assert (ask.connector, ask.text) == ("", "")
    state = then(state, HubTold(ask.look_id, Told.FOUND, frozenset({"company"})))
    return then(state, m.Open(w.LookupView("company")))


def written(text: str = "示例公司") -> AppState:
    return then(asked_there(), m.Open(w.AskOnline("company")), a.WriteSearch(text))


def looking(text: str = "示例公司") -> AppState:
    return then(written(text), LookOnline("look-1"))


def test_it_is_offered_here_only_once_the_hub_said_so() -> None:
    before, effects = probe()
    assert not [one for one in effects if isinstance(one, AskHub)], "asked once a visit"
    assert update_online.offered(before, LOOKUP) is Offer.PHONE
    assert update_online.offered(asked_there(), LOOKUP) is Offer.ASK
    gone = then(asked_there(), m.LinkChanged(online=False, waiting=0))
    assert update_online.offered(gone, LOOKUP) is Offer.PHONE_OFFLINE


def test_off_line_nobody_is_asked_and_on_line_again_he_is() -> None:
    state = then(replace(BASE, online=False), m.Wake("visit-1"), m.Open(w.Online()))
    assert not looks(state).asked
    _state, effects = update(state, m.LinkChanged(online=True, waiting=0))
    assert [one for one in effects if isinstance(one, AskHub)]


def test_who_comes_back_where_nobody_answered_is_asked_for_again() -> None:
    state, _effects = probe()
    left = then(state, HubTold(update_online._probe(state.visit), Told.OFFLINE), m.GoHome())  # type: ignore[arg-type]
    assert not looks(left).asked
    _state, effects = update(left, m.Open(w.Online()))
    assert [one for one in effects if isinstance(one, AskHub)]
    known = then(asked_there(), m.GoHome())
    assert not [one for one in update(known, m.Open(w.Online()))[1] if isinstance(one, AskHub)]


def test_what_is_written_is_asked_and_what_comes_is_shown() -> None:
    state = written(" 示例公司 ")
    place = writing_place(state)
    assert place is not None
    assert flow.route(state).screen is Screen.WRITE
    state, effects = update(state, LookOnline("look-1"))
    assert effects == (AskHub("look-1", "company", "示例公司"),)
    assert flow.route(state).screen is Screen.ONLINE_ANSWER
    assert looks(state).waiting
    told = then(state, HubTold("look-1", Told.FOUND, None, ROWS, "样例", "2026-11-01"))
    look = looks(told).look
    assert look is not None
    assert (look.rows, look.source, look.as_of, looks(told).waiting) == (ROWS, "样例", "2026-11-01", False)
    back = then(told, m.Back())
    assert writing_place(back) == writing_place(then(written(), a.WriteSearch("示例公司")))


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_asked_for_nothing(text: str) -> None:
    state, effects = update(written(text), LookOnline("look-1"))
    assert effects == ()
    assert flow.route(state).screen is Screen.WRITE


def test_nothing_is_searched_in_the_library_meanwhile() -> None:
    _state, effects = update(written(""), a.WriteSearch("示例"))
    assert effects == ()
    assert then(written(), a.SearchNow()) == written()


def test_another_answer_is_not_believed_and_a_late_one_is() -> None:
    assert looks(then(looking(), HubTold("look-0", Told.FOUND, None, ROWS))).waiting
    late = replace(looking(), now=looking().now + BASE.timing.look_s)
    late = then(late, m.Touched())
    look = looks(late).look
    assert look is not None
    assert look.told is Told.OFFLINE, "nobody is waited for for ever"
    look = looks(then(late, HubTold("look-1", Told.FOUND, None, ROWS))).look
    assert look is not None
    assert look.told is Told.FOUND


@pytest.mark.parametrize(("told", "again"), [(Told.OFFLINE, True), (Told.AWAY, True), (Told.LIMITED, False)])
def test_the_same_may_be_asked_again_where_that_helps(told: Told, again: bool) -> None:
    state, effects = update(then(looking(), HubTold("look-1", told)), LookOnline("look-2"))
    assert (effects == (AskHub("look-2", "company", "示例公司"),)) is again
    assert flow.route(state).screen is Screen.ONLINE_ANSWER


def test_what_was_asked_and_found_leaves_with_its_page() -> None:
    told = then(looking(), HubTold("look-1", Told.FOUND, None, ROWS))
    assert told.visit is not None
    assert renewal.holds(told.visit)
    for left in (then(told, m.GoHome()), then(told, m.Back(), m.Back()), then(told, m.Open(s.HelpPeople()))):
        assert left.visit is not None
        kept = isinstance(left.visit.place, s.HelpPeople)  # he comes back to it
        assert ("示例公司" in repr(left.visit)) is kept or looks(left).look is not None
        assert left.visit.personal
    home = then(told, m.GoHome()).visit
    assert home is not None
    assert (home.hub_looks.look, home.asked.holds, renewal.holds(home)) == (None, False, False)


def test_the_line_of_the_search_before_stands_there_again() -> None:
    found = (Found("company", "lookups", "", "查公司", 1.0, ""),)
    state = then(
        replace(BASE, search=True), m.Wake("visit-1"), m.Open(s.SearchBox()), a.WriteSearch("查公司")
    )
    assert state.visit is not None
    state = then(state, a.Searched(state.visit.asked.generation, found, sure=True))
    there = then(state, m.Open(w.LookupView("company")), m.Open(w.AskOnline("company")))
    assert there.visit is not None
    assert there.visit.asked.text == ""
    back = then(there, a.WriteSearch("甲公司"), m.Back(), m.Back())
    assert back.visit is not None
    assert (back.visit.asked.text, back.visit.asked.results) == ("查公司", found)
    assert not back.visit.asked.waiting
