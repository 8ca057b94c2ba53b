"""What was worked out goes along with the order: gathered, shown, sent if it may, and nothing of it else."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain import along, flow, renewal
from kiosk.domain import messages as m
from kiosk.domain import update_matter as um
from kiosk.domain.distance import Point
from kiosk.domain.duty import UNKNOWN
from kiosk.domain.effects import PrintSlip, SaveOrder
from kiosk.domain.flow import Screen
from kiosk.domain.forms import Consent, Draft
from kiosk.domain.library import FormField, FormStep, Office, ServiceItem
from kiosk.domain.places import County, Dock, Island
from kiosk.domain.state import AppState, FormProgress
from kiosk.domain.sums import SumFigure, SumResult, SumWork
from kiosk.domain.update import update
from kiosk.domain.update_along import Enclose
from kiosk.domain.work_order import Submission
from kiosk.wire import worked as w
from kiosk.wire.worked import Spot, Worked
from tests.domain.test_matter_sums import NAME, TO_SUM, at_stop, reckoned
from tests.support.library import CONSULTATION, LEGAL_AID, consultation
from tests.support.matters import BOAT, NOTE, OPEN_BUNDLE, OPEN_SCENARIO, SITE, inside
from tests.support.states import card, ready_state, saved, then

AGREED = m.GiveConsent("2026-11-21T14:05:00+08:00")
REFUSED = m.RefuseConsent("2026-11-21T14:05:00+08:00")
TO_FORM = um.OpenWay("item", LEGAL_AID, "order-1")
PATH = w.Walked("wages", "court", (w.Step("where", 0), w.Step("note", 0)))


def told(state: AppState) -> AppState:
    """With notices that say what goes along."""
    assert state.library is not None
    said = "答过算过的，也一起交。"
    items = tuple(replace(one, notice=replace(one.notice, along=said)) for one in state.library.items)
    return replace(state, library=replace(state.library, items=items))


def outcome() -> AppState:
    return told(inside(OPEN_SCENARIO, SITE, NOTE))


def filled(state: AppState) -> AppState:
    """Every page of the open form answered, up to the check page."""
    texts = {"matter": "wages", "request": "老板欠我三个月工资", "phone": "13000000000", "contact": "none"}
    for _ in range(12):
        current = flow.current_page(state)
        assert current is not None
        field = current[2]
        if field is None and flow.route(state).screen is Screen.CHECK:
            return state
        more: list[object] = [AGREED] if field is None else [card()] if field.kind == "idcard" else []
        if field is not None and field.id in texts:
            more = [m.Answer(field.id, texts[field.id])]
        state = then(state, *more, *([m.NextPage()] if field is not None else []))
    raise AssertionError("no check page")


def form(state: AppState) -> FormProgress:
    assert state.visit is not None
    assert state.visit.form is not None
    return state.visit.form


def sent(state: AppState) -> Submission:
    _, effects = update(state, m.Submit())
    (order,) = [effect.submission for effect in effects if isinstance(effect, SaveOrder)]
    return order


# ---- gathered


def test_the_way_through_a_scenario_goes_with_its_order() -> None:
    state = filled(then(outcome(), TO_FORM))
    assert sent(state).worked == Worked(walked=PATH)
    assert sent(state).content_release == (state.library.info.release if state.library else 0)


def test_not_sure_is_an_answer() -> None:
    unsure = [um.NotSure("note", telling=False), um.NotSure("note", telling=True)]
    state = then(told(inside(OPEN_SCENARIO, SITE, *unsure)), TO_FORM)
    worked = form(state).worked
    assert worked is not None
    assert worked.walked == w.Walked("wages", "ask", (w.Step("where", 0), w.Step("note", w.UNSURE)))


def test_whoever_asks_somebody_from_an_outcome_sends_the_way_there() -> None:
    """Also from the guide that the outcome led to."""
    for way in ([], [um.OpenWay("guide", "labour/unpaid-wages", "o")]):
        state = then(outcome(), *way, m.OpenForm(CONSULTATION, "order-1"))
        assert form(state).worked == Worked(walked=PATH)


def test_elsewhere_nothing_goes_along() -> None:
    state = told(then(ready_state(), m.Wake("visit-1"), m.OpenForm(LEGAL_AID, "order-1")))
    assert form(state).worked is None
    assert sent(filled(state)).worked is None
    left = then(outcome(), m.GoHome(), m.OpenForm(LEGAL_AID, "order-1"))
    assert form(left).worked is None


def test_it_stays_with_the_form_that_is_left_and_gone_on_with() -> None:
    state = then(outcome(), TO_FORM, m.GoHome(), m.OpenForm(LEGAL_AID, "order-2"))
    assert sent(filled(state)).worked == Worked(walked=PATH)


def test_answered_anew_it_is_renewed() -> None:
    state = then(outcome(), TO_FORM, m.Back(), m.Back(), um.NotSure("note", telling=False))
    state = then(state, um.NotSure("note", telling=True), TO_FORM)
    worked = form(state).worked
    assert worked is not None
    assert worked.walked is not None
    assert worked.walked.outcome == "ask"


def bundle_form(amount: str = "9000") -> AppState:
    """In the form of a bundle whose sum was made."""
    state = then(reckoned(then(told(at_stop()), TO_SUM), amount), um.UseSum(NAME))
    return then(state, um.StopPassed(3, skipped=True), TO_FORM)


def test_a_bundle_sends_its_sum_with_what_was_given_and_its_figures() -> None:
    worked = form(bundle_form()).worked
    assert worked is not None
    assert (worked.bundle, worked.walked, worked.papers) == ("unpaid-wages", PATH, ())
    (made,) = worked.sums
    assert (made.name, made.amount) == (NAME, "16.67")
    assert [(one.kind, one.value) for one in made.given] == [("money", "9000")]
    assert made.title
    assert all(one.label for one in made.given)


def test_what_was_typed_over_in_the_calculator_since_does_not_count() -> None:
    state = bundle_form()
    assert state.visit is not None
    other = SumWork(NAME, {"amount": "5"}, result=SumResult(amount="1.00"))
    state = replace(state, visit=replace(state.visit, sums=(other,)))
    worked = along.gathered(state, state.visit)  # type: ignore[arg-type]
    assert worked is not None
    (made,) = worked.sums
    assert (made.amount, [one.value for one in made.given]) == ("16.67", ["9000"])


def test_a_sum_that_is_to_be_made_again_is_not_sent() -> None:
    state = then(told(at_stop({"owed": "9000"})), TO_SUM)
    state = then(reckoned(state, "9001"), um.UseSum(NAME), um.StopPassed(3, skipped=True))
    assert state.visit is not None
    assert state.visit.matter is not None
    run = state.visit.matter.run
    assert run is not None
    changed = replace(run, facts={**run.facts, "owed": "7", "amount": "7"})
    state = replace(state, visit=replace(state.visit, matter=replace(state.visit.matter, run=changed)))
    worked = along.gathered(state, state.visit)  # type: ignore[arg-type]
    assert worked is not None
    assert worked.sums == ()


def test_a_scenario_sends_what_its_outcomes_calculator_came_to() -> None:
    state = then(reckoned(then(outcome(), TO_SUM), "9000"), m.Back())
    worked = form(then(state, TO_FORM)).worked
    assert worked is not None
    assert [(one.name, one.amount) for one in worked.sums] == [(NAME, "16.67")]


def test_figures_are_sent_with_their_days_and_long_words_are_cut() -> None:
    state = then(reckoned(then(outcome(), TO_SUM), "9000"), m.Back())
    assert state.visit is not None
    figure = SumFigure("收费标准" * 100, "", "某某", "2025-01-01", "2026-12-31", sample=True)
    done = replace(state.visit.sums[0], result=SumResult(amount="1.00", figures=(figure,)))
    state = replace(state, visit=replace(state.visit, sums=(done,)))
    worked = along.gathered(state, state.visit)  # type: ignore[arg-type]
    assert worked is not None
    (used,) = worked.sums[0].figures
    assert (used.since, used.until, used.sample) == ("2025-01-01", "2026-12-31", True)
    assert len(used.title) == w.LONGEST


def test_before_the_first_answer_there_is_nothing() -> None:
    for state in (inside(OPEN_SCENARIO), inside(OPEN_BUNDLE), inside()):
        assert state.visit is not None
        assert along.gathered(state, state.visit) is None
    boat = inside(OPEN_SCENARIO, BOAT)
    assert boat.visit is not None
    assert along.gathered(boat, boat.visit) == Worked(walked=w.Walked("wages", "boat", (w.Step("where", 1),)))


# ---- whether it goes


def test_untouched_it_goes_only_if_the_notice_says_so() -> None:
    silent = filled(then(inside(OPEN_SCENARIO, SITE, NOTE), TO_FORM))
    assert sent(silent).worked is None
    assert sent(then(silent, Enclose(yes=True))).worked == Worked(walked=PATH)
    said = filled(then(outcome(), TO_FORM))
    assert sent(then(said, Enclose(yes=False))).worked is None


def test_after_a_refused_notice_it_is_neither_sent_nor_offered() -> None:
    state = then(outcome(), m.OpenForm(CONSULTATION, "order-1"))
    state = then(state, m.Answer("request", "老板欠我三个月工资"), m.NextPage(), REFUSED)
    assert flow.route(state).screen is Screen.CHECK
    assert not along.offered(form(state))
    assert then(state, Enclose(yes=True)) == state
    assert sent(state).worked is None


def test_the_touch_counts_on_the_check_page_alone() -> None:
    state = then(outcome(), TO_FORM)
    assert then(state, Enclose(yes=False)) == state
    bare = filled(told(then(ready_state(), m.Wake("visit-1"), m.OpenForm(LEGAL_AID, "order-1"))))
    assert then(bare, Enclose(yes=True)) == bare


def test_nothing_of_it_stands_on_the_slip_or_stays() -> None:
    state = filled(then(reckoned(then(outcome(), TO_SUM), "9000"), m.Back(), TO_FORM))
    plain = filled(told(then(ready_state(), m.Wake("visit-1"), m.OpenForm(LEGAL_AID, "order-1"))))
    slips = []
    for one in (state, plain):
        after, effects = update(then(one, m.Submit()), saved("order-1"))
        slips.append([effect.slip for effect in effects if isinstance(effect, PrintSlip)])
        assert after.visit is not None
        assert after.visit.form is None
    assert slips[0] == slips[1]


def test_nothing_of_it_is_told_by_repr() -> None:
    state = filled(then(reckoned(then(outcome(), TO_SUM), "9871"), m.Back(), TO_FORM))
    for said in (repr(form(state)), repr(sent(state))):
        assert "9871" not in said
        assert "'note'" not in said


def test_a_visit_that_holds_it_holds_somebody() -> None:
    state = then(ready_state(), m.Wake("visit-1"))
    assert state.visit is not None
    assert not renewal.holds(state.visit)
    kept = FormProgress(Draft(LEGAL_AID, "o"), worked=Worked(walked=PATH))
    assert renewal.holds(replace(state.visit, form=kept))
    below = FormProgress(Draft(LEGAL_AID, "o"), aside=FormProgress(Draft(LEGAL_AID, "p")))
    assert renewal.holds(replace(state.visit, form=below))


# ---- where a place lies


def county() -> County:
    outline = (Point(30.70, 122.40), Point(30.75, 122.40), Point(30.75, 122.50), Point(30.70, 122.50))
    far = (Point(30.80, 122.70), Point(30.85, 122.70), Point(30.85, 122.75), Point(30.80, 122.75))
    islands = (Island("a", "样山岛", outline), Island("b", "远山岛", far))
    docks = (Dock("d", "样山码头", 30.72, 122.45), Dock("f", "码头", 30.82, 122.72))
    return County("c", "示例县", 30.0, 122.0, 31.0, 123.0, islands, docks)


def place_item(**changes: Any) -> ServiceItem:
    field = FormField("where", "place", "在哪里", "在哪里？", sentences=("样山码头",), **changes)
    return replace(consultation(), steps=(FormStep("one", "一", (field,)),))


@pytest.mark.parametrize(
    ("value", "spot"),
    [
        ("样山码头", Spot("where", 30.72, 122.45)),
        ("远山岛码头", Spot("where", 30.82, 122.72)),
        ("样例司法所", Spot("where", 30.71, 122.44)),
        ("样山岛", None),
        ("样山码头东边第三家", None),
        ("", None),
    ],
)
def test_a_chosen_place_is_sent_with_where_it_lies(value: str, spot: Spot | None) -> None:
    library = ready_state().library
    assert library is not None
    office = Office("office/x", "样例司法所", "司法所", "样例路", "", UNKNOWN, 30.71, 122.44)
    site = replace(library.site, lat=30.72, lon=122.46)
    library = replace(library, offices={office.id: office}, site=site, more={County: {"c": county()}})
    item = place_item()
    agreed = Consent("1", "", given=True)
    progress = FormProgress(Draft(item.id, "order-1", {"where": value} if value else {}, agreed))
    assert along.sealed(library, item, progress) == (Worked(spots=(spot,)) if spot else None)


def test_what_is_not_enclosed_does_not_take_the_place_with_it() -> None:
    library = ready_state().library
    assert library is not None
    library = replace(library, more={County: {"c": county()}})
    item, agreed = place_item(), Consent("1", "", given=True)
    draft = Draft(item.id, "order-1", {"where": "样山岛样山码头"}, agreed)
    progress = FormProgress(draft, worked=Worked(walked=PATH), enclosed=False)
    assert along.sealed(library, item, progress) == Worked(spots=(Spot("where", 30.72, 122.45),))
