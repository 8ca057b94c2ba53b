"""Scenarios and bundles inside a visit: where one is, back at every step, forms begun with what is known."""

from dataclasses import asdict, replace

import pytest

from kiosk.domain import flow, matter_forms, matter_steps, renewal
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_matter as um
from kiosk.domain.bundle import How
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import PrintSlip
from kiosk.domain.flow import Screen
from kiosk.domain.library import Onward
from kiosk.domain.library_services import Scenario
from kiosk.domain.scenario_matter import PathPaper, Way, passed
from kiosk.domain.state import AppState, PrintState, Visit
from kiosk.domain.update import update
from tests.support.library import CONSULTATION, LEGAL_AID
from tests.support.library import WAGES as GUIDE
from tests.support.matters import (
    BOAT,
    NO_NOTE,
    NOTE,
    OPEN_BUNDLE,
    OPEN_SCENARIO,
    SITE,
    at_item,
    inside,
)
from tests.support.scenarios import COURT, WAGES
from tests.support.states import answers, card, saved, then

AGREED = m.GiveConsent("2026-11-21T14:05:00+08:00")
TO_FORM = um.OpenWay("item", LEGAL_AID, "order-1")


def at(state: AppState) -> tuple[Screen, str]:
    route = flow.route(state)
    return route.screen, route.key


def visit(state: AppState) -> Visit:
    assert state.visit is not None
    return state.visit


def hows(state: AppState) -> list[How]:
    matter = visit(state).matter
    assert matter is not None
    assert state.library is not None
    return [one.how for one in passed(state.library, matter)]


# ---- a scenario


def test_each_answer_leads_on_and_back_is_one_question_at_a_time() -> None:
    state = inside(OPEN_SCENARIO)
    seen = [at(state)]
    for message in (um.NotSure("where", telling=False), um.NotSure("where", telling=True), NOTE):
        state = then(state, message)
        seen.append(at(state))
    assert seen == [
        (Screen.QUESTION, "where"),
        (Screen.QUESTION, "where?"),
        (Screen.QUESTION, "note"),
        (Screen.OUTCOME, "court#0"),
    ]
    backwards = []
    for _ in range(3):
        state = then(state, m.Back())
        backwards.append(at(state))
    assert backwards == [(Screen.QUESTION, "note"), (Screen.QUESTION, "where"), (Screen.SCENARIOS, "#0")]
    assert visit(state).matter is None


def test_back_keeps_what_was_answered_before() -> None:
    state = then(inside(OPEN_SCENARIO, SITE, NOTE), m.Back())
    matter = visit(state).matter
    walk = matter.walk if matter is not None else None
    assert walk is not None
    assert [step.question for step in walk.taken] == ["where"]


def test_a_line_of_the_path_leads_to_its_question() -> None:
    state = inside(OPEN_SCENARIO, SITE, NOTE)
    assert at(then(state, um.PathBack(0))) == (Screen.QUESTION, "where")
    assert at(then(state, um.PathBack(1))) == (Screen.QUESTION, "note")
    for line in (-1, 2):
        assert then(state, um.PathBack(line)) == state


LATE = (
    um.AnswerQuestion("note", 0),
    um.AnswerQuestion("where", 7),
    um.NotSure("note", telling=False),
    um.NotSure("where", telling=True),
    um.GoOn(),
    um.StopPassed(0, skipped=True),
    um.StopAgain(0),
    um.OpenWay("guide", GUIDE, "order-1"),
    um.ShowSheet(),
    um.PrintPath("job-1"),
    um.TurnMatter(1),
    um.OpenMatter("scenario", "none"),
    um.OpenMatter("bundle", "none"),
    m.Open(s.MatterView()),
    m.Open(s.MatterView(page=3)),
    m.Open(s.Scenarios("none")),
)


@pytest.mark.parametrize("message", LATE, ids=str)
def test_what_was_not_shown_changes_nothing(message: object) -> None:
    state = inside(OPEN_SCENARIO)
    assert update(state, message) == (state, ())
    outside = then(state, m.GoHome())
    if not isinstance(message, um.OpenMatter):
        assert update(outside, message) == (outside, ())


