"""Where everything stands on a slip: any of the slips as printables, and those as one print job.

The receipt's QR code stands well above the end, and the last line is fed past the blade before the cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.devices.printer.charset import clean
from kiosk.devices.printer.encode import (
    END,
    START,
    Align,
    Line,
    Span,
    encode_cut,
    encode_feed,
    encode_line,
    encode_qr,
    qr_dots,
)
from kiosk.devices.printer.glyphs import Glyphs
from kiosk.devices.printer.paper import Paper
from kiosk.devices.printer.wrap import columns_of, wrap
from kiosk.words.slip import SlipTexts
from kiosk.words.slips import AnySlip, GuideSlip, PathSlip, ReplySlip, Slip, SumSlip

_QUIET: Final = 4  # modules of white a QR code needs around it (ISO/IEC 18004)


@dataclass(frozen=True, slots=True)
class Gap:
    """White paper, in dots."""

    dots: int


@dataclass(frozen=True, slots=True)
class QrCode:
    payload: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of the slip."""


Printable = Line | Gap | QrCode | Cut


@dataclass(frozen=True, slots=True)
class Job:
    """A slip ready to be sent. ``dots``: paper it takes; ``longest``: bytes of its longest command."""

    data: bytes
    dots: int
    longest: int


def compose(slip: AnySlip, paper: Paper) -> list[Printable]:
    """The slip on this paper."""
    match slip:
        case Slip():
            parts = _receipt(slip, paper)
        case GuideSlip():
            parts = _guide(slip, paper)
        case ReplySlip():
            parts = _reply(slip, paper)
        case SumSlip():
            parts = _sum(slip, paper)
        case PathSlip():
            parts = _path(slip, paper)
    return [*parts, Cut()]


def render(printables: Sequence[Printable], paper: Paper, glyphs: Glyphs | None) -> Job:
    """The job's bytes, from reset to cut."""
    parts = [START]
    dots = 0
    for printable in printables:
        match printable:
            case Line():
                parts.append(encode_line(printable, paper, glyphs))
                dots += printable.dots
            case Gap(height):
                parts.append(encode_feed(height))
                dots += height
            case QrCode(payload):
                parts.append(encode_qr(payload, paper))
                dots += qr_dots(payload, paper)
            case Cut():
                parts += [END, encode_cut(paper)]
                dots += paper.tail_dots
    return Job(b"".join(parts), dots, max(len(part) for part in parts))


def _receipt(slip: Slip, paper: Paper) -> Iterator[Printable]:
    quiet = Gap(_QUIET * paper.qr_module)
    yield from _text(slip.title, paper, align=Align.CENTRE, bold=True)
    yield Gap(6)
    yield from _text(_spread(slip.heading), paper, align=Align.CENTRE, size=(2, 2), bold=True)
    yield _rule(paper)
    yield from _row(slip.words.number, [slip.order_no], paper, size=(2, 2), bold=True)
    yield Gap(4)
    yield from _row(slip.words.time, [slip.time], paper)
    yield from _row(slip.words.next, slip.next_lines, paper)
    yield from _row(slip.words.prepare, [slip.bring], paper)
    if slip.note:
        yield from _row(slip.words.notice, [slip.note], paper)
    yield _rule(paper)
    yield quiet
    yield QrCode(slip.qr)
    yield quiet
    yield from _text(slip.qr_hint, paper, align=Align.CENTRE)
    yield from _typed_code(slip, paper)
    yield _rule(paper)
    yield from _text(slip.footer, paper, align=Align.CENTRE)


def _typed_code(slip: Slip, paper: Paper) -> Iterator[Printable]:
    label, code, note = (
        Span(f"{slip.words.code}  "),
        Span(slip.code, wide=2, tall=2, bold=True),
        Span(slip.words.bracket.format(slip.code_note)),
    )
    if label.columns + code.columns + note.columns <= paper.columns:
        yield Line((label, code, note), Align.CENTRE)
    else:
        yield Line((label, code), Align.CENTRE)
        yield Line((note,), Align.CENTRE)


