"""Played on the pages of papers, by touches. Each function gets a fresh stage."""

from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import update_matter as um
from kiosk.domain import visit_where as w
from kiosk.domain.comfort import Size
from kiosk.domain.device import PrintOutcome
from kiosk.domain.paper_shown import DrawPaper, PaperDrawn, PaperPrinted, PrintPaper, SheetPart
from tests.screens.hearing import told
from tests.screens.matter import where
from tests.screens.stage import Stage
from tests.screens.writing import enabled, text
from tests.support.matters import NO_NOTE, OPEN_BUNDLE, SITE
from tests.support.papers_written import LENDER, drawn_of, paper_state

OWN = SheetPart("text", f"今向{LENDER}借款人民币伍仟元整。", own=True)
SAID = SheetPart("text", "用转账给付。")
LAST = SheetPart("sign", "借款人：")


def begin(stage: Stage, **changes: Any) -> None:
    """Awake on 查一查, with papers to write."""
    stage.reset(paper_state(**changes))
    stage.wake()
    stage.dispatch(m.Open(w.LookUps()))
    stage.sent.clear()


def to_form(stage: Stage) -> list[str]:
    on = []
    for touch_id in ("lookups.row.papers", "papers.row.iou", "paper_about.fill"):
        stage.tap(touch_id)
        on.append(where(stage))
    return on


def to_check(stage: Stage) -> None:
    """Filled in by what the pages of a form send: the pages themselves are played elsewhere."""
    for name, value in (("lender", LENDER), ("lender_id", ""), ("amount", "5000"), ("paid", "transfer")):
        stage.dispatch(*((m.Answer(name, value),) if value else ()), m.NextPage())
    stage.dispatch(m.Answer("interest", "no"), m.NextPage())


def draw(stage: Stage) -> None:
    """The room behind answers."""
    job = [one for one in stage.rooms.effects if isinstance(one, DrawPaper)][-1]
    stage.dispatch(PaperDrawn(job.visit_id, job.asked, drawn_of(OWN, SAID, LAST)))


def to_paper(stage: Stage) -> None:
    to_form(stage)
    to_check(stage)
    stage.tap("check.see")
    draw(stage)


def written(stage: Stage) -> dict[str, Any]:
    """From 查一查 to the paper, and back with everything that was typed."""
    begin(stage)
    on = to_form(stage)
    to_check(stage)
    check = {"texts": stage.texts(), "ids": stage.ids_shown(), "at": where(stage)}
    stage.tap("check.see")
    making = stage.texts()
    draw(stage)
    paper = {"texts": stage.texts(), "ids": stage.ids_shown(), "at": where(stage)}
    stage.tap("bar.back")
    back = stage.texts()
    return {"on": on, "check": check, "making": making, "paper": paper, "back": back}


def left(stage: Stage) -> dict[str, Any]:
    """A paper that was begun and left stands on home, beside an order's form, and is gone on with there."""
    begin(stage)
    to_form(stage)
    stage.dispatch(m.Answer("lender", LENDER))
    stage.tap("bar.home")
    alone = stage.texts()
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "工资没发"))
    stage.tap("bar.home")
    both = [touch_id for touch_id in stage.ids_shown() if touch_id in ("home.resume", "home.paper")]
    stage.tap("home.paper")
    again = [where(stage), text(stage, "lender")]
    stage.tap("bar.home")
    stage.tap("home.resume")
    return {"alone": alone, "both": both, "again": again, "order": [where(stage), text(stage, "request")]}


def looked_at(stage: Stage) -> dict[str, Any]:
    """As a picture, larger, in words; from page to page."""
    begin(stage)
    to_paper(stage)
    out: dict[str, Any] = {"first": where(stage)}
    stage.tap("paper.after")
    out["second"] = where(stage)
    stage.tap("paper.words")
    out["words"] = {"at": where(stage), "texts": stage.texts()}
    return out


