"""Papers: from a template to the form, to the paper on the screen, to A4; and what of it stays where."""

from dataclasses import replace

import pytest

from kiosk.domain import flow, renewal
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_paper as up
from kiosk.domain import visit_papers as p
from kiosk.domain.device import PrintOutcome
from kiosk.domain.effects import RecordPrint, SaveOrder
from kiosk.domain.flow import Screen
from kiosk.domain.forms import PageKind
from kiosk.domain.found_places import place_of_found, shown
from kiosk.domain.library import FormField, FormStep
from kiosk.domain.library_services import Block, DocumentTemplate
from kiosk.domain.paper_shown import DrawPaper, PaperDrawn, PaperPrinted, PrintPaper
from kiosk.domain.problems import ProblemKind
from kiosk.domain.search import Found
from kiosk.domain.state import AppState, PrintState, Visit
from kiosk.domain.update import update
from tests.support.papers_written import (
    ANSWERS,
    IOU,
    LENDER,
    drawn_of,
    filled,
    filling,
    paper_state,
    seen,
)
from tests.support.states import saved, then

SAID = {**ANSWERS, "amount": "5000.00"}  # as a paper gets it
SENT = PaperPrinted("visit-1", "job-9", PrintOutcome.SENT, own=True)
AT = "2026-11-21T14:05:00+08:00"


def at(state: AppState) -> tuple[Screen, str]:
    route = flow.route(state)
    return route.screen, route.key


def visit_of(state: AppState) -> Visit:
    assert state.visit is not None
    return state.visit


def answers(state: AppState) -> dict[str, str]:
    form = visit_of(state).form
    return form.draft.answers if form is not None else {}


# ---- the way there


def test_from_the_list_to_the_first_question() -> None:
    state = then(paper_state(), m.Wake("visit-1"), m.Open(p.Papers()))
    assert at(state) == (Screen.PAPERS, "0")
    state = then(state, m.Open(p.PaperAbout("iou")))
    assert at(state) == (Screen.PAPER_ABOUT, "iou")
    state = then(state, up.FillPaper("iou"))
    assert at(state) == (Screen.WRITE, "lender")
    state = then(state, m.Back())
    assert at(state) == (Screen.PAPER_ABOUT, "iou")
    assert at(then(state, m.Back())) == (Screen.PAPERS, "0")


def test_a_page_of_the_list_replaces_the_one_before() -> None:
    state = then(paper_state(), m.Wake("visit-1"), m.Open(p.Papers()), m.Open(p.Papers(1)))
    assert [type(one) for one in visit_of(state).stack] == [s.Home, p.Papers]


@pytest.mark.parametrize(
    "place", [p.PaperAbout("none"), p.PaperView("iou"), p.PaperView("iou", blank=True), p.PaperCodes("iou")]
)
def test_nobody_comes_by_a_short_cut(place: object) -> None:
    state = then(paper_state(), m.Wake("visit-1"))
    assert then(state, m.Open(place)) == state


def test_what_was_found_leads_to_its_paper() -> None:
    state = paper_state()
    found = Found("iou", "document", "labour", "借条", 1.0, "")
    assert place_of_found(found) == p.PaperAbout("iou")
    assert shown(state, (found, replace(found, id="gone"))) == (found,)


def test_without_papers_there_is_no_list() -> None:
    state = paper_state()
    assert state.library is not None
    state = then(replace(state, library=replace(state.library, more={})), m.Wake("visit-1"))
    assert then(state, m.Open(p.Papers())) == state


def test_papers_can_be_written_where_nothing_can_be_submitted() -> None:
    assert at(filling(paper_state(can_submit=False))) == (Screen.WRITE, "lender")


# ---- the form


def test_nothing_is_to_be_agreed_to_and_no_card_is_read() -> None:
    state = filled(paper_state())
    assert at(state) == (Screen.CHECK, "paper:iou")
    current = flow.current_page(state)
    assert current is not None
    assert current[1].kind is PageKind.CHECK
    pages = {PageKind.CONSENT}
    for _ in range(8):
        state = then(state, m.Back())
        now = flow.current_page(state)
        assert now is None or now[1].kind not in pages
        assert flow.card_wanted(state) == ()


