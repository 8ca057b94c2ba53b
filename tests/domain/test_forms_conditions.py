"""When a question is asked: tests, rows, and what they see of a form."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain import forms
from kiosk.domain.forms import Draft
from kiosk.domain.forms_conditions import Test, When, holds, mentions
from kiosk.domain.library import FormField, FormStep, Material, ServiceItem
from tests.support.library import MATTER, PHONE, REQUEST, legal_aid


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        (Test("a", one_of=("x", "y")), "y", True),
        (Test("a", one_of=("x",)), "z", False),
        (Test("a", one_of=("x",)), "", False),
        (Test("a", one_of=("x",)), "w,x", True),
        (Test("a", none_of=("x",)), "w,x", False),
        (Test("a", none_of=("x",)), "w", True),
        (Test("a", none_of=("x",)), "", False),
        (Test("a", filled=True), "x", True),
        (Test("a", filled=True), "", False),
        (Test("a", filled=False), "", True),
        (Test("a", filled=False), "x", False),
        (Test("a", least="1000"), "1000.00", True),
        (Test("a", least="1000"), "999.99", False),
        (Test("a", least="1000"), "很多", False),
        (Test("a", least="1000", most="2000"), "2000.01", False),
        (Test("a", most="2026-11-01"), "2026-11-01", True),
        (Test("a", most="2026-11-01"), "2026-11-02", False),
        (Test("a", most="2026-11-01"), "5", False),
        (Test("a", most="2026-02-30"), "2026-01-01", False),
    ],
)
def test_a_test(test: Test, value: str, expected: bool) -> None:
    assert holds(((test,),), {"a": value} if value else {}) is expected


def test_one_row_suffices_and_all_of_it_must_hold() -> None:
    when: When = ((Test("a", one_of=("x",)), Test("b", filled=True)), (Test("c", one_of=("y",)),))
    assert mentions(when) == {"a", "b", "c"}
    assert holds((), {})
    assert holds(when, {"a": "x", "b": "1"})
    assert holds(when, {"c": "y"})
    assert not holds(when, {"a": "x"})


OF_WAGES: When = ((Test("matter", ("wages",)),),)
AMOUNT = FormField(
    "amount", "money", "多少钱", "欠多少？", required=True, when=((Test("matter", ("wages",)),),)
)
NOTE = FormField("note", "yesno", "有没有欠条", "有没有欠条？", when=((Test("amount", least="1000"),),))
ITEM: ServiceItem = replace(
    legal_aid(),
    steps=(FormStep("one", "说事情", (MATTER, AMOUNT, NOTE, REQUEST, PHONE)),),
    materials=("身份证",),
    materials_when=(
        Material("欠条", ((Test("note", ("yes",)),),)),
        Material("认定书", ((Test("matter", ("work-injury",)),),)),
        Material("身份证", ((Test("phone", filled=True),),)),
    ),
)


def asked(**answers: str) -> list[str]:
    return [one.id for one, _ in forms.asked(ITEM, Draft(ITEM.id, "order-1", answers))]


def test_what_hangs_on_an_answer_is_asked_after_it_and_what_hangs_on_that_too() -> None:
    assert asked() == ["matter", "request", "phone"]
    assert asked(matter="wages") == ["matter", "amount", "request", "phone"]
    assert asked(matter="wages", amount="1,500 元") == ["matter", "amount", "note", "request", "phone"]
    # The answers stay in the draft, and count for nothing while nobody is asked.
    assert asked(matter="unsure", amount="1500", note="yes") == ["matter", "request", "phone"]


def test_an_answer_nobody_is_asked_for_goes_nowhere() -> None:
    draft = Draft(ITEM.id, "order-1", {"matter": "unsure", "amount": "五", "note": "yes", "request": "没发"})
    assert forms.submitted_fields(ITEM, draft) == {"matter": "unsure", "request": "没发"}
    assert forms.problems(ITEM, draft, date(2026, 11, 23)) == {}


def test_the_papers_follow_the_answers_each_once() -> None:
    def papers(**answers: str) -> tuple[str, ...]:
        return forms.materials(ITEM, Draft(ITEM.id, "order-1", answers))

    assert papers() == ("身份证",)
    assert papers(matter="wages", amount="2000", note="yes", phone="13000000000") == ("身份证", "欠条")
    assert papers(matter="work-injury", amount="2000", note="yes") == ("身份证", "认定书")


def test_what_an_answer_brings_with_it_is_asked_next() -> None:
    draft = Draft(ITEM.id, "order-1", {"matter": "wages", "request": "没发"})
    assert forms.hangs_on(ITEM, NOTE) == {"matter", "amount"}
    assert forms.hangs_on(ITEM, PHONE) == frozenset()
    assert forms.hangs_on(ITEM, replace(PHONE, id="other")) == frozenset()
    assert forms.now_asked(ITEM, draft, "matter") == "amount"
    assert forms.now_asked(ITEM, draft.with_answer("amount", "2000"), "matter") == "note"
    assert forms.now_asked(ITEM, draft.with_answer("amount", "20"), "amount") == ""
    assert forms.now_asked(ITEM, draft, "request") == ""


def test_whom_an_answer_spares_what_is_personal_may_refuse() -> None:
    call = replace(PHONE, required=True, when=OF_WAGES)
    item = replace(ITEM, steps=(FormStep("one", "说事情", (MATTER, call)),))
    assert not forms.refusal_allowed(item)
    assert forms.refusal_allowed(item, Draft(item.id, "order-1", {"matter": "unsure"}))
    assert not forms.refusal_allowed(item, Draft(item.id, "order-1", {"matter": "wages"}))
