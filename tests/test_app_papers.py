"""Papers made for real, by the child, and handed to a print server; and that nothing of them stays."""

import io
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kiosk.app_papers import WIDTH, DrawingRoom, PaperRooms
from kiosk.config import Config
from kiosk.documents.maker import Maker, PaperError
from kiosk.documents.sheet_printer import SheetPrinter
from kiosk.domain.device import PrintOutcome
from kiosk.domain.paper_shown import DrawPaper, PaperDrawn, PaperPrinted, PrintPaper, Written
from tests.support.clock import ManualClock
from tests.support.fake_cups import WORKING, FakeCups, serving
from tests.support.papers_written import ANSWERS, IOU, LENDER

FONTS = Config().fonts_path
WRITTEN = Written(IOU, tuple({**ANSWERS, "amount": "5000.00"}.items()), date(2026, 11, 23))
EMPTY = Written(IOU, (), date(2026, 11, 23))


@contextmanager
def rooms(printer: SheetPrinter | None = None) -> Iterator[tuple[PaperRooms, "queue.Queue[Any]"]]:
    answers: queue.Queue[Any] = queue.Queue()
    made = PaperRooms(FONTS, printer, answers.put)
    made.start()
    try:
        yield made, answers
    finally:
        made.stop()


def printer(cups: FakeCups) -> SheetPrinter:
    return SheetPrinter("a4", cups.path, cups.path.parent, ManualClock(), fault=lambda _folder: "")


def test_a_paper_is_drawn_with_its_words_and_who_wrote_which() -> None:
    with rooms() as (made, answers):
        made.perform(DrawPaper("visit-1", 3, WRITTEN))
        told = answers.get(timeout=60)
    assert isinstance(told, PaperDrawn)
    assert (told.visit_id, told.asked, told.code) == ("visit-1", 3, "")
    assert told.drawn is not None
    first, advice = told.drawn.pages
    assert first.width == advice.width == WIDTH
    assert len(first.grey) == first.width * first.height
    assert first.grey.count(0) > 500, "ink"
    own = {part.text: part.own for part in told.drawn.parts}
    assert own["借条"] is False
    assert own["用转账给付。"] is True, "it stands there because of an answer"
    assert any(LENDER in text and mine for text, mine in own.items())
    assert told.drawn.advice[0][0] == "先看一遍"


def test_the_empty_paper_holds_no_answer() -> None:
    with rooms() as (made, answers):
        made.perform(DrawPaper("visit-1", 1, EMPTY))
        told = answers.get(timeout=60)
    assert not any(part.own for part in told.drawn.parts)


def test_what_is_too_long_or_cannot_be_made_is_told_with_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Maker, *_args: object) -> None:
        raise PaperError("too much", too_long=self.__class__ is Maker)

    monkeypatch.setattr(Maker, "preview", broken)
    with rooms() as (made, answers):
        made.perform(DrawPaper("visit-1", 1, WRITTEN))
        assert answers.get(timeout=20) == PaperDrawn("visit-1", 1, None, "E-DOC-02")
    monkeypatch.setattr(Maker, "preview", lambda *_args: (b"no picture",))
    with rooms() as (made, answers):
        made.perform(DrawPaper("visit-1", 2, WRITTEN))
        assert answers.get(timeout=20) == PaperDrawn("visit-1", 2, None, "E-DOC-01")


@pytest.mark.parametrize("killed", [True, False])
def test_a_paper_nobody_waits_for_is_no_fault_of_the_terminal(
    killed: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object) -> None:
        raise PaperError("ended", killed=killed)

    monkeypatch.setattr(Maker, "preview", broken)
    with rooms() as (made, answers):
        made.perform(DrawPaper("visit-1", 1, WRITTEN))
        assert answers.get(timeout=20) == PaperDrawn("visit-1", 1, None, "E-DOC-01")
    assert (
        [one.msg for one in caplog.records if one.levelname == "ERROR"] == []
        if killed
        else ["papers.undrawn"]
    )


def test_it_is_printed_as_a_pdf_of_its_words(tmp_path: Path) -> None:
    with serving(FakeCups(tmp_path / "cups.sock")) as cups, rooms(printer(cups)) as (made, answers):
        made.perform(PrintPaper("visit-1", "job-9", WRITTEN))
        told = answers.get(timeout=60)
        assert made.idle()
    assert told == PaperPrinted("visit-1", "job-9", PrintOutcome.SENT, own=True)
    (document,) = cups.documents
    read = pypdfium2.PdfDocument(io.BytesIO(document))
    assert LENDER in read[0].get_textpage().get_text_range()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cups.sock"]


def test_without_a_printer_it_is_refused() -> None:
    with rooms() as (made, answers):
        made.perform(PrintPaper("visit-1", "job-9", EMPTY))
        assert answers.get(timeout=20) == PaperPrinted("visit-1", "job-9", PrintOutcome.REFUSED, "E-SHT-01")


def test_who_goes_leaves_no_job_behind(tmp_path: Path) -> None:
    cups = FakeCups(tmp_path / "cups.sock", states=[WORKING])
    with serving(cups):

        class Leaving(ManualClock):
            """The visit ends while the job is waited for."""

            def wait(self, event: Any, timeout: float) -> bool:
                made.forget()
                return super().wait(event, timeout)

        one = SheetPrinter("a4", cups.path, tmp_path, Leaving(), fault=lambda _folder: "")
        with rooms(one) as (made, answers):
            made.perform(PrintPaper("visit-1", "job-9", WRITTEN))
            told = answers.get(timeout=60)
    assert told.outcome is PrintOutcome.UNCERTAIN
    assert cups.cancelled == [41]


def test_a_drawing_nobody_waits_for_is_stopped_and_not_told() -> None:
    answers: queue.Queue[Any] = queue.Queue()
    room = DrawingRoom(FONTS, answers.put)
    room.start()
    try:
        room.ask(DrawPaper("visit-1", 1, WRITTEN))
        room.forget()
        room.ask(DrawPaper("visit-2", 1, EMPTY))
        told = answers.get(timeout=60)
        assert (told.visit_id, told.code) == ("visit-2", "")
        assert answers.empty()
    finally:
        room.stop()