def test_what_is_asked_hangs_on_answers_here_too() -> None:
    state = filled(paper_state(), {**ANSWERS, "interest": "yes"})
    assert at(state) == (Screen.PHONE, "rate")


def test_what_may_stay_empty_is_not_asked_about_twice() -> None:
    """In an order somebody has to understand what is written; on a paper a pen can add it."""
    state = paper_state()
    assert state.library is not None
    step = FormStep("one", "一步", (FormField("purpose", "text", "用途", "做什么用？"),))
    one = replace(IOU, steps=(step,), blocks=(Block("text", "用途：{purpose}。"),))
    more = {**state.library.more, DocumentTemplate: {"iou": one}}
    state = filling(replace(state, library=replace(state.library, more=more)))
    assert at(then(state, m.NextPage())) == (Screen.CHECK, "paper:iou")


def test_what_is_wrong_is_said_and_nothing_is_drawn() -> None:
    state = filling(paper_state())
    state = then(state, m.NextPage())
    form = visit_of(state).form
    assert form is not None
    assert form.problem is not None
    assert at(state) == (Screen.WRITE, "lender")


def test_an_answer_taken_back_on_the_check_page_stops_it_there() -> None:
    state = then(filled(paper_state()), m.EditField("lender"), m.Answer("lender", ""))
    assert flow.route(state).screen is Screen.WRITE
    form = visit_of(state).form
    assert form is not None
    wrong = replace(form, index=99, editing=False)
    state, effects = update(replace(state, visit=replace(visit_of(state), form=wrong)), up.SeePaper())
    assert effects == ()
    form = visit_of(state).form
    assert form is not None
    assert form.problem is not None
    assert form.problem.kind is not ProblemKind.UNKNOWN_FIELD


def test_nothing_of_a_paper_can_be_submitted() -> None:
    _, effects = update(filled(paper_state()), m.Submit())
    assert not any(isinstance(one, SaveOrder) for one in effects)


def test_back_keeps_everything() -> None:
    state = then(seen(paper_state()), m.Back())
    assert at(state) == (Screen.CHECK, "paper:iou")
    assert answers(state) == ANSWERS
    state = then(state, *(m.Back() for _ in range(6)))
    assert at(state) == (Screen.PAPER_ABOUT, "iou")
    state = then(state, m.GoHome(), m.Open(p.PaperAbout("iou")), up.FillPaper("iou"))
    assert answers(state) == ANSWERS


def test_an_order_and_a_paper_do_not_push_each_other_out() -> None:
    state = then(paper_state(), m.Wake("visit-1"), m.OpenForm("consultation", "order-1"))
    state = then(state, m.Answer("request", "工资没发"), m.GoHome(), m.Open(p.PaperAbout("iou")))
    state = then(state, up.FillPaper("iou"), m.Answer("lender", LENDER))
    assert answers(state) == {"lender": LENDER}
    state = then(state, m.GoHome(), m.OpenForm("consultation", "order-2"))
    assert answers(state) == {"request": "工资没发"}
    form = visit_of(state).form
    assert form is not None
    assert form.draft.order_id == "order-1", "the draft that was begun"
    state = then(state, m.GoHome(), m.Open(p.PaperAbout("iou")), up.FillPaper("iou"))
    assert answers(state) == {"lender": LENDER}


# ---- the paper


def test_it_is_drawn_from_what_was_answered() -> None:
    state, effects = update(filled(paper_state()), up.SeePaper())
    assert at(state) == (Screen.PAPER, "iou##0")
    (asked,) = effects
    assert isinstance(asked, DrawPaper)
    assert (asked.visit_id, asked.asked) == ("visit-1", 1)
    assert asked.written.template == IOU
    assert dict(asked.written.answers) == SAID
    assert asked.written.on == flow.today(state)
    assert LENDER not in repr(asked)


