"""The gallery's states of what is carried on: to the order, to home, past a signature."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.domain import forms_signature
from kiosk.domain import messages as m
from kiosk.domain import update_matter as um
from kiosk.domain.device import READY, CardDocument, CardRead, CardSeen, PrintOutcome, PrintReported
from kiosk.domain.library import Library
from kiosk.domain.library_services import Bundle, Scenario
from kiosk.domain.update_along import Enclose
from kiosk.domain.work_order import Committed
from kiosk.wire import worked as w
from kiosk.wire.worked import Worked
from script.gallery_forms_chosen import ADDRESS, AT, with_item
from script.gallery_walk import NAME, NUMBER, SECRET, Walk, at_stop

_WAYS = (("danger", 1), ("where", 1), ("still", 1), ("note", 1), ("proof", 0))
_SUM = w.SumMade(
    "payment-order",
    "申请支付令要交多少",
    (w.Given("要讨的钱", "money", "12000", "元"),),
    amount="66.67",
    figures=(w.UsedFigure("诉讼费标准", "2007-04-01", sample=True),),
)


def carry_walks(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    if not library.every(Scenario) or not library.every(Bundle):
        return
    told = home.does(um.OpenMatter("bundle", "unpaid-wages"), *(um.AnswerQuestion(*way) for way in _WAYS))
    left = told.does(um.GoOn(), m.GoHome())
    yield "home-half-done", left
    speaking = left.with_(microphone=READY, recording_room=True, speech=True)
    yield "home-half-done-speaking", speaking
    begun = (m.OpenForm("consultation", "order-1"), m.Answer("request", "工资没发"), m.GoHome())
    yield "home-half-done-and-begun", speaking.does(*begun)
    item = at_stop(told.does(um.GoOn()), "item")
    form = item.does(um.OpenWay("item", "legal-aid", "order-2"))
    read = form.does(m.NextPage(), m.Answer("request", "工资没发"), m.NextPage(), m.GiveConsent(AT))
    read = read.does(CardSeen(), CardRead(CardDocument("resident", NAME, NUMBER), 420.0), m.NextPage())
    check = read.does(m.Answer("phone", "13000000000"), m.NextPage(), m.NextPage())
    yield "check-along", check
    yield "check-along-page-2", check.tapped("check.page.after")
    yield "check-along-not", check.does(Enclose(yes=False))
    state = check.state
    assert state.visit is not None
    assert state.visit.form is not None
    assert state.visit.form.worked is not None
    yield from _with_all(check, state.visit.form.worked)


def _with_all(check: Walk, worked: Worked) -> Iterator[tuple[str, Walk]]:
    """Whatever a bundle may make."""
    visit = check.state.visit
    assert visit is not None
    assert visit.form is not None
    whole = replace(worked, sums=(_SUM,), papers=("arbitration-application",))
    full = check.with_(visit=replace(visit, form=replace(visit.form, worked=whole)))
    for page in range(3):
        yield f"check-along-all-{page + 1}", full.tapped(*("check.page.after",) * page)


def unsigned_walks(home: Walk) -> Iterator[tuple[str, Walk]]:
    """``home``: nothing begun yet."""
    library = home.state.library
    assert library is not None
    opened = home.with_(library=with_item(library)).does(m.OpenForm("consultation", "order-1"))
    answers = (("papers", "note"), ("before", "no"), ("green", ""), ("phone", "13000000000"))
    for name, value in answers:
        opened = opened.does(m.GiveConsent(AT), m.Answer(name, value), m.NextPage())
    reached = opened.does(m.Answer("contact", "visit"), m.NextPage(), m.NextPage())
    sign = reached.does(m.Answer("contact_where", ADDRESS), m.NextPage())
    later = sign.does(m.Answer("sign", forms_signature.LATER))
    yield "signature-later", later
    check = later.does(m.NextPage())
    yield "check-unsigned", check
    saved = m.OrderSaved(Committed("order-1", "SS3-0147", 147, SECRET), "job-1")
    yield "submitted-unsigned", check.does(m.Submit(), saved, PrintReported("job-1", PrintOutcome.SENT))
