"""Which rooms know of papers and calculators: what is heavy stays in the child, reckoning out of content."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def importing(what: str, folder: str) -> set[str]:
    wanted = re.compile(rf"^\s*(?:from|import) ({re.escape(what)}[\w.]*)", re.MULTILINE)
    return {
        f"{path.relative_to(ROOT).as_posix()}: {found}"
        for path in (ROOT / folder).rglob("*.py")
        for found in wanted.findall(path.read_text("utf-8"))
    }


def test_one_module_of_papers_loads_the_library_that_writes_pdf() -> None:
    assert importing("fpdf", "kiosk") == {
        "kiosk/content/publish/vector.py: fpdf",  # an editor's drawings, never on a terminal
        "kiosk/documents/pdf.py: fpdf",
        "kiosk/documents/pdf.py: fpdf.enums",
    }


def test_only_the_child_loads_that_module_and_the_fonts() -> None:
    heavy = importing("kiosk.documents.pdf", "kiosk") | importing("kiosk.documents.preview", "kiosk")
    assert {row.partition(":")[0] for row in heavy} == {"kiosk/documents/child.py"}


def test_of_speech_papers_know_the_child_alone() -> None:
    assert importing("kiosk.speech", "kiosk/documents") == {"kiosk/documents/maker.py: kiosk.speech.child"}


def test_content_takes_figures_of_the_calculators_and_the_editors_side_their_names() -> None:
    known = {"kiosk.calculators.parameters", "kiosk.calculators.fields"}
    more = {row for row in importing("kiosk.calculators", "kiosk/content") if row.split(": ")[1] not in known}
    assert {row.partition(":")[0] for row in more} == {
        "kiosk/content/publish/build.py",
        "kiosk/content/publish/check_bundles.py",
        "kiosk/content/publish/check_links.py",
        "kiosk/content/publish/search_check.py",
        "kiosk/content/publish/search_records.py",
    }


def test_of_content_only_the_editors_side_knows_what_the_terminal_says() -> None:
    rows = importing("kiosk.words", "kiosk/content")
    assert {row.partition(":")[0] for row in rows} == {"kiosk/content/publish/check_wording.py"}