def test_changed_it_is_drawn_anew_and_the_older_drawing_is_nobodys() -> None:
    state = then(filled(paper_state()), up.SeePaper(), m.Back())
    state = then(state, up.SeePaper())
    work = visit_of(state).paper
    assert work is not None
    asked = work.asked
    late = then(state, PaperDrawn("visit-1", asked - 1, drawn_of()))
    assert asked >= 1
    if asked > 1:
        assert late == state
    now = then(state, PaperDrawn("visit-1", asked, drawn_of()))
    work = visit_of(now).paper
    assert work is not None
    assert work.drawn is not None
    assert then(state, PaperDrawn("visit-0", asked, drawn_of())) == state, "of somebody who went"


@pytest.mark.parametrize("code", ["E-DOC-01", "E-DOC-02"])
def test_what_could_not_be_drawn_is_said_and_can_be_tried_again(code: str) -> None:
    state = then(filled(paper_state()), up.SeePaper(), PaperDrawn("visit-1", 1, None, code))
    work = visit_of(state).paper
    assert work is not None
    assert work.code == code
    state, effects = update(state, up.SeePaper())
    (asked,) = effects
    assert isinstance(asked, DrawPaper)
    assert asked.asked == 2
    assert dict(asked.written.answers) == SAID


def test_silence_is_no_absence_while_it_is_drawn() -> None:
    state = then(filled(paper_state()), up.SeePaper())
    assert up.working(visit_of(state))
    assert not up.working(visit_of(then(state, PaperDrawn("visit-1", 1, drawn_of()))))


def test_pictures_go_with_the_page() -> None:
    assert visit_of(seen(paper_state())).paper is not None
    assert visit_of(then(seen(paper_state()), m.Back())).paper is None
    assert visit_of(then(seen(paper_state()), m.GoHome())).paper is None
    under = then(seen(paper_state()), m.Open(s.ComfortSheet()))
    assert visit_of(under).paper is not None, "a sheet over it is no leaving"


def test_pages_are_turned_and_ways_to_look_changed_in_the_same_place() -> None:
    state = seen(paper_state())
    turned = then(state, up.TurnPaper(1), up.TurnPaper(2, "large"))
    assert at(turned) == (Screen.PAPER, "iou#large#2")
    assert len(visit_of(turned).stack) == len(visit_of(state).stack)
    assert visit_of(turned).paper == visit_of(state).paper
    assert at(then(turned, m.Back())) == (Screen.CHECK, "paper:iou")
    home = then(paper_state(), m.Wake("visit-1"))
    assert then(home, up.TurnPaper(1)) == home


# ---- the empty paper


def test_the_empty_paper_holds_nothing_that_was_written() -> None:
    state = then(filled(paper_state()), m.GoHome(), m.Open(p.PaperAbout("iou")))
    state, effects = update(state, up.BlankPaper("iou"))
    assert at(state) == (Screen.PAPER, "iou#blank##0")
    (asked,) = effects
    assert isinstance(asked, DrawPaper)
    assert asked.written.answers == ()


def test_codes_are_of_the_empty_paper_alone() -> None:
    assert then(seen(paper_state()), up.ShowCodes()) == seen(paper_state())
    state = then(paper_state(), m.Wake("visit-1"), m.Open(p.PaperAbout("iou")), up.BlankPaper("iou"))
    assert then(state, up.ShowCodes()) == state, "it is not drawn yet"
    state = then(state, PaperDrawn("visit-1", 1, drawn_of()), up.ShowCodes())
    assert at(state) == (Screen.PAPER_CODES, "iou#0")
    back = then(state, m.Back())
    assert at(back) == (Screen.PAPER, "iou#blank##0")
    work = visit_of(back).paper
    assert work is not None
    assert work.drawn is not None, "still there"


# ---- printing