def test_an_outcome_leads_to_its_guide_and_back_to_itself() -> None:
    state = then(inside(OPEN_SCENARIO, SITE, NOTE), um.TurnMatter(1), um.OpenWay("guide", GUIDE, "o"))
    assert at(state) == (Screen.GUIDE, f"{GUIDE}#0")
    assert at(then(state, m.Back())) == (Screen.OUTCOME, "court#1")


def test_begun_again_from_its_outcomes_guide_it_leads_back_to_the_outcome() -> None:
    state = then(inside(OPEN_SCENARIO, SITE, NOTE), um.OpenWay("guide", GUIDE, "o"), OPEN_SCENARIO)
    assert at(state) == (Screen.QUESTION, "where")
    back = then(state, m.Back())
    assert at(back) == (Screen.OUTCOME, "court#0")
    assert at(then(back, m.Back())) == (Screen.QUESTION, "note")
    # However often one goes round, nothing piles up, and the newest outcome is the one that is there.
    for _ in range(5):
        state = then(state, SITE, NO_NOTE, m.Open(s.GuideView(GUIDE)), OPEN_SCENARIO)
    assert at(then(state, m.Back())) == (Screen.OUTCOME, "ask#0")
    assert len(visit(state).matters_left) == 1
    assert len(visit(state).stack) <= 3
    out = state
    for _ in range(4):
        out = then(out, m.Back())
    assert at(out) == (Screen.SCENARIOS, "#0")


def test_there_is_no_way_to_what_has_no_screens() -> None:
    assert matter_steps.place_of(Way("document", "wage-arbitration", "")) is None
    state = inside(OPEN_SCENARIO, SITE, um.NotSure("note", telling=False), um.NotSure("note", telling=True))
    assert then(state, um.OpenWay("document", "wage-arbitration", "o")) == state
    assert then(state, um.OpenWay("guide", "labour/dismissed", "o")) == state, "not offered here"


def test_a_scenario_opened_from_another_leads_back_into_it() -> None:
    state = inside(OPEN_SCENARIO, SITE)
    assert state.library is not None
    other = replace(WAGES, id="other", outcomes=(replace(COURT, next=Onward(scenarios=("wages",))),) * 3)
    other = replace(other, outcomes=(other.outcomes[0], *WAGES.outcomes[1:]))
    library = replace(state.library, more={**state.library.more, Scenario: {"wages": WAGES, "other": other}})
    state = then(replace(state, library=library), m.GoHome(), um.OpenMatter("scenario", "other"), SITE, NOTE)
    nested = then(state, um.OpenWay("scenario", "wages", "o"))
    assert at(nested) == (Screen.QUESTION, "where")
    assert at(then(nested, m.Back())) == (Screen.OUTCOME, "court#0")
    # However often one goes round, nothing piles up.
    again = then(nested, um.OpenMatter("scenario", "other"), SITE, NOTE, um.OpenWay("scenario", "wages", "o"))
    assert len(visit(again).matters_left) <= 1
    assert len(visit(again).stack) <= 3


# ---- printing


def test_the_path_is_printed_for_who_asks_and_the_farewell_says_to_take_it() -> None:
    before = inside(OPEN_SCENARIO, SITE, NOTE)
    state, effects = update(before, um.PrintPath("job-1"))
    (effect,) = effects
    assert isinstance(effect, PrintSlip)
    assert isinstance(effect.slip, PathPaper)
    assert effect.order_id == ""
    assert "工地" not in repr(effect)
    assert update(state, um.PrintPath("job-2"))[1] == (), "one at a time"
    state, notes = update(state, PrintReported("job-1", PrintOutcome.SENT))
    assert getattr(visit(state).path_print, "state", None) is PrintState.SENT
    assert "工地" not in repr(notes)
    assert visit(then(state, m.Back())).path_print is None
    assert at(then(state, m.EndVisit()))[0] is Screen.END


def test_without_paper_nothing_is_sent() -> None:
    state = inside(OPEN_SCENARIO, SITE, NOTE)
    gone = replace(state, printer=AppState().printer)
    assert update(gone, um.PrintPath("job-1")) == (gone, ())


# ---- what outlives what


def test_answers_go_with_the_visit_and_the_process_is_replaced() -> None:
    state = inside(OPEN_SCENARIO, SITE)
    assert renewal.holds(visit(state))
    over = then(state, m.EndVisit(quietly=True))
    assert over.visit is None
    assert renewal.due(over)
    assert "taken" not in repr(asdict(replace(over, library=None)))
    assert not renewal.holds(visit(inside(OPEN_SCENARIO))), "nobody has answered anything"