def printed(stage: Stage, outcome: str, code: str = "", large: bool = False) -> dict[str, Any]:
    """What is said while it is printed and after."""
    begin(stage)
    if large:
        stage.dispatch(m.SetComfort("size", Size.ELDER))
    to_paper(stage)
    stage.tap("paper.print")
    during = {"texts": stage.texts(), "enabled": enabled(stage, "paper.print")}
    job = [one for one in stage.rooms.effects if isinstance(one, PrintPaper)][-1]
    stage.dispatch(PaperPrinted(job.visit_id, job.job_id, PrintOutcome(outcome), code, own=True))
    after = stage.texts()
    jobs = len([one for one in stage.rooms.effects if isinstance(one, PrintPaper)])
    stage.tap("bar.end")
    return {"during": during, "after": after, "jobs": jobs, "end": stage.texts(), "shown": stage.shown}


def no_printer(stage: Stage) -> dict[str, Any]:
    begin(stage, sheets=False)
    to_paper(stage)
    return {"texts": stage.texts(), "ids": stage.ids_shown()}


def empty(stage: Stage) -> dict[str, Any]:
    """The empty paper, and its words as a code."""
    begin(stage)
    for touch_id in ("lookups.row.papers", "papers.row.iou", "paper_about.blank"):
        stage.tap(touch_id)
    job = [one for one in stage.rooms.effects if isinstance(one, DrawPaper)][-1]
    stage.dispatch(PaperDrawn(job.visit_id, job.asked, drawn_of(SheetPart("text", "今向＿＿＿＿借款。"))))
    paper = {"texts": stage.texts(), "ids": stage.ids_shown()}
    stage.tap("paper.codes")
    return {"paper": paper, "answers": len(job.written.answers), "at": where(stage), "texts": stage.texts()}


def failed(stage: Stage) -> dict[str, Any]:
    begin(stage)
    to_form(stage)
    to_check(stage)
    stage.tap("check.see")
    job = [one for one in stage.rooms.effects if isinstance(one, DrawPaper)][-1]
    stage.dispatch(PaperDrawn(job.visit_id, job.asked, None, "E-DOC-01"))
    said = stage.texts()
    stage.tap("paper.retry")
    return {"said": said, "again": stage.texts()}


def read_aloud(stage: Stage) -> dict[str, Any]:
    """What a room hears of the paper: what a person wrote is for his own ear."""
    begin(stage, speech=True)
    to_paper(stage)
    told(stage)
    stage.dispatch(m.SetComfort("voice", True))
    return {"heard": told(stage), "texts": stage.texts()}


def hidden(stage: Stage) -> dict[str, Any]:
    """马上收起, with the paper on the screen."""
    begin(stage)
    to_paper(stage)
    stage.tap("bar.hide")
    return {"shown": stage.shown, "visit": stage.state.visit is None}


def bundle(stage: Stage) -> list[str]:
    """A stop of a bundle: in, through the form, and on to the next stop."""
    begin(stage)
    stage.dispatch(OPEN_BUNDLE, SITE, NO_NOTE, um.GoOn())
    on = [where(stage)]
    stage.tap("stop.open")
    on.append(where(stage))
    stage.tap("paper_about.fill")
    stage.dispatch(m.Answer("story", "老板三个月没有发工资。"), m.NextPage(), m.NextPage())
    stage.tap("check.see")
    draw(stage)
    on.append(where(stage))
    stage.tap("paper.use")
    on.append(where(stage))
    return on


def long_row(stage: Stage, said: str) -> list[dict[str, Any]]:
    """Page by page in words: a line of a table with ``said``, which a low panel has no room for at once."""
    from script.gallery_check import problems

    begin(stage)
    to_form(stage)
    to_check(stage)
    stage.tap("check.see")
    job = [one for one in stage.rooms.effects if isinstance(one, DrawPaper)][-1]
    table = SheetPart("table", rows=(("执行依据", said), ("住所", "示例路 1 号")), own=True)
    stage.dispatch(PaperDrawn(job.visit_id, job.asked, drawn_of(table)))
    stage.tap("paper.words")
    pages: list[dict[str, Any]] = []
    while not pages or enabled(stage, "paper.after"):
        if pages:
            stage.tap("paper.after")
        pages.append({"texts": stage.texts(), "faults": list(problems(stage.frame, ()))})
    return pages
