"""Submitting and the slip. The screen says what was reported, never what is hoped."""

import contextlib
from dataclasses import replace
from typing import Final

from kiosk.domain import along, flow, forms, matter_steps, paper_forms, represent, slip
from kiosk.domain import device as d
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_progress as looked
from kiosk.domain import update_rating as rating
from kiosk.domain.effects import Effect, PrintSlip, RecordPrint, SaveOrder, WipeRecording
from kiosk.domain.leftover import never_came
from kiosk.domain.library import ServiceItem
from kiosk.domain.slip import Receipt
from kiosk.domain.state import AppState, PrintProgress, PrintState, Submission, Visit
from kiosk.domain.work_order import Submission as OrderSubmission
from kiosk.domain.writing import InkAnswer

Outcome = tuple[AppState, tuple[Effect, ...]]
NOT_ENROLLED: Final = "E-STO-04"
NO_SLIP: Final = "E-PRN-07"


def submit(state: AppState, _message: m.Submit) -> Outcome:
    """提交: refused with sentences while a field is wrong; otherwise the store is asked, once."""
    visit = state.visit
    current = flow.current_page(state)
    if visit is None or visit.form is None or current is None or state.library is None:
        return state, ()
    form, item = visit.form, current[0]
    if paper_forms.document_of(item.id):
        return state, ()  # a paper goes to nobody
    if form.saving or current[1].kind is not forms.PageKind.CHECK or not isinstance(visit.place, s.Form):
        return state, ()
    if not state.can_submit:
        refused = replace(form, save_code=state.submit_code or NOT_ENROLLED)
        return replace(state, visit=replace(visit, form=refused)), ()
    wrong = forms.problems(item, form.draft, flow.today(state))
    if wrong:
        said = replace(form, problem=next(iter(wrong.values())))
        return replace(state, visit=replace(visit, form=said)), ()
    if represent.child_here(form.draft, flow.today(state), item):
        return represent.to_guardian(state, visit, form, item)
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
        recordings=tuple(one.recording_id for one in form.draft.recordings),
        pages=tuple(one.sheet_id for one in forms.submitted_sheets(item, form.draft)),
        worked=along.sealed(state.library, item, form),
    )
    saving = replace(form, saving=True, save_code="", problem=None)
    return replace(state, visit=replace(visit, form=saving)), (SaveOrder(order),)


def saved(state: AppState, message: m.OrderSaved) -> Outcome:
    """Durable: only now 已提交 is said. The draft leaves memory; the slip goes to the printer."""
    visit = state.visit
    if visit is None or visit.form is None or visit.form.draft.order_id != message.committed.order_id:
        return state, ()
    if paper_forms.document_of(visit.form.draft.item_id):
        return state, ()  # a paper is no order
    item = state.library.item(visit.form.draft.item_id) if state.library is not None else None
    submission = Submission(
        committed=message.committed,
        item_id=visit.form.draft.item_id,
        submitted_at=state.local,
        printing=PrintProgress(message.print_job_id),
        due=forms.materials_due(item, visit.form.draft) if item is not None else (),
        printed=visit.papers_printed,
        unsigned=item is not None and forms.signs_later(item, visit.form.draft),
    )
    spoken = visit.form.draft.recordings  # sealed now: there is no other use for them
    rated = rating.given(visit)
    visit = replace(
        visit.only(s.Submitted()),
        form=visit.form.aside,  # what was begun before a booking
        papers_printed=0,
        rating=None,
        matter=matter_steps.handed_in(visit, state.library),
        ink=InkAnswer(visit.ink.generation),
        question_since=None,
        toast="",  # no "try again" beside what is durable
        last_touch=state.now,
    )
    state, printed = _print(state, visit, submission)
    wiped = tuple(WipeRecording(one.recording_id) for one in spoken)
    return state, (*rated, *printed, *wiped)