def test_a_scenario_that_was_left_is_gone_and_a_bundle_is_kept() -> None:
    left = then(inside(OPEN_SCENARIO, SITE), m.GoHome())
    assert visit(left).matter is None
    half = then(inside(OPEN_BUNDLE, SITE, NOTE, um.GoOn()), m.GoHome())
    assert matter_steps.half_done(half.visit, half.library) == "unpaid-wages"
    aside = then(half, OPEN_SCENARIO, SITE, m.GoHome())
    on = then(aside, OPEN_BUNDLE)
    assert at(on) == (Screen.STOP, f"guide/{GUIDE}")
    assert visit(then(half, m.EndVisit(quietly=True), m.Wake("visit-2"))).matter is None


# ---- a bundle


def test_stops_are_passed_one_by_one_and_gone_back_to() -> None:
    state = inside(OPEN_BUNDLE, SITE, NOTE)
    assert at(state) == (Screen.OUTCOME, "court#0")
    state = then(state, um.GoOn())
    assert at(state) == (Screen.STOP, f"guide/{GUIDE}")
    assert then(state, um.StopPassed(2, skipped=True)) == state, "a late touch"
    state = then(state, um.StopPassed(1, skipped=False))
    assert at(state) == (Screen.STOP, "calculator/payment-order")
    assert then(state, um.StopPassed(2, skipped=False)) == state, "done only by its own engine"
    state = then(state, um.StopPassed(2, skipped=True))
    assert at(state) == (Screen.STOP, f"item/{LEGAL_AID}")
    assert hows(state) == [How.DONE, How.DONE, How.SKIPPED, How.NOT_NEEDED, How.NOW]
    assert at(then(state, um.StopAgain(1))) == (Screen.STOP, f"guide/{GUIDE}")
    assert then(state, um.StopAgain(3)) == state, "nobody needs it"
    backwards = []
    for _ in range(5):
        state = then(state, m.Back())
        backwards.append(at(state)[1])
    assert backwards == ["calculator/payment-order", f"guide/{GUIDE}", "court#0", "note", "where"]


def test_an_engine_tells_that_its_stop_is_done() -> None:
    state = inside(OPEN_BUNDLE, SITE, NOTE, um.GoOn(), um.StopPassed(1, skipped=False))
    library = state.library
    assert library is not None
    way = ("calculator", "payment-order")
    done = matter_steps.stop_done(visit(state), library, way, {"amount": "12000.00"}, {"x_amount": "1"})  # type: ignore[arg-type]
    assert done.matter is not None
    assert done.matter.run is not None
    assert done.matter.run.facts["owed"] == "12000.00"
    assert matter_steps.stop_done(done, library, way, {}) == done, "one is at another stop now"  # type: ignore[arg-type]


def test_the_form_begins_with_what_is_known_and_the_order_ends_the_bundle() -> None:
    state = then(at_item(), TO_FORM)
    assert at(state) == (Screen.CHOICE, "matter")
    assert answers(state) == {"matter": "wages"}
    typed = m.Answer("request", "工资三个月没发")
    state = then(state, m.NextPage(), typed, m.NextPage(), AGREED, card(), m.NextPage())
    state = then(state, m.Answer("phone", "13000000000"), m.NextPage(), m.NextPage(), m.Submit())
    assert then(state, um.StopPassed(4, skipped=True)) == state, "nothing moves while the store works"
    state = then(state, saved("order-1"))
    assert at(state)[0] is Screen.SUBMITTED
    assert "三个月" not in repr(asdict(visit(state)))
    state = then(state, um.ShowSheet())
    assert at(state) == (Screen.BUNDLE_END, "unpaid-wages")
    assert hows(state)[-1] is How.DONE
    assert then(state, um.StopAgain(1)) == state, "nothing is done anew after an order"
    (effect,) = update(state, um.PrintPath("job-9"))[1]
    assert isinstance(effect, PrintSlip)
    assert isinstance(effect.slip, PathPaper)
    assert [one.how for one in effect.slip.stops] == hows(state)
    state = then(state, m.Back())
    assert at(state)[0] is Screen.SUBMITTED
    assert visit(then(state, m.GoHome())).matter is None


