"""How somebody wants to be reached: one field of a form, asked on up to three pages. Pure.

First how; whoever may be called, written to or visited is asked when; whoever is visited, where.
"""

from enum import Enum
from typing import Final

from kiosk.domain.forms import Draft
from kiosk.domain.forms_kinds import CALLED, VISIT, contact_ids
from kiosk.domain.library import FormField


class ContactPart(Enum):
    HOW = 0
    WHEN = 1
    WHERE = 2


_PARTS: Final = {VISIT: tuple(ContactPart), **dict.fromkeys(CALLED, (ContactPart.HOW, ContactPart.WHEN))}


def parts(form_field: FormField, draft: Draft) -> tuple[ContactPart, ...]:
    """The pages this wish asks for."""
    return _PARTS.get(draft.answer(form_field.id), (ContactPart.HOW,))


def shown(form_field: FormField, draft: Draft, part: ContactPart) -> ContactPart:
    """``part``, while the wish asks for it."""
    return part if part in parts(form_field, draft) else ContactPart.HOW


def field_id(form_field: FormField, part: ContactPart) -> str:
    """The answer this page is for."""
    return contact_ids(form_field)[part.value]


def after(form_field: FormField, draft: Draft, part: ContactPart) -> ContactPart | None:
    """The page behind ``part``; None behind the last, and where there is no number to call."""
    if draft.answer(form_field.id) in CALLED and not draft.answer(form_field.phone).strip():
        return None
    asked = parts(form_field, draft)
    at = asked.index(shown(form_field, draft, part)) + 1
    return asked[at] if at < len(asked) else None


def before(form_field: FormField, draft: Draft, part: ContactPart) -> ContactPart | None:
    """The page before ``part``; None before the first."""
    at = shown(form_field, draft, part).value
    return ContactPart(at - 1) if at else None
