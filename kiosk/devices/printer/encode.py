"""Lines, pictures and QR codes as ESC/POS bytes (docs/protocol/printer.md).

A line goes as text (two bytes a character) when the printer's font holds all of it, else that one line goes
as a picture: a whole receipt as a picture takes 12 s at 115200 baud, one line 0.2 s.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

from kiosk.devices.printer.charset import encode_text
from kiosk.devices.printer.glyphs import CELL, Glyphs, embolden
from kiosk.devices.printer.paper import CutMode, Paper
from kiosk.devices.printer.wrap import clusters, columns_of

ESC: Final = b"\x1b"
GS: Final = b"\x1d"
FS: Final = b"\x1c"

# Reset, ASB off (status is asked for, never pushed), Chinese on.
START: Final = ESC + b"@" + GS + b"a\x00" + FS + b"&"
END: Final = FS + b"."
LINE_GAP: Final = 10  # white dots below each line

# What a printer obeys even in the middle of a picture: DLE EOT, DLE ENQ, DLE DC4.
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")
_FEED_MOST: Final = 255
_MISSING: Final = "〓"  # where a character cannot be drawn because the font file is not there


class Align(Enum):
    LEFT = 0
    CENTRE = 1


@dataclass(frozen=True, slots=True)
class Span:
    """A run of cleaned text (charset.clean). ``wide`` and ``tall`` are whole multiples, 1 to 4."""

    text: str
    wide: int = 1
    tall: int = 1
    bold: bool = False

    @property
    def columns(self) -> int:
        return columns_of(self.text) * self.wide


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; its spans fit the paper (wrap.wrap saw to that)."""

    spans: tuple[Span, ...]
    align: Align = Align.LEFT

    @property
    def dots(self) -> int:
        """Height on paper."""
        return max((span.tall for span in self.spans), default=1) * CELL + LINE_GAP


def encode_line(line: Line, paper: Paper, glyphs: Glyphs | None) -> bytes:
    """The line as text, or as a picture where the printer's font lacks a character.

    Without ``glyphs`` (no font file) such a character becomes ``〓``: the slip still comes out.
    """
    head = ESC + b"a" + bytes([line.align.value])
    texts = [encode_text(span.text, paper.charset) for span in line.spans]
    if None in texts and glyphs is not None:
        picture = draw_line(line, glyphs)
        return head + raster(picture)
    parts = [head, ESC + b"3" + bytes([line.dots])]
    for span, text in zip(line.spans, texts, strict=True):
        data = text if text is not None else _replaced(span.text, paper)
        parts += [GS, b"!", bytes([(span.wide - 1) << 4 | (span.tall - 1)])]
        parts += [ESC, b"E", bytes([span.bold]), data]
    return b"".join(parts) + b"\n"


def draw_line(line: Line, glyphs: Glyphs) -> Image.Image:
    """The line as the printer itself would have set it, on its grid; ink is 1."""
    picture = Image.new("1", (sum(span.columns for span in line.spans) * CELL // 2, line.dots), 0)
    baseline = line.dots - LINE_GAP
    x = 0
    for span in line.spans:
        for cluster in clusters(span.text):
            cell = glyphs.cell(cluster, columns_of(cluster))
            if span.bold:
                cell = embolden(cell)
            size = (cell.width * span.wide, cell.height * span.tall)
            picture.paste(cell.resize(size, Image.Resampling.NEAREST), (x, baseline - size[1]))
            x += size[0]
    return picture


def raster(picture: Image.Image) -> bytes:
    """``GS v 0``: a 1-bit picture, ink 1, one bit a dot. Never holds a real-time command."""
    row = (picture.width + 7) // 8
    # Pillow fills the last byte of a row with zeros: white. A dot more or less is not seen; a status query
    # or a pulse in the middle of a picture would be obeyed.
    data = _REAL_TIME.sub(b"\x30", picture.convert("1").tobytes())
    size = row.to_bytes(2, "little") + picture.height.to_bytes(2, "little")
    return GS + b"v0\x00" + size + data


def qr_matrix(payload: str) -> list[list[bool]]:
    """Modules of the code, error correction M, without quiet zone. ``payload`` is ASCII."""
    code = _qr(payload)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def qr_dots(payload: str, paper: Paper) -> int:
    """Side length on paper, by the version alone: finding the modules takes fifty times as long."""
    return (17 + 4 * _qr(payload).best_fit()) * paper.qr_module


def _qr(payload: str) -> qrcode.QRCode[Any]:
    code: qrcode.QRCode[Any] = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=1, border=0)
    code.add_data(payload.encode("ascii"))
    return code


def encode_qr(payload: str, paper: Paper) -> bytes:
    """A centred QR code, drawn by the printer where it can, else sent as a picture."""
    head = ESC + b"a\x01"
    if not paper.native_qr:
        matrix = qr_matrix(payload)
        small = Image.new("1", (len(matrix), len(matrix)))
        small.putdata([int(module) for row in matrix for module in row])
        side = len(matrix) * paper.qr_module
        return head + raster(small.resize((side, side), Image.Resampling.NEAREST))
    data = b"1P0" + payload.encode("ascii")
    parts = (b"1A2\x00", b"1C" + bytes([paper.qr_module]), b"1E1", data, b"1Q0")
    return head + b"".join(GS + b"(k" + len(part).to_bytes(2, "little") + part for part in parts)


def encode_feed(dots: int) -> bytes:
    """White paper (ESC J)."""
    whole, rest = divmod(dots, _FEED_MOST)
    return (ESC + b"J\xff") * whole + (ESC + b"J" + bytes([rest]) if rest else b"")


def encode_cut(paper: Paper) -> bytes:
    """Feed what was printed past the blade, then cut."""
    mode = {CutMode.FULL: b"\x00", CutMode.PARTIAL: b"\x01"}.get(paper.cut)
    return encode_feed(paper.tail_dots) + (GS + b"V" + mode if mode is not None else b"")


def _replaced(text: str, paper: Paper) -> bytes:
    missing = encode_text(_MISSING, paper.charset) or b"?"
    return b"".join(encode_text(cluster, paper.charset) or missing for cluster in clusters(text))
