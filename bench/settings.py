"""What the benchmarks have in common: the window, and the resident nobody is.

Ours and bare are only comparable with the same window, and two programs only with the same words.
"""

from typing import Final

from kiosk.config import Config
from kiosk.screens.environment import Surface

TERMINAL_CODE: Final = "SS3"
RESIDENT: Final = "王样例"
NUMBER: Final = "330922190001010010"  # GB 11643 by construction, of nobody
REQUEST: Final = "老板拖欠我三个月工资，一共一万二千元，打电话不接，工友都可以作证。"
PHONE: Final = "13900000000"
# 十, as a finger draws it on a pad of 600 by 600 pixels.
STROKES: Final = (
    tuple((100.0 + 10 * step, 300.0) for step in range(41)),
    tuple((300.0, 100.0 + 10 * step) for step in range(41)),
)
PAD: Final = (600.0, 600.0)


def window(config: Config) -> Surface:
    """As large as the configured panel, on a display of its own."""
    return Surface(config.screen.width, config.screen.height, False, config.fonts_path)