def _print(state: AppState, visit: Visit, submission: Submission) -> Outcome:
    """Show ``submission`` and print its slip. Where none can be made the number on the screen must do."""
    paper: Receipt | None = None
    # The same order committed once more: its secret was never kept, so there is nothing to print.
    if submission.committed.secret:
        with contextlib.suppress(
            ValueError
        ):  # content or number the slip refuses: the order is durable still
            paper = order_slip(state, submission)
    if paper is None:
        no_slip = PrintProgress(submission.printing.job_id, PrintState.REFUSED, NO_SLIP)
        submission = replace(submission, printing=no_slip)
        return replace(state, visit=replace(visit, submission=submission)), ()
    effect = PrintSlip(submission.printing.job_id, submission.committed.order_id, paper)
    return replace(state, visit=replace(visit, submission=submission)), (effect,)


def order_slip(state: AppState, submission: Submission) -> Receipt:
    """The slip of a submitted order; a repeat prints the same words with the time it was submitted.

    Raises ValueError when no slip may be made of it (``slip.receipt``).
    """
    library = flow.library(state)
    item = library.item(submission.item_id) if library is not None else None
    return slip.receipt(
        language=flow.language(state),
        site=library.site.name if library is not None else "",
        order_no=submission.committed.order_no,
        at=submission.submitted_at,
        secret=submission.committed.secret,
        next_lines=item.slip_next if item is not None else (),
        bring=item.slip_bring if item is not None else "",
        papers=_for_the_slip(item, submission) if item is not None else (),
        printed=submission.printed,
        offline=not (state.online or submission.delivered),
        card=state.visit is not None and state.visit.card_used,
    )


def _for_the_slip(item: ServiceItem, submission: Submission) -> list[str]:
    """Papers his answers ask for, as far as they tell nothing of the matter (ADR 0145)."""
    due = [item.materials_when[number] for number in submission.due if number < len(item.materials_when)]
    return [paper.text for paper in due if paper.slip]


def not_saved(state: AppState, message: m.OrderNotSaved) -> Outcome:
    """Nothing was stored and nothing is lost: the draft stays on the check page with a plain sentence."""
    visit = state.visit
    if visit is None or visit.form is None or visit.form.draft.order_id != message.order_id:
        return state, ()
    form = replace(visit.form, saving=False, save_code=message.code)
    return replace(state, visit=replace(visit, form=form, last_touch=state.now)), ()


def delivered(state: AppState, message: m.OrderDelivered) -> Outcome:
    state = looked.delivered(state, message.order_id)
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
    visit = never_came(visit, message)
    progress = PrintProgress(message.job_id, s.OUTCOME_STATES[message.outcome], message.code)
    if visit.submission is not None and visit.submission.printing.job_id == message.job_id:
        submission = replace(visit.submission, printing=progress)
        # Silence before the time-out question counts from here: the person was waiting for the paper.
        note = RecordPrint(message.job_id, submission.committed.order_id, "receipt", progress.state.value)
        return replace(state, visit=replace(visit, submission=submission, last_touch=state.now)), (note,)
    if visit.guide_print is not None and visit.guide_print.job_id == message.job_id:
        note = RecordPrint(message.job_id, "", "guide", progress.state.value)
        return replace(state, visit=replace(visit, guide_print=progress)), (note,)
    if visit.sum_print is not None and visit.sum_print.job_id == message.job_id:
        note = RecordPrint(message.job_id, "", "sum", progress.state.value)
        return replace(state, visit=replace(visit, sum_print=progress)), (note,)
    if visit.path_print is not None and visit.path_print.job_id == message.job_id:
        note = RecordPrint(message.job_id, "", "path", progress.state.value)
        return replace(state, visit=replace(visit, path_print=progress, last_touch=state.now)), (note,)
    if visit.reply_print is not None and visit.reply_print.job_id == message.job_id:
        note = RecordPrint(message.job_id, "", "reply", progress.state.value)
        return replace(state, visit=replace(visit, reply_print=progress, last_touch=state.now)), (note,)
    return replace(state, visit=visit), ()


def print_again(state: AppState, message: m.PrintAgain) -> Outcome:
    visit = state.visit
    if visit is None or visit.submission is None or not visit.submission.committed.secret:
        return state, ()
    if visit.submission.printing.state is PrintState.SENDING:
        return state, ()
    return _print(state, visit, replace(visit.submission, printing=PrintProgress(message.job_id)))
