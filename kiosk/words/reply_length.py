"""How much paper a slip will take. Pure; foretold by counting, for the screen must not wait for a layout.

The printer's layout (``kiosk/devices/printer/layout.py``) has the last word; a test holds this against what
it prints, on every width of paper there is.
"""

from typing import Final

from kiosk.domain.paper import PaperSize
from kiosk.words.slips import ReplySlip

_LINE_DOTS: Final = 34  # 24 of a character, 10 of white below
_TALL_DOTS: Final = 58
_GAP_DOTS: Final = 6
_BEFORE_REPLY_DOTS: Final = 14
_LOST: Final = 2  # columns of a line: its last character goes down when a comma would begin the next


def reply_cm(slip: ReplySlip, paper: PaperSize) -> int:
    """About how much of ``paper`` the answer takes, in cm: within a tenth, and never a hand's breadth off."""
    rules = 3 * _LINE_DOTS
    dots = rules + paper.tail_dots + _GAP_DOTS + 2 * _TALL_DOTS  # heading and order number are tall
    for text in (slip.title, slip.standing, slip.time, slip.footer):
        dots += _rows(text, paper.columns) * _LINE_DOTS
    for day, reply in slip.replies:
        dots += _BEFORE_REPLY_DOTS + (_LINE_DOTS if day else 0)
        for line in filter(None, (line.strip() for line in reply.splitlines())):
            dots += _rows(line, paper.columns) * _TALL_DOTS + _GAP_DOTS
    return round(dots / paper.dots_per_cm)


def _rows(text: str, columns: int) -> int:
    width = sum(1 if char.isascii() else 2 for char in text)
    return 1 if width <= columns else -(-width // (columns - _LOST))
