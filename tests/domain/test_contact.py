"""How somebody is to be reached, what is chosen and what is signed: where each is asked, and what of it goes
along.
"""

from dataclasses import replace

import pytest

from kiosk.domain import flow, forms
from kiosk.domain import messages as m
from kiosk.domain.effects import PrintSlip, SaveOrder
from kiosk.domain.flow import Route, Screen
from kiosk.domain.forms import Consent, Draft
from kiosk.domain.problems import Problem, ProblemKind
from kiosk.domain.slip import Receipt
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from script.gallery_forms_chosen import ADDRESS, AT, chosen_item, signed
from tests.support.library import small_library
from tests.support.states import answers, ready_state, saved, then

ITEM = chosen_item(small_library().items[0])
AGREED = Consent("", AT, given=True)
REACHED = {"contact": "visit", "contact_when": "morning", "contact_where": ADDRESS}
WHOLE = {
    "papers": "note,chat", "before": "no", "green": "elder", "phone": "13000000000", **REACHED,
    "sign": signed(),
}  # fmt: skip


def opened() -> AppState:
    library = replace(small_library(), items=(ITEM, *small_library().items[1:]))
    state = replace(ready_state(), library=library)
    return then(state, m.Wake("visit-1"), m.OpenForm(ITEM.id, "order-1"))


def draft(**given: str) -> Draft:
    return Draft(ITEM.id, "order-1", {**WHOLE, **given}, consent=AGREED)


def at_contact(phone: str = "13000000000") -> AppState:
    first = (m.Answer("papers", "note"), m.NextPage(), m.Answer("before", "no"), m.NextPage())
    state = then(opened(), *first, m.GiveConsent(AT), m.NextPage())
    return then(state, m.Answer("phone", phone), m.NextPage())


def test_each_kind_has_its_screen() -> None:
    state = opened()
    seen = [flow.route(state)]
    for name in ("papers", "before", "green", "phone"):
        state = then(state, m.GiveConsent(AT), m.Answer(name, WHOLE[name]), m.NextPage(), m.GiveConsent(AT))
        seen.append(flow.route(state))
    for name, value in (*REACHED.items(), ("sign", signed())):
        state = then(state, m.Answer(name, value), m.NextPage())
        seen.append(flow.route(state))
    assert seen == [
        Route(Screen.CHOICE, "papers"),
        Route(Screen.CHOICE, "before"),
        Route(Screen.CHOICE, "green"),
        Route(Screen.PHONE, "phone"),
        Route(Screen.CHOICE, "contact"),
        Route(Screen.CHOICE, "contact_when"),
        Route(Screen.WRITE, "contact_where"),
        Route(Screen.SIGNATURE, "sign"),
        Route(Screen.CHECK, ITEM.id),
    ]
    assert answers(state) == WHOLE


@pytest.mark.parametrize(
    ("wish", "pages"),
    [("visit", 3), ("phone", 2), ("sms", 2), ("none", 1)],
)
def test_only_what_the_wish_needs_is_asked(wish: str, pages: int) -> None:
    state = then(at_contact(), m.Answer("contact", wish))
    for number in range(pages):
        assert flow.route(state).key.startswith("contact"), number
        state = then(state, m.Answer("contact_where", ADDRESS), m.NextPage())
    assert flow.route(state) == Route(Screen.SIGNATURE, "sign")


def test_back_goes_through_the_same_pages_and_keeps_everything() -> None:
    state = at_contact()
    for name, value in REACHED.items():
        state = then(state, m.Answer(name, value), m.NextPage())
    whole = answers(state)
    keys = []
    for _ in range(3):
        state = then(state, m.Back())
        keys.append(flow.route(state).key)
    assert keys == ["contact", "phone", "green"]  # from behind it, the first page: the wish
    state = then(at_contact(), m.Answer("contact", "visit"), m.NextPage(), m.NextPage())
    back = [flow.route(state := then(state, m.Back())).key for _ in range(3)]
    assert back == ["contact_when", "contact", "phone"]
    assert {name: whole[name] for name in REACHED} == REACHED


def test_nobody_is_called_where_there_is_no_number() -> None:
    state = then(at_contact(phone=""), m.Answer("contact", "sms"), m.NextPage())
    assert flow.route(state) == Route(Screen.CHOICE, "contact")
    assert state.visit is not None
    assert state.visit.form is not None
    assert state.visit.form.problem == Problem(ProblemKind.CONTACT_PHONE)


def test_what_the_wish_does_not_want_any_more_is_not_sent() -> None:
    """Who asked for a visit first, and then for no call: neither address nor hour goes along."""
    for wish, left in (("visit", set(REACHED)), ("sms", {"contact", "contact_when"}), ("none", {"contact"})):
        sent = forms.submitted_fields(ITEM, draft(contact=wish))
        assert set(REACHED) & set(sent) == left
        assert forms.submitted_fields(ITEM, replace(draft(contact=wish), answers=sent)) == sent


def test_with_the_number_erased_nothing_says_call_me() -> None:
    """An older form asks how only of who left a number; a newer one refuses what cannot be done."""
    today = flow.today(ready_state())
    old = small_library().items[0]
    by_phone = {"request": "工资没发", "phone": "13000000000", "contact": "phone"}
    kept = Draft(old.id, "order-1", by_phone, consent=AGREED)
    assert forms.submitted_fields(old, kept)["contact"] == "phone"
    erased = kept.with_answer("phone", "")
    assert "contact" not in forms.submitted_fields(old, erased)
    assert forms.problems(old, erased, today) == {}
    wrong = forms.problems(ITEM, draft(contact="phone", phone=" "), today)
    assert wrong == {"contact": Problem(ProblemKind.CONTACT_PHONE)}


def test_what_to_bring_follows_the_answers_as_far_as_a_slip() -> None:
    """On the screen all of it; on the slip only what an editor marked."""
    state = opened()
    for name, value in WHOLE.items():
        given = m.Answer(name, "bank" if name == "papers" else value)
        state = then(state, m.GiveConsent(AT), given, m.NextPage())
    assert forms.materials(ITEM, draft()) == ("身份证", "欠条复印件", "优待证件")
    assert flow.route(state).screen is Screen.CHECK
    state, effects = update(state, m.Submit())
    assert [type(effect) for effect in effects] == [SaveOrder]
    state, effects = update(state, saved("order-1"))
    assert state.visit is not None
    assert state.visit.submission is not None
    assert state.visit.submission.due == (1,)
    (slip,) = [effect.slip for effect in effects if isinstance(effect, PrintSlip)]
    assert isinstance(slip, Receipt)
    assert slip.papers == ("优待证件",)


def test_a_paper_that_tells_of_the_matter_stays_off_the_slip() -> None:
    state = opened()
    for name, value in WHOLE.items():
        given = m.Answer(name, "" if name == "green" else value)
        state = then(state, m.GiveConsent(AT), given, m.NextPage())
    state, _ = update(then(state, m.Submit()), saved("order-1"))
    assert state.visit is not None
    assert state.visit.submission is not None
    assert state.visit.submission.due == (0,)
    slip = update(state, m.PrintAgain("job-2"))
    assert "欠条" not in str(slip[1])
