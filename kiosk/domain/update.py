"""``update(state, message) -> (state, effects)``: the one way the state changes. Pure.

Handlers live by theme in ``update_visit``, ``update_form`` and ``update_submit``; this file is the table.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from kiosk.domain import device as d
from kiosk.domain import messages as m
from kiosk.domain import update_form as form
from kiosk.domain import update_submit as submit
from kiosk.domain import update_visit as visit
from kiosk.domain.effects import Effect
from kiosk.domain.state import AppState, RecoveredOrder

Outcome = tuple[AppState, tuple[Effect, ...]]
# Each handler takes exactly the message type it is filed under; the table is the proof.
Handler = Callable[[AppState, Any], Outcome]


def _device_changed(state: AppState, message: d.DeviceChanged) -> Outcome:
    match message.name:
        case "idcard":
            return replace(state, idcard=message.status), ()
        case "printer":
            return replace(state, printer=message.status), ()
        case "evaluator":
            return replace(state, evaluator=message.status), ()
        case _:
            return state, ()


def _link(state: AppState, message: m.LinkChanged) -> Outcome:
    return replace(state, online=message.online, waiting=message.waiting), ()


def _capability(state: AppState, message: m.Capability) -> Outcome:
    return replace(state, can_submit=message.can_submit, handwriting=message.handwriting), ()


def _fatal(state: AppState, message: m.Fatal) -> Outcome:
    return replace(state, fatal=message.code), ()


def _recovered(state: AppState, message: m.Recovered) -> Outcome:
    until = state.now + state.timing.recovered_s
    return replace(state, recovered=RecoveredOrder(message.order_no, message.order_id, until)), ()


_HANDLERS: Final[dict[type, Handler]] = {
    # the machine
    d.DeviceChanged: _device_changed,
    m.LinkChanged: _link,
    m.Capability: _capability,
    m.Fatal: _fatal,
    m.Recovered: _recovered,
    m.ReleaseChanged: visit.release_changed,
    m.Tick: visit.tick,
    m.Hiccup: visit.hiccup,
    # the visit
    m.Wake: visit.wake,
    m.Touched: visit.touched,
    m.Open: visit.open_place,
    m.Back: visit.back,
    m.GoHome: visit.go_home,
    m.KeepUsing: visit.keep_using,
    m.EndVisit: visit.end,
    m.PrintGuide: visit.print_guide,
    # the form
    m.OpenForm: form.open_form,
    m.Answer: form.answer,
    m.NextPage: form.next_page,
    m.EditField: form.edit_field,
    m.GiveConsent: form.give_consent,
    m.RefuseConsent: form.refuse_consent,
    m.TypeIdentity: form.type_identity,
    m.UseCard: form.use_card,
    m.Ink: form.ink,
    m.CandidatesReady: form.candidates,
    d.CardSeen: form.card_seen,
    d.CardRead: form.card_read,
    d.CardProblem: form.card_problem,
    # submitting, printing, rating
    m.Submit: submit.submit,
    m.OrderSaved: submit.saved,
    m.OrderNotSaved: submit.not_saved,
    m.OrderDelivered: submit.delivered,
    m.PrintAgain: submit.print_again,
    d.PrintReported: submit.print_reported,
    m.GoRate: submit.go_rate,
    m.Rate: submit.rate,
    d.EvaluatorPressed: submit.evaluator_pressed,
    m.ToggleReason: submit.toggle_reason,
    m.SendRating: submit.send_rating,
    m.SkipRating: submit.skip_rating,
    m.RatingSaved: submit.rating_saved,
}


def update(state: AppState, message: object) -> Outcome:
    """Apply one message. An unknown message is a programming error and raises KeyError by its type."""
    return _HANDLERS[type(message)](state, message)
