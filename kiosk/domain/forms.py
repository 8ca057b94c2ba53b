"""The forms engine: a draft, its pages, what is wrong with it, and what is submitted. Pure.

A form is shown one field to a page. Pages come from the service item alone plus two the terminal adds:
the consent notice before the first personal field, and the check page at the end.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Final

from kiosk.domain import forms_conditions as conditions
from kiosk.domain import forms_kinds as kinds
from kiosk.domain import identity, sheets
from kiosk.domain.forms_signature import LATER
from kiosk.domain.library import FormField, ServiceItem
from kiosk.domain.problems import Problem, ProblemKind
from kiosk.domain.recording import Recording
from kiosk.domain.sheets import Sheet

REQUEST: Final = "request"
is_personal = kinds.is_personal
normalise = kinds.normalise
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
    sheets: tuple[Sheet, ...] = ()
    representing: bool = False  # 我替别人办: the fields about the other person are asked too

    def answer(self, field_id: str) -> str:
        return self.answers.get(field_id, "")

    def with_answer(self, field_id: str, value: str) -> "Draft":
        return replace(self, answers={**self.answers, field_id: value})


def fields_of(item: ServiceItem) -> list[FormField]:
    return [f for step in item.steps for f in step.fields]


def find_field(item: ServiceItem, field_id: str) -> FormField | None:
    return next((f for f in fields_of(item) if f.id == field_id), None)


def asked(item: ServiceItem, draft: Draft) -> list[tuple[FormField, bool]]:
    """Every field the person is asked at all, in order, and whether it may be answered.

    What hangs on another answer is not asked of who gave another one, or none: without a number nobody is
    called. The answer of a question that is not asked any more counts for nothing, though the draft keeps it.
    What is personal may not be answered after a refused consent.
    """
    refused = draft.consent is not None and not draft.consent.given
    told: dict[str, str] = {}
    out: list[tuple[FormField, bool]] = []
    for form_field in fields_of(item):
        if (form_field.represented and not draft.representing) or not _due(form_field, told):
            continue
        open_now = not (refused and is_personal(form_field))
        out.append((form_field, open_now))
        if open_now:
            told.update(counted_answers(form_field, draft))
    return out


def _due(form_field: FormField, told: dict[str, str]) -> bool:
    """Whether what the field hangs on was answered so."""
    if not all(told.get(name) for name in needed(form_field)):
        return False
    return conditions.holds(form_field.when, told)


def needed(form_field: FormField) -> tuple[str, ...]:
    """The ids of what must have been answered, whatever was said, for the field to be asked: no half-day is
    chosen without an office.
    """
    return tuple(name for name in (form_field.asked_when, form_field.office) if name)


def counted_answers(form_field: FormField, draft: Draft) -> dict[str, str]:
    """Its non-empty answers by id, normalised: those that count, whatever else was answered before."""
    if form_field.kind == "pages":
        return sheets.counted(form_field.id, draft.answer(form_field.id), draft.sheets)
    out: dict[str, str] = {}
    for field_id in answer_ids(form_field):
        raw = draft.answer(field_id)
        value = identity.normalise(raw) if field_id == "id_number" else normalise(form_field, raw)
        if value:
            out[field_id] = value
    return kinds.counted(form_field, out)


def told(item: ServiceItem, draft: Draft) -> dict[str, str]:
    """What was answered of what is asked, normalised, by id: all that conditions may see."""
    return {
        field_id: value
        for form_field, open_now in asked(item, draft)
        if open_now
        for field_id, value in counted_answers(form_field, draft).items()
    }


def materials(item: ServiceItem, draft: Draft) -> tuple[str, ...]:
    """What to bring after these answers: always the item's own list first."""
    return materials_of(item, materials_due(item, draft))


def materials_of(item: ServiceItem, due: tuple[int, ...]) -> tuple[str, ...]:
    """``due``: as ``materials_due`` says; of another release it may name what is no more."""
    more = (item.materials_when[number].text for number in due if number < len(item.materials_when))
    return tuple(dict.fromkeys((*item.materials, *more)))


def materials_due(item: ServiceItem, draft: Draft) -> tuple[int, ...]:
    """Which of ``materials_when`` these answers ask for, by their place there."""
    answers = told(item, draft)
    rows = enumerate(item.materials_when)
    return tuple(number for number, row in rows if conditions.holds(row.when, answers))


def signs_later(item: ServiceItem, draft: Draft) -> bool:
    """Whether somebody who could not draw is still to sign."""
    answers = told(item, draft)
    signed = (answers.get(one.id) for one in fields_of(item) if one.kind == "signature")
    return LATER in signed


def hangs_on(item: ServiceItem, form_field: FormField) -> frozenset[str]:
    """The ids of fields that decide, at whatever remove, whether this one is asked."""
    before: dict[str, frozenset[str]] = {}
    for one in fields_of(item):
        named = conditions.mentions(one.when).union(needed(one))
        closure = named.union(*(before.get(name, frozenset()) for name in named))
        if one.id == form_field.id:
            return closure
        before.update(dict.fromkeys(answer_ids(one), closure))
    return frozenset()


def now_asked(item: ServiceItem, draft: Draft, field_id: str) -> str:
    """What is asked because ``field_id`` was answered, or because of what that one hangs on, stands behind it
    and has no answer yet; empty when there is nothing.
    """
    changed = find_field(item, field_id)
    if changed is None:
        return ""
    because = hangs_on(item, changed).union(answer_ids(changed))
    behind = False
    for form_field, open_now in asked(item, draft):
        if (
            behind
            and open_now
            and not counted_answers(form_field, draft)
            and because & hangs_on(item, form_field)
        ):
            return form_field.id
        behind = behind or form_field.id == field_id
    return ""


