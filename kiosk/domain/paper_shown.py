"""A paper as it is shown and printed: what is asked of the room that draws it, and what comes back. Pure.

All of it lives in the visit and in that room's memory, and goes with the visit (docs/adr/0135).
"""

from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.device import PrintOutcome
from kiosk.domain.library import Office
from kiosk.domain.library_services import BlockKind, DocumentTemplate


@dataclass(frozen=True, slots=True)
class SheetPage:
    """``grey``: a byte a pixel, rows from the top."""

    width: int
    height: int
    grey: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A part of the paper in words. ``own``: something a person answered stands in it."""

    kind: BlockKind
    text: str = field(default="", repr=False)
    rows: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    own: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """``advice``: headings and lines of what to do with it, on its last page."""

    pages: tuple[SheetPage, ...] = field(repr=False)
    parts: tuple[SheetPart, ...] = field(repr=False)
    advice: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperWork:
    """The paper that is looked at. ``asked``: which drawing of it is awaited; ``code``: why there is none."""

    document_id: str
    blank: bool
    asked: int
    drawn: Drawn | None = None
    code: str = ""


# ---- what is asked of the room behind (``effects.Effect``)


@dataclass(frozen=True, slots=True)
class Written:
    """All a paper is made of. ``answers``: by field id in their normalised form; ``offices``: of the
    directory, for where it is handed in.
    """

    template: DocumentTemplate
    answers: tuple[tuple[str, str], ...] = field(repr=False)
    on: date
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawPaper:
    """Pictures of it, please; answered by PaperDrawn."""

    visit_id: str
    asked: int
    written: Written


@dataclass(frozen=True, slots=True)
class PrintPaper:
    """On A4, please; answered by PaperPrinted."""

    visit_id: str
    job_id: str
    written: Written


# ---- what the room answers


@dataclass(frozen=True, slots=True)
class PaperDrawn:
    """``drawn`` None: ``code`` says why."""

    visit_id: str
    asked: int
    drawn: Drawn | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class PaperPrinted:
    """``own``: something was filled in."""

    visit_id: str
    job_id: str
    outcome: PrintOutcome
    code: str = ""
    own: bool = False