def test_it_is_printed_as_it_was_seen() -> None:
    state, effects = update(seen(paper_state()), up.SendPaper("job-9"))
    (job,) = effects
    assert isinstance(job, PrintPaper)
    assert dict(job.written.answers) == SAID
    assert LENDER not in repr(job)
    assert up.working(visit_of(state))
    assert update(state, up.SendPaper("job-10"))[1] == (), "one at a time"
    state, effects = update(state, SENT)
    assert effects == (RecordPrint("job-9", "", "document", "sent"),)
    printing = visit_of(state).paper_print
    assert printing is not None
    assert printing.state is PrintState.SENT
    assert "job-9" in visit_of(state).papers, "it may lie there still"


def test_without_a_printer_nothing_is_sent() -> None:
    state = seen(paper_state(sheets=False))
    assert update(state, up.SendPaper("job-9")) == (state, ())


def test_what_was_refused_lies_nowhere() -> None:
    state = then(seen(paper_state()), up.SendPaper("job-9"))
    state = then(state, PaperPrinted("visit-1", "job-9", PrintOutcome.REFUSED, "E-SHT-02"))
    assert visit_of(state).papers == frozenset()
    printing = visit_of(state).paper_print
    assert printing is not None
    assert (printing.state, printing.code) == (PrintState.REFUSED, "E-SHT-02")
    assert update(state, up.SendPaper("job-10"))[1] != (), "and can be tried again"


def test_a_print_is_told_to_nobody_else() -> None:
    state = then(seen(paper_state()), up.SendPaper("job-9"))
    other = PaperPrinted("visit-0", "job-8", PrintOutcome.SENT, own=True)
    after, effects = update(state, other)
    assert after == state
    assert effects == (RecordPrint("job-8", "", "document", "sent"),)
    gone = then(state, m.EndVisit(quietly=True))
    after, effects = update(gone, SENT)
    assert after == gone
    assert effects == (RecordPrint("job-9", "", "document", "sent"),)


def test_a_print_that_is_over_is_not_told_of_the_next_paper() -> None:
    state = then(seen(paper_state()), up.SendPaper("job-9"), SENT, m.GoHome())
    assert visit_of(state).paper_print is None


def test_the_farewell_speaks_of_the_paper_and_waits_for_it() -> None:
    state = then(seen(paper_state()), up.SendPaper("job-9"), m.EndVisit())
    assert at(state)[0] is Screen.END
    visit = visit_of(state)
    assert visit.form is None
    assert visit.paper is None
    assert up.working(visit)
    tick = m.Tick(state.now + state.timing.farewell_s + 1, state.local)
    assert then(state, tick).visit is not None, "it is printing still"
    done = then(state, SENT)
    assert then(done, tick).visit is None


# ---- nothing stays


def test_the_visit_takes_all_of_it_along() -> None:
    state = then(seen(paper_state()), m.EndVisit(quietly=True))
    assert state.visit is None
    assert LENDER not in repr(state)
    assert renewal.due(state)


def test_a_fresh_process_is_wanted_even_after_it_was_put_aside() -> None:
    state = then(filled(paper_state()), m.GoHome(), m.OpenForm("consultation", "order-1"))
    assert visit_of(state).forms_left != ()
    assert renewal.holds(visit_of(state))


def test_the_empty_paper_is_nobodys() -> None:
    state = then(paper_state(), m.Wake("visit-1"), m.Open(p.PaperAbout("iou")), up.BlankPaper("iou"))
    state = then(state, PaperDrawn("visit-1", 1, drawn_of()))
    assert not renewal.holds(visit_of(state))


def test_what_was_put_aside_goes_when_an_order_is_in() -> None:
    state = then(filled(paper_state()), m.GoHome(), m.OpenForm("consultation", "order-1"))
    state = then(state, m.Answer("request", "工资没发"), m.NextPage(), m.GiveConsent(AT), m.NextPage())
    state = then(state, m.NextPage(), m.Submit(), saved("order-1"))
    assert at(state)[0] is Screen.SUBMITTED
    assert visit_of(state).forms_left == ()
    assert LENDER not in repr(state)
