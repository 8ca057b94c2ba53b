"""Filling a form, message by message: the corners journeys do not reach."""

from dataclasses import replace

import pytest

from kiosk.domain import device as d
from kiosk.domain import flow, forms
from kiosk.domain import messages as m
from kiosk.domain.effects import Recognise
from kiosk.domain.flow import Route, Screen
from kiosk.domain.library import FormStep, ServiceItem
from kiosk.domain.state import AppState, FormProgress, IdentityMode
from kiosk.domain.update import update
from kiosk.domain.writing import InkAnswer, WritingContext, WritingMode
from tests.flows.steps import (
    AT,
    STORY,
    WAKE,
    card_laid_down,
    to_consultation_check,
    to_consultation_contact,
    to_identity,
)
from tests.support.flow import play
from tests.support.library import CONSULTATION, ID_CARD, LEGAL_AID, PHONE, legal_aid, small_library
from tests.support.states import MAN, WOMAN, answers, card, ready_state, says, then

LINE = (((1.0, 1.0), (5.0, 1.0)),)
PAD = (300.0, 300.0)


def form(state: AppState) -> FormProgress:
    assert state.visit is not None
    assert state.visit.form is not None
    return state.visit.form


def writing() -> AppState:
    return play(ready_state(), [WAKE, *to_consultation_contact()[:2]]).state


def asking_identity() -> AppState:
    return play(ready_state(), [WAKE, *to_identity()]).state


def with_item(item: ServiceItem) -> AppState:
    return replace(ready_state(), library=replace(small_library(), items=(item,)))


# ---- opening -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "state",
    [
        ready_state(),
        replace(then(ready_state(), m.Wake("visit-1")), library=None),
        replace(then(ready_state(), m.Wake("visit-1")), can_submit=False),
    ],
)
def test_no_form_opens_where_nothing_can_be_submitted(state: AppState) -> None:
    assert update(state, m.OpenForm(CONSULTATION, "order-1")) == (state, ())


def test_no_form_opens_for_an_item_that_is_not_there() -> None:
    state = then(ready_state(), m.Wake("visit-1"))
    assert update(state, m.OpenForm("no-such", "order-1")) == (state, ())


def test_text_is_carried_over_only_into_a_form_that_asks_for_it() -> None:
    silent = replace(legal_aid(), steps=(FormStep("applicant", "是谁申请", (ID_CARD,)),))
    state = then(with_item(silent), m.Wake("visit-1"), m.OpenForm(LEGAL_AID, "order-1", request="一件事"))
    assert answers(state) == {}


# ---- answering -----------------------------------------------------------------------------------


def test_an_answer_is_kept_as_typed_and_clears_the_sentence() -> None:
    state = then(writing(), m.NextPage())
    assert says(state) == "还没写事情。不写也行，再按一次，我们问您"
    state = then(state, m.Answer("request", "  一件事 "))
    assert answers(state) == {"request": "  一件事 "}
    assert says(state) == ""


@pytest.mark.parametrize("field_id", ["nothing", "id_number", "sex", ""])
def test_an_answer_to_another_forms_question_is_dropped(field_id: str) -> None:
    state = then(play(ready_state(), [WAKE, *to_consultation_check()]).state, m.Back())
    assert update(state, m.Answer(field_id, "x")) == (state, ())


@pytest.mark.parametrize("field_id", ["name", "phone"])
def test_nothing_personal_is_taken_before_the_notice_was_agreed_to(field_id: str) -> None:
    state = writing()
    assert update(state, m.Answer(field_id, "王示例")) == (state, ())


def test_outside_the_form_nothing_is_answered() -> None:
    home = then(writing(), m.GoHome())
    for message in (
        m.Answer("request", "x"),
        m.NextPage(),
        m.EditField("request"),
        m.GiveConsent(AT),
        m.TypeIdentity(),
        m.UseCard(),
        m.Submit(),
    ):
        assert update(home, message) == (home, ())


def test_correcting_by_hand_what_a_card_gave_is_not_called_a_card() -> None:
    state = play(asking_identity(), card_laid_down()).state
    assert form(state).draft.identity_source == "card"
    state = then(state, m.Answer("id_number", WOMAN))
    assert form(state).draft.identity_source == "typed"
    assert answers(state)["id_number"] == WOMAN


def test_another_answer_leaves_the_source_of_the_identity_alone() -> None:
    state = then(
        play(asking_identity(), card_laid_down()).state, m.NextPage(), m.Answer("phone", "13000000000")
    )
    assert form(state).draft.identity_source == "card"


# ---- pages ---------------------------------------------------------------------------------------


