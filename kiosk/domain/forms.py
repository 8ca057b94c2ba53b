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

CHECK_STEP_NAME: Final = "核对"
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_LANDLINE: Final = re.compile(r"0\d{2,3}-?\d{7,8}")
_OVERSEAS: Final = re.compile(r"(\+|00)?(852|853|886)\d{8,10}")
# The card's fields and the order's field ids they fill (stable: programs read them).
CARD_FIELDS: Final[dict[str, str]] = {
    "name": "name",
    "number": "id_number",
    "sex": "sex",
    "birth": "birth",
}


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

    def answer(self, field_id: str) -> str:
        return self.answers.get(field_id, "")

    def with_answer(self, field_id: str, value: str) -> "Draft":
        return replace(self, answers={**self.answers, field_id: value})


def fields_of(item: ServiceItem) -> list[FormField]:
    return [f for step in item.steps for f in step.fields]


def find_field(item: ServiceItem, field_id: str) -> FormField | None:
    return next((f for f in fields_of(item) if f.id == field_id), None)


def is_personal(form_field: FormField) -> bool:
    return form_field.personal or form_field.kind in ("name", "phone", "idcard")


def order_field_ids(form_field: FormField) -> tuple[str, ...]:
    """The ids under which this field's answers are submitted."""
    if form_field.kind == "idcard":
        return tuple(CARD_FIELDS[name] for name in form_field.reads)
    return (form_field.id,)


def refusal_allowed(item: ServiceItem) -> bool:
    """Whether the form can go on without any personal data (PIPL article 16)."""
    return not any(f.required for f in fields_of(item) if is_personal(f))


def pages(item: ServiceItem, draft: Draft) -> list[Page]:
    """All pages in order. After a refused consent the personal pages are left out."""
    out: list[Page] = []
    asked = False
    refused = draft.consent is not None and not draft.consent.given
    for index, step in enumerate(item.steps):
        for form_field in step.fields:
            if is_personal(form_field):
                if not asked:
                    out.append(Page(PageKind.CONSENT, index))
                    asked = True
                if refused:
                    continue
            out.append(Page(PageKind.FIELD, index, form_field.id))
    out.append(Page(PageKind.CHECK, len(item.steps)))
    return out


def step_names(item: ServiceItem) -> tuple[str, ...]:
    return (*(step.name for step in item.steps), CHECK_STEP_NAME)


def normalise(form_field: FormField, value: str) -> str:
    """The one form in which an answer is stored."""
    if form_field.kind in ("phone", "number"):
        plain = re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", value))
        return re.sub(r"^(\+?86)(?=1[3-9]\d{9}$)", "", plain)
    return value.strip()


def field_problem(form_field: FormField, answers: dict[str, str], today: date) -> str:
    """Why this field's answer cannot stand, in one plain sentence; empty when it can."""
    if form_field.kind == "idcard":
        return _identity_problem(form_field, answers, today)
    value = normalise(form_field, answers.get(form_field.id, ""))
    if not value:
        return f"请填{form_field.label}" if form_field.required else ""
    if len(value) > form_field.max_length:
        return f"太长了，最多 {form_field.max_length} 个字"
    if any(unicodedata.category(ch) == "Cc" and ch != "\n" for ch in value):
        return "里面有看不见的字符，请重新填"
    if form_field.kind == "phone" and not any(p.fullmatch(value) for p in (_MOBILE, _LANDLINE, _OVERSEAS)):
        return "电话号码不对，请再看一遍"
    if form_field.kind == "number" and not re.fullmatch(r"\d+(\.\d+)?", value):
        return "这里要填数字"
    if form_field.kind == "choice" and value not in {c.id for c in form_field.choices}:
        return "请在给出的里面选一个"
    return ""


def _identity_problem(form_field: FormField, answers: dict[str, str], today: date) -> str:
    for name in form_field.reads:
        value = answers.get(CARD_FIELDS[name], "").strip()
        if not value:
            if form_field.required:
                return {"name": "请填姓名", "number": "请填身份证号码"}.get(name, "")
            continue
        if name == "number" and (wrong := identity.problem(value, today)):
            return wrong
        if name == "name" and len(value) > 50:
            return "姓名太长了"
    return ""


def problems(item: ServiceItem, draft: Draft, today: date) -> dict[str, str]:
    """Field id → sentence, for every field that stops the submit; empty when the form is complete.

    Names no unknown field silently: an answer for a field the form does not have is a problem too.
    """
    out: dict[str, str] = {}
    known: set[str] = set()
    for form_field in fields_of(item):
        known.update(order_field_ids(form_field))
        if wrong := field_problem(form_field, draft.answers, today):
            out[form_field.id] = wrong
    for field_id in draft.answers:
        if field_id not in known:
            out[field_id] = f"表里没有这一项：{field_id}"
    return out


def submitted_fields(item: ServiceItem, draft: Draft) -> dict[str, str]:
    """Normalised, non-empty answers by field id: exactly what is sealed into the order."""
    out: dict[str, str] = {}
    for form_field in fields_of(item):
        for field_id in order_field_ids(form_field):
            raw = draft.answer(field_id)
            value = identity.normalise(raw) if field_id == "id_number" else normalise(form_field, raw)
            if value:
                out[field_id] = value
    return out