def _guide(slip: GuideSlip, paper: Paper) -> Iterator[Printable]:
    yield from _text(slip.title, paper, align=Align.CENTRE)
    yield _rule(paper)
    fits = columns_of(clean(slip.heading)) * 2 <= paper.columns
    yield from _text(slip.heading, paper, size=(2 if fits else 1, 2), bold=True)
    yield Gap(8)
    for sentence in slip.answer:
        yield from _text(sentence, paper, bold=True)
    steps = [(f"{number}. ", step) for number, step in enumerate(slip.steps, 1)]
    yield from _section(slip.words, slip.words.steps, steps, paper)
    yield from _section(slip.words, slip.words.bring, [("□ ", thing) for thing in slip.bring], paper)
    yield from _section(slip.words, slip.words.where, [("· ", place) for place in slip.where], paper)
    yield from _section(slip.words, slip.words.cost, [("", slip.cost)], paper)
    yield from _section(slip.words, slip.words.long, [("", slip.time)], paper)
    yield from _section(slip.words, slip.words.never, [("", slip.never)], paper)
    yield from _section(slip.words, slip.words.urgent, [("", slip.urgent)], paper)
    yield from _section(slip.words, slip.words.law, [("· ", law) for law in slip.law], paper)
    yield _rule(paper)
    yield from _text(f"{slip.date}　{slip.note}", paper, align=Align.CENTRE)
    yield from _text(slip.footer, paper, align=Align.CENTRE)


def _path(slip: PathSlip, paper: Paper) -> Iterator[Printable]:
    """Danger first, then what came of it, the way there below."""
    yield from _text(slip.title, paper, align=Align.CENTRE)
    yield _rule(paper)
    yield from _text(slip.heading, paper, size=(1, 2), bold=True)
    yield from _section(slip.words, slip.words.urgent, [("", slip.urgent)], paper)
    yield from _section(slip.words, slip.words.came, [("", slip.outcome)], paper)
    for sentence in slip.answer:
        yield from _text(sentence, paper, bold=True)
    steps = [(f"{number}. ", step) for number, step in enumerate(slip.steps, 1)]
    yield from _section(slip.words, slip.words.steps, steps, paper)
    yield from _section(slip.words, slip.words.did, [("· ", line) for line in slip.did], paper)
    yield from _section(slip.words, slip.words.where, [("· ", place) for place in slip.where], paper)
    yield from _section(slip.words, slip.words.law, [("· ", law) for law in slip.law], paper)
    yield from _section(slip.words, slip.words.asked, [("· ", line) for line in slip.path], paper)
    yield _rule(paper)
    yield from _text(f"{slip.date}　{slip.note}", paper, align=Align.CENTRE)
    yield from _text(slip.footer, paper, align=Align.CENTRE)


def _reply(slip: ReplySlip, paper: Paper) -> Iterator[Printable]:
    """The answer in double height: whoever takes it home may have no glasses."""
    yield from _text(slip.title, paper, align=Align.CENTRE)
    yield Gap(6)
    yield from _text(_spread(slip.heading), paper, align=Align.CENTRE, size=(2, 2), bold=True)
    yield _rule(paper)
    yield from _row(slip.words.number, [slip.order_no], paper, size=(2, 2), bold=True)
    yield from _row(slip.words.stands, [slip.standing], paper)
    for day, text in slip.replies:
        yield Gap(14)
        if day:
            yield from _text(slip.words.heading.format(day), paper, bold=True)
        for line in filter(None, (line.strip() for line in text.splitlines())):
            yield from _text(line, paper, size=(1, 2))
            yield Gap(6)
    yield _rule(paper)
    yield from _text(slip.words.printed.format(slip.time), paper, align=Align.CENTRE)
    yield from _text(slip.footer, paper, align=Align.CENTRE)


