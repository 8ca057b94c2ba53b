"""Laid out pages as pictures for the screen: the same lines at the same places as in the PDF."""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.documents.layout import HEIGHT, WIDTH, Line, Page
from kiosk.documents.type import FontType

_WHITE = 255
_INK = 0
_POINT = 25.4 / 72


def pictures(pages: tuple[Page, ...], type_: FontType, width: int) -> tuple[bytes, ...]:
    """Each page as a grey PNG, ``width`` pixels wide. Raises OSError for a font that cannot be read."""
    return tuple(_picture(page, type_, width) for page in pages)


def _picture(page: Page, type_: FontType, width: int) -> bytes:
    scale = width / WIDTH
    image = Image.new("L", (width, round(HEIGHT * scale)), _WHITE)
    draw = ImageDraw.Draw(image)
    for rule in page.rules:
        draw.line([(rule.x1 * scale, rule.y1 * scale), (rule.x2 * scale, rule.y2 * scale)], _INK)
    for line in page.lines:
        _write(draw, line, type_, scale)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _write(draw: ImageDraw.ImageDraw, line: Line, type_: FontType, scale: float) -> None:
    size = line.size * _POINT * scale
    x = line.x * scale
    for run in type_.runs(line.text):
        font = _font(type_.second if run.rare else type_.first, size)
        # Bold as in the PDF: a rim, where it is wide enough to be seen.
        rim = round(size * 0.015) if line.bold else 0
        for char in run.text:
            draw.text((x, line.y * scale), char, _INK, font, anchor="ls", stroke_width=rim)
            x += type_.em(char) * size


@cache
def _font(path: Path, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
