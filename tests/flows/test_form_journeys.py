"""Ways through a form: another card, refusing, changing one's mind, going back, editing."""

from kiosk.domain import messages as m
from kiosk.domain.effects import SaveOrder
from kiosk.domain.flow import Screen
from tests.flows.steps import (
    AT,
    PERSON,
    PHONE,
    READS,
    STORY,
    WAKE,
    card_laid_down,
    contact_to_check,
    submit_and_print,
    to_consultation_check,
    to_consultation_contact,
    to_identity,
)
from tests.support.flow import FlowStep, play
from tests.support.library import CONSULTATION, LEGAL_AID
from tests.support.states import MAN, WOMAN, answers, card, ready_state, says


def test_back_from_typing_leads_to_the_reader_again_and_a_card_then_replaces_all() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            *to_identity(),
            FlowStep(m.TypeIdentity(), Screen.WRITE, "name"),
            FlowStep(m.Answer("name", "李示例"), Screen.WRITE),
            FlowStep(m.NextPage(), Screen.PHONE, "id_number"),
            FlowStep(m.Answer("id_number", WOMAN), Screen.PHONE),
            FlowStep(m.Back(), Screen.WRITE, "name"),
            FlowStep(m.Back(), Screen.IDENTITY, card=READS),
            FlowStep(card(PERSON, MAN), Screen.IDENTITY),
            *contact_to_check(),
        ],
    )
    assert played.state.visit is not None
    assert played.state.visit.form is not None
    assert answers(played.state)["name"] == PERSON
    assert answers(played.state)["id_number"] == MAN
    assert played.state.visit.form.draft.identity_source == "card"


def test_another_card_can_be_laid_down_instead() -> None:
    play(
        ready_state(),
        [
            WAKE,
            *to_identity(),
            *card_laid_down(),
            FlowStep(
                m.UseCard(),
                Screen.IDENTITY,
                card=READS,
                holds=lambda state: not {"name", "id_number"} & set(answers(state)),
            ),
            FlowStep(
                card("李示例", WOMAN), Screen.IDENTITY, holds=lambda s_: answers(s_)["name"] == "李示例"
            ),
        ],
    )


def test_refused_where_the_law_needs_no_identity_the_question_goes_without() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            *to_consultation_contact(),
            FlowStep(m.RefuseConsent(AT), Screen.CHECK, CONSULTATION),
            *submit_and_print(),
        ],
    )
    order = played.only(SaveOrder).submission
    assert order.fields == {"request": STORY}
    assert (order.consent_version, order.consent_at) == ("", "")


def test_refused_where_an_identity_is_needed_the_story_goes_as_a_question() -> None:
    """不同意: nothing personal is kept, and what was written is not written twice."""
    played = play(
        ready_state(),
        [
            WAKE,
            *to_identity(),
            FlowStep(m.Back(), Screen.CONSENT),
            FlowStep(m.RefuseConsent(AT), Screen.REFUSED),
            FlowStep(m.OpenForm(CONSULTATION, "order-2"), Screen.WRITE, "request"),
            FlowStep(m.NextPage(), Screen.CONSENT, "consultation-1"),
            FlowStep(m.RefuseConsent(AT), Screen.CHECK, CONSULTATION),
            *submit_and_print("order-2"),
        ],
    )
    order = played.only(SaveOrder).submission
    assert (order.order_id, order.item_id) == ("order-2", CONSULTATION)
    assert order.fields == {"request": STORY}


def test_a_refusal_can_be_taken_back() -> None:
    play(
        ready_state(),
        [
            WAKE,
            *to_identity(),
            FlowStep(m.Back(), Screen.CONSENT),
            FlowStep(m.RefuseConsent(AT), Screen.REFUSED),
            FlowStep(m.Back(), Screen.CONSENT),
            FlowStep(m.GiveConsent(AT), Screen.IDENTITY, card=READS),
        ],
    )


def test_agreeing_first_and_refusing_later_drops_what_was_given() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            *to_consultation_check(),
            FlowStep(m.Back(), Screen.PHONE, "phone"),
            FlowStep(m.Answer("phone", PHONE), Screen.PHONE),
            FlowStep(m.Back(), Screen.WRITE, "name"),
            FlowStep(m.Back(), Screen.CONSENT),
            FlowStep(m.RefuseConsent(AT), Screen.CHECK, holds=lambda s_: answers(s_) == {"request": STORY}),
            FlowStep(m.Answer("phone", PHONE), Screen.CHECK, still=True),
            *submit_and_print(),
        ],
    )
    assert played.only(SaveOrder).submission.fields == {"request": STORY}


def test_editing_from_the_check_page_returns_to_it() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            *to_consultation_check(),
            FlowStep(m.EditField("request"), Screen.WRITE, "request"),
            FlowStep(m.Answer("request", "改过的事"), Screen.WRITE),
            FlowStep(m.NextPage(), Screen.CHECK, CONSULTATION),
            FlowStep(m.EditField("phone"), Screen.PHONE, "phone"),
            FlowStep(m.Answer("phone", "123"), Screen.PHONE),
            FlowStep(m.NextPage(), Screen.PHONE, holds=lambda state: "电话号码不对" in says(state)),
            FlowStep(m.Back(), Screen.CHECK, CONSULTATION, holds=lambda state: says(state) == ""),
            FlowStep(m.Submit(), Screen.CHECK, holds=lambda state: "电话号码不对" in says(state)),
            FlowStep(m.EditField("phone"), Screen.PHONE),
            FlowStep(m.Answer("phone", ""), Screen.PHONE),
            FlowStep(m.NextPage(), Screen.CHECK),
            FlowStep(m.EditField("no such field"), Screen.CHECK, still=True),
            *submit_and_print(),
        ],
    )
    assert played.only(SaveOrder).submission.fields == {"request": "改过的事", "name": PERSON}


def test_going_back_all_the_way_keeps_all_that_was_typed() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            *to_identity(),
            *card_laid_down(),
            *contact_to_check(),
            FlowStep(m.Back(), Screen.CHOICE, "contact"),
            FlowStep(m.Back(), Screen.PHONE, "phone"),
            FlowStep(m.Back(), Screen.IDENTITY),
            FlowStep(m.Back(), Screen.CONSENT),
            FlowStep(m.Back(), Screen.WRITE, "request"),
            FlowStep(m.Back(), Screen.CHOICE, "matter"),
            FlowStep(m.Back(), Screen.ITEMS),
            FlowStep(m.GoHome(), Screen.HOME),
            FlowStep(m.OpenForm(LEGAL_AID, "order-9"), Screen.CHOICE, "matter"),
            FlowStep(m.NextPage(), Screen.WRITE, "request"),
            FlowStep(m.NextPage(), Screen.CONSENT),
            FlowStep(m.GiveConsent(AT), Screen.IDENTITY),
            *contact_to_check()[:1],
            *contact_to_check()[2:],
            FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,)),
        ],
    )
    order = played.only(SaveOrder).submission
    assert order.order_id == "order-1", "a draft keeps the order id it was opened with"
    assert order.fields == {
        "matter": "wages",
        "request": STORY,
        "name": PERSON,
        "id_number": MAN,
        "phone": PHONE,
    }
