"""The paper of the slip printer, as far as the screen speaks of it. Pure."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PaperSize:
    """``columns``: half-characters a line, 48 on 80 mm paper, 32 on 58 mm. ``tail_dots``: fed at the end."""

    columns: int = 48
    dots_per_cm: int = 80  # 203 dpi
    tail_dots: int = 120


WIDE: Final = PaperSize()
