"""Whole visits of residents, from a touch on the idle screen to the idle screen."""

from dataclasses import replace

from kiosk.domain import device as d
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import (
    BeginVisit,
    CloseVisit,
    PrintSlip,
    Recognise,
    RecordPrint,
    SaveOrder,
    SaveRating,
)
from kiosk.domain.flow import Screen
from kiosk.domain.slip import GuidePaper, Receipt
from kiosk.domain.work_order import Rating
from tests.flows.steps import (
    AT,
    PERSON,
    PHONE,
    STORY,
    WAKE,
    card_laid_down,
    contact_to_check,
    rate_and_leave,
    submit_and_print,
    to_consultation_check,
    to_consultation_contact,
    to_identity,
)
from tests.support.flow import FlowStep, play
from tests.support.library import CONSULTATION, CREW, WAGES
from tests.support.said import guide_slip, receipt_slip
from tests.support.states import MAN, SECRET, answers, bare_state, ready_state, saved, says

LINE = (((1.0, 1.0), (5.0, 1.0)),)
PAD = (300.0, 300.0)


def test_reading_needs_no_card_no_form_and_no_rating() -> None:
    played = play(
        bare_state(),
        [
            WAKE,
            FlowStep(m.Open(s.Topics()), Screen.TOPICS, "0"),
            FlowStep(m.Open(s.GuideList("labour")), Screen.GUIDES, "labour#0"),
            FlowStep(m.Open(s.GuideView(WAGES)), Screen.GUIDE, f"{WAGES}#0"),
            FlowStep(m.Open(s.GuideView(WAGES, 1)), Screen.GUIDE, f"{WAGES}#1"),
            FlowStep(m.Back(), Screen.GUIDES, "labour#0"),
            FlowStep(m.Back(), Screen.TOPICS),
            FlowStep(m.Back(), Screen.HOME),
            FlowStep(m.Back(), Screen.HOME, still=True),
            FlowStep(m.EndVisit(), Screen.IDLE, effects=(CloseVisit,)),
        ],
    )
    assert played.state == bare_state()


def test_a_guide_is_printed_and_the_word_stays_on_its_own_page() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            FlowStep(m.Open(s.GuideView(WAGES)), Screen.GUIDE),
            FlowStep(m.PrintGuide("job-9", WAGES), Screen.GUIDE, effects=(PrintSlip,)),
            FlowStep(m.PrintGuide("job-10", WAGES), Screen.GUIDE, still=True),
            FlowStep(PrintReported("job-9", PrintOutcome.SENT), Screen.GUIDE, effects=(RecordPrint,)),
            FlowStep(
                m.Open(s.GuideView(CREW)),
                Screen.GUIDE,
                holds=lambda state: state.visit is not None and state.visit.guide_print is None,
            ),
        ],
    )
    printed = played.only(PrintSlip)
    assert isinstance(printed.slip, GuidePaper)
    assert (printed.job_id, printed.order_id) == ("job-9", "")
    assert guide_slip(printed.slip).where[0].startswith("示例县劳动监察大队")
    assert guide_slip(printed.slip).date == "2026-11-21"


