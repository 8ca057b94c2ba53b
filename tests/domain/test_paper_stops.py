"""A paper as a stop of a bundle and as an outcome's way on: what is known goes in, what is said goes on."""

from dataclasses import replace

from kiosk.domain import matter_steps
from kiosk.domain import messages as m
from kiosk.domain import update_matter as um
from kiosk.domain import update_paper as up
from kiosk.domain import visit_papers as p
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.effects import PrintSlip
from kiosk.domain.flow import Screen
from kiosk.domain.library_services import Bundle, DocumentTemplate, Scenario, Stop
from kiosk.domain.paper_shown import PaperDrawn, SheetPart
from kiosk.domain.scenario_matter import Way
from kiosk.domain.slip import Receipt
from kiosk.domain.state import AppState
from kiosk.domain.sums import named
from kiosk.domain.update import update
from tests.domain.test_matter_sums import reckoned
from tests.domain.test_update_paper import AT, SENT, answers, at, visit_of
from tests.support.matters import NO_NOTE, NOTE, OPEN_BUNDLE, OPEN_SCENARIO, SITE
from tests.support.papers_written import ARBITRATION, drawn_of, paper_state, seen
from tests.support.scenarios import ASK, BOAT, BUNDLE, COURT, WAGES
from tests.support.states import CARDS, MAN, card, saved, then


def at_paper() -> AppState:
    """At the stop of the bundle that is a paper."""
    return then(paper_state(), m.Wake("visit-1"), OPEN_BUNDLE, SITE, NO_NOTE, um.GoOn())


def written() -> AppState:
    """Its paper was filled in, and is being drawn."""
    state = then(at_paper(), um.OpenWay("document", "wage-arbitration", "o"))
    state = then(state, up.FillPaper("wage-arbitration"), m.Answer("story", "老板三个月没有发工资。"))
    return then(state, m.NextPage(), m.NextPage(), up.SeePaper())


def test_a_stop_leads_to_its_paper_and_on() -> None:
    state = at_paper()
    assert at(state) == (Screen.STOP, "document/wage-arbitration")
    state = then(state, um.OpenWay("document", "wage-arbitration", "o"))
    assert at(state) == (Screen.PAPER_ABOUT, "wage-arbitration")
    state = then(state, up.FillPaper("wage-arbitration"), m.Answer("story", "老板三个月没有发工资。"))
    state = then(state, m.NextPage(), m.Answer("owed", "9000"), m.NextPage(), up.SeePaper())
    state = then(state, PaperDrawn("visit-1", 1, drawn_of(SheetPart("text", "…", own=True))))
    assert up.for_stop(visit_of(state), state.library)
    state = then(state, up.UsePaper())
    assert at(state) == (Screen.STOP, "item/legal-aid")
    assert visit_of(state).paper is None


def test_what_was_written_for_the_paper_is_in_the_order_too() -> None:
    """The order's field ``request`` is the same as the paper's ``story``."""
    state = written()
    state = then(state, PaperDrawn("visit-1", 1, drawn_of()), up.UsePaper())
    state = then(state, um.OpenWay("item", "legal-aid", "order-1"))
    assert answers(state)["request"] == "老板三个月没有发工资。"


def test_what_is_known_already_stands_in_the_paper() -> None:
    state = at_paper()
    visit = visit_of(state)
    assert visit.matter is not None
    assert visit.matter.run is not None
    run = replace(visit.matter.run, facts={**visit.matter.run.facts, "owed": "9000"})
    state = replace(state, visit=replace(visit, matter=replace(visit.matter, run=run)))
    state = then(state, um.OpenWay("document", "wage-arbitration", "o"), up.FillPaper("wage-arbitration"))
    assert answers(state) == {"owed": "9000.00"}


def test_a_paper_opened_elsewhere_does_no_stop() -> None:
    state = seen(paper_state())
    assert not up.for_stop(visit_of(state), state.library)
    assert then(state, up.UsePaper()) == state


def test_a_stop_of_a_paper_that_is_no_more_can_only_be_passed() -> None:
    state = at_paper()
    assert state.library is not None
    gone = replace(state, library=replace(state.library, more=_without_papers(state)))
    assert then(gone, um.OpenWay("document", "wage-arbitration", "o")) == gone