def _sum(slip: SumSlip, paper: Paper) -> Iterator[Printable]:
    """The result in double size; how it came about below, for whoever is asked about it."""
    words = slip.words
    yield from _text(slip.title, paper, align=Align.CENTRE)
    yield Gap(6)
    yield from _text(_spread(words.sum), paper, align=Align.CENTRE, size=(2, 2), bold=True)
    yield _rule(paper)
    yield from _text(slip.heading, paper, size=(1, 2), bold=True)
    yield from _section(
        words, words.sum_given, [("· ", f"{label}　{text}") for label, text in slip.given], paper
    )
    yield Gap(14)
    yield from _text(words.heading.format(words.sum_found), paper, bold=True)
    wide = 2 if columns_of(clean(slip.found)) * 2 <= paper.columns else 1
    yield from _text(slip.found, paper, size=(wide, 2), bold=True)
    yield from _text(slip.reason, paper) if slip.reason else ()
    steps = [(f"{number}. ", step) for number, step in enumerate(slip.steps, 1)]
    yield from _section(words, words.sum_steps, steps, paper)
    yield from _section(words, words.sum_law, [("· ", one) for one in slip.articles], paper)
    yield from _section(words, words.sum_figures, [("· ", one) for one in slip.figures], paper)
    yield from _section(words, words.notice, [("· ", one) for one in slip.notes], paper)
    yield _rule(paper)
    yield from _text(words.printed.format(slip.date), paper, align=Align.CENTRE)
    yield from _text(slip.footer, paper, align=Align.CENTRE)


def _spread(heading: str) -> str:
    """A few Chinese characters stand better with a space between; letters do not."""
    return heading if heading.isascii() else " ".join(heading)


def _section(
    words: SlipTexts, heading: str, entries: Sequence[tuple[str, str]], paper: Paper
) -> Iterator[Printable]:
    """A heading and its entries, each with its mark hanging; nothing at all without text."""
    told = [(mark, text) for mark, text in entries if text.strip()]
    if not told:
        return
    yield Gap(14)
    yield from _text(words.heading.format(heading), paper, bold=True)
    for mark, text in told:
        yield from _hanging(Span(mark), columns_of(mark), [text], paper)


def _row(
    label: str,
    values: Sequence[str],
    paper: Paper,
    *,
    size: tuple[int, int] = (1, 1),
    bold: bool = False,
) -> Iterator[Printable]:
    """A label in the left column, its values in the right one; nothing without values."""
    told = [value for value in values if value.strip()]
    indent = 12 if paper.columns >= 40 else 8
    head = f" {label}" if paper.columns >= 40 else label
    padded = head + " " * (indent - columns_of(head))
    yield from _hanging(Span(padded), indent, told, paper, size=size, bold=bold)


def _hanging(
    head: Span,
    indent: int,
    texts: Sequence[str],
    paper: Paper,
    *,
    size: tuple[int, int] = (1, 1),
    bold: bool = False,
) -> Iterator[Printable]:
    first = True
    for text in texts:
        for piece in wrap(clean(text), (paper.columns - indent) // size[0]):
            left = head if first else Span(" " * indent)
            yield Line((left, Span(piece, *size, bold=bold)))
            first = False


def _text(
    text: str,
    paper: Paper,
    *,
    align: Align = Align.LEFT,
    size: tuple[int, int] = (1, 1),
    bold: bool = False,
) -> Iterator[Printable]:
    columns = paper.columns // size[0]
    for piece in _by_sentence(clean(text), columns) if align is Align.CENTRE else wrap(clean(text), columns):
        yield Line((Span(piece, *size, bold=bold),), align)


def _by_sentence(text: str, columns: int) -> Iterator[str]:
    """Lines that break between sentences where they can: a centred 证。 alone looks lost."""
    line = ""
    for sentence in re.split(r"(?<=[。　])|(?<=[.;?] )", text):
        if line and columns_of(line + sentence) > columns:
            yield from wrap(line, columns)
            line = ""
        line += sentence
    if line or not text:
        yield from wrap(line, columns)


def _rule(paper: Paper) -> Line:
    return Line((Span("-" * paper.columns),))
