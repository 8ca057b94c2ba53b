"""What one printer can put on paper, as far as laying out needs to know."""

from dataclasses import dataclass
from enum import Enum

from kiosk.devices.printer.charset import Charset


class CutMode(Enum):
    PARTIAL = "partial"
    FULL = "full"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Paper:
    """``dots``: printable width, 576 for 80 mm paper and 384 for 58 mm at 8 dots a millimetre.

    ``tail_dots``: fed before the cut, so that the last line passes the blade.
    """

    dots: int = 576
    charset: Charset = Charset.GB18030
    native_qr: bool = True
    qr_module: int = 7
    cut: CutMode = CutMode.PARTIAL
    tail_dots: int = 120

    @property
    def columns(self) -> int:
        """Half-columns a line: 48 or 32."""
        return self.dots // 12