def _without_papers(state: AppState) -> dict[type, dict[str, object]]:
    assert state.library is not None
    return {kind: dict(rows) for kind, rows in state.library.more.items() if kind is not DocumentTemplate}


def test_the_slip_says_how_many_papers_were_printed_and_not_which() -> None:
    state = written()
    state = then(state, PaperDrawn("visit-1", 1, drawn_of()), up.SendPaper("job-9"), SENT, up.UsePaper())
    state = then(state, um.OpenWay("item", "legal-aid", "order-1"), m.Answer("matter", "wages"), m.NextPage())
    state = then(state, m.NextPage(), m.GiveConsent(AT), card("王示例", MAN), m.NextPage())
    state = then(state, m.Answer("phone", "13000000000"), m.NextPage(), m.NextPage(), m.Submit())
    state, effects = update(state, saved("order-1"))
    slips = [one.slip for one in effects if isinstance(one, PrintSlip)]
    assert len(slips) == 1
    (slip,) = slips
    assert isinstance(slip, Receipt)
    assert slip.printed == 1
    assert ARBITRATION.title not in repr(slip)
    again, effects = update(then(state, PrintReported("job-1", PrintOutcome.SENT)), m.PrintAgain("job-2"))
    slips = [one.slip for one in effects if isinstance(one, PrintSlip)]
    assert [one.printed for one in slips if isinstance(one, Receipt)] == [1]
    assert visit_of(again).papers_printed == 0


def test_an_outcome_offers_its_paper() -> None:
    state = then(paper_state(), m.Wake("visit-1"), OPEN_SCENARIO, SITE, NOTE)
    assert at(state) == (Screen.OUTCOME, "court#0")
    assert matter_steps.place_of(Way("document", "iou", "借条")) == p.PaperAbout("iou")


def test_typed_once_it_goes_from_the_questions_to_the_sum_to_the_paper_to_the_order() -> None:
    state = paper_state(sums=CARDS)
    assert state.library is not None
    ways = replace(COURT.next, documents=("wage-arbitration",))
    wages = replace(WAGES, outcomes=(replace(COURT, next=ways), ASK, BOAT))
    bundle = replace(BUNDLE, stops=(*BUNDLE.stops[:4], _ORDER))
    more = {**state.library.more, Scenario: {"wages": wages}, Bundle: {"unpaid-wages": bundle}}
    state = replace(state, library=named(replace(state.library, more=more), CARDS))
    state = then(
        state, m.Wake("visit-1"), OPEN_BUNDLE, SITE, NOTE, um.GoOn(), um.StopPassed(1, skipped=False)
    )
    state = then(state, um.OpenWay("calculator", "payment-order", "o"))
    state = then(reckoned(state, "12000"), um.UseSum("payment-order"))
    assert at(state) == (Screen.STOP, "document/wage-arbitration")
    state = then(state, um.OpenWay("document", "wage-arbitration", "o"), up.FillPaper("wage-arbitration"))
    assert answers(state) == {"owed": "12000.00"}, "from the sum"
    state = then(
        state, m.Answer("story", "老板三个月没有发工资。"), m.NextPage(), m.NextPage(), up.SeePaper()
    )
    state = then(state, PaperDrawn("visit-1", 1, drawn_of()), up.UsePaper())
    assert at(state) == (Screen.STOP, "item/legal-aid")
    state = then(state, um.OpenWay("item", "legal-aid", "order-1"))
    order = answers(state)
    assert order["matter"] == "wages", "from the first question"
    assert order["request"] == "老板三个月没有发工资。", "from the paper"


def test_a_paper_done_anew_begins_with_what_was_written() -> None:
    state = then(written(), PaperDrawn("visit-1", 1, drawn_of()), up.UsePaper(), m.Back())
    assert at(state) == (Screen.STOP, "document/wage-arbitration")
    state = then(state, um.OpenWay("document", "wage-arbitration", "o"), up.FillPaper("wage-arbitration"))
    assert answers(state)["story"] == "老板三个月没有发工资。"


_ORDER = Stop("item", "legal-aid", carries=(("request", "story"),))
