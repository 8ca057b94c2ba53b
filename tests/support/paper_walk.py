"""Papers on a random walk: what one would touch next on each of their screens, and what comes from behind."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from kiosk.domain import messages as m
from kiosk.domain import update_paper as up
from kiosk.domain import visit_papers as p
from kiosk.domain.device import PrintOutcome
from kiosk.domain.flow import Screen
from kiosk.domain.paper_shown import PaperDrawn, PaperPrinted
from kiosk.domain.state import AppState
from tests.support.papers_written import drawn_of

Choose = Callable[[Sequence[Any]], Any]
PLACES: Final = (p.Papers(), p.Papers(1), p.PaperAbout("iou"), p.PaperAbout("wage-arbitration"))
FORBIDDEN: Final = (p.PaperAbout("none"), p.PaperView("iou"), p.PaperCodes("iou"))


def paper_ways(
    state: AppState, choose: Choose, new: Callable[[str], str]
) -> dict[Screen, list[list[object]]]:
    """Short runs of messages, by the screen they make sense on."""
    told = paper_facts(state, choose)
    return {
        Screen.PAPERS: [[m.Open(p.PaperAbout("wage-arbitration"))], [m.Open(p.PaperAbout("iou"))]],
        Screen.PAPER_ABOUT: [
            written(new),
            written(new),
            [up.BlankPaper("iou")],
            [up.BlankPaper("iou"), replace(told[0], asked=1, drawn=drawn_of(), code=""), up.ShowCodes()],
            [up.FillPaper("iou")],
            [m.Back()],
        ],
        Screen.PAPER: [
            [*told],
            [*told],
            [told[0], up.SendPaper(new("job")), told[1]],
            [replace(told[0], drawn=drawn_of(), code=""), up.ShowCodes()],
            [up.TurnPaper(1, choose(("", "large", "words")))],
            [up.UsePaper()],
            [m.Back()],
        ],
        Screen.PAPER_CODES: [[up.TurnPaper(1)], [m.Back()], [m.GoHome()]],
    }


def written(new: Callable[[str], str]) -> list[object]:
    """The shortest paper there is, filled in to its end."""
    story = m.Answer("story", new("written"))
    return [up.FillPaper("wage-arbitration"), story, m.NextPage(), m.NextPage(), up.SeePaper()]


def paper_facts(state: AppState, choose: Choose) -> tuple[PaperDrawn, PaperPrinted]:
    """What the rooms behind say, to who is there or to who was."""
    visit = state.visit
    who = visit.visit_id if visit is not None else "visit-0"
    asked = visit.paper.asked if visit is not None and visit.paper is not None else 1
    job = visit.paper_print.job_id if visit is not None and visit.paper_print is not None else "job-0"
    drawn = choose((drawn_of(), drawn_of(), None))
    outcome = choose(list(PrintOutcome))
    return (
        PaperDrawn(who, asked, drawn, "" if drawn else "E-DOC-01"),
        PaperPrinted(who, job, outcome, "", own=choose((True, False))),
    )
