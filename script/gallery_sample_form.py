"""The gallery's states of the sample form that holds every kind of question, in the library's own words."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from kiosk.domain import forms, forms_signature
from kiosk.domain import messages as m
from kiosk.domain.device import READY, PrintOutcome, PrintReported
from kiosk.domain.flow import current_page
from kiosk.domain.forms import PageKind
from kiosk.domain.library import ServiceItem
from kiosk.domain.update_sheets import ShowSheets
from kiosk.domain.work_order import Committed
from script.gallery_sheets import taken
from script.gallery_walk import NAME, NUMBER, SECRET, Walk

ITEM: Final = "sea-injury"
AT: Final = "2026-11-21T14:05:00+08:00"
_PLACE: Final = "示例码头"
_SHOWN: Final = frozenset({"cause", "bills", "signature"})


def sample_walks(home: Walk, *, every: bool = False) -> Iterator[tuple[str, Walk]]:
    """``home``: nothing begun yet. Pages of the form once they are answered, and what follows; of the kinds
    that have states of their own elsewhere only with ``every``.
    """
    library = home.state.library
    if library is None or library.item(ITEM) is None:
        return
    form = home.with_(camera=READY, microphone=READY, recording_room=True).does(m.OpenForm(ITEM, "order-1"))
    for _ in range(40):
        current = current_page(form.state)
        assert current is not None
        item, page, asked = current
        if page.kind is PageKind.CHECK:
            break
        if asked is None:
            yield "sample-consent", form
            form = form.does(m.GiveConsent(AT))
            continue
        form = _answered(form, asked.id, asked.kind)
        if every or asked.id in _SHOWN:
            yield f"sample-{asked.id.replace('_', '-')}", form
        before = form.state
        while (now := current_page(form.state)) is not None and now[1] == page:
            form = form.does(m.NextPage())
            assert form.state != before, asked.id
            before = form.state
    yield from _after(form, item)


def _answered(form: Walk, name: str, kind: str) -> Walk:
    if kind == "pages":
        return taken(taken(form, 1), 2).does(ShowSheets())
    yesterday = (form.state.local - timedelta(days=1)).date().isoformat()
    given = {
        "cause": "work", "request": "起网时手被轧了，船主只付过一次钱。", "spot": _PLACE,
        "boat": "浙嵊渔12345",
        "doctor": "yes", "days": "12", "cost": "3500", "claims": "treatment,wages,agreement", "name": NAME,
        "id_number": NUMBER, "phone": "13000000000", "contact": "visit", "green": "elder,migrant",
        "day": yesterday, "signature": forms_signature.LATER,
    }  # fmt: skip
    if kind == "contact":
        form = form.does(m.Answer(f"{name}_when", "morning"), m.Answer(f"{name}_where", _PLACE))
    return form.does(m.Answer(name, given[name]))


def _after(form: Walk, item: ServiceItem) -> Iterator[tuple[str, Walk]]:
    """The check page, page by page, and what is said when it is in."""
    visit = form.state.visit
    assert visit is not None
    assert visit.form is not None
    assert forms.problems(item, visit.form.draft, form.state.local.date()) == {}
    yield "sample-check", form
    for number in range(1, 4):
        yield f"sample-check-{number + 1}", form.tapped(*("check.page.after",) * number)
    other = form.does(m.Represent())
    yield "sample-represented", other
    saved = m.OrderSaved(Committed("order-1", "SS3-0147", 147, SECRET), "job-1")
    yield "sample-submitted", form.does(m.Submit(), saved, PrintReported("job-1", PrintOutcome.SENT))
