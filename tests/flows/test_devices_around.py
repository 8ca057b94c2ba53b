"""Devices, network and store that fail around a visit interrupt nothing that still works."""

from dataclasses import replace

import pytest

from kiosk.domain import device as d
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.device import DeviceChanged, DeviceState, DeviceStatus
from kiosk.domain.effects import CloseVisit, SaveOrder
from kiosk.domain.flow import Screen
from kiosk.domain.state import AppState
from kiosk.domain.update import update
from kiosk.domain.update_visit import of_today
from tests.flows.places import PLACES, at, every_place
from tests.flows.places import before as began
from tests.flows.steps import (
    AT,
    READS,
    card_laid_down,
    submit_and_print,
)
from tests.support.flow import FlowStep, play
from tests.support.library import LEGAL_AID
from tests.support.states import saved

# ---- devices and network ----------------------------------------------------------------------------

BAD = [
    DeviceStatus(),
    DeviceStatus(DeviceState.OPENING),
    DeviceStatus(DeviceState.BUSY),
    DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02"),
    DeviceStatus(DeviceState.FAILED, "self_test", "E-IDC-03"),
]


@every_place
@pytest.mark.parametrize("name", ["idcard", "printer", "evaluator", "camera"])
def test_no_device_interrupts_any_screen(place: str, name: str) -> None:
    before = at(place)
    for status in BAD:
        state, effects = update(before, DeviceChanged(name, status))
        assert effects == ()
        assert flow.route(state) == flow.route(before)
        assert state.visit == before.visit
        if name != "camera":
            assert getattr(state, name) == status


@every_place
def test_the_network_interrupts_nothing(place: str) -> None:
    before = at(place)
    state, effects = update(before, m.LinkChanged(online=False, waiting=3))
    assert (state.online, state.waiting, effects) == (False, 3, ())
    assert state.visit == before.visit


def test_without_a_reader_the_number_is_typed() -> None:
    gone = FlowStep(DeviceChanged("idcard", BAD[0]), Screen.IDENTITY, card=READS)
    steps = [gone, FlowStep(m.TypeIdentity(), Screen.WRITE, "name")]
    assert play(at("identity"), steps).state.idcard == BAD[0]


def test_a_card_that_cannot_be_read_says_so_and_the_next_try_clears_it() -> None:
    def code(state: AppState) -> str:
        return state.visit.form.card_code if state.visit and state.visit.form else "?"

    play(
        at("identity"),
        [
            FlowStep(
                d.CardProblem("E-IDC-02"),
                Screen.IDENTITY,
                card=READS,
                holds=lambda s_: code(s_) == "E-IDC-02",
            ),
            FlowStep(d.CardSeen(), Screen.IDENTITY, card=READS, holds=lambda s_: code(s_) == ""),
            FlowStep(
                d.CardRead(d.CardDocument("resident", name="王示例", number="123"), 1.0),
                Screen.IDENTITY,
                card=READS,
                holds=lambda s_: code(s_) == "E-IDC-05",
            ),
            FlowStep(
                d.CardRead(d.CardDocument("resident", number="330922190001010010"), 1.0),
                Screen.IDENTITY,
                card=READS,
                still=True,
            ),
            *card_laid_down(),
        ],
    )


@pytest.mark.parametrize("place", [name for name in PLACES if name != "identity"])
@pytest.mark.parametrize(
    "fact",
    [
        d.CardSeen(),
        d.CardRead(d.CardDocument("resident", "王示例", "330922190001010010"), 1.0),
        d.CardProblem("E-IDC-02"),
    ],
)
def test_a_card_nobody_asked_for_changes_nothing(place: str, fact: object) -> None:
    state = at(place)
    assert update(state, fact) == (state, ())


# ---- submitting that fails --------------------------------------------------------------------------


def test_what_could_not_be_stored_stays_in_the_draft_and_can_be_sent_again() -> None:
    def code(state: AppState) -> str:
        return state.visit.form.save_code if state.visit and state.visit.form else "?"

    played = play(
        at("check"),
        [
            FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,)),
            FlowStep(m.Submit(), Screen.CHECK, still=True),
            FlowStep(m.OrderNotSaved("another", "E-STO-02"), Screen.CHECK, still=True),
            FlowStep(
                m.OrderNotSaved("order-1", "E-STO-01"), Screen.CHECK, holds=lambda s_: code(s_) == "E-STO-01"
            ),
            FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,), holds=lambda s_: code(s_) == ""),
            FlowStep(saved("another"), Screen.CHECK, still=True),
            FlowStep(saved("order-1"), Screen.SUBMITTED, effects=submit_and_print()[1].effects),
        ],
    )
    first, second = [effect.submission for effect in played.effects if isinstance(effect, SaveOrder)]
    assert first == second


def test_while_the_store_works_nothing_else_moves_but_ending_quietly() -> None:
    saving = play(at("check"), [FlowStep(m.Submit(), Screen.CHECK, effects=(SaveOrder,))]).state
    for message in (
        m.Back(),
        m.GoHome(),
        m.EndVisit(),
        m.Open(s.HelpPeople()),
        m.OpenForm(LEGAL_AID, "order-2"),
        m.Answer("request", "another"),
        m.EditField("request"),
        m.NextPage(),
        m.RefuseConsent(AT),
    ):
        assert update(saving, message) == (saving, ()), message
    assert not flow.can_go_back(saving)
    state, effects = update(saving, m.EndVisit(quietly=True))
    left = of_today(replace(began(), stained=True))
    assert (state, effects) == (left, (CloseVisit("visit-1"),))
    assert update(state, saved("order-1")) == (state, ())


def test_an_order_that_cannot_be_submitted_here_any_more_says_so() -> None:
    state, _ = update(at("check"), m.Enrolment(can_submit=False))
    state, effects = update(state, m.Submit())
    assert effects == ()
    assert state.visit is not None
    assert state.visit.form is not None
    assert (state.visit.form.save_code, state.visit.form.saving) == ("E-STO-04", False)


def test_a_store_that_cannot_be_opened_is_not_called_a_terminal_that_was_never_enrolled() -> None:
    state, _ = update(at("check"), m.Enrolment(can_submit=False, code="E-STO-03"))
    state, effects = update(state, m.Submit())
    assert effects == ()
    assert state.visit is not None
    assert state.visit.form is not None
    assert (state.visit.form.save_code, state.visit.form.saving) == ("E-STO-03", False)
    state, _ = update(state, m.Enrolment(can_submit=True))
    assert [type(effect) for effect in update(state, m.Submit())[1]] == [SaveOrder]
