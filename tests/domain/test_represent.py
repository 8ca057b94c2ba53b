"""A child is led to a grown-up, a helper says for whom, and what is personal is covered until asked for."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import flow, forms, identity, represent
from kiosk.domain import messages as m
from kiosk.domain.device import CardSeen
from kiosk.domain.effects import SaveOrder
from kiosk.domain.flow import Screen
from kiosk.domain.forms import Draft
from kiosk.domain.library import FormField, FormStep, ServiceItem
from kiosk.domain.problems import Problem, ProblemKind
from kiosk.domain.state import AppState, FormProgress
from kiosk.domain.update import update
from tests.flows.places import at, tick
from tests.support.library import CONSULTATION, LEGAL_AID, consultation, legal_aid, small_library
from tests.support.states import CHILD, MAN, card, ready_state, then

TODAY = date(2026, 11, 22)


def form_of(state: AppState) -> FormProgress:
    assert state.visit is not None
    assert state.visit.form is not None
    return state.visit.form


def screen(state: AppState) -> Screen:
    return flow.route(state).screen


# ---- a child


@pytest.mark.parametrize(
    ("born", "child"),
    [("20121122", False), ("20121123", True), ("20121121", False), ("20260101", True), ("19491231", False)],
)
def test_the_fourteenth_birthday_is_the_line(born: str, child: bool) -> None:
    number = f"330199{born}001"
    assert identity.is_child(number + identity.check_digit(number), TODAY) is child


def test_who_was_born_on_the_last_of_february_is_a_child_until_march() -> None:
    assert identity.under_age(date(2012, 2, 29), date(2026, 2, 28))
    assert not identity.under_age(date(2012, 2, 29), date(2026, 3, 1))


@given(st.text(max_size=20))
def test_no_number_is_no_childs(number: str) -> None:
    if identity.birth(number) is None:
        assert not identity.is_child(number, TODAY)


def test_a_birth_date_on_the_card_counts_where_no_number_is_read() -> None:
    assert represent.child_here(Draft("x", "o", {"birth": "2015-06-01"}), TODAY)
    assert not represent.child_here(Draft("x", "o", {"birth": "1949-12-31"}), TODAY)
    assert not represent.child_here(Draft("x", "o", {"birth": "unknown"}), TODAY)


@pytest.mark.parametrize("by_card", [True, False])
def test_a_childs_card_goes_no_further_and_nothing_of_it_is_kept(by_card: bool) -> None:
    state = at("identity")
    if by_card:
        state = then(state, CardSeen(), card("小小", CHILD), m.NextPage())
    else:
        state = then(state, m.TypeIdentity(), m.Answer("name", "小小"), m.NextPage())
        state = then(state, m.Answer("id_number", CHILD), m.NextPage())
    assert screen(state) is Screen.GUARDIAN
    assert "小小" not in repr(form_of(state).draft)
    assert CHILD not in repr(form_of(state).draft)
    assert screen(then(state, m.Back())) is Screen.IDENTITY


def test_the_grown_up_goes_on_with_a_card_of_his_own_and_names_the_child() -> None:
    state = then(at("guardian"), m.Represent())
    assert screen(state) is Screen.IDENTITY
    assert flow.card_wanted(state)
    state = then(state, CardSeen(), card("家长", MAN), m.NextPage())
    assert flow.route(state).key == "represented_relation"
    state = then(state, m.Answer("represented_relation", "child"), m.NextPage())
    state = then(state, m.Answer("represented_name", "小小"), m.NextPage())
    state = then(state, m.Answer("phone", "13000000000"), m.NextPage(), m.NextPage())
    _, effects = update(state, m.Submit())
    (order,) = (effect.submission for effect in effects if isinstance(effect, SaveOrder))
    assert (order.fields["name"], order.fields["id_number"]) == ("家长", MAN)
    assert (order.fields["represented_name"], order.fields["represented_relation"]) == ("小小", "child")


def _typed_form() -> AppState:
    """A form without a card: for whom, his own name and number, then a telephone."""
    item = consultation()
    number = FormField("number", "identity", "号码", "号码？")
    *who, phone, _how = item.steps[-1].fields
    step = replace(item.steps[-1], fields=(*who, number, phone))
    library = replace(small_library(), items=(replace(item, steps=(step,)),))
    state = then(replace(ready_state(), library=library), m.Wake("visit-1"))
    return then(state, m.OpenForm(CONSULTATION, "order-1"), m.GiveConsent("2026-11-21T14:05:00+08:00"))


def test_a_childs_number_without_a_card_leads_to_a_grown_up_too() -> None:
    """Also where name and whom it is for are asked before: nothing of the child stays, all is asked anew."""
    state = then(_typed_form(), m.Answer("name", "小小"), m.NextPage())
    before = then(state, m.Answer("number", CHILD))
    state = then(before, m.NextPage())
    assert screen(state) is Screen.GUARDIAN
    assert "小小" not in repr(form_of(state).draft)
    assert CHILD not in repr(form_of(state).draft)
    state = then(state, m.Represent())
    assert flow.route(state).key == "represented_relation"
    state = then(state, m.Answer("represented_relation", "child"), m.NextPage())
    state = then(state, m.Answer("represented_name", "小小"), m.NextPage())
    assert flow.route(state).key == "name"
    state = then(state, m.Answer("name", "家长"), m.NextPage(), m.Answer("number", MAN), m.NextPage())
    assert screen(state) is not Screen.GUARDIAN
    assert represent.child_here(form_of(before).draft, TODAY, _item(before))
    assert not represent.child_here(form_of(state).draft, TODAY, _item(state))


def _item(state: AppState) -> ServiceItem:
    assert state.library is not None
    return state.library.items[0]


def test_a_second_child_is_no_grown_up() -> None:
    state = then(at("guardian"), m.Represent(), CardSeen(), card("大大", CHILD), m.NextPage())
    assert screen(state) is Screen.GUARDIAN


def test_a_child_may_ask_without_a_card() -> None:
    state = then(at("guardian"), m.OpenForm(CONSULTATION, "order-9"))
    assert flow.route(state).key == "request"
    assert form_of(state).draft.item_id == CONSULTATION


def test_what_came_past_the_page_is_caught_at_the_end() -> None:
    state = at("check")
    draft = form_of(state).draft
    assert state.visit is not None
    child = replace(draft, answers={**draft.answers, "birth": "2015-06-01"})
    state = replace(state, visit=replace(state.visit, form=replace(form_of(state), draft=child)))
    state, effects = update(state, m.Submit())
    assert effects == ()
    assert screen(state) in (Screen.GUARDIAN, Screen.CHECK)
    assert not form_of(state).saving


# ---- for somebody else


@pytest.mark.parametrize("item", [consultation(), legal_aid()], ids=[CONSULTATION, LEGAL_AID])
def test_for_oneself_nothing_is_asked_about_another(item: ServiceItem) -> None:
    own, other = Draft(item.id, "o"), Draft(item.id, "o", representing=True)
    asked = [page.field_id for page in forms.pages(item, own)]
    more = [page.field_id for page in forms.pages(item, other)]
    assert [one for one in more if one not in asked] == ["represented_relation", "represented_name"]
    assert forms.problems(item, own, TODAY).keys() < forms.problems(item, other, TODAY).keys()


def test_a_helper_says_so_on_the_check_page_and_may_take_it_back() -> None:
    before = at("check")
    state = then(before, m.Represent())
    assert flow.route(state).key == "represented_relation"
    state = then(state, m.Answer("represented_relation", "parent"), m.NextPage())
    state = then(state, m.Answer("represented_name", "母亲"), m.NextPage(), m.NextPage(), m.NextPage())
    assert screen(state) is Screen.CHECK
    back = then(state, m.Represent(other=False))
    assert screen(back) is Screen.CHECK
    assert form_of(back).draft == form_of(before).draft


def test_of_another_nothing_is_sent_unless_one_acts_for_him() -> None:
    draft = Draft(CONSULTATION, "o", {"request": "工资", "represented_name": "母亲"})
    assert "represented_name" not in forms.submitted_fields(consultation(), draft)


# ---- what is covered


def test_shown_for_some_seconds_and_covered_again() -> None:
    state = then(at("check"), m.ShowPersonal())
    assert form_of(state).bare_until > state.now
    still = then(state, tick(state, represent.SHOWN_S - 0.5))
    assert form_of(still).bare_until
    assert not form_of(then(still, tick(still, 0.5))).bare_until


def test_a_second_touch_covers_at_once() -> None:
    assert not form_of(then(at("check"), m.ShowPersonal(), m.ShowPersonal())).bare_until


def test_the_next_page_is_covered() -> None:
    state = then(at("check"), m.ShowPersonal(), m.EditField("phone"))
    assert not form_of(state).bare_until


@pytest.mark.parametrize("place", ["write", "phone", "choice", "consent", "home", "guardian"])
def test_where_nothing_is_covered_there_is_nothing_to_show(place: str) -> None:
    before = at(place)
    assert then(before, m.ShowPersonal()) == before


# ---- asked once, and a pace


def test_nonsense_is_asked_about_once_and_then_let_through() -> None:
    state = then(
        ready_state(), m.Wake("visit-1"), m.OpenForm(CONSULTATION, "order-1"), m.Answer("request", "测试")
    )
    asked = then(state, m.NextPage())
    assert flow.route(asked).key == "request"
    assert form_of(asked).problem
    again = then(asked, m.Answer("request", "。。。"), m.NextPage())
    assert screen(again) is Screen.CONSENT


def test_an_empty_matter_is_asked_about_once_and_then_let_through() -> None:
    """Nobody is sent away for want of words: there is a number to come back with."""
    state = then(ready_state(), m.Wake("visit-1"), m.OpenForm(CONSULTATION, "order-1"))
    asked = then(state, m.NextPage())
    assert flow.route(asked).key == "request"
    assert form_of(asked).problem == Problem(ProblemKind.SAY_SOMETHING)
    refused = then(asked, m.NextPage(), m.RefuseConsent("2026-11-21T14:05:00+08:00"))
    assert screen(refused) is Screen.CHECK
    _, effects = update(refused, m.Submit())
    assert [effect.submission.fields for effect in effects if isinstance(effect, SaveOrder)] == [{}]


def test_a_number_added_on_the_check_page_brings_its_question_with_it() -> None:
    state = then(ready_state(), m.Wake("visit-1"), m.OpenForm(CONSULTATION, "order-1"))
    state = then(
        state, m.Answer("request", "工资没发"), m.NextPage(), m.GiveConsent("2026-11-21T14:05:00+08:00")
    )
    state = then(state, m.NextPage(), m.NextPage())
    assert screen(state) is Screen.CHECK
    asked = then(state, m.EditField("phone"), m.Answer("phone", "13000000000"), m.NextPage())
    assert flow.route(asked).key == "contact"
    back = then(asked, m.Answer("contact", "none"), m.NextPage())
    assert screen(back) is Screen.CHECK
    # Changed later: only what is changed is asked.
    assert screen(then(back, m.EditField("phone"), m.NextPage())) is Screen.CHECK
    changed = then(back, m.EditField("contact"), m.Answer("contact", "phone"), m.NextPage())
    assert (screen(changed), form_of(changed).draft.answer("contact")) == (Screen.CHECK, "phone")
    gone = then(back, m.EditField("phone"), m.Answer("phone", ""), m.NextPage())
    assert screen(gone) is Screen.CHECK
    _, effects = update(gone, m.Submit())
    assert [effect.submission.fields for effect in effects if isinstance(effect, SaveOrder)] == [
        {"request": "工资没发"}
    ]


def test_a_cry_goes_through_at_once() -> None:
    state = then(
        ready_state(), m.Wake("visit-1"), m.OpenForm(CONSULTATION, "order-1"), m.Answer("request", "救命")
    )
    assert screen(then(state, m.NextPage())) is Screen.CONSENT


# ---- a helper who refuses


AT = "2026-11-22T09:00:00+08:00"


def refused() -> AppState:
    """On the check page of a question without name and number."""
    return then(
        ready_state(),
        m.Wake("visit-1"),
        m.OpenForm(CONSULTATION, "order-1"),
        m.Answer("request", "工资三个月没有发"),
        m.NextPage(),
        m.RefuseConsent(AT),
    )


def test_whoever_refused_and_then_acts_for_another_is_shown_the_notice_again() -> None:
    state = then(refused(), m.Represent())
    assert screen(state) is Screen.CONSENT
    asked = then(state, m.GiveConsent(AT))
    assert form_of(asked).draft.representing
    assert flow.route(asked).key == "represented_relation"
    again = then(state, m.RefuseConsent(AT))
    assert screen(again) is Screen.CHECK
    assert not form_of(again).draft.representing
    _, effects = update(again, m.Submit())
    assert [type(effect) for effect in effects] == [SaveOrder]


def test_a_refusal_that_takes_questions_away_stays_at_the_notice() -> None:
    """Whoever refuses acts for nobody else any more; he is not carried past the notice by that."""
    other = FormField("other", "text", "他的事", "他怎么了？", represented=True)
    name = FormField("name", "name", "称呼", "怎么称呼？")
    must = FormField("number", "phone", "电话", "您的电话？", required=True)
    item = replace(consultation(), steps=(FormStep("request", "说事情", (other, name, must)),))
    state = replace(ready_state(), library=replace(small_library(), items=(item,)))
    state = then(state, m.Wake("visit-1"), m.OpenForm(item.id, "order-1"), m.Represent())
    state = then(state, m.NextPage(), m.RefuseConsent(AT), m.Back())
    assert screen(state) is Screen.CONSENT