def test_the_consent_notice_is_left_only_by_its_own_two_buttons() -> None:
    state = play(ready_state(), [WAKE, *to_consultation_contact()]).state
    assert update(state, m.NextPage()) == (state, ())
    assert flow.route(then(state, m.GiveConsent(AT))).screen is Screen.WRITE
    elsewhere = writing()
    assert update(elsewhere, m.GiveConsent(AT)) == (elsewhere, ())
    assert update(elsewhere, m.RefuseConsent(AT)) == (elsewhere, ())


def test_a_page_is_edited_only_from_the_check_page() -> None:
    state = writing()
    assert update(state, m.EditField("request")) == (state, ())


def test_after_editing_the_way_back_is_the_usual_one() -> None:
    state = play(ready_state(), [WAKE, *to_consultation_check()]).state
    state = then(state, m.EditField("name"), m.NextPage())
    assert flow.route(state).screen is Screen.CHECK
    assert flow.route(then(state, m.Back())) == Route(Screen.PHONE, "phone")
    half = then(state, m.EditField("name"), m.Back(), m.Back())
    assert flow.route(half) == Route(Screen.PHONE, "phone")


def test_the_next_page_begins_without_the_last_ones_words() -> None:
    optional = replace(ID_CARD, required=False)
    item = replace(legal_aid(), steps=(FormStep("applicant", "是谁申请", (optional, PHONE)),))
    state = then(with_item(item), m.Wake("v"), m.OpenForm(LEGAL_AID, "order-1"), m.GiveConsent(AT))
    skipped = then(state, d.CardProblem("E-IDC-02"), m.NextPage())
    assert flow.route(skipped) == Route(Screen.PHONE, "phone")
    assert form(skipped).card_code == ""
    typed = then(
        state, m.TypeIdentity(), m.Answer("name", "王示例"), m.NextPage(), m.Answer("id_number", "1")
    )
    stuck = then(typed, m.NextPage())
    assert says(stuck)
    passed = then(stuck, m.Answer("id_number", MAN), m.NextPage(), m.Back())
    assert flow.route(passed) == Route(Screen.IDENTITY, "id_number")


def test_next_leads_no_further_than_the_check_page() -> None:
    state = play(ready_state(), [WAKE, *to_consultation_check()]).state
    assert update(state, m.NextPage()) == (state, ())


def test_back_forgets_the_sentence_but_not_the_words() -> None:
    state = then(asking_identity(), m.NextPage())
    assert says(state) == "请填姓名"
    state = then(state, d.CardProblem("E-IDC-02"), m.Back())
    assert (says(state), form(state).card_code) == ("", "")
    assert answers(state)["request"] == STORY


# ---- identity ------------------------------------------------------------------------------------


def test_a_card_fills_only_what_the_form_names() -> None:
    number_only = replace(ID_CARD, reads=("number",))
    item = replace(legal_aid(), steps=(FormStep("applicant", "是谁申请", (number_only,)),))
    state = then(with_item(item), m.Wake("v"), m.OpenForm(LEGAL_AID, "order-1"), m.GiveConsent(AT))
    state = then(state, card("王示例", MAN))
    assert answers(state) == {"id_number": MAN}


def test_a_form_that_asks_only_for_the_number_does_not_ask_for_a_name() -> None:
    number_only = replace(ID_CARD, reads=("number",))
    item = replace(legal_aid(), steps=(FormStep("applicant", "是谁申请", (number_only,)),))
    state = then(with_item(item), m.Wake("v"), m.OpenForm(LEGAL_AID, "order-1"), m.GiveConsent(AT))
    state = then(state, m.TypeIdentity())
    assert flow.route(state) == Route(Screen.PHONE, "id_number")
    assert flow.route(then(state, m.Back())) == Route(Screen.IDENTITY, "id_number")
    state = then(state, m.Answer("id_number", MAN), m.NextPage())
    assert flow.route(state).screen is Screen.CHECK


def test_a_form_that_asks_only_for_the_name_does_not_ask_for_a_number() -> None:
    name_only = replace(ID_CARD, reads=("name",))
    item = replace(legal_aid(), steps=(FormStep("applicant", "是谁申请", (name_only,)),))
    state = then(with_item(item), m.Wake("v"), m.OpenForm(LEGAL_AID, "order-1"), m.GiveConsent(AT))
    by_card = then(state, card("王示例", "no number at all"))
    assert answers(by_card) == {"name": "王示例"}
    state = then(state, m.TypeIdentity(), m.Answer("name", "王示例"), m.NextPage())
    assert flow.route(state).screen is Screen.CHECK


def unknown() -> AppState:
    """A card's name as an older reader gives it: the last character means something to that reader alone."""
    return then(asking_identity(), d.CardSeen(), card("王\U0002e9f5\ue123", MAN))


