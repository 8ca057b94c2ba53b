"""A paper's template as a form: the same pages and rules as an order's, and no order at its end. Pure.

What is written for a paper stays in this visit and goes nowhere but onto that paper (docs/adr/0152): nobody
is told anything, so there is no notice to agree to, and its page before the form says so.
"""

from dataclasses import replace
from typing import Final

from kiosk.domain.forms import Consent, Draft
from kiosk.domain.library import ConsentNotice, Library, ServiceItem
from kiosk.domain.library_services import DocumentTemplate, StopKind
from kiosk.domain.state import FormProgress, Visit

_MARK: Final = "paper:"  # no id of the content has a colon
_NO_NOTICE: Final = ConsentNotice("", "", (), "", "", "", "", "")
_MOST_LEFT: Final = 8  # forms that were begun in one visit and stand aside


def form_id(document_id: str) -> str:
    """The id under which the draft of this paper is kept."""
    return f"{_MARK}{document_id}"


def document_of(item_id: str) -> str:
    """The paper a draft is of; empty: it is of an order."""
    return item_id.removeprefix(_MARK) if item_id.startswith(_MARK) else ""


def way(item_id: str) -> tuple[StopKind, str]:
    """What a draft is of, as bundles name it."""
    paper = document_of(item_id)
    return ("document", paper) if paper else ("item", item_id)


def of(library: Library, item_id: str) -> ServiceItem | None:
    """The form a draft is of: a service item's, or a paper's."""
    paper = document_of(item_id)
    if not paper:
        return library.item(item_id)
    template = library.every(DocumentTemplate).get(paper)
    return as_item(template) if template is not None else None


def as_item(template: DocumentTemplate) -> ServiceItem:
    return ServiceItem(
        id=form_id(template.id),
        title=template.title,
        short=template.short,
        icon="document",
        identity="none",
        identity_why="",
        notice=_NO_NOTICE,
        steps=template.steps,
        promise=(),
        materials=(),
        slip_next=(),
        slip_bring="",
        law=template.law,
        sample=template.sample,
    )


def begun(document_id: str) -> FormProgress:
    """An empty draft. Nothing is to be agreed to: nobody gets it."""
    return FormProgress(Draft(form_id(document_id), "", consent=Consent("", "", given=True)))


def written(visit: Visit | None, document_id: str) -> Draft | None:
    """What was written for this paper so far."""
    if visit is None:
        return None
    known = (*((visit.form,) if visit.form is not None else ()), *visit.forms_left)
    return next((one.draft for one in known if one.draft.item_id == form_id(document_id)), None)


def half_filled(visit: Visit | None) -> tuple[str, str]:
    """Of what was begun and may be gone on with: the item of the order, and the paper; the latest of each."""
    known = (visit.form, *reversed(visit.forms_left)) if visit is not None else ()
    begun = [one.draft for one in known if one is not None and _touched(one.draft)]
    items = (one.item_id for one in begun if not document_of(one.item_id))
    papers = (document_of(one.item_id) for one in begun if document_of(one.item_id))
    return next(items, ""), next(papers, "")


def _touched(draft: Draft) -> bool:
    return bool(draft.answers or draft.recordings or draft.sheets)


def taken_up(visit: Visit, item_id: str) -> Visit:
    """``visit`` with the form of ``item_id`` open as it was left, if it was begun. A paper and an order do
    not push each other out: the one that was open stands aside. Of two orders the later one stays, as ever.
    """
    now = visit.form
    if now is not None and now.draft.item_id == item_id:
        return visit
    found = next((one for one in visit.forms_left if one.draft.item_id == item_id), None)
    paper = document_of(item_id) or (now is not None and document_of(now.draft.item_id))
    if not paper and found is None:
        return visit
    left = tuple(one for one in visit.forms_left if one is not found)
    if now is not None:
        left = (*left, now)
    return replace(visit, form=found, forms_left=left[-_MOST_LEFT:])
