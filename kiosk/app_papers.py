"""Papers as the screen asks for them: drawn by a child, decoded here, printed through CUPS; of ``app``.

Two threads, because a printer takes minutes and a page must not wait for it. Nothing a person wrote stays:
not in a file, not in the log, and after a visit not here either (docs/adr/0135, 0152).
"""

import io
import logging
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image

from kiosk.documents.child import PREVIEW_WIDTHS
from kiosk.documents.fill import Paper, filled, own_parts
from kiosk.documents.layout import MAX_PAGES
from kiosk.documents.maker import Maker, PaperError
from kiosk.documents.sheet_printer import NOT_THERE, Printed, SheetPrinter
from kiosk.domain.device import PrintOutcome
from kiosk.domain.paper_shown import (
    Drawn,
    DrawPaper,
    PaperDrawn,
    PaperPrinted,
    PrintPaper,
    SheetPage,
    SheetPart,
    Written,
)
from kiosk.events import Post
from kiosk.input.newest import NewestOnly, nobody_waits

WIDTH: Final = 1240  # pixels of a page: 150 to the inch, more than any panel here shows
NOT_MADE: Final = "E-DOC-01"
TOO_LONG: Final = "E-DOC-02"
_MOST_PIXELS: Final = PREVIEW_WIDTHS.stop * PREVIEW_WIDTHS.stop * 2
_JOIN_S: Final = 2.0
_LOG: Final = logging.getLogger(__name__)


def paper_of(written: Written) -> Paper:
    offices = {office.id: office for office in written.offices}
    return filled(written.template, dict(written.answers), written.on, offices)


class DrawingRoom(NewestOnly[Maker, DrawPaper]):
    """Only the paper that is looked at counts: who asks for another one stops the child at the one before."""

    broken = NOT_MADE

    def __init__(self, fonts: Path, post: Post) -> None:
        self._maker = Maker(fonts)
        super().__init__("papers", lambda: self._maker, post, nobody_waits)

    def ask(self, job: DrawPaper) -> None:
        self._maker.kill()
        super().ask(job)

    def forget(self) -> None:
        self._maker.kill()
        super().forget()

    def ask_to_stop(self) -> None:
        self._maker.kill()
        super().ask_to_stop()

    def _answer(self, engine: Maker, job: DrawPaper) -> object:
        paper = paper_of(job.written)
        try:
            pictures = engine.preview(paper, WIDTH)
        except PaperError as error:
            code = TOO_LONG if error.too_long else NOT_MADE
            if not error.killed:  # else somebody went on to another page, or away
                _LOG.error("papers.undrawn", extra={"code": code, "reason": str(error)})
            return PaperDrawn(job.visit_id, job.asked, None, code)
        if len(pictures) > MAX_PAGES:
            raise ValueError("more pages than there can be")
        own = own_parts(job.written.template, dict(job.written.answers))
        parts = tuple(
            SheetPart(part.kind, part.text, part.rows, mine)
            for part, mine in zip(paper.parts, own, strict=True)
        )
        drawn = Drawn(tuple(map(_decoded, pictures)), parts, paper.advice)
        return PaperDrawn(job.visit_id, job.asked, drawn)

    def _no_answer(self, job: DrawPaper) -> object:
        return PaperDrawn(job.visit_id, job.asked, None, NOT_MADE)


def _decoded(png: bytes) -> SheetPage:
    """Here and not on the thread that draws the screen. ValueError for what no page can be."""
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        wide, tall = picture.size
        if wide * tall > _MOST_PIXELS:
            raise ValueError("larger than a page can be")
        return SheetPage(wide, tall, picture.convert("L").tobytes())


class PrintingRoom:
    """One job after the other. ``printer`` None: none is set up, and every job is refused."""

    def __init__(self, fonts: Path, printer: SheetPrinter | None, post: Post) -> None:
        self._maker = Maker(fonts)
        self._printer = printer
        self._post = post
        self._jobs: queue.SimpleQueue[tuple[PrintPaper, threading.Event] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting = 0
        self._gone = threading.Event()  # of the visit that goes on now
        self._thread = threading.Thread(target=self._run, name="sheets", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def print(self, job: PrintPaper) -> None:
        """Never waits."""
        with self._lock:
            self._waiting += 1
            self._jobs.put((job, self._gone))

    def forget(self) -> None:
        """The visit is over: what is not printed yet is taken back."""
        with self._lock:
            self._gone.set()
            self._gone = threading.Event()
        self._maker.kill()

    def idle(self) -> bool:
        with self._lock:
            return self._waiting == 0

    def stop(self) -> None:
        """Bounded."""
        self.forget()
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def _run(self) -> None:
        if self._printer is not None:
            self._printer.clear()
        while (taken := self._jobs.get()) is not None:
            job, gone = taken
            done = self._done(job, gone)
            with self._lock:
                self._waiting -= 1
            own = bool(job.written.answers)
            self._post(PaperPrinted(job.visit_id, job.job_id, done.outcome, done.code, own))
            del job, taken  # no longer than needed

    def _done(self, job: PrintPaper, gone: threading.Event) -> Printed:
        if self._printer is None:
            return Printed(PrintOutcome.REFUSED, NOT_THERE)
        if gone.is_set():
            return Printed(PrintOutcome.REFUSED, NOT_MADE)
        try:
            with self._maker.pdf(paper_of(job.written)) as paper:
                return self._printer.print(paper.data, gone)
        except PaperError as error:
            code = TOO_LONG if error.too_long else NOT_MADE
            _LOG.error("papers.unmade", extra={"code": code, "reason": str(error)})
            return Printed(PrintOutcome.REFUSED, code)
        except Exception as error:
            # No traceback: its frames hold what was written.
            _LOG.error("papers.failed", extra={"error_type": type(error).__name__})
            return Printed(PrintOutcome.UNCERTAIN, NOT_MADE)


class PaperRooms:
    """Both of them, as the composition root holds them."""

    def __init__(self, fonts: Path, printer: SheetPrinter | None, post: Post) -> None:
        self._drawing = DrawingRoom(fonts, post)
        self._printing = PrintingRoom(fonts, printer, post)
        self.idle: Callable[[], bool] = self._printing.idle

    def start(self) -> None:
        self._drawing.start()
        self._printing.start()

    def stop(self) -> None:
        self._drawing.stop()
        self._printing.stop()

    def forget(self) -> None:
        self._drawing.forget()
        self._printing.forget()

    def perform(self, effect: DrawPaper | PrintPaper) -> None:
        if isinstance(effect, DrawPaper):
            self._drawing.ask(effect)
        else:
            self._printing.print(effect)
