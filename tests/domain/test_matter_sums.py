"""A calculator as a stop of a bundle: begun with what is known, its result taken along, the way back open."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.app_sums import Counter
from kiosk.domain import flow, sums
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_matter as um
from kiosk.domain.bundle import How, amount_id
from kiosk.domain.flow import Screen
from kiosk.domain.library_services import Bundle, StopKind
from kiosk.domain.scenario_matter import AtStop, Told, passed, shown
from kiosk.domain.state import AppState
from kiosk.domain.sums import Reckon
from kiosk.domain.update import update
from kiosk.domain.update_sums import AnswerSum
from tests.support.matters import NOTE, OPEN_BUNDLE, SITE, inside
from tests.support.scenarios import BUNDLE
from tests.support.states import then

NAME = "payment-order"
WAY: StopKind = "calculator"
TO_SUM = um.OpenWay(WAY, NAME, "order-1")
TODAY = date(2026, 11, 21)


def at_stop(facts: dict[str, str] | None = None) -> AppState:
    """At the bundle's calculator, with these facts from earlier stops."""
    state = inside(OPEN_BUNDLE, SITE, NOTE, um.GoOn(), um.StopPassed(1, skipped=False))
    visit = state.visit
    assert visit is not None
    assert visit.matter is not None
    assert visit.matter.run is not None
    run = replace(visit.matter.run, facts={**visit.matter.run.facts, **(facts or {})})
    return replace(state, visit=replace(visit, matter=replace(visit.matter, run=run)))


def reckoned(state: AppState, text: str) -> AppState:
    """The amount typed, and its result said by the real calculator."""
    state, effects = update(state, AnswerSum(NAME, "amount", text))
    asked = [effect for effect in effects if isinstance(effect, Reckon)]
    assert len(asked) == 1
    return then(state, Counter().answer(replace(asked[0], today=TODAY)))


def hows(state: AppState) -> list[How]:
    assert state.visit is not None
    assert state.visit.matter is not None
    assert state.library is not None
    return [one.how for one in passed(state.library, state.visit.matter)]


def test_the_result_is_the_bundles_and_the_next_stop_is_shown() -> None:
    state = then(at_stop(), TO_SUM)
    assert flow.route(state).screen is Screen.SUM
    assert then(state, um.UseSum(NAME)) == state  # there is no result yet
    state = then(reckoned(state, "12000"), um.UseSum(NAME))
    assert flow.route(state).screen is Screen.STOP
    assert hows(state)[2] is How.DONE
    visit = state.visit
    assert visit is not None
    assert visit.matter is not None
    assert visit.matter.run is not None
    assert visit.matter.run.facts[amount_id(NAME)] == visit.sums[0].result.found  # type: ignore[union-attr]
    assert visit.matter.run.facts["owed"] == "12000"
    assert [type(place) for place in visit.stack] == [s.Home, s.Scenarios, s.MatterView]


def test_what_an_earlier_stop_asked_is_there_already() -> None:
    state = then(at_stop({"owed": "8600"}), TO_SUM)
    assert state.visit is not None
    assert state.visit.sums[0].answers["amount"] == "8600"


def test_back_leads_to_the_stop_and_keeps_what_was_typed() -> None:
    state = then(reckoned(then(at_stop(), TO_SUM), "12000"), m.Back())
    assert flow.route(state).screen is Screen.STOP
    assert hows(state)[2] is How.NOW
    state = then(state, TO_SUM)
    assert state.visit is not None
    assert state.visit.sums[0].answers["amount"] == "12000"
    assert state.visit.sums[0].result is not None


def test_a_calculator_opened_for_itself_goes_on_to_nothing() -> None:
    state = then(at_stop(), m.GoHome(), m.Open(s.Sums()), um.UseSum(NAME))
    assert then(state, um.UseSum(NAME)) == state


@pytest.mark.parametrize("known", [True, False])
def test_a_stop_calls_it_by_its_title(known: bool) -> None:
    state = at_stop()
    library = state.library
    assert library is not None
    assert state.visit is not None
    assert state.visit.matter is not None
    if known:
        library = sums.named(library, state.sums)
    at = shown(library, state.visit.matter)
    assert isinstance(at, AtStop)
    assert ("支付令" in at.way.title) is known


def test_one_that_this_program_does_not_have_is_not_offered() -> None:
    state = inside(OPEN_BUNDLE, SITE, NOTE)
    assert state.library is not None
    assert state.visit is not None
    assert state.visit.matter is not None
    told = shown(sums.named(state.library, ()), state.visit.matter)
    few = shown(sums.named(state.library, state.sums[:1]), state.visit.matter)
    assert isinstance(told, Told)
    assert isinstance(few, Told)
    assert state.sums[0].name != NAME
    assert [way.kind for way in few.ways] == [way.kind for way in told.ways if way.kind != WAY]
    assert state.library.every(Bundle)["unpaid-wages"] == BUNDLE
