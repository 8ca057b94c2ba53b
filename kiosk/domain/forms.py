"""The forms engine: a draft, its pages, what is wrong with it, and what is submitted. Pure.

A form is shown one field to a page. Pages come from the service item alone plus two the terminal adds:
the consent notice before the first personal field, and the check page at the end.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Final

from kiosk.domain import identity
from kiosk.domain.library import FormField, ServiceItem
from kiosk.domain.problems import Problem, ProblemKind
from kiosk.domain.recording import Recording

REQUEST: Final = "request"
# Spelt out instead of \d, which matches the digits of every script.
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(r"0[0-9]{9,11}")  # normalised: no dash left
_OVERSEAS: Final = re.compile(r"(\+|00)?(852|853|886)[0-9]{8,10}")
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_CHINA_PREFIX: Final = re.compile(r"\+?86(?=1[3-9][0-9]{9}$)")
# Marks that turn the direction of writing: what staff read would not be what was checked.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LONGEST_NAME: Final = 50
# The card's fields and the order's field ids they fill (stable: programs read them).
CARD_FIELDS: Final[dict[str, str]] = {
    "name": "name",
    "number": "id_number",
    "sex": "sex",
    "birth": "birth",
}
# Beside a card's name that no font of the terminal holds whole: as its owner wrote it himself.
WRITTEN_NAME: Final = "name_written"
_TYPED_IDENTITY: Final = {"name": ProblemKind.MISSING_NAME, "number": ProblemKind.MISSING_NUMBER}


class PageKind(Enum):
    FIELD = "field"
    CONSENT = "consent"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a form. ``step`` counts from 0; ``field_id`` is empty for consent and check."""

    kind: PageKind
    step: int
    field_id: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to and when (ISO 8601, terminal's wall clock). ``given`` False = refused."""

    version: str
    at: str
    given: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A form being filled: memory only. ``order_id`` is made when the form opens and never changes."""

    item_id: str
    order_id: str
    answers: dict[str, str] = field(default_factory=dict)
    consent: Consent | None = None
    identity_source: str = ""  # "card" | "typed" | ""
    recordings: tuple[Recording, ...] = ()
    representing: bool = False  # 我替别人办: the fields about the other person are asked too

    def answer(self, field_id: str) -> str:
        return self.answers.get(field_id, "")

    def with_answer(self, field_id: str, value: str) -> "Draft":
        return replace(self, answers={**self.answers, field_id: value})


def fields_of(item: ServiceItem) -> list[FormField]:
    return [f for step in item.steps for f in step.fields]


def find_field(item: ServiceItem, field_id: str) -> FormField | None:
    return next((f for f in fields_of(item) if f.id == field_id), None)


def wanted(form_field: FormField, draft: Draft) -> bool:
    """Whether this field is asked of the person at all.

    What hangs on another answer is not asked of who left that one empty: without a number nobody is called.
    """
    if form_field.asked_when and not draft.answer(form_field.asked_when).strip():
        return False
    return draft.representing or not form_field.represented


def now_asked(item: ServiceItem, draft: Draft, field_id: str) -> str:
    """What is asked because ``field_id`` was filled, and is not answered yet; empty when there is nothing."""
    hanging = (f for f in fields_of(item) if f.asked_when == field_id and field_id)
    return next((f.id for f in hanging if wanted(f, draft) and not draft.answer(f.id)), "")


def can_represent(item: ServiceItem) -> bool:
    """Whether this form asks about a represented person."""
    return any(f.represented for f in fields_of(item))


def is_personal(form_field: FormField) -> bool:
    return form_field.personal or form_field.kind in ("name", "phone", "idcard")


def order_field_ids(form_field: FormField) -> tuple[str, ...]:
    """The ids under which this field's answers are submitted."""
    if form_field.kind == "idcard":
        return tuple(CARD_FIELDS[name] for name in form_field.reads)
    return (form_field.id,)


def answer_ids(form_field: FormField) -> tuple[str, ...]:
    """The ids under which this field's answers may be kept: those of the order, and a name written beside."""
    written = form_field.kind == "idcard" and "name" in form_field.reads
    return (*order_field_ids(form_field), *((WRITTEN_NAME,) if written else ()))


def speakable(form_field: FormField) -> bool:
    """Whether this may be said instead of written: what happened, in a person's own words."""
    return form_field.kind == "text" and form_field.id == REQUEST


def refusal_allowed(item: ServiceItem) -> bool:
    """Whether the form can go on without any personal data (PIPL article 16)."""
    return not any(f.required and not f.represented for f in fields_of(item) if is_personal(f))


def pages(item: ServiceItem, draft: Draft) -> list[Page]:
    """All pages in order. After a refused consent the personal pages are left out."""
    out: list[Page] = []
    asked = False
    refused = draft.consent is not None and not draft.consent.given
    for index, step in enumerate(item.steps):
        for form_field in step.fields:
            if not wanted(form_field, draft):
                continue
            if is_personal(form_field):
                if not asked:
                    out.append(Page(PageKind.CONSENT, index))
                    asked = True
                if refused:
                    continue
            out.append(Page(PageKind.FIELD, index, form_field.id))
    out.append(Page(PageKind.CHECK, len(item.steps)))
    return out


def step_names(item: ServiceItem, check: str) -> tuple[str, ...]:
    """``check``: what the terminal's own last step is called."""
    return (*(step.name for step in item.steps), check)


def normalise(form_field: FormField, value: str) -> str:
    """The one form in which an answer is stored."""
    if form_field.kind == "phone":
        return _CHINA_PREFIX.sub("", re.sub(r"[\s\-—]", "", unicodedata.normalize("NFKC", value)))
    if form_field.kind == "number":
        return re.sub(r"\s", "", unicodedata.normalize("NFKC", value))
    return value.strip()


def has_invisible(value: str, *, lines: bool = False) -> bool:
    """Whether ``value`` holds what no screen can show and no person can have meant.

    ``lines``: line breaks are let through. Lone surrogates count: they could not even be encoded.
    """
    return any(
        ch in _TURNING or (unicodedata.category(ch) in ("Cc", "Cs") and not (lines and ch == "\n"))
        for ch in value
    )


def field_problem(form_field: FormField, answers: dict[str, str], today: date) -> Problem | None:
    """Why this field's answer cannot stand; None when it can."""
    if form_field.kind == "idcard":
        return _identity_problem(form_field, answers, today)
    value = normalise(form_field, answers.get(form_field.id, ""))
    if not value:
        if not form_field.required:
            return None
        choose = form_field.kind == "choice"
        return Problem(ProblemKind.CHOOSE) if choose else Problem(ProblemKind.MISSING, form_field.id)
    if len(value) > form_field.max_length:
        return Problem(ProblemKind.TOO_LONG, form_field.max_length)
    if has_invisible(value, lines=form_field.kind == "text"):
        return Problem(ProblemKind.INVISIBLE)
    if form_field.kind == "phone" and not any(p.fullmatch(value) for p in (_MOBILE, _LANDLINE, _OVERSEAS)):
        return Problem(ProblemKind.PHONE)
    if form_field.kind == "number" and not _NUMBER.fullmatch(value):
        return Problem(ProblemKind.NOT_NUMBER)
    if form_field.kind == "choice" and value not in {c.id for c in form_field.choices}:
        return Problem(ProblemKind.NO_CHOICE)
    return None


def draft_problem(form_field: FormField, draft: Draft, today: date) -> Problem | None:
    """As ``field_problem``; but nobody is sent away for want of words (docs/adr/0107).

    What was said need not be written too; who neither wrote nor said anything was asked once, and goes on.
    """
    if speakable(form_field) and not draft.answer(form_field.id).strip():
        return None
    return field_problem(form_field, draft.answers, today)


def _identity_problem(form_field: FormField, answers: dict[str, str], today: date) -> Problem | None:
    for name in form_field.reads:
        value = answers.get(CARD_FIELDS[name], "").strip()
        if not value:
            # Sex and birth are what a card adds; nobody is asked to type them.
            if form_field.required and name in _TYPED_IDENTITY:
                return Problem(_TYPED_IDENTITY[name])
            continue
        if name == "number" and (wrong := identity.problem(value, today)):
            return wrong
        if name == "name" and (wrong := name_problem(value)):
            return wrong
    return None


def name_problem(value: str) -> Problem | None:
    """Why this cannot be a person's name; None when it can."""
    name = value.strip()
    if not name:
        return Problem(ProblemKind.WRITE_NAME)
    if len(name) > LONGEST_NAME:
        return Problem(ProblemKind.LONG_NAME)
    return Problem(ProblemKind.INVISIBLE) if has_invisible(name) else None


def problems(item: ServiceItem, draft: Draft, today: date) -> dict[str, Problem]:
    """Field id → what is wrong, for every field that stops the submit; empty when the form is complete.

    Names no unknown field silently: an answer for a field the form does not have is a problem too.
    """
    out: dict[str, Problem] = {}
    known: set[str] = set()
    for form_field in fields_of(item):
        if draft.representing or not form_field.represented:
            # Of a question that is no longer asked the answer stays in the draft, and goes nowhere.
            known.update(answer_ids(form_field))
        if not wanted(form_field, draft):
            continue
        if wrong := draft_problem(form_field, draft, today):
            out[form_field.id] = wrong
    for field_id in draft.answers:
        if field_id not in known:
            out[field_id] = Problem(ProblemKind.UNKNOWN_FIELD, field_id)
    return out


def submitted_fields(item: ServiceItem, draft: Draft) -> dict[str, str]:
    """Normalised, non-empty answers by field id: exactly what is sealed into the order."""
    out: dict[str, str] = {}
    for form_field in fields_of(item):
        for field_id in answer_ids(form_field) if wanted(form_field, draft) else ():
            raw = draft.answer(field_id)
            value = identity.normalise(raw) if field_id == "id_number" else normalise(form_field, raw)
            if value:
                out[field_id] = value
    return out