def test_a_question_by_hand_without_a_card_on_a_bare_terminal() -> None:
    """No reader, no printer, no evaluator, no network: the question is kept all the same."""
    played = play(
        bare_state(),
        [
            WAKE,
            *to_consultation_contact(),
            FlowStep(m.GiveConsent(AT), Screen.WRITE, "name"),
            FlowStep(m.Ink(1, LINE, PAD), Screen.WRITE, effects=(Recognise,)),
            FlowStep(m.CandidatesReady(1, ("王", "玉")), Screen.WRITE),
            FlowStep(m.Answer("name", PERSON), Screen.WRITE),
            FlowStep(m.NextPage(), Screen.PHONE, "phone"),
            FlowStep(m.Answer("phone", "+86 130 0000 0000"), Screen.PHONE, "phone"),
            FlowStep(m.NextPage(), Screen.CHOICE, "contact"),
            FlowStep(m.Answer("contact", "none"), Screen.CHOICE, "contact"),
            FlowStep(m.NextPage(), Screen.CHECK, CONSULTATION),
            FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,)),
            FlowStep(saved("order-1"), Screen.SUBMITTED, effects=(PrintSlip,)),
            FlowStep(
                PrintReported("job-1", PrintOutcome.REFUSED, "E-PRN-01"),
                Screen.SUBMITTED,
                effects=(RecordPrint,),
            ),
            FlowStep(m.GoRate(), Screen.RATE),
            FlowStep(m.SkipRating(), Screen.END),
            FlowStep(m.EndVisit(), Screen.IDLE, effects=(CloseVisit,)),
        ],
    )
    order = played.only(SaveOrder).submission
    assert (order.order_id, order.item_id) == ("order-1", CONSULTATION)
    assert order.fields == {"request": STORY, "name": PERSON, "phone": PHONE, "contact": "none"}
    assert (order.site, order.content_release) == ("示例码头", 7)
    assert (order.consent_version, order.consent_at) == ("consultation-1", AT)
    assert order.identity_source == ""
    slip = played.only(PrintSlip).slip
    assert isinstance(slip, Receipt)
    assert (slip.order_no, receipt_slip(slip).time) == ("SS3-0147", "2026-11-21 14:05")
    assert slip.next_lines == ("1 个工作日内有人答复",)
    assert "没有网络" in receipt_slip(slip).note
    assert played.state == replace(bare_state(), stained=True)


def test_legal_aid_with_a_card() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            *to_identity(),
            *card_laid_down(),
            *contact_to_check(),
            *submit_and_print(),
            FlowStep(m.OrderDelivered("order-1"), Screen.SUBMITTED),
            *rate_and_leave(level=4),
        ],
    )
    order = played.only(SaveOrder).submission
    assert order.fields == {
        "matter": "wages",
        "request": STORY,
        "name": PERSON,
        "id_number": MAN,
        "phone": PHONE,
    }
    assert (order.consent_version, order.consent_at) == ("legal-aid-1", AT)
    assert order.identity_source == "card"
    assert played.only(SaveRating).rating == Rating("order-1:rating", "order-1", 4, (), "1", "screen")
    slip = played.only(PrintSlip).slip
    assert isinstance(slip, Receipt)
    assert slip.qr == f"GL1.SS3-0147.{SECRET}"
    assert (receipt_slip(slip).note, slip.bring) == ("", "身份证、手头的材料")
    assert played.state == replace(ready_state(), stained=True)


def test_legal_aid_typed_by_hand() -> None:
    wrong = MAN[:-1] + "1"
    played = play(
        ready_state(),
        [
            WAKE,
            *to_identity(),
            FlowStep(m.TypeIdentity(), Screen.WRITE, "name"),
            FlowStep(m.NextPage(), Screen.WRITE, "name", holds=lambda state: says(state) == "请写您的姓名"),
            FlowStep(m.Answer("name", PERSON), Screen.WRITE),
            FlowStep(m.NextPage(), Screen.PHONE, "id_number"),
            FlowStep(m.Answer("id_number", wrong), Screen.PHONE),
            FlowStep(m.NextPage(), Screen.PHONE, "id_number", holds=lambda state: "号码不对" in says(state)),
            FlowStep(m.Answer("id_number", MAN), Screen.PHONE, holds=lambda state: says(state) == ""),
            *contact_to_check(),
            *submit_and_print(),
            *rate_and_leave(),
        ],
    )
    order = played.only(SaveOrder).submission
    assert order.fields["id_number"] == MAN
    assert order.identity_source == "typed"


def test_a_second_matter_in_the_same_visit_starts_clean() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            *to_consultation_check("order-1"),
            *submit_and_print("order-1", "job-1"),
            FlowStep(m.GoHome(), Screen.HOME, holds=lambda state: SECRET not in repr(state)),
            FlowStep(m.OpenForm(CONSULTATION, "order-2"), Screen.WRITE, holds=lambda s_: answers(s_) == {}),
            FlowStep(m.Answer("request", "另一件事"), Screen.WRITE),
            FlowStep(m.NextPage(), Screen.CONSENT),
            FlowStep(m.RefuseConsent(AT), Screen.CHECK),
            *submit_and_print("order-2", "job-2"),
            *rate_and_leave(),
        ],
    )
    orders = [effect.submission for effect in played.effects if isinstance(effect, SaveOrder)]
    assert [order.order_id for order in orders] == ["order-1", "order-2"]
    assert orders[1].fields == {"request": "另一件事"}
    assert played.only(SaveRating).rating.order_id == "order-2"