def can_represent(item: ServiceItem) -> bool:
    """Whether this form asks about a represented person."""
    return any(f.represented for f in fields_of(item))


def order_field_ids(form_field: FormField) -> tuple[str, ...]:
    """The ids under which this field's answers are submitted."""
    if form_field.kind == "idcard":
        return tuple(CARD_FIELDS[name] for name in form_field.reads)
    if form_field.kind == "contact":
        return kinds.contact_ids(form_field)
    return (form_field.id,)


def answer_ids(form_field: FormField) -> tuple[str, ...]:
    """The ids under which this field's answers may be kept: those of the order, and a name written beside."""
    written = form_field.kind == "idcard" and "name" in form_field.reads
    return (*order_field_ids(form_field), *((WRITTEN_NAME,) if written else ()))


def speakable(form_field: FormField) -> bool:
    """Whether this may be said instead of written: what happened, in a person's own words."""
    return form_field.kind == "text" and form_field.id == REQUEST


def refusal_allowed(item: ServiceItem, draft: Draft | None = None) -> bool:
    """Whether the form can go on without any personal data (PIPL article 16).

    With ``draft``: after its answers, which may spare somebody a question; else whatever is answered.
    """
    if draft is None:
        possible = fields_of(item)
    else:
        refused = replace(draft, consent=Consent("", "", given=False), representing=False)
        possible = [form_field for form_field, _ in asked(item, refused)]
    return not any(f.required and not f.represented for f in possible if is_personal(f))


def reconsidered(item: ServiceItem, draft: Draft, before: Draft) -> Draft:
    """After an answer that makes something personal necessary a refusal is asked about again; after another
    office, when to go there: the half-day was reckoned from the hours of the one ``before``.
    """
    stale = [
        one.id
        for one in fields_of(item)
        if one.kind == "slot" and draft.answer(one.office) != before.answer(one.office)
    ]
    if any(draft.answer(name) for name in stale):
        kept = {name: text for name, text in draft.answers.items() if name not in stale}
        draft = replace(draft, answers=kept)
    refused = draft.consent is not None and not draft.consent.given
    return replace(draft, consent=None) if refused and not refusal_allowed(item, draft) else draft


def pages(item: ServiceItem, draft: Draft) -> list[Page]:
    """All pages in order. After a refused consent the personal pages are left out."""
    steps = {f.id: index for index, step in enumerate(item.steps) for f in step.fields}
    out: list[Page] = []
    notice = not item.notice.version  # a paper has none: nobody gets what is written for it
    for form_field, open_now in asked(item, draft):
        index = steps[form_field.id]
        if is_personal(form_field) and not notice:
            out.append(Page(PageKind.CONSENT, index))
            notice = True
        if open_now:
            out.append(Page(PageKind.FIELD, index, form_field.id))
    out.append(Page(PageKind.CHECK, len(item.steps)))
    return out


def step_names(item: ServiceItem, check: str) -> tuple[str, ...]:
    """``check``: what the terminal's own last step is called."""
    return (*(step.name for step in item.steps), check)


def field_problem(form_field: FormField, answers: dict[str, str], today: date) -> Problem | None:
    """Why this field's answer cannot stand; None when it can."""
    if form_field.kind == "idcard":
        return _identity_problem(form_field, answers, today)
    return kinds.problem(form_field, answers, today)


def draft_problem(form_field: FormField, draft: Draft, today: date) -> Problem | None:
    """As ``field_problem``; but nobody is sent away for want of words (docs/adr/0107).

    What was said need not be written too; who neither wrote nor said anything was asked once, and goes on.
    """
    if speakable(form_field) and not draft.answer(form_field.id).strip():
        return None
    if form_field.kind == "pages":
        told = counted_answers(form_field, draft)
        claimed = not told and draft.answer(form_field.id).strip()  # pages nobody photographed
        return Problem(ProblemKind.PHOTOGRAPH) if claimed else field_problem(form_field, told, today)
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
    return Problem(ProblemKind.INVISIBLE) if kinds.has_invisible(name) else None


def problems(item: ServiceItem, draft: Draft, today: date) -> dict[str, Problem]:
    """Field id → what is wrong, for every field that stops the submit; empty when the form is complete.

    Names no unknown field silently: an answer for a field the form does not have is a problem too.
    """
    out: dict[str, Problem] = {}
    effective = replace(draft, answers=told(item, draft))
    for form_field, _ in asked(item, draft):
        judged = draft if form_field.kind == "pages" else effective
        if wrong := draft_problem(form_field, judged, today):
            out[form_field.id] = wrong
    # Of a question that is no longer asked the answer stays in the draft, and goes nowhere.
    possible = (f for f in fields_of(item) if draft.representing or not f.represented)
    known = {field_id for form_field in possible for field_id in answer_ids(form_field)}
    for field_id in draft.answers:
        if field_id not in known:
            out[field_id] = Problem(ProblemKind.UNKNOWN_FIELD, field_id)
    return out


def submitted_fields(item: ServiceItem, draft: Draft) -> dict[str, str]:
    """Normalised, non-empty answers by field id: exactly what is sealed into the order."""
    return told(item, draft)


def submitted_sheets(item: ServiceItem, draft: Draft) -> tuple[Sheet, ...]:
    """The pages that go with the order, question by question: none of what is not asked any more."""
    open_now = [form_field for form_field, may in asked(item, draft) if may and form_field.kind == "pages"]
    return tuple(one for form_field in open_now for one in sheets.of_field(draft.sheets, form_field.id))
