"""The evaluation of an order, and leaving that order behind. One order has one rating at most."""

from dataclasses import replace

from kiosk.domain import device as d
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.effects import AskEvaluation, Effect, SaveRating
from kiosk.domain.leftover import taken
from kiosk.domain.progress import may_rate
from kiosk.domain.state import AppState, RatingProgress, Visit
from kiosk.domain.work_order import Rating
from kiosk.wire.evaluation import ASK_WHY, LABELS, REASONS, REASONS_VERSION
from kiosk.wire.ids import secret_sha256

Outcome = tuple[AppState, tuple[Effect, ...]]


def go_rate(state: AppState, _message: m.GoRate) -> Outcome:
    visit = state.visit
    rating = _ratable(state, visit) if visit is not None else None
    if visit is None or rating is None:
        return state, ()
    return replace(state, visit=replace(visit.only(s.Rating()), rating=rating)), ()


def _ratable(state: AppState, visit: Visit) -> RatingProgress | None:
    """The order of this visit, or the one whose slip was scanned and which is closed."""
    if visit.submission is not None and isinstance(visit.place, s.Submitted):
        return RatingProgress(visit.submission.committed.order_id)
    look = visit.look
    if look is None or look.known is None or not isinstance(visit.place, s.ShowProgress):
        return None
    if not state.can_submit or not may_rate(look):
        return None
    return RatingProgress(look.known.order_id, secret_sha256=secret_sha256(look.secret))


def rate(state: AppState, message: m.Rate) -> Outcome:
    return _rated(state, message.level, message.via)


def evaluator_pressed(state: AppState, message: d.EvaluatorPressed) -> Outcome:
    """A key counts only while the faces are on the screen; its own time-out says nothing, and asks again."""
    if not flow.evaluation_wanted(state):
        return state, ()
    if message.level is None:
        return state, (AskEvaluation(),)
    return _rated(state, message.level, "evaluator")


def _rated(state: AppState, value: int, via: str) -> Outcome:
    visit = state.visit
    if visit is None or visit.rating is None or not isinstance(visit.place, s.Rating):
        return state, ()
    if visit.rating.level is not None:
        return state, ()  # the first answer stands: a screen touch and a key together are one rating
    if value not in LABELS:
        return state, ()  # a key that is none of the five says nothing
    visit = replace(visit, rating=replace(visit.rating, level=value, via=via), last_touch=state.now)
    if value in ASK_WHY:
        return replace(state, visit=visit), ()
    return _thank(state, visit)


def toggle_reason(state: AppState, message: m.ToggleReason) -> Outcome:
    visit = state.visit
    if visit is None or visit.rating is None or message.reason not in REASONS:
        return state, ()
    chosen = set(visit.rating.reasons) ^ {message.reason}
    reasons = tuple(r for r in REASONS if r in chosen)
    return replace(state, visit=replace(visit, rating=replace(visit.rating, reasons=reasons))), ()


def send_rating(state: AppState, _message: m.SendRating) -> Outcome:
    visit = state.visit
    if visit is None or visit.rating is None or visit.rating.level is None:
        return state, ()
    return _thank(state, visit, visit.rating.reasons)


def skip_rating(state: AppState, _message: m.SkipRating) -> Outcome:
    """未评价: no row at all. Skipping the reasons keeps the level that was given."""
    visit = state.visit
    if visit is None or visit.rating is None:
        return state, ()
    return _thank(state, visit)


def rating_saved(state: AppState, _message: m.RatingSaved) -> Outcome:
    """Nothing to show: the person has been thanked. The row is on disk."""
    return state, ()


def _thank(state: AppState, visit: Visit, reasons: tuple[str, ...] = ()) -> Outcome:
    effects = given(visit, reasons)
    farewell = replace(
        visit.only(s.Farewell()), form=None, rating=None, farewell_since=state.now, last_touch=state.now
    )
    return replace(state, visit=farewell), effects


def given(visit: Visit, reasons: tuple[str, ...] = ()) -> tuple[Effect, ...]:
    """The rating to keep when its page is left, however it is left: a level once touched was said.

    Reasons count only when they were sent.
    """
    if visit.rating is None or visit.rating.level is None:
        return ()
    order_id = visit.rating.order_id
    row = Rating(
        rating_id=f"{order_id}:rating",  # one order, one rating (GB/T 39734: 一事一评)
        order_id=order_id,
        level=int(visit.rating.level),
        reasons=reasons,
        reasons_version=REASONS_VERSION,
        via=visit.rating.via,
        secret_sha256=visit.rating.secret_sha256,
    )
    return (SaveRating(row),)


def leave_order(visit: Visit) -> tuple[Visit, tuple[Effect, ...]]:
    """Another matter in the same visit: what was submitted leaves memory, secret included.

    Changes nothing before a submission, so that a form survives looking around.
    """
    begun = visit.submission is not None or visit.rating is not None
    if not begun and not isinstance(visit.place, s.FINAL_PLACES):
        return visit, ()
    fresh = replace(
        visit.only(s.Home()),
        submission=None,
        rating=None,
        form=visit.form if visit.submission is not None else None,  # begun before a booking
        farewell_since=None,
        slip_used=taken(visit).slip,
    )
    return fresh, given(visit)
