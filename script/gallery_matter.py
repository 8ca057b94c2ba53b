"""The gallery's states of scenarios and bundles."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_matter as um
from kiosk.domain.device import CardDocument, CardRead, CardSeen, PrintOutcome, PrintReported
from kiosk.domain.library import Library
from kiosk.domain.library_services import Bundle, DocumentTemplate, Scenario
from kiosk.domain.work_order import Committed
from script.gallery_walk import NAME, NO_PAPER, NUMBER, SECRET, Walk, at_stop

_AGREED = m.GiveConsent("2026-11-21T14:05:00+08:00")


def matter_walks(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    """Every page, with the sample content's longest ways."""
    if not library.every(Scenario) or not library.every(Bundle):
        return
    yield "scenarios", home.does(m.Open(s.Scenarios()))
    yield "scenarios-none", home.does(m.Open(s.Scenarios("tenancy")))
    begun = home.does(um.OpenMatter("scenario", "wages"))
    yield "question-first", begun
    yield "question-telling", begun.does(um.NotSure("danger", telling=False))
    where = begun.does(um.AnswerQuestion("danger", 1))
    yield "question-many", where
    yield "question-many-telling", where.does(um.NotSure("where", telling=False))
    still = where.does(um.AnswerQuestion("where", 1))
    proof = still.does(um.AnswerQuestion("still", 1), um.AnswerQuestion("note", 1))
    yield "question-last", proof
    yield "question-last-telling", proof.does(um.NotSure("proof", telling=False))
    told = proof.does(um.AnswerQuestion("proof", 0))
    for page in range(5):
        yield f"outcome-{page + 1}", told.does(um.TurnMatter(page))
    yield "outcome-urgent", begun.does(um.AnswerQuestion("danger", 0))
    printing = told.does(um.PrintPath("job-1"))
    yield "outcome-printing", printing
    yield "outcome-printed", printing.does(PrintReported("job-1", PrintOutcome.SENT))
    yield "outcome-no-paper", told.with_(printer=NO_PAPER)
    yield "outcome-cannot-submit", told.with_(can_submit=False)
    yield from _together(home)


def _together(home: Walk) -> Iterator[tuple[str, Walk]]:
    begun = home.does(um.OpenMatter("bundle", "unpaid-wages"))
    ways = (("danger", 1), ("where", 1), ("still", 1), ("note", 1), ("proof", 0))
    told = begun.does(*(um.AnswerQuestion(*way) for way in ways))
    yield "outcome-in-bundle", told
    guide = told.does(um.GoOn())
    yield "stop-guide", guide
    paper = at_stop(guide, "document")
    yield "stop-paper", paper
    library = paper.state.library
    assert library is not None
    more = {kind: rows for kind, rows in library.more.items() if kind is not DocumentTemplate}
    yield "stop-not-here", paper.with_(library=replace(library, more=more))
    item = at_stop(paper, "item")
    yield "stop-item", item
    yield "stop-item-cannot-submit", item.with_(can_submit=False)
    yield "scenarios-half-done", item.does(m.GoHome(), m.Open(s.Scenarios()))
    form = item.does(um.OpenWay("item", "legal-aid", "order-2"))
    yield "stop-form", form
    read = form.does(m.NextPage(), m.Answer("request", "工资没发"), m.NextPage(), _AGREED)
    read = read.does(CardSeen(), CardRead(CardDocument("resident", NAME, NUMBER), 420.0), m.NextPage())
    read = read.does(m.Answer("phone", "13000000000"), m.NextPage(), m.NextPage())
    done = read.does(m.Submit(), m.OrderSaved(Committed("order-2", "SS3-0148", 149, SECRET), "job-2"))
    yield "submitted-bundle", done.does(PrintReported("job-2", PrintOutcome.SENT))
    end = done.does(um.ShowSheet())
    yield "bundle-end", end
    yield "bundle-end-printing", end.does(um.PrintPath("job-3"))
    assert item.state.visit is not None
    assert item.state.visit.matter is not None
    assert item.state.visit.matter.run is not None
    yield "bundle-end-no-order", item.does(um.StopPassed(item.state.visit.matter.run.at, skipped=True))
