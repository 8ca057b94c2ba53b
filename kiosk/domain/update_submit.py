"""Submitting, the slip, the evaluation. The screen says what was reported, never what is hoped."""

from dataclasses import replace

from kiosk.domain import device as d
from kiosk.domain import flow, forms, slip
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.effects import Effect, PrintSlip, SaveOrder, SaveRating
from kiosk.domain.state import AppState, PrintProgress, PrintState, RatingProgress, Submission, Visit
from kiosk.domain.work_order import Rating
from kiosk.domain.work_order import Submission as OrderSubmission
from kiosk.wire.evaluation import ASK_WHY, REASONS, REASONS_VERSION, Level

Outcome = tuple[AppState, tuple[Effect, ...]]


def submit(state: AppState, _message: m.Submit) -> Outcome:
    """提交: refused with sentences while a field is wrong; otherwise the store is asked, once."""
    visit = state.visit
    current = flow.current_page(state)
    if visit is None or visit.form is None or current is None or state.library is None:
        return state, ()
    form, item = visit.form, current[0]
    if form.saving or current[1].kind is not forms.PageKind.CHECK or not state.can_submit:
        return state, ()
    wrong = forms.problems(item, form.draft, state.local.date())
    if wrong:
        return replace(
            state, visit=replace(visit, form=replace(form, problem=next(iter(wrong.values()))))
        ), ()
    consent = form.draft.consent
    order = OrderSubmission(
        order_id=form.draft.order_id,
        item_id=item.id,
        fields=forms.submitted_fields(item, form.draft),
        site=state.library.site.name,
        content_release=state.library.info.release,
        consent_version=consent.version if consent is not None and consent.given else "",
        consent_at=consent.at if consent is not None and consent.given else "",
        identity_source=form.draft.identity_source,
    )
    saving = replace(form, saving=True, save_code="", problem="")
    return replace(state, visit=replace(visit, form=saving)), (SaveOrder(order),)


def saved(state: AppState, message: m.OrderSaved) -> Outcome:
    """Durable: only now 已提交 is said. The draft leaves memory; the slip goes to the printer."""
    visit = state.visit
    if visit is None or visit.form is None or visit.form.draft.order_id != message.committed.order_id:
        return state, ()
    submission = Submission(
        committed=message.committed,
        item_id=visit.form.draft.item_id,
        submitted_at=state.local,
        printing=PrintProgress(message.print_job_id),
    )
    visit = replace(
        visit.only(s.Submitted()),
        submission=submission,
        form=None,
        rating=None,
        ink=s.InkAnswer(visit.ink.generation),
        last_touch=state.now,
    )
    if not message.committed.secret:
        # The same order committed once more after a crash: its slip's secret was never kept, so no slip.
        refused = replace(submission, printing=PrintProgress("", PrintState.REFUSED, "E-PRN-06"))
        return replace(state, visit=replace(visit, submission=refused)), ()
    state = replace(state, visit=visit)
    return state, (_print(state, submission, message.print_job_id),)


def _print(state: AppState, submission: Submission, job_id: str) -> PrintSlip:
    return PrintSlip(job_id, submission.committed.order_id, order_slip(state, submission))


def order_slip(state: AppState, submission: Submission) -> slip.Slip:
    """The slip of a submitted order; a repeat prints the same words with the time it was submitted."""
    item = state.library.item(submission.item_id) if state.library is not None else None
    return slip.receipt(
        order_no=submission.committed.order_no,
        when_local=submission.submitted_at,
        secret=submission.committed.secret,
        site=state.library.site.name if state.library is not None else "",
        next_lines=item.slip_next if item is not None else (),
        bring=item.slip_bring if item is not None else "",
        offline=not (state.online or submission.delivered),
    )


def not_saved(state: AppState, message: m.OrderNotSaved) -> Outcome:
    """Nothing was stored and nothing is lost: the draft stays on the check page with a plain sentence."""
    visit = state.visit
    if visit is None or visit.form is None or visit.form.draft.order_id != message.order_id:
        return state, ()
    form = replace(visit.form, saving=False, save_code=message.code)
    return replace(state, visit=replace(visit, form=form, last_touch=state.now)), ()


