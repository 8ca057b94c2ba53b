"""Draws what a printer would have put on paper, from the bytes alone.

The receipt.png of a journey comes from here and from nothing else: this module does not know our layout or
encoder. It takes arbitrary bytes and never raises on them; what it does not understand becomes a warning.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import qrcode
from PIL import Image
from qrcode import constants
from qrcode.exceptions import DataOverflowError

from kiosk.devices.printer.glyphs import CELL, Glyphs, embolden
from kiosk.devices.printer.sheet import Sheet, Side
from kiosk.devices.printer.tokens import Kind, Token, Tokenizer

_DEFAULT_SPACING: Final = 30  # 1/6 inch and a little, what printers start with
_WARNINGS_MOST: Final = 100
_EC: Final = {
    48: constants.ERROR_CORRECT_L,
    49: constants.ERROR_CORRECT_M,
    50: constants.ERROR_CORRECT_Q,
    51: constants.ERROR_CORRECT_H,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """``texts``: the printed lines, top to bottom; ``qr``: what native QR codes say; ``cuts``: how many."""

    image: Image.Image
    texts: list[str]
    qr: list[str]
    warnings: list[str]
    cuts: int


@dataclass(slots=True)
class _Style:
    """What ESC @ resets."""

    wide: int = 1
    tall: int = 1
    bold: bool = False
    underline: int = 0
    inverse: bool = False
    side: Side = Side.LEFT
    spacing: int = _DEFAULT_SPACING
    left: int = 0
    chinese: bool = True  # at power-up, on models sold with a Chinese font
    qr_data: bytes = b""
    qr_module: int = 3
    qr_ec: int = 48


@dataclass(slots=True)
class _Row:
    """The line being filled."""

    cells: list[Image.Image] = field(default_factory=list)
    text: str = ""

    @property
    def width(self) -> int:
        return sum(cell.width for cell in self.cells)

    @property
    def height(self) -> int:
        return max((cell.height for cell in self.cells), default=0)


def draw(data: bytes, fonts: Path | Glyphs, dots: int = 576) -> Picture:
    """The paper, at one pixel a dot. ``fonts``: their folder, or what was loaded from it before.

    Raises OSError when the font is not there, and nothing else.
    """
    return _Interpreter(fonts if isinstance(fonts, Glyphs) else Glyphs(fonts), dots).run(data)


class _Interpreter:
    def __init__(self, glyphs: Glyphs, dots: int) -> None:
        self._glyphs = glyphs
        self._sheet = Sheet(dots)
        self._style = _Style()
        self._row = _Row()
        self._texts: list[str] = []
        self._qr: list[str] = []
        self._warnings: list[str] = []
        self._cuts = 0
        self._commands: dict[str, Callable[[bytes], None]] = {
            "ESC @": lambda _: self._reset(),
            "ESC 2": lambda _: self._set(spacing=_DEFAULT_SPACING),
            "ESC 3": lambda body: self._set(spacing=body[0]),
            "ESC E": lambda body: self._set(bold=bool(body[0] & 1)),
            "ESC G": lambda body: self._set(bold=bool(body[0] & 1)),
            "ESC -": lambda body: self._set(underline=min(body[0] & 0x0F, 2)),
            "ESC a": self._align,
            "ESC J": lambda body: self._end_line(body[0]),
            "ESC d": self._feed_lines,
            "ESC !": self._mode,
            "GS !": self._size,
            "GS B": lambda body: self._set(inverse=bool(body[0] & 1)),
            "GS L": lambda body: self._set(left=min(body[0] | body[1] << 8, self._sheet.dots - CELL)),
            "GS V": self._cut,
            "GS v": self._raster,
            "GS (k": self._symbol,
            "FS &": lambda _: self._set(chinese=True),
            "FS .": lambda _: self._set(chinese=False),
            "FS !": self._chinese_mode,
            "GS a": lambda _: None,  # status only: leaves nothing on paper
            "DLE 04": lambda _: None,
        }

    def run(self, data: bytes) -> Picture:
        tokenizer = Tokenizer()
        for token in tokenizer.feed(data):
            if self._sheet.full:
                self._warn("the paper is too long; the rest is not drawn")
                break
            self._token(token)
        if tokenizer.pending:
            self._warn(f"{len(tokenizer.pending)} bytes of an unfinished command")
        self._end_line(0)
        return Picture(self._sheet.picture(), self._texts, self._qr, self._warnings, self._cuts)

    def _token(self, token: Token) -> None:
        if token.kind is Kind.TEXT:
            self._text(token.raw)
        elif token.kind is Kind.CONTROL:
            self._control(token)
        elif token.kind is Kind.COMMAND and token.name in self._commands:
            self._commands[token.name](token.body)
        else:
            self._warn(f"{token.kind.value} {token.name} not drawn")

    def _control(self, token: Token) -> None:
        byte = token.raw[0]
        if byte == 0x0A:
            self._end_line(self._style.spacing)
        elif byte == 0x09:
            self._text(b" " * (8 - len(self._row.cells) % 8))
        elif byte not in (0x00, 0x0D):
            self._warn(f"control {token.name} not drawn")

    # ---- state ---------------------------------------------------------------------------------------

    def _set(self, **changes: int | bool | Side) -> None:
        for name, value in changes.items():
            setattr(self._style, name, value)

    def _reset(self) -> None:
        if self._row.cells:
            self._warn("ESC @ threw away an unfinished line")
        self._row = _Row()
        self._style = _Style()

    def _align(self, body: bytes) -> None:
        if self._row.cells:
            self._warn("ESC a within a line is ignored")
        elif body[0] % 48 in (0, 1, 2):
            self._style.side = Side(body[0] % 48)

    def _mode(self, body: bytes) -> None:
        bits = body[0]
        # On many printers this enlarges ASCII only; ours must not use it, so say so.
        self._warn("ESC ! leaves Chinese small on several printers")
        self._set(bold=bool(bits & 8), tall=2 if bits & 16 else 1, wide=2 if bits & 32 else 1)

    def _chinese_mode(self, body: bytes) -> None:
        self._set(tall=2 if body[0] & 8 else 1, wide=2 if body[0] & 4 else 1)

    def _size(self, body: bytes) -> None:
        self._set(wide=(body[0] >> 4 & 7) + 1, tall=(body[0] & 7) + 1)

    # ---- marks on paper ------------------------------------------------------------------------------

    def _text(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            char, used = self._decode(data, at)
            at += used
            self._glyph(char)

    def _decode(self, data: bytes, at: int) -> tuple[str, int]:
        """The next character and how many bytes named it, as a two-byte printer font reads them."""
        if data[at] < 0x80:
            return chr(data[at]) if data[at] != 0x7F else " ", 1
        if not self._style.chinese:
            self._warn("bytes above 7F outside Chinese mode")
            return data[at : at + 1].decode("cp437"), 1
        pair = data[at : at + 2]
        if len(pair) == 2 and 0x30 <= pair[1] <= 0x39:
            self._warn("a four-byte GB18030 character: printers print junk")
            return "〓", 2
        try:
            return pair.decode("gb18030"), 2
        except UnicodeDecodeError:
            self._warn("not a GB18030 character")
            return "〓", min(2, len(pair))

    def _glyph(self, char: str) -> None:
        style = self._style
        cell = self._glyphs.cell(char, 1 if char.isascii() or not style.chinese else 2)
        if style.bold:
            cell = embolden(cell)
        if style.underline:
            cell.paste(1, (0, CELL - style.underline, cell.width, CELL))
        if style.inverse:
            cell = cell.point(lambda ink: 255 - ink)
        size = (cell.width * style.wide, cell.height * style.tall)
        if self._row.width + size[0] > self._sheet.dots - style.left:
            self._warn("a line is longer than the paper")
            self._end_line(style.spacing)
        self._row.cells.append(cell.resize(size, Image.Resampling.NEAREST))
        self._row.text += char

    def _end_line(self, feed: int) -> None:
        """Print the row, if any, and feed: at least the row's own height."""
        row, self._row = self._row, _Row()
        if row.cells:
            ink = Image.new("1", (row.width, row.height), 0)
            x = 0
            for cell in row.cells:
                ink.paste(cell, (x, row.height - cell.height))  # all sizes stand on one base line
                x += cell.width
            self._sheet.put(ink, self._style.side, self._style.left)
            self._texts.append(row.text)
        self._sheet.feed(max(feed, row.height))

    def _feed_lines(self, body: bytes) -> None:
        self._end_line(self._style.spacing)
        self._sheet.feed(self._style.spacing * (body[0] - 1))

    def _cut(self, body: bytes) -> None:
        self._end_line(0)
        self._sheet.feed(body[1] if len(body) > 1 else 0)
        self._sheet.cut()
        self._cuts += 1

    def _raster(self, body: bytes) -> None:
        mode, row, height = body[1] & 3, body[2] | body[3] << 8, body[4] | body[5] << 8
        if not row or not height:
            self._warn("an empty picture")
            return
        self._end_line(0)
        ink = Image.frombytes("1", (row * 8, height), body[6:]).crop(
            (0, 0, min(row * 8, self._sheet.dots), height)
        )
        if row * 8 > self._sheet.dots + 7:
            self._warn("a picture is wider than the paper")
        if mode:
            ink = ink.resize(
                (ink.width * (1 + (mode & 1)), ink.height * (1 + (mode >> 1))), Image.Resampling.NEAREST
            )
        self._sheet.put(ink, self._style.side, self._style.left)
        self._sheet.feed(ink.height)

    def _symbol(self, body: bytes) -> None:
        """``GS ( k``: only QR (cn = 49)."""
        function, data = body[2:4], body[4:]
        if function[:1] != b"1":
            self._warn("a symbol that is not QR")
        elif function == b"1C" and data and 1 <= data[0] <= 16:
            self._style.qr_module = data[0]
        elif function == b"1E" and data and data[0] in _EC:
            self._style.qr_ec = data[0]
        elif function == b"1P" and data:
            self._style.qr_data = data[1:]
        elif function == b"1Q":
            self._draw_qr()
        elif function != b"1A":
            self._warn("a QR command with unusable values")

    def _draw_qr(self) -> None:
        style = self._style
        if not style.qr_data:
            self._warn("a QR code without data")
            return
        code = qrcode.QRCode(error_correction=_EC[style.qr_ec], box_size=1, border=0)
        code.add_data(style.qr_data)
        try:
            code.make(fit=True)
        except (DataOverflowError, ValueError):
            self._warn("too much data for a QR code")
            return
        matrix = code.get_matrix()
        side = len(matrix)
        small = Image.new("1", (side, side))
        small.putdata([255 * bool(module) for row in matrix for module in row])
        if side * style.qr_module > self._sheet.dots:
            self._warn("a QR code is wider than the paper")
        self._end_line(0)
        ink = small.resize((side * style.qr_module,) * 2, Image.Resampling.NEAREST)
        self._sheet.put(ink, style.side, style.left)
        self._sheet.feed(ink.height)
        self._qr.append(style.qr_data.decode("ascii", "replace"))

    def _warn(self, text: str) -> None:
        if len(self._warnings) < _WARNINGS_MOST and text not in self._warnings:
            self._warnings.append(text)
