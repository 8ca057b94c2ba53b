"""A drawing of lines and shapes (SVG) as the picture terminals show: they know PNG and JPEG only.

Of SVG what draws: no words (fonts differ, and a picture's words are in ``text``), nothing from outside, no
filters. fpdf2 understands the shapes, PDFium draws them.
"""

import io
from functools import lru_cache
from typing import Final

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

WIDTH: Final = 1200  # pixels: sharp on the widest lesson page
TALLEST: Final = 1920
SHAPES: Final = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"}
)


class BadDrawingError(Exception):
    """What is wrong with a drawing, in an editor's words."""


@lru_cache(maxsize=64)  # a build judges each and then takes it; painting is most of what judging costs
def drawn(data: bytes) -> tuple[bytes, int, int]:
    """PNG, width and height in pixels. BadDrawingError says what an editor did wrong."""
    wide, tall = _sides(data)
    width, height = WIDTH, round(WIDTH * tall / wide)
    if not 1 <= height <= TALLEST:
        raise BadDrawingError("这张图太高或者太扁，viewBox 的宽和高改一下")
    return _painted(data, width, height), width, height


def _sides(data: bytes) -> tuple[float, float]:
    try:
        root = ElementTree.fromstring(data.decode("utf-8"))
    except (UnicodeDecodeError, ElementTree.ParseError, DefusedXmlException):
        raise BadDrawingError("不是好的 .svg 图") from None
    names = {str(part.tag).rpartition("}")[2] for part in root.iter()}
    if unknown := sorted(names - SHAPES):
        raise BadDrawingError(f"图里只能有线和形状，不能有 {'、'.join(unknown)}；字写在 text 里")
    try:
        _, _, wide, tall = (float(part) for part in root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        raise BadDrawingError('svg 上要写 viewBox="0 0 宽 高"') from None
    if wide <= 0 or tall <= 0:
        raise BadDrawingError('svg 上要写 viewBox="0 0 宽 高"')
    return wide, tall


def _painted(data: bytes, width: int, height: int) -> bytes:
    import pypdfium2
    from fpdf import FPDF

    page = FPDF(unit="pt", format=(width, height))
    page.set_margin(0)
    page.add_page()
    try:
        page.image(io.BytesIO(data), x=0, y=0, w=width, h=height)
    except Exception as error:  # fpdf2 raises what it meets: KeyError, ValueError, its own
        raise BadDrawingError(f"这张图画不出来（{type(error).__name__}）") from None
    paper = pypdfium2.PdfDocument(bytes(page.output()))
    try:
        out = io.BytesIO()
        paper[0].render(scale=1.0).to_pil().convert("RGB").save(out, "PNG")
    finally:
        paper.close()
    return out.getvalue()