def test_what_was_answered_anew_is_in_the_form_and_what_was_typed_stays() -> None:
    state = then(at_item(), TO_FORM, m.Answer("request", "没发"), m.NextPage())
    state = then(state, m.GoHome(), OPEN_BUNDLE, TO_FORM)
    assert answers(state) == {"matter": "wages", "request": "没发"}
    assert state.library is not None
    changed = replace(WAGES.questions[0].answers[0], fills=(("matter", "unsure"),))
    first = replace(WAGES.questions[0], answers=(changed, WAGES.questions[0].answers[1]))
    other = replace(WAGES, questions=(first, WAGES.questions[1]))
    library = replace(state.library, more={**state.library.more, Scenario: {"wages": other}})
    state = then(replace(state, library=library), m.GoHome(), OPEN_BUNDLE)
    state = then(state, *(m.Back(),) * 5, SITE, NOTE, um.GoOn(), um.StopPassed(1, skipped=False))
    state = then(state, um.StopPassed(2, skipped=True), TO_FORM)
    assert answers(state) == {"matter": "unsure", "request": "没发"}
    mine = then(state, m.Answer("matter", "work-injury"), m.GoHome(), OPEN_BUNDLE, TO_FORM)
    assert answers(mine)["matter"] == "work-injury", "the last word is the person's"


def test_a_scenario_alone_fills_in_its_forms_too() -> None:
    state = then(inside(OPEN_SCENARIO, SITE, NOTE), TO_FORM)
    assert answers(state) == {"matter": "wages"}
    assert at(then(state, m.Back())) == (Screen.OUTCOME, "court#0")
    plain = then(inside(), m.OpenForm(LEGAL_AID, "order-2"))
    assert answers(plain) == {}
    consulting = then(inside(OPEN_SCENARIO, SITE, NOTE), m.OpenForm(CONSULTATION, "order-3"))
    assert answers(consulting) == {}


def test_nothing_personal_is_filled_in_before_its_notice() -> None:
    state = at_item()
    matter = visit(state).matter
    assert matter is not None
    assert matter.run is not None
    known = replace(matter, run=replace(matter.run, facts={**matter.run.facts, "phone": "13000000000"}))
    state = then(replace(state, visit=replace(visit(state), matter=known)), TO_FORM)
    assert answers(state) == {"matter": "wages"}
    asked = then(state, m.NextPage(), m.Answer("request", "没发"), m.NextPage())
    assert answers(then(asked, AGREED))["phone"] == "13000000000"
    refused = then(asked, m.RefuseConsent("2026-11-21T14:05:00+08:00"))
    assert "phone" not in answers(refused)


def test_a_form_that_is_not_offered_learns_nothing_of_the_matter() -> None:
    state = inside(OPEN_SCENARIO, BOAT)
    assert state.library is not None
    item = state.library.item(LEGAL_AID)
    assert item is not None
    assert matter_forms.known(state, visit(state), item, agreed=True) == {}
    assert matter_forms.known(state, replace(visit(state), matter=None), item, agreed=True) == {}


def test_a_bundle_may_end_without_an_order() -> None:
    ended = then(at_item(), um.StopPassed(4, skipped=True))
    assert at(ended) == (Screen.BUNDLE_END, "unpaid-wages")
    assert at(then(ended, m.Back())) == (Screen.STOP, f"item/{LEGAL_AID}")
    assert visit(then(ended, m.GoHome())).matter is None, "there is nothing to go on with"
    out = inside(OPEN_BUNDLE, BOAT, um.GoOn())
    assert at(out) == (Screen.BUNDLE_END, "unpaid-wages")
    assert at(inside(OPEN_BUNDLE, SITE, NO_NOTE, um.GoOn())) == (Screen.STOP, "document/wage-arbitration")


def test_content_that_is_gone_is_not_shown() -> None:
    state = inside(OPEN_SCENARIO, SITE)
    assert state.library is not None
    bare = replace(state, library=replace(state.library, more={}))
    assert at(bare)[0] is Screen.HOME
    assert then(bare, NOTE) == bare
    assert at(then(bare, m.Back()))[0] is Screen.SCENARIOS
