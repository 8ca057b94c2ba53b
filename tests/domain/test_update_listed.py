"""Looking somebody up in the lists: what is asked, what a scanned licence does, what is left of it."""

from dataclasses import replace

import pytest

from kiosk.domain import asked as a
from kiosk.domain import flow, renewal, update_listed
from kiosk.domain import messages as m
from kiosk.domain import visit_where as w
from kiosk.domain.asked import Asked
from kiosk.domain.device import READY, CodeScanned
from kiosk.domain.effects import FindListed
from kiosk.domain.flow import Route, Screen
from kiosk.domain.library_places import Register
from kiosk.domain.places_names import look
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.writing_place import writing_place
from tests.support.states import ready_state, then
from tests.support.where import LAWYER, LIST, county_library

BASE = replace(ready_state(), library=county_library(), scanner=READY)
NUMBER = LAWYER.licence


def at(place: w.WherePlace, *more: object) -> AppState:
    return then(BASE, m.Wake("visit-1"), m.Open(w.Registers()), m.Open(place), *more)


def asked(state: AppState) -> Asked:
    assert state.visit is not None
    return state.visit.asked


def answered(state: AppState) -> AppState:
    """As the room of lists would."""
    now = asked(state)
    registers = tuple(BASE.library.every(Register).values()) if BASE.library else ()
    return then(state, a.Searched(now.generation, look(registers, now.sought), sure=True))


def scan(text: str) -> CodeScanned:
    return CodeScanned(text, "visit-2", "look-1")


def test_a_name_is_written_where_names_of_lists_are() -> None:
    state = at(w.FindByName())
    assert flow.route(state) == Route(Screen.WRITE, w.LISTED)
    place = writing_place(state)
    assert place is not None
    state, effects = update(state, a.WriteSearch("王"))
    registers = tuple(BASE.library.every(Register).values()) if BASE.library else ()
    assert effects == (FindListed(asked(state).generation, "王", registers),)
    state = answered(state)
    assert [found.id for found in asked(state).results] == ["county-list.1"]
    opened = then(state, a.OpenFound(w.LISTED, "county-list.1", "order-1"))
    assert opened.visit is not None
    assert opened.visit.place == w.ListedView("county-list", 1)


def test_all_that_was_found_has_its_page_and_leads_back_to_what_was_written() -> None:
    state = answered(at(w.FindByName(), a.WriteSearch("第")))
    found = then(state, a.SearchNow())
    assert flow.route(found).screen is Screen.FOUND_LISTED
    assert flow.route(then(found, m.Open(w.FoundListed(1)))).key == "1"
    back = then(found, m.Open(w.FoundListed(1)), m.Back())
    assert flow.route(back) == Route(Screen.WRITE, w.LISTED)
    assert asked(back).text == "第"


def test_nothing_is_found_without_having_looked() -> None:
    assert flow.route(at(w.FoundListed())).screen is Screen.REGISTERS
    assert flow.route(at(w.FindByNumber(), a.SearchNow())).screen is Screen.FIND_NUMBER
    nobody = replace(BASE.library, more={}) if BASE.library else None
    bare = then(replace(BASE, library=nobody), m.Wake("visit-1"), m.Open(w.FindByNumber()))
    assert flow.route(bare).screen is Screen.HOME


def test_the_number_stays_while_the_keys_change() -> None:
    state = at(w.FindByNumber(), a.WriteSearch("1330"), m.Open(w.FindByNumber(letters=True)))
    assert asked(state).text == "1330"
    assert flow.route(then(state, m.Back())).screen is Screen.REGISTERS


def test_what_was_looked_for_is_of_a_person_and_goes_with_its_pages() -> None:
    state = answered(at(w.FindByNumber(), a.WriteSearch(NUMBER)))
    assert state.visit is not None
    assert renewal.holds(state.visit)
    left = then(state, m.Back())
    assert not asked(left).holds
    gone = then(state, m.EndVisit(quietly=True))
    assert gone.visit is None


def test_a_licence_is_shown_and_asked_about_before_it_is_used() -> None:
    waiting = at(w.FindByCode())
    assert flow.scan_wanted(waiting)
    state, effects = update(waiting, scan(NUMBER))
    assert flow.route(state).screen is Screen.FIND_CODE
    assert asked(state).text == NUMBER
    assert [type(effect) for effect in effects] == [FindListed]
    used = then(answered(state), a.SearchNow())
    assert flow.route(used).screen is Screen.FOUND_LISTED
    assert [found.title for found in asked(used).results] == [LAWYER.name]
    again = then(state, a.WriteSearch(""))
    assert asked(again).text == ""
    assert flow.scan_wanted(again)


@pytest.mark.parametrize("text", ["GL1.nothing", "https://evil.com/?no=13309000000000001", "你好", ""])
def test_any_other_code_is_one_sentence(text: str) -> None:
    state = then(at(w.FindByCode()), scan(text))
    assert state.visit is not None
    assert state.visit.toast == update_listed.FOREIGN
    assert asked(state).text == ""
    assert flow.route(state).screen is Screen.FIND_CODE


def test_another_code_takes_back_what_was_read_before() -> None:
    state = then(at(w.FindByCode()), scan(NUMBER), scan("something else"))
    assert asked(state).text == ""


def test_a_licence_is_looked_for_also_where_no_slip_can_be() -> None:
    bare = replace(BASE, terminal_code="")
    assert flow.scan_wanted(then(bare, m.Wake("v"), m.Open(w.FindByCode())))
    assert not flow.scan_wanted(then(bare, m.Wake("v"), m.Open(w.FindByNumber())))


def test_hosts_are_those_of_official_look_ups() -> None:
    assert BASE.library is not None
    assert update_listed.hosts(BASE.library) == {"www.sample.gov.cn"}
    assert update_listed.official(BASE.library) is None
    named = replace(LIST, lookup="company")
    library = replace(BASE.library, more={**BASE.library.more, Register: {named.id: named}})
    lookup = update_listed.official(library)
    assert lookup is not None
    assert lookup.id == "company"