def test_a_name_that_cannot_be_shown_is_written_beside_the_cards_own() -> None:
    state = then(unknown(), m.WriteName())
    assert flow.route(state) == Route(Screen.WRITE, "name_written")
    state = then(state, m.Answer("name_written", "王小鱼"), m.NextPage())
    assert flow.route(state) == Route(Screen.IDENTITY, "id_number")
    draft = form(state).draft
    assert draft.identity_source == "card"
    item = legal_aid()
    fields = forms.submitted_fields(item, draft)
    assert (fields["name"], fields["name_written"]) == ("王\U0002e9f5\ue123", "王小鱼")
    assert forms.problems(item, draft, flow.today(state)).keys() <= {"phone", "contact"}


def test_for_such_a_name_every_character_may_be_meant() -> None:
    _, effects = update(then(unknown(), m.WriteName()), m.Ink(1, LINE, PAD))
    (asked,) = (effect for effect in effects if isinstance(effect, Recognise))
    assert asked.context == WritingContext("", WritingMode.RARE_NAME)


def test_nothing_written_beside_it_is_no_fault_but_nonsense_is() -> None:
    writing_it = then(unknown(), m.WriteName())
    skipped = then(writing_it, m.NextPage())
    assert flow.route(skipped) == Route(Screen.IDENTITY, "id_number")
    assert "name_written" not in forms.submitted_fields(legal_aid(), form(skipped).draft)
    assert flow.route(then(writing_it, m.Back())) == Route(Screen.IDENTITY, "id_number")
    stuck = then(writing_it, m.Answer("name_written", "王" * 51), m.NextPage())
    assert flow.route(stuck) == Route(Screen.WRITE, "name_written")
    assert says(stuck)


def test_what_was_written_goes_with_the_card_it_was_written_for() -> None:
    state = then(unknown(), m.WriteName(), m.Answer("name_written", "王小鱼"), m.NextPage(), m.UseCard())
    assert not {"name", "id_number", "name_written"} & answers(state).keys()


def test_only_a_cards_name_is_written_once_more() -> None:
    nowhere = writing()
    waiting = asking_identity()
    typed = then(waiting, m.TypeIdentity(), m.Answer("name", "王示例"))
    for state in (nowhere, waiting, typed):
        assert update(state, m.WriteName()) == (state, ())


@pytest.mark.parametrize("kind", [m.TypeIdentity(), m.UseCard()])
def test_typing_or_reading_is_offered_only_on_the_identity_page(kind: object) -> None:
    state = writing()
    assert update(state, kind) == (state, ())


@pytest.mark.parametrize("name", ["", " ", "王\x00", "王" * 51])
def test_a_name_is_judged_on_its_own_page(name: str) -> None:
    state = then(asking_identity(), m.TypeIdentity(), m.Answer("name", name), m.NextPage())
    assert flow.route(state) == Route(Screen.WRITE, "name")
    assert says(state)


def test_a_card_seen_but_not_read_leaves_no_trace_when_one_types() -> None:
    state = then(asking_identity(), d.CardSeen(), m.TypeIdentity())
    assert not form(state).card_seen
    assert form(then(state, m.Back())).identity_mode is IdentityMode.CARD
    state = then(asking_identity(), d.CardProblem("E-IDC-02"), m.TypeIdentity())
    assert form(state).card_code == ""


@pytest.mark.parametrize("before", [d.CardProblem("E-IDC-02"), d.CardSeen()])
def test_a_card_that_was_read_clears_what_was_said_before(before: object) -> None:
    said = then(asking_identity(), m.NextPage(), before)
    assert says(said) == "请填姓名"
    read = form(then(said, card()))
    assert (read.problem, read.card_code, read.card_seen) == (None, "", False)
    again = form(then(said, card(), m.UseCard()))
    assert (again.problem, again.card_code, again.card_seen) == (None, "", False)


def test_a_card_taken_away_too_soon_is_not_seen_any_more() -> None:
    state = then(asking_identity(), d.CardSeen(), d.CardProblem("E-IDC-02"))
    assert (form(state).card_seen, form(state).card_code) == (False, "E-IDC-02")
    seen = form(then(state, d.CardSeen()))
    assert (seen.card_seen, seen.card_code) == (True, "")


def test_a_baby_born_today_has_a_card_even_when_the_clock_woke_in_1970() -> None:
    state = asking_identity()
    asleep = replace(state, local=state.local.replace(year=1970))
    read = then(asleep, card("王示例", "330922200002290022"))
    assert answers(read)["id_number"] == "330922200002290022"
    typed = then(
        asleep,
        m.TypeIdentity(),
        m.Answer("name", "王示例"),
        m.NextPage(),
        m.Answer("id_number", "330922200002290022"),
        m.NextPage(),
    )
    assert flow.route(typed) == Route(Screen.PHONE, "phone")


