"""Booking a visit of the schedule writes a sentence into a form. What was begun before is another matter: it
never goes with the booking, and is there again when that is over. Pure.
"""

from dataclasses import replace

from kiosk.domain import forms
from kiosk.domain.forms import Draft
from kiosk.domain.library import ServiceItem
from kiosk.domain.recording import Recording
from kiosk.domain.state import Form, FormProgress, Visit


def begun(form: FormProgress | None, item: ServiceItem, order_id: str, sentence: str) -> FormProgress:
    """The form of a booking. ``form``: what is open; of the same booking only the day may have changed."""
    if form is not None and form.booked and form.draft.item_id == item.id and _as_booked(form):
        return replace(form, draft=form.draft.with_answer(forms.REQUEST, sentence), booked=sentence)
    draft = Draft(item.id, order_id)
    if forms.find_field(item, forms.REQUEST) is not None:
        draft = draft.with_answer(forms.REQUEST, sentence)
    return FormProgress(draft, booked=sentence, aside=_worth_keeping(form))


def written(form: FormProgress | None) -> tuple[str, tuple[Recording, ...]]:
    """What somebody wrote and said of his matter, for a form of another item; no booking's own sentence."""
    if form is None:
        return "", ()
    text = "" if _as_booked(form) else form.draft.answer(forms.REQUEST)
    if text or form.draft.recordings or form.aside is None:
        return text, form.draft.recordings
    return written(form.aside)


def before(form: FormProgress | None, item_id: str) -> FormProgress | None:
    """What to go on with when the form of ``item_id`` is opened: also what lies below another's booking."""
    if form is not None and form.aside is not None and form.draft.item_id != item_id:
        return form.aside if form.aside.draft.item_id == item_id else form
    return form


def settled(visit: Visit) -> Visit:
    """A booking that was left as it was begun is over, and what was begun before it is there again."""
    form = visit.form
    if form is None or not _untouched(form) or any(isinstance(place, Form) for place in visit.stack):
        return visit
    return replace(visit, form=form.aside)


def _as_booked(form: FormProgress) -> bool:
    return bool(form.booked) and form.draft.answer(forms.REQUEST) == form.booked


def _untouched(form: FormProgress) -> bool:
    others = any(text for name, text in form.draft.answers.items() if name != forms.REQUEST)
    return _as_booked(form) and not others and not form.draft.recordings


def _worth_keeping(form: FormProgress | None) -> FormProgress | None:
    """Bounded: below what is kept lies one more at most."""
    if form is None or not (form.draft.answers or form.draft.recordings):
        return None
    if _untouched(form):
        return form.aside
    below = replace(form.aside, aside=None) if form.aside is not None else None
    return replace(form, aside=below, problem=None, bare_until=0.0)
