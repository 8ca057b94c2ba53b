"""Laid out pages as a PDF: characters that can be copied, only those of the fonts that are used, and nothing
of who made it when. The same pages and fonts make the same bytes.

Loading a font of all Chinese takes seconds and 100 MB: this is imported by the child alone (child.py).
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from fpdf import FPDF
from fpdf.enums import TextMode

from kiosk.documents.layout import HEIGHT, WIDTH, Line, Page
from kiosk.documents.type import FontType

MAX_BYTES: Final = 4_000_000
_FIRST: Final = "first"
_RARE: Final = "rare"
_RULE: Final = 0.25  # mm
_BOLD: Final = 0.03  # of the size: the rim of a bold character, for there is one weight only
# Every PDF must have a day; this one says nothing.
_NO_DAY: Final = datetime(1970, 1, 1, tzinfo=UTC)


class _Pdf(FPDF):
    """Without a number of its own, which would be made of the time."""

    def file_id(self) -> Any:
        return None


def pdf(pages: Sequence[Page], type_: FontType, title: str) -> bytearray:
    """``title``: of the template, never a person's. Raises OSError for a font that cannot be read."""
    out = _Pdf(unit="mm", format="A4")
    out.set_auto_page_break(auto=False)
    out.set_creation_date(_NO_DAY)
    out.set_title(title)
    out.set_lang("zh-CN")
    out.set_line_width(_RULE)
    out.add_font(_FIRST, fname=type_.first)
    if any(run.rare for page in pages for line in page.lines for run in type_.runs(line.text)):
        out.add_font(_RARE, fname=type_.second)
    for page in pages:
        out.add_page()
        for rule in page.rules:
            out.line(rule.x1, rule.y1, rule.x2, rule.y2)
        for line in page.lines:
            _write(out, line, type_)
    assert (round(out.w), round(out.h)) == (WIDTH, HEIGHT)
    return bytearray(out.output())


def _write(out: FPDF, line: Line, type_: FontType) -> None:
    out.text_mode = TextMode.FILL_STROKE if line.bold else TextMode.FILL
    out.set_line_width(_BOLD * line.size / out.k if line.bold else _RULE)
    x = line.x
    for run in type_.runs(line.text):
        out.set_font(_RARE if run.rare else _FIRST, size=line.size)
        out.text(x, line.y, run.text)
        x += sum(map(type_.em, run.text)) * line.size / out.k
    out.text_mode = TextMode.FILL
    out.set_line_width(_RULE)
