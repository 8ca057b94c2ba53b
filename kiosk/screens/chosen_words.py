"""What the check page says of answers that were touched or signed: labels, not ids; personal ones covered."""

from kiosk.domain import forms, identity
from kiosk.domain import forms_kinds as kinds
from kiosk.domain.contact import ContactPart, field_id
from kiosk.domain.forms import Draft
from kiosk.domain.forms_signature import LATER
from kiosk.domain.library import FormField
from kiosk.screens.choice_question import times, wishes, yes_or_no
from kiosk.words.texts import Texts

KINDS = frozenset({"choices", "green", "yesno", "contact", "signature", "pages"})


def said(field: FormField, draft: Draft, bare: bool, texts: Texts) -> str:
    """The answer to a field of one of ``KINDS``, in words; empty when there is none."""
    if field.kind == "contact":
        return _reached(field, draft, bare, texts)
    if field.kind == "pages":
        told = forms.counted_answers(field, draft).get(field.id, "")
        count = texts.photographed.count
        return count(int(told)) if told.isdecimal() else texts.photographed.brought if told else ""
    value = kinds.normalise(field, draft.answer(field.id))
    if not value:
        return ""
    covered = forms.is_personal(field) and not bare
    if field.kind == "signature":
        return texts.chosen.unsigned if value == LATER else texts.chosen.signed
    if field.kind == "yesno":
        return texts.chosen.answered if covered else yes_or_no(texts.chosen).get(value, "")
    chosen = value.split(",")
    if covered:
        return texts.chosen.count(len(chosen))
    labels = {choice.id: choice.label for choice in field.choices}
    return texts.main.items_join.join(labels[one] for one in chosen if one in labels)


def strokes(field: FormField, draft: Draft, bare: bool) -> str:
    """What was signed, where it may be seen."""
    value = draft.answer(field.id)
    return value if field.kind == "signature" and bare and value != LATER else ""


def has_cover(field: FormField, draft: Draft) -> bool:
    """Whether there is more to see of this answer than stands there covered."""
    if field.kind == "contact":
        return field_id(field, ContactPart.WHERE) in forms.counted_answers(field, draft)
    return field.kind != "pages" and (draft.answer(field.id) != LATER or field.kind != "signature")


def _reached(field: FormField, draft: Draft, bare: bool, texts: Texts) -> str:
    """How, when and where in one sentence."""
    how, when, where = kinds.contact_ids(field)
    told = forms.counted_answers(field, draft)
    words = texts.chosen
    out = [wishes(words).get(told.get(how, ""), ""), times(words).get(told.get(when, ""), "")]
    if where in told:
        out.append(words.where_said.format(told[where] if bare else identity.mask_name(told[where])))
    return words.joint.join(part for part in out if part)
