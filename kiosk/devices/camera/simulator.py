"""A camera seen from its plug: a drawn paper lies below it, at an angle, and is sent whenever asked for.

Verbs: ``show`` with ``kind`` ``letter`` (a page of lines with a red stamp), ``dark``, ``blurred``, ``over``
(it reaches over the edge of what the camera sees) or ``nothing``; ``page``: which one, so that two differ;
``torn``: the next picture cannot be read. The cable's verbs (unplug, stall, cut …) are the line's.
"""

import functools
import io
import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kiosk.devices.camera.protocol import ASK, framed
from kiosk.devices.simulation import Reply

if TYPE_CHECKING:
    from PIL import Image

KINDS: Final = ("letter", "dark", "blurred", "over", "nothing")
SIZE: Final = (1280, 960)
PAGES: Final = range(1, 100)
_TABLE: Final = (74, 62, 52)
_PAPER: Final = (236, 233, 226)
_INK: Final = (44, 46, 52)
_STAMP: Final = (196, 48, 44)
# Where the corners of the paper lie, clockwise from its top left: turned a little, and seen at an angle.
_CORNERS: Final = ((372, 92), (908, 128), (966, 868), (318, 846))
_OVER: Final = ((372, -60), (908, -24), (966, 700), (318, 690))
_SHEET: Final = (620, 877)
_TORN: Final = b"\xff\xd8 this is none"


class CameraSimulator:
    """Implements :class:`Simulator`. ``sent``: pictures since it was made."""

    name = "camera"
    waits = True

    def __init__(self, baud: int) -> None:
        self.baud = baud
        self.kind = "letter"
        self.page = 1
        self.sent = 0
        self._torn = False

    def receive(self, data: bytes) -> list[Reply]:
        return [Reply(framed(self._next())) for byte in data if bytes([byte]) == ASK]

    def _next(self) -> bytes:
        self.sent += 1
        torn, self._torn = self._torn, False
        return _TORN if torn else picture(self.kind, self.page)

    def control(self, verb: str, args: Mapping[str, str]) -> Mapping[str, object]:
        if verb == "torn":
            self._torn = True
        elif verb == "show":
            kind, page = args.get("kind", "letter"), args.get("page", "1")
            if kind not in KINDS:
                raise ValueError(f"no paper {kind!r}; there are {', '.join(KINDS)}")
            if not page.isdecimal() or int(page) not in PAGES:
                raise ValueError(f"a page is a whole number of {PAGES.start} to {PAGES.stop - 1}")
            self.kind, self.page = kind, int(page)
        else:
            raise ValueError(f"a camera knows no {verb!r}; there are show and torn")
        return {"kind": self.kind, "page": self.page, "sent": self.sent}

    def unsolicited(self) -> list[Reply]:
        return []


@functools.cache
def picture(kind: str, page: int) -> bytes:
    """What the camera sees, as a JPEG."""
    from PIL import Image, ImageEnhance, ImageFilter

    seen = Image.new("RGB", SIZE, _TABLE)
    if kind != "nothing":
        corners = _OVER if kind == "over" else _CORNERS
        sheet = _sheet(page)
        found = _coefficients(corners)
        laid = sheet.transform(SIZE, Image.Transform.PERSPECTIVE, found, Image.Resampling.BICUBIC)
        mask = Image.new("L", _SHEET, 255).transform(SIZE, Image.Transform.PERSPECTIVE, found)
        seen.paste(laid, mask=mask)
    if kind == "dark":
        seen = ImageEnhance.Brightness(seen).enhance(0.3)
    if kind == "blurred":
        seen = seen.filter(ImageFilter.GaussianBlur(9))
    out = io.BytesIO()
    seen.save(out, "JPEG", quality=80)
    return out.getvalue()


def _sheet(page: int) -> "Image.Image":
    """Lines as a typewriter leaves them, of no words: nobody's paper."""
    from PIL import Image, ImageDraw

    chance = random.Random(page)
    sheet = Image.new("RGB", _SHEET, _PAPER)
    draw = ImageDraw.Draw(sheet)
    for line in range(22):
        y, x = 90 + line * 32, 60.0
        while x < _SHEET[0] - 70 and not (line % 7 == 6 and x > 300):
            width = chance.uniform(8, 16)
            draw.rectangle((x, y, x + width, y + 15), outline=_INK, width=2)
            draw.line((x, y + 8, x + width, y + 8), fill=_INK, width=2)
            x += width + chance.choice((4, 4, 4, 14))
    draw.ellipse((400, 690, 540, 830), outline=_STAMP, width=7)
    for mark in range(page % 10):  # so that one page is known from another by eye
        draw.rectangle((60 + 22 * mark, 40, 74 + 22 * mark, 54), fill=_INK)
    return sheet


def _coefficients(corners: tuple[tuple[int, int], ...]) -> tuple[float, ...]:
    """Of the perspective that takes ``corners`` to the sheet's, as Pillow wants them."""
    import numpy as np

    width, height = _SHEET
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return tuple(np.linalg.solve(np.array(rows, float), np.array(values, float)).tolist())