def test_looking_up_a_phone_number_does_not_cost_the_order_number() -> None:
    play(
        ready_state(),
        [
            WAKE,
            *to_consultation_check(),
            *submit_and_print(),
            FlowStep(m.Open(s.HelpPeople()), Screen.HELP),
            FlowStep(m.Back(), Screen.SUBMITTED, holds=lambda state: SECRET in repr(state)),
            FlowStep(m.GoRate(), Screen.RATE),
            FlowStep(m.Open(s.HelpPeople()), Screen.HELP),
            FlowStep(d.EvaluatorPressed(5), Screen.HELP, still=True),
            FlowStep(m.Back(), Screen.RATE),
            FlowStep(d.EvaluatorPressed(5), Screen.END, effects=(SaveRating,)),
        ],
    )


def test_from_there_something_else_may_begin() -> None:
    play(
        ready_state(),
        [
            WAKE,
            *to_consultation_check(),
            *submit_and_print(),
            FlowStep(m.Open(s.HelpPeople()), Screen.HELP),
            FlowStep(m.Open(s.Topics()), Screen.TOPICS, holds=lambda state: SECRET not in repr(state)),
            FlowStep(m.Back(), Screen.HOME),
            FlowStep(m.EndVisit(), Screen.END),  # the slip is still to be taken
            FlowStep(m.EndVisit(), Screen.IDLE, effects=(CloseVisit,)),
        ],
    )


def test_a_form_opened_again_from_elsewhere_goes_back_to_where_it_was_first_opened() -> None:
    play(
        ready_state(),
        [
            WAKE,
            FlowStep(m.Open(s.Items()), Screen.ITEMS),
            FlowStep(m.OpenForm(CONSULTATION, "order-1"), Screen.WRITE),
            FlowStep(m.Open(s.HelpPeople()), Screen.HELP),
            FlowStep(m.OpenForm(CONSULTATION, "order-2"), Screen.WRITE),
            FlowStep(m.Back(), Screen.ITEMS),
        ],
    )


def test_low_levels_ask_why_and_the_reasons_go_along() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            *to_consultation_check(),
            *submit_and_print(),
            FlowStep(m.GoRate(), Screen.RATE),
            FlowStep(m.Rate(2), Screen.REASONS),
            FlowStep(m.Rate(5), Screen.REASONS, still=True),
            FlowStep(m.ToggleReason("slow"), Screen.REASONS),
            FlowStep(m.ToggleReason("unclear"), Screen.REASONS),
            FlowStep(m.ToggleReason("hard"), Screen.REASONS),
            FlowStep(m.ToggleReason("hard"), Screen.REASONS),
            FlowStep(m.ToggleReason("device"), Screen.REASONS),
            FlowStep(m.ToggleReason("weather"), Screen.REASONS, still=True),
            FlowStep(m.SendRating(), Screen.END, effects=(SaveRating,)),
        ],
    )
    rating = played.only(SaveRating).rating
    assert (rating.level, rating.reasons, rating.via) == (2, ("unclear", "slow", "device"), "screen")


def test_nobody_is_made_to_rate() -> None:
    played = play(
        ready_state(),
        [
            WAKE,
            *to_consultation_check(),
            *submit_and_print(),
            FlowStep(m.EndVisit(), Screen.END),
            FlowStep(m.EndVisit(), Screen.IDLE, effects=(CloseVisit,)),
        ],
    )
    assert not [effect for effect in played.effects if isinstance(effect, SaveRating)]


def test_the_next_resident_finds_nothing() -> None:
    first = [
        WAKE,
        *to_identity(),
        *card_laid_down(),
        FlowStep(m.EndVisit(quietly=True), Screen.IDLE, effects=(CloseVisit,)),
    ]
    second = FlowStep(m.Wake("visit-2"), Screen.HOME, effects=(BeginVisit,))
    played = play(ready_state(), [*first, second])
    fresh = play(ready_state(), [replace(second, message=m.Wake("visit-2"))])
    assert played.state == replace(fresh.state, stained=True)