# ---- handwriting ---------------------------------------------------------------------------------


def ink_of(state: AppState) -> InkAnswer:
    assert state.visit is not None
    return state.visit.ink


def test_ink_is_asked_about_and_answered_once_by_its_own_answer() -> None:
    state, effects = update(writing(), m.Ink(4, LINE, PAD))
    assert effects == (Recognise(4, LINE, PAD, WritingContext()),)
    assert update(state, m.CandidatesReady(3, ("旧",))) == (state, ())
    assert update(state, m.CandidatesReady(5, ("早",))) == (state, ())
    state = then(state, m.CandidatesReady(4, ("一", "二")))
    assert (ink_of(state).generation, ink_of(state).items) == (4, ("一", "二"))
    assert update(state, m.CandidatesReady(4, ("又",))) == (state, ())


def asked(state: AppState, ink: m.Ink) -> WritingContext:
    (effect,) = update(state, ink)[1]
    assert isinstance(effect, Recognise)
    return effect.context


def test_ink_is_read_as_what_follows_the_text_of_its_page() -> None:
    text = then(writing(), m.Answer("request", "没发工"))
    assert asked(text, m.Ink(4, LINE, PAD)) == WritingContext("发工", WritingMode.TEXT)
    assert asked(text, m.Ink(4, LINE, PAD, more=True)) == WritingContext("发工", WritingMode.TEXT, more=True)
    assert "发工" not in repr(asked(text, m.Ink(4, LINE, PAD)))


def test_the_first_ink_of_another_pad_is_not_the_same_ink() -> None:
    """In another size there is another pad, which counts from the beginning."""
    state = then(writing(), m.Ink(2, LINE, PAD), m.CandidatesReady(2, ("一",)), m.Ink(2, LINE, PAD))
    assert state.visit is not None
    assert (state.visit.ink.items, state.visit.ink.asked) == ((), 2)
    assert state.visit.ink.generation != 2


def test_more_takes_the_place_of_what_was_offered_for_the_same_ink() -> None:
    state = then(writing(), m.Ink(4, LINE, PAD), m.CandidatesReady(4, ("一", "二")))
    state = then(state, m.Ink(4, LINE, PAD, more=True))
    assert ink_of(state).items == ("一", "二")
    state = then(state, m.CandidatesReady(4, ("丨",)))
    assert (ink_of(state).generation, ink_of(state).items) == (4, ("丨",))


def test_a_name_is_read_as_a_name() -> None:
    card = then(asking_identity(), m.TypeIdentity())
    assert asked(card, m.Ink(1, LINE, PAD)) == WritingContext("", WritingMode.NAME)
    begun = then(card, m.Answer("name", "欧"))
    assert asked(begun, m.Ink(2, LINE, PAD)) == WritingContext("欧", WritingMode.NAME)
    called = play(ready_state(), [WAKE, *to_consultation_check()[:5]]).state
    assert flow.route(called) == Route(Screen.WRITE, "name")
    assert asked(called, m.Ink(3, LINE, PAD)) == WritingContext("", WritingMode.NAME)


def test_cleared_ink_has_no_candidates_and_waits_for_none() -> None:
    state = then(writing(), m.Ink(4, LINE, PAD), m.CandidatesReady(4, ("一",)))
    state, effects = update(state, m.Ink(5, (), PAD))
    assert (ink_of(state), effects) == (InkAnswer(5), ())
    asked = then(writing(), m.Ink(4, LINE, PAD), m.Ink(5, (), PAD))
    assert update(asked, m.CandidatesReady(4, ("一",))) == (asked, ())


def test_candidates_do_not_follow_to_the_next_page() -> None:
    state = then(writing(), m.Answer("request", "工资"), m.Ink(4, LINE, PAD), m.CandidatesReady(4, ("一",)))
    assert ink_of(then(state, m.NextPage())).items == ()
    late = then(writing(), m.Answer("request", "工资"), m.Ink(4, LINE, PAD), m.NextPage())
    assert update(late, m.CandidatesReady(4, ("一",))) == (late, ())
    assert ink_of(then(state, m.Answer("request", "事一"))).items == ("一",)


def test_without_the_recogniser_nothing_is_asked() -> None:
    state = then(writing(), m.HandwritingReady(ready=False))
    assert update(state, m.Ink(1, LINE, PAD)) == (state, ())
    assert update(ready_state(), m.Ink(1, LINE, PAD)) == (ready_state(), ())
