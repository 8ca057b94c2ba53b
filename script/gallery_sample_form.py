"""The gallery's states of the sample form that holds every kind of question, in the library's own words."""

from collections.abc import Iterator
from typing import Final

from kiosk.domain import forms
from kiosk.domain import messages as m
from kiosk.domain.device import READY, PrintOutcome, PrintReported
from kiosk.domain.flow import current_page
from kiosk.domain.forms import PageKind
from kiosk.domain.library import ServiceItem
from kiosk.domain.work_order import Committed
from script.gallery_answers import AT, answered, gone_on
from script.gallery_walk import SECRET, Walk

ITEM: Final = "sea-injury"
_GIVEN: Final = {
    "request": "起网时手被轧了，船主只付过一次钱。",
    "cost": "3500",
    "claims": "treatment,wages,agreement",
    "green": "elder,migrant",
}
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
        form = answered(form, asked, given=_GIVEN)
        if every or asked.id in _SHOWN:
            yield f"sample-{asked.id.replace('_', '-')}", form
        form = gone_on(form)
    yield from _after(form, item)


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
