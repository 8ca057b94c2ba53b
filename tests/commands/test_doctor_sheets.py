"""The doctor on the printer for A4: set up or not, in memory or not, and how the printer says it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.commands.doctor_sheets import CHECK, examine_sheets
from kiosk.config import Config, DocumentSettings
from kiosk.documents import sheet_printer
from kiosk.errors import Finding
from tests.support.clock import ManualClock
from tests.support.fake_cups import FakeCups, serving


@pytest.fixture
def cups(tmp_path: Path) -> Iterator[FakeCups]:
    with serving(FakeCups(tmp_path / "cups.sock")) as one:
        yield one


def look(cups: FakeCups, monkeypatch: pytest.MonkeyPatch, fault: str = "") -> list[Finding]:
    build = sheet_printer.build

    def built(config: Config, clock: ManualClock) -> sheet_printer.SheetPrinter | None:
        one = build(config, clock)
        if one is not None:
            monkeypatch.setattr(one, "kept_on_disk", lambda: fault)
        return one

    monkeypatch.setattr(sheet_printer, "build", built)
    documents = DocumentSettings(printer="a4", server=cups.path, spool=cups.path.parent)
    return list(examine_sheets(Config(documents=documents), ManualClock()))


def test_without_one_it_is_no_fault() -> None:
    (found,) = examine_sheets(Config(), ManualClock())
    assert found.ok
    assert "没有设 A4 打印机" in found.text


def test_one_that_is_ready(cups: FakeCups, monkeypatch: pytest.MonkeyPatch) -> None:
    spool, ready = look(cups, monkeypatch)
    assert (spool.check, spool.ok, ready.ok) == (CHECK, True, True)
    assert "a4 能打" in ready.text
    assert not cups.documents, "the doctor prints nothing"


def test_a_warning_is_told_and_is_no_fault(cups: FakeCups, monkeypatch: pytest.MonkeyPatch) -> None:
    cups.reasons = ("toner-low-warning",)
    found = look(cups, monkeypatch)[-1]
    assert found.ok
    assert "toner-low-warning" in found.text


def test_one_without_paper(cups: FakeCups, monkeypatch: pytest.MonkeyPatch) -> None:
    cups.reasons = ("media-empty-error",)
    found = look(cups, monkeypatch)[-1]
    assert (found.ok, found.code) == (False, "E-SHT-02")
    assert "上一份时说的" in found.text, "it may have been put in since"


def test_a_spool_on_a_disk(cups: FakeCups, monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(cups, monkeypatch, fault="打印队列不在内存里（ext4）")[0]
    assert (found.ok, found.code) == (False, "E-SHT-04")
    assert "ext4" in found.text


def test_no_print_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(FakeCups(tmp_path / "nobody.sock"), monkeypatch)[-1]
    assert (found.ok, found.code) == (False, "E-SHT-01")
