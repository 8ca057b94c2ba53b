"""The gallery's states of papers: drawn for real, from the sample content."""

import io
from collections.abc import Iterator
from functools import cache

from PIL import Image

from kiosk.app_papers import WIDTH
from kiosk.config import Config
from kiosk.documents.fill import Paper, filled, own_parts
from kiosk.documents.layout import laid_out
from kiosk.documents.preview import pictures
from kiosk.documents.type import FontType
from kiosk.domain import messages as m
from kiosk.domain import update_paper as up
from kiosk.domain import visit_papers as p
from kiosk.domain.device import PrintOutcome
from kiosk.domain.effects import Effect
from kiosk.domain.library import Library
from kiosk.domain.library_services import DocumentTemplate
from kiosk.domain.paper_shown import Drawn, DrawPaper, PaperDrawn, PaperPrinted, SheetPage, SheetPart
from kiosk.domain.update import update
from script.gallery_walk import NAME, NUMBER, Walk

_IOU = (
    ("borrower", "李样例"),
    ("borrower_id", NUMBER),
    ("lender", NAME),
    ("lender_id", ""),
    ("amount", "12000"),
    ("purpose", "修船"),
    ("paid", "transfer"),
    ("lent_on", "2026-11-01"),
    ("due", "2027-05-01"),
    ("interest", "no"),
)


def papers_walks(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    """Where there are papers to write: the list, one filled in, looked at in every way, printed or not."""
    if "iou" not in library.every(DocumentTemplate):
        return
    home = home.with_(sheets=True)
    yield "papers", home.does(m.Open(p.Papers()))
    about = home.does(m.Open(p.Papers()), m.Open(p.PaperAbout("iou")))
    yield "paper-about", about
    yield "paper-about-no-printer", about.with_(sheets=False)
    longest = max(library.every(DocumentTemplate).values(), key=lambda one: len(one.title + one.short))
    yield "paper-about-long", home.does(m.Open(p.PaperAbout(longest.id)))
    form = about.does(up.FillPaper("iou"))
    yield "paper-write", form
    begun = form.does(m.Answer("borrower", "李样例"), m.GoHome())
    yield "home-paper-begun", begun
    yield (
        "home-paper-and-form-begun",
        begun.does(m.OpenForm("consultation", "order-1"), m.Answer("request", "工资没发"), m.GoHome()),
    )
    for name, value in _IOU:
        form = form.does(*((m.Answer(name, value),) if value else ()), m.NextPage())
    yield "paper-check", form
    yield "paper-check-shown", form.does(m.ShowPersonal())
    yield "paper-making", form.does(up.SeePaper())
    yield "paper-failed", form.does(up.SeePaper(), PaperDrawn("visit-1", 1, None, "E-DOC-01"))
    yield from _seen(looked(form, up.SeePaper()))
    yield from _empty(looked(about, up.BlankPaper("iou")), looked(home, up.BlankPaper(longest.id)))


def _seen(paper: Walk) -> Iterator[tuple[str, Walk]]:
    yield "paper", paper
    yield "paper-advice", paper.does(up.TurnPaper(9, "picture"))
    yield "paper-large", paper.does(up.TurnPaper(0, "large"))
    yield "paper-words", paper.does(up.TurnPaper(0, "words"))
    yield "paper-words-2", paper.does(up.TurnPaper(1, "words"))
    yield "paper-no-printer", paper.with_(sheets=False)
    printing = paper.does(up.SendPaper("job-1"))
    yield "paper-printing", printing
    yield "paper-printed", printing.does(_told(PrintOutcome.SENT))
    yield "paper-uncertain", printing.does(_told(PrintOutcome.UNCERTAIN, "E-SHT-05"))
    yield "paper-refused", printing.does(_told(PrintOutcome.REFUSED, "E-SHT-02"))


def _told(outcome: PrintOutcome, code: str = "") -> PaperPrinted:
    return PaperPrinted("visit-1", "job-1", outcome, code, own=True)


def _empty(paper: Walk, long: Walk) -> Iterator[tuple[str, Walk]]:
    yield "paper-blank", paper
    yield "paper-blank-no-printer", paper.with_(sheets=False)
    yield "paper-codes", paper.does(up.ShowCodes())
    yield "paper-codes-2", long.does(up.ShowCodes(), up.TurnPaper(1))


def looked(walk: Walk, message: object) -> Walk:
    """``walk`` after ``message``, which has a paper drawn."""
    _state, effects = update(walk.state, message)
    return walk.does(message, _drawn(effects))


def _drawn(effects: tuple[Effect, ...]) -> PaperDrawn:
    job = next(one for one in effects if isinstance(one, DrawPaper))
    written = job.written
    answers = dict(written.answers)
    offices = {office.id: office for office in written.offices}
    paper = filled(written.template, answers, written.on, offices)
    both = zip(paper.parts, own_parts(written.template, answers), strict=True)
    parts = tuple(SheetPart(part.kind, part.text, part.rows, own) for part, own in both)
    return PaperDrawn(job.visit_id, job.asked, Drawn(_pages(paper), parts, paper.advice))


@cache
def _pages(paper: Paper) -> tuple[SheetPage, ...]:
    fonts = FontType(Config().fonts_path)
    return tuple(map(_page, pictures(laid_out(paper, fonts), fonts, WIDTH)))


def _page(png: bytes) -> SheetPage:
    picture = Image.open(io.BytesIO(png)).convert("L")
    return SheetPage(*picture.size, picture.tobytes())
