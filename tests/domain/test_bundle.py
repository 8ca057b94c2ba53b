"""一件事: typed once, carried on; changed where it is carried to; one slip at the end."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain import bundle as engine
from kiosk.domain import forms, scenario
from kiosk.domain.bundle import How, Run
from kiosk.domain.forms import Consent, Draft
from kiosk.domain.library import FormField
from tests.support.library import ID_CARD, legal_aid
from tests.support.scenarios import BUNDLE, COURT, WAGES
from tests.support.states import MAN

TODAY = date(2026, 11, 23)
YES = Consent("legal-aid-1", "2026-11-23T02:00:00+08:00", given=True)


def asked(*answers: int, run: Run | None = None) -> Run:
    """Through the scenario."""
    walk = scenario.start(WAGES)
    for number in answers:
        walk = scenario.answer(WAGES, walk, number)
    return engine.asked_through(BUNDLE, run or engine.start(BUNDLE), WAGES, walk)


def states(run: Run) -> list[str]:
    return [how.value for how in engine.state(BUNDLE, run)]


def test_the_outcome_decides_which_stops_are_needed() -> None:
    court = asked(0, 0)
    assert states(court) == ["done", "now", "ahead", "not_needed", "ahead"]
    assert (court.outcome, [line.say for line in court.path]) == ("court", ["工地", "有"])
    assert states(asked(0, 1)) == ["done", "not_needed", "not_needed", "now", "ahead"]
    boat = asked(1)
    assert engine.here(BUNDLE, boat) is None
    assert states(boat) == ["done", *["not_needed"] * 4]


def test_what_was_said_is_carried_to_the_order() -> None:
    run = engine.skip(BUNDLE, asked(0, 0))  # the guide was read
    assert engine.given(BUNDLE, run, ("amount", "other")) == {}
    run = engine.finish(BUNDLE, run, {"amount": "12000.00"}, {engine.amount_id("payment-order"): "116.67"})
    assert run.facts["owed"] == "12000.00"
    draft = engine.draft(BUNDLE, run, legal_aid(), "order-1", TODAY)
    assert draft == Draft("legal-aid", "order-1", {"matter": "wages"})
    run = engine.finish(BUNDLE, run, draft.answers)
    assert engine.here(BUNDLE, run) is None
    assert states(run) == ["done", "skipped", "done", "not_needed", "done"]
    sheet = engine.sheet(BUNDLE, run)
    assert sheet.order == "legal-aid"
    assert (sheet.sums, sheet.papers) == ((("payment-order", "116.67"),), ())
    assert "116.67" not in repr(sheet)
    assert "12000" not in repr(run)


def test_a_paper_fills_the_order_and_nothing_personal_before_its_notice() -> None:
    item = legal_aid()
    run = engine.finish(
        BUNDLE,
        asked(0, 1),
        {"story": "三个月没发", "phone": "130 0000 0000", "name": "王示例", "id_number": MAN},
    )
    begun = engine.draft(BUNDLE, run, item, "order-1", TODAY)
    assert begun.answers == {"matter": "wages", "request": "三个月没发"}
    assert engine.agreed(BUNDLE, run, item, begun, TODAY) == begun
    refused = replace(begun, consent=replace(YES, given=False))
    assert engine.agreed(BUNDLE, run, item, refused, TODAY) == refused
    agreed = engine.agreed(BUNDLE, run, item, replace(begun, consent=YES), TODAY)
    # Who one is, is shown on the page for it: neither name nor number of the card are carried.
    assert agreed.answers == {**begun.answers, "phone": "13000000000"}
    own = replace(begun, consent=YES).with_answer("phone", "0580-1234567")
    assert engine.agreed(BUNDLE, run, item, own, TODAY).answer("phone") == "0580-1234567"


def test_what_cannot_stand_there_is_asked_for_again() -> None:
    run = replace(engine.start(BUNDLE), at=4, facts={"matter": "crew", "story": "x" * 3000})
    assert engine.prefilled(BUNDLE, run, forms.fields_of(legal_aid()), TODAY) == {}
    pays = FormField("amount", "money", "多少", "多少？")
    assert engine.prefilled(BUNDLE, replace(run, facts={"amount": "1,200 元"}), [pays, ID_CARD], TODAY) == {
        "amount": "1200.00"
    }
    assert engine.prefilled(BUNDLE, replace(run, at=5), [pays], TODAY) == {}


def test_the_id_of_a_choice_is_never_written_on_a_paper() -> None:
    run = replace(engine.start(BUNDLE), at=4, facts={"matter": "work-injury"})
    written = FormField("matter", "text", "哪件事", "哪件事？")
    assert engine.prefilled(BUNDLE, run, [written], TODAY) == {}
    told = replace(run, facts={"matter": "手被轧了"})
    assert engine.prefilled(BUNDLE, told, [written], TODAY) == {"matter": "手被轧了"}


def test_changed_later_it_counts_everywhere_and_the_sum_is_to_be_made_again() -> None:
    run = engine.finish(BUNDLE, engine.skip(BUNDLE, asked(0, 0)), {"amount": "12000.00"})
    run = engine.finish(BUNDLE, run, {"matter": "wages", "owed": "9000.00"})
    assert states(run) == ["done", "skipped", "again", "not_needed", "done"]
    again = engine.back_to(BUNDLE, run, 2)
    assert engine.given(BUNDLE, again, ("amount",)) == {"amount": "9000.00"}
    assert states(engine.finish(BUNDLE, again, {"amount": "9000.00"}))[2] == "done"


def test_a_sum_written_otherwise_is_the_same_sum() -> None:
    run = engine.finish(BUNDLE, engine.skip(BUNDLE, asked(0, 0)), {"amount": "9000"})
    run = engine.finish(BUNDLE, run, {"matter": "wages", "owed": "9000.00"})
    assert states(run)[2] == "done"


def test_answered_anew_the_scenario_takes_back_what_it_filled_in() -> None:
    run = engine.back_to(BUNDLE, asked(0, 0), 0)
    run = asked(1, run=run)
    assert run.facts == {"matter": "crew"}
    assert run.outcome == "boat"
    assert states(asked(0, 1, run=engine.back_to(BUNDLE, run, 0))) == [
        "done", "not_needed", "not_needed", "now", "ahead",
    ]  # fmt: skip


def test_back_keeps_everything_and_passes_over_what_is_not_needed() -> None:
    run = engine.finish(BUNDLE, asked(0, 1), {"story": "三个月没发"})
    back = engine.back(BUNDLE, run)
    assert back is not None
    assert (back.at, back.facts) == (3, run.facts)
    first = engine.back(BUNDLE, back)
    assert first is not None
    assert first.at == 0
    assert engine.back(BUNDLE, first) is None


def test_late_touches_change_nothing() -> None:
    end = asked(1)
    assert engine.finish(BUNDLE, end, {"a": "b"}) == end
    assert engine.skip(BUNDLE, end) == end
    assert engine.back_to(BUNDLE, end, 3) == end
    assert engine.back_to(BUNDLE, end, 99) == end
    walking = engine.start(BUNDLE)
    assert engine.asked_through(BUNDLE, walking, WAGES, scenario.start(WAGES)) == walking
    assert asked(0, 0, run=end) == end
    assert engine.leads_to(COURT.next, BUNDLE.stops[1])


def test_a_run_is_bounded() -> None:
    many = {f"f{number}": "x" for number in range(500)}
    run = engine.finish(BUNDLE, engine.start(BUNDLE), {"long": "x" * 5000, "none": "", **many})
    assert len(run.facts) == engine.FACTS_MOST
    assert "long" not in run.facts
    assert "none" not in run.facts


@settings(max_examples=60)
@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 1), min_size=1, max_size=2))
def test_whatever_is_touched_nothing_typed_is_lost(touches: list[int], answers: list[int]) -> None:
    run = engine.start(BUNDLE)
    for touch in touches:
        before = run
        stop = engine.here(BUNDLE, run)
        if touch == 0:
            run = engine.back(BUNDLE, run) or run
        elif touch == 1:
            run = engine.skip(BUNDLE, run)
        elif touch == 2:
            run = engine.back_to(BUNDLE, run, len(answers) + touch)
        elif stop is not None and stop.kind == "scenario":
            run = asked(*answers, run=run)
        else:
            run = engine.finish(BUNDLE, run, {"story": "三个月没发", f"own_{touch}": "1"})
        engine.sheet(BUNDLE, run)
        assert set(before.facts) - {"matter", "note"} <= set(run.facts)
        assert len(engine.state(BUNDLE, run)) == len(BUNDLE.stops)
        assert sum(how is How.NOW for how in engine.state(BUNDLE, run)) == (
            engine.here(BUNDLE, run) is not None
        )