def delivered(state: AppState, message: m.OrderDelivered) -> Outcome:
    visit = state.visit
    if visit is None or visit.submission is None:
        return state, ()
    if visit.submission.committed.order_id != message.order_id:
        return state, ()
    return replace(state, visit=replace(visit, submission=replace(visit.submission, delivered=True))), ()


def print_reported(state: AppState, message: d.PrintReported) -> Outcome:
    """Reports about another job than the one shown are dropped: each word on the screen has its own job."""
    visit = state.visit
    if visit is None:
        return state, ()
    progress = PrintProgress(message.job_id, s.OUTCOME_STATES[message.outcome], message.code)
    if visit.submission is not None and visit.submission.printing.job_id == message.job_id:
        submission = replace(visit.submission, printing=progress)
        # Silence before the time-out question counts from here: the person was waiting for the paper.
        return replace(state, visit=replace(visit, submission=submission, last_touch=state.now)), ()
    if visit.guide_print is not None and visit.guide_print.job_id == message.job_id:
        return replace(state, visit=replace(visit, guide_print=progress)), ()
    return state, ()


def print_again(state: AppState, message: m.PrintAgain) -> Outcome:
    visit = state.visit
    if visit is None or visit.submission is None or not visit.submission.committed.secret:
        return state, ()
    if visit.submission.printing.state is PrintState.SENDING:
        return state, ()
    submission = replace(visit.submission, printing=PrintProgress(message.job_id))
    state = replace(state, visit=replace(visit, submission=submission))
    return state, (_print(state, submission, message.job_id),)


# ---- evaluation ----------------------------------------------------------------------------------


def go_rate(state: AppState, _message: m.GoRate) -> Outcome:
    visit = state.visit
    if visit is None or visit.submission is None or not isinstance(visit.place, s.Submitted):
        return state, ()
    return replace(state, visit=replace(visit.only(s.Rating()), rating=RatingProgress())), ()


def rate(state: AppState, message: m.Rate) -> Outcome:
    return _rated(state, message.level, message.via)


def evaluator_pressed(state: AppState, message: d.EvaluatorPressed) -> Outcome:
    """A key counts only while the faces are on the screen; its own time-out means nothing was said."""
    if message.level is None or not flow.evaluation_wanted(state):
        return state, ()
    return _rated(state, message.level, "evaluator")


def _rated(state: AppState, value: int, via: str) -> Outcome:
    visit = state.visit
    if visit is None or visit.rating is None or not isinstance(visit.place, s.Rating):
        return state, ()
    if visit.rating.level is not None:
        return state, ()  # the first answer stands: a screen touch and a key together are one rating
    rating = RatingProgress(level=Level(value), via=via)
    visit = replace(visit, rating=rating, last_touch=state.now)
    state = replace(state, visit=visit)
    if Level(value) in ASK_WHY:
        return state, ()
    return _send(state, visit, rating)


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
    return _send(state, visit, visit.rating)


def skip_rating(state: AppState, _message: m.SkipRating) -> Outcome:
    """未评价: no row at all. Skipping the reasons keeps the level that was given."""
    visit = state.visit
    if visit is None or visit.rating is None:
        return state, ()
    if visit.rating.level is not None:
        return _send(state, visit, replace(visit.rating, reasons=()))
    return replace(state, visit=_farewell(state, visit)), ()


def _send(state: AppState, visit: Visit, rating: RatingProgress) -> Outcome:
    if visit.submission is None or rating.level is None:
        return state, ()
    order_id = visit.submission.committed.order_id
    row = Rating(
        rating_id=f"{order_id}:rating",  # one order, one rating (GB/T 39734: 一事一评)
        order_id=order_id,
        level=int(rating.level),
        reasons=rating.reasons,
        reasons_version=REASONS_VERSION,
        via=rating.via,
    )
    return replace(state, visit=_farewell(state, visit)), (SaveRating(row),)


def _farewell(state: AppState, visit: Visit) -> Visit:
    return replace(visit.only(s.Farewell()), rating=None, farewell_since=state.now, last_touch=state.now)


def rating_saved(state: AppState, _message: m.RatingSaved) -> Outcome:
    """Nothing to show: the person has been thanked. The row is on disk."""
    return state, ()
