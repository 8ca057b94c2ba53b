"""A paper on a real terminal, from its form to the print server: nowhere on the disk, and gone after."""

import gc
from pathlib import Path

import pytest

from kiosk.app import Terminal
from kiosk.clock import SystemClock
from kiosk.config import Config, DocumentSettings
from kiosk.documents import sheet_printer
from kiosk.domain import messages as m
from kiosk.domain import update_paper as up
from kiosk.domain import visit_papers as p
from kiosk.domain.paper_shown import SheetPage
from kiosk.domain.state import PrintState
from tests.support.fake_cups import FakeCups, serving
from tests.support.wait import until

NAME, MATTER = "欧阳测试样例", "修理渔船样例用途"
_ANSWERS = {
    "borrower": NAME,
    "lender": "王样例",
    "amount": "12000",
    "purpose": MATTER,
    "paid": "transfer",
    "lent_on": "2026-11-01",
    "due": "2027-05-01",
    "interest": "no",
}


def files_with(folder: Path, *words: str) -> list[str]:
    """Files below ``folder`` in which any of the words stand, in any of the usual encodings."""
    wanted = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-32-le", "gb18030")]
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if any(word in data for word in wanted) or b"%PDF" in data or data.startswith(b"\x89PNG"):
                found.append(str(path))
    return found


def pictures() -> list[SheetPage]:
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, SheetPage)]


def test_a_paper_is_seen_printed_and_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_printer, "spool_fault", lambda _folder: "")
    monkeypatch.setattr(sheet_printer.SheetPrinter.__init__, "__defaults__", (20.0, lambda _folder: ""))
    monkeypatch.setattr(sheet_printer, "POLL_S", 0.01)
    others = pictures()  # of tests before this one
    cups = FakeCups(tmp_path / "cups.sock")
    documents = DocumentSettings(printer="a4", server=cups.path, spool=tmp_path)
    state_dir = tmp_path / "state"
    config = Config(state_dir=state_dir, documents=documents, fonts_dir=Config().fonts_path)
    terminal = Terminal(config, SystemClock())
    with serving(cups):
        terminal.start()
        try:
            _write(terminal)
            _print(terminal)
            assert files_with(state_dir, NAME, MATTER) == []
            terminal.runtime.dispatch(m.EndVisit(quietly=True))
            assert until(terminal.quiet), "the print is over"
        finally:
            terminal.stop()
    assert len(cups.documents) == 1
    assert cups.documents[0].startswith(b"%PDF")
    assert files_with(state_dir, NAME, MATTER) == []
    assert terminal.runtime.state.visit is None
    assert terminal.runtime.state.stained, "and the process is replaced"
    assert [one for one in pictures() if not any(one is other for other in others)] == [], "one is held"


def _write(terminal: Terminal) -> None:
    runtime = terminal.runtime
    runtime.dispatch(m.Wake("visit-1"))
    runtime.dispatch(m.Open(p.PaperAbout("iou")))
    runtime.dispatch(up.FillPaper("iou"))
    for name in ("borrower", "borrower_id", "lender", "lender_id", *list(_ANSWERS)[2:]):
        if name in _ANSWERS:
            runtime.dispatch(m.Answer(name, _ANSWERS[name]))
        runtime.dispatch(m.NextPage())
    runtime.dispatch(up.SeePaper())

    def drawn() -> bool:
        runtime.drain()
        visit = runtime.state.visit
        return visit is not None and visit.paper is not None and visit.paper.drawn is not None

    assert until(drawn, 60.0), "the paper is drawn"


def _print(terminal: Terminal) -> None:
    runtime = terminal.runtime
    runtime.dispatch(up.SendPaper("job-9"))

    def printed() -> bool:
        runtime.drain()
        visit = runtime.state.visit
        told = visit.paper_print if visit is not None else None
        return told is not None and told.state is PrintState.SENT

    assert until(printed, 60.0), "the paper is printed"
