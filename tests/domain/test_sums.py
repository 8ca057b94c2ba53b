"""A calculator's lines: what is asked, what may stand on them, what happens as they are filled in."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kiosk.domain import flow, renewal, sums
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import ABSENT, PrintOutcome, PrintReported
from kiosk.domain.effects import PrintSlip, RecordPrint
from kiosk.domain.slip import SumPaper
from kiosk.domain.state import AppState, PrintProgress, PrintState
from kiosk.domain.sums import (
    Fault,
    Reckon,
    Reckoned,
    Refusal,
    SumCard,
    SumChoice,
    SumLine,
    SumResult,
    SumsReady,
    named,
    of_fact,
)
from kiosk.domain.update import update
from kiosk.domain.update_sums import (
    AnswerSum,
    LineDone,
    OpenSum,
    PrintSum,
    ShowSum,
    finished,
    work,
)
from tests.support.states import ready_state, then

WAGE = SumLine("wage", "月工资", "money", unit="元")
GRADE = SumLine("grade", "几级", "integer", unit="级", least=Decimal(1), most=Decimal(10))
SHARE = SumLine("share", "责任", "percent", unit="%", most=Decimal(100), required=False)
DAY = SumLine("day", "哪天", "date", required=False)
KIND = SumLine("kind", "哪种", "choice", choices=(SumChoice("N", "补偿"),), required=False)
HALF = SumLine("half", "减半", "yes_no", required=False)
SECOND = SumLine("second", "第二个", "number", required=False, after="grade")
HEADS = SumLine("heads", "几个人", "integer", after="second")
CARD = SumCard("sum", "算一个", "试一试", "work", (WAGE, GRADE, SHARE, DAY, KIND, HALF, SECOND, HEADS))
RESULT = SumResult(amount="40000.00", steps=("8000 × 5 = 40000 元",), note="仅供参考")


def opened(*messages: object) -> AppState:
    return then(ready_state(), SumsReady((CARD,)), m.Wake("visit-1"), OpenSum("sum"), *messages)


def done(state: AppState) -> sums.SumWork:
    return work(state, "sum")


def asked_for(state: AppState, message: object) -> tuple[AppState, list[Reckon]]:
    after, effects = update(state, message)
    return after, [one for one in effects if isinstance(one, Reckon)]


# ---- judging ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text", "fault"),
    [
        (WAGE, "", None),
        (WAGE, "8000", None),
        (WAGE, "8000.", None),
        (WAGE, "8000.55", None),
        (WAGE, "8000.555", Fault.PLACES),
        (WAGE, ".", Fault.NUMBER),
        (WAGE, "-1", Fault.NUMBER),
        (WAGE, "1e5", Fault.NUMBER),
        (WAGE, "八千", Fault.NUMBER),
        (WAGE, "1000000000", None),
        (WAGE, "1000000001", Fault.HIGH),
        (GRADE, "0", Fault.LOW),
        (GRADE, "1", None),
        (GRADE, "10", None),
        (GRADE, "11", Fault.HIGH),
        (GRADE, "1.5", Fault.WHOLE),
        (SHARE, "70", None),
        (SHARE, "100.01", Fault.HIGH),
        (DAY, "2024-02-29", None),
        (DAY, "2023-02-29", Fault.DAY),
        (DAY, "2024-03", Fault.DAY),
        (DAY, "1949-12-31", Fault.YEAR),
        (DAY, "1950-01-01", None),
        (DAY, "2101-01-01", Fault.YEAR),
        (KIND, "N", None),
        (KIND, "2N", Fault.CHOICE),
        (HALF, sums.YES, None),
        (HALF, "也许", Fault.CHOICE),
    ],
)
def test_what_may_stand_on_a_line(line: SumLine, text: str, fault: Fault | None) -> None:
    assert sums.fault(line, text) is fault


def test_a_line_is_asked_only_behind_the_one_it_follows() -> None:
    def keys(**answers: str) -> list[str]:
        return [line.key for line in sums.asked(CARD, answers)]

    assert keys() == ["wage", "grade", "share", "day", "kind", "half"]
    assert keys(grade="1")[-1] == "second"
    assert keys(grade="1", second="2")[-1] == "heads"
    # One that is not asked any more counts no more either.
    assert sums.counted(CARD, {"second": "2", "heads": "3", "wage": "5"}) == (("wage", "5"),)


def test_what_is_asked_and_needed_is_missing() -> None:
    assert [line.key for line in sums.missing(CARD, {})] == ["wage", "grade"]
    assert [line.key for line in sums.missing(CARD, {"wage": "1", "grade": "1", "second": "2"})] == ["heads"]
    assert sums.ready(CARD, {"wage": "1", "grade": "1"})
    assert not sums.ready(CARD, {"wage": "1", "grade": "11"})


def test_a_library_that_knows_the_calculators_stays_itself() -> None:
    """What follows the library that is shown takes another object for a new one."""
    library = ready_state().library
    assert library is not None
    once = named(library, (CARD,))
    assert once.every(SumCard) == {"sum": CARD}
    assert named(once, (CARD,)) is once
    assert named(once, (replace(CARD, title="另一个"),)) is not once


@pytest.mark.parametrize(
    ("fact", "result"),
    [
        ("", None),
        ("30000.00", SumResult(amount="30000.00")),
        ("2024-08-30", SumResult(day="2024-08-30")),
        ("2024-02-30", SumResult(outcome="2024-02-30")),
        ("免予核查", SumResult(outcome="免予核查")),
    ],
)
def test_a_fact_is_a_result_again(fact: str, result: SumResult | None) -> None:
    assert of_fact(fact) == result
    assert result is None or result.found == fact


# ---- filling in ------------------------------------------------------------------------------------


def test_the_result_is_asked_for_when_nothing_is_missing_and_not_before() -> None:
    state, asked = asked_for(opened(), AnswerSum("sum", "wage", "8000"))
    assert asked == []
    state, asked = asked_for(state, AnswerSum("sum", "grade", "8"))
    assert [(one.visit_id, one.name, one.answers) for one in asked] == [
        ("visit-1", "sum", (("wage", "8000"), ("grade", "8")))
    ]
    assert asked[0].today == flow.today(state)
    answered = then(state, Reckoned("visit-1", "sum", asked[0].asked, RESULT))
    assert done(answered).result == RESULT
    # Half a change has no result; the old one is not told for it.
    changed, asked = asked_for(answered, AnswerSum("sum", "grade", "88"))
    assert (done(changed).result, asked) == (None, [])


def test_only_the_answer_to_the_last_question_counts() -> None:
    state = opened(AnswerSum("sum", "wage", "8000"))
    state, first = asked_for(state, AnswerSum("sum", "grade", "8"))
    state, second = asked_for(state, AnswerSum("sum", "grade", "9"))
    assert done(then(state, Reckoned("visit-1", "sum", first[0].asked, RESULT))).result is None
    assert done(then(state, Reckoned("visit-0", "sum", second[0].asked, RESULT))).result is None
    assert done(then(state, Reckoned("visit-1", "sum", second[0].asked, RESULT))).result == RESULT


def test_a_refusal_stands_beside_its_line_and_nothing_typed_is_lost() -> None:
    state = opened(AnswerSum("sum", "wage", "8000"))
    state, asked = asked_for(state, AnswerSum("sum", "grade", "8"))
    refusal = Refusal("grade", "没有这一级")
    state = then(state, Reckoned("visit-1", "sum", asked[0].asked, refusal=refusal))
    assert done(state).refusal == refusal
    assert done(state).answers == {"wage": "8000", "grade": "8"}
    assert done(then(state, AnswerSum("sum", "grade", "7"))).refusal is None


def test_nothing_filled_in_is_nothing_wrong() -> None:
    card = replace(CARD, lines=(SHARE, HALF))
    state = then(ready_state(), SumsReady((card,)), m.Wake("visit-1"))
    state, asked = asked_for(state, OpenSum("sum"))
    assert len(asked) == 1
    refused = Reckoned("visit-1", "sum", asked[0].asked, refusal=Refusal("share", "没有填"))
    assert done(then(state, refused)).refusal is None
    nought = Reckoned("visit-1", "sum", asked[0].asked, SumResult(amount="0.00"))
    assert done(then(state, nought)).result is None
    assert done(then(state, replace(nought, result=RESULT))).result == RESULT


def test_done_leads_through_what_is_missing_and_back() -> None:
    state = opened(ShowSum(s.SumEntry("sum", "wage")), LineDone())
    assert flow.route(state) == flow.Route(flow.Screen.SUM_TYPE, "sum.wage")
    assert done(state).told == "wage"
    state = then(state, AnswerSum("sum", "wage", "8000"))
    assert done(state).told == ""
    state = then(state, LineDone())
    assert flow.route(state).key == "sum.grade"
    state = then(state, AnswerSum("sum", "grade", "11"), LineDone())
    assert (flow.route(state).key, done(state).told) == ("sum.grade", "grade")
    state = then(state, AnswerSum("sum", "grade", "8"), LineDone())
    assert flow.route(state).key == "sum#0"
    assert flow.route(then(state, m.Back())).screen is flow.Screen.HOME


def test_another_page_takes_the_place_of_the_one_that_is_shown() -> None:
    state = opened(ShowSum(s.SumView("sum", 2)))
    assert flow.route(state).key == "sum#2"
    assert flow.route(then(state, m.Back())).screen is flow.Screen.HOME


def test_what_is_no_line_of_it_opens_nothing() -> None:
    state = opened()
    assert then(state, ShowSum(s.SumEntry("sum", "none"))) == state
    assert then(state, OpenSum("none")) == state
    assert then(state, AnswerSum("sum", "none", "1")) == state


def test_every_calculator_keeps_its_own_answers() -> None:
    other = replace(CARD, name="other")
    state = then(ready_state(), SumsReady((CARD, other)), m.Wake("visit-1"), OpenSum("sum"))
    state = then(state, AnswerSum("sum", "wage", "8000"), OpenSum("other"), AnswerSum("other", "wage", "1"))
    state = then(state, m.GoHome(), OpenSum("sum"))
    assert (work(state, "sum").answers, work(state, "other").answers) == ({"wage": "8000"}, {"wage": "1"})


# ---- given and handed back -------------------------------------------------------------------------


def test_what_is_known_is_filled_in_but_never_over_what_was_typed() -> None:
    begun = opened(OpenSum("sum", (("wage", "6000"), ("grade", "99"), ("none", "1"))))
    assert done(begun).answers == {"wage": "6000"}
    # What was given follows what is known now, what was typed stays.
    assert done(then(begun, OpenSum("sum", (("wage", "7000"),)))).answers == {"wage": "7000"}
    typed = then(begun, AnswerSum("sum", "wage", "8000"), OpenSum("sum", (("wage", "7000"),)))
    assert done(typed).answers == {"wage": "8000"}


def test_what_came_of_it_is_handed_back() -> None:
    state = opened(AnswerSum("sum", "wage", "8000"), AnswerSum("sum", "grade", "8"))
    assert finished(state) is None
    state = then(state, Reckoned("visit-1", "sum", done(state).asked, RESULT))
    assert finished(state) == ({"wage": "8000", "grade": "8"}, {"sum_amount": "40000.00"})
    assert finished(then(state, m.GoHome())) is None


# ---- paper, and the end ----------------------------------------------------------------------------


def reckoned() -> AppState:
    state = opened(AnswerSum("sum", "wage", "8000"), AnswerSum("sum", "grade", "8"))
    return then(state, Reckoned("visit-1", "sum", done(state).asked, RESULT))


def test_a_result_is_printed_with_what_was_filled_in() -> None:
    state, effects = update(reckoned(), PrintSum("job-1", "sum"))
    (printed,) = effects
    assert isinstance(printed, PrintSlip)
    assert isinstance(printed.slip, SumPaper)
    assert printed.order_id == ""
    assert printed.slip.given == ((WAGE, "8000"), (GRADE, "8"))
    assert printed.slip.result == RESULT
    assert state.visit is not None
    assert (state.visit.sum_print, state.visit.papers) == (PrintProgress("job-1"), frozenset({"job-1"}))
    assert update(state, PrintSum("job-2", "sum"))[1] == ()
    state, effects = update(state, PrintReported("job-1", PrintOutcome.SENT))
    assert effects == (RecordPrint("job-1", "", "sum", "sent"),)
    assert state.visit is not None
    assert state.visit.sum_print == PrintProgress("job-1", PrintState.SENT)
    # It is said of what is shown: of another result, or elsewhere, it says nothing.
    for message in (AnswerSum("sum", "grade", "9"), m.GoHome()):
        after = then(state, message).visit
        assert after is not None
        assert after.sum_print is None


@pytest.mark.parametrize("state", [opened(), replace(reckoned(), printer=ABSENT)], ids=["nothing", "printer"])
def test_without_a_result_or_a_printer_nothing_is_printed(state: AppState) -> None:
    after, effects = update(state, PrintSum("job-1", "sum"))
    assert (after, effects) == (state, ())


def test_what_was_typed_goes_with_the_visit() -> None:
    state = reckoned()
    assert state.visit is not None
    assert renewal.holds(state.visit)
    assert "8000" not in repr(state.visit.sums), "never in a log"
    ended = then(state, PrintSum("job-1", "sum"), m.EndVisit())
    assert ended.visit is not None, "the paper is to be taken along"
    assert ended.visit.sums == ()
    assert then(state, m.EndVisit(quietly=True)).visit is None


def test_only_looking_leaves_nothing_behind() -> None:
    visit = opened().visit
    assert visit is not None
    assert not renewal.holds(visit)
