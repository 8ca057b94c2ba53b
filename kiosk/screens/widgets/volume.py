"""How loud it is read: a row with the step in words, and a button to each side of it."""

from typing import Any

from kiosk.screens.widgets.block import Beside, Block, Column
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text


class VolumeRow(Column):
    """``buttons``: softer and louder, dimmed by whoever makes them where there is no further step."""

    def __init__(
        self,
        title: str,
        level: str,
        role: str,
        softer: SecondaryButton,
        louder: SecondaryButton,
        **kwargs: Any,
    ) -> None:
        self.level = Text(level, "small", tone="ink2", valign="middle")
        words = Column(Text(title, role, valign="middle"), self.level, gap=0.0, share=1.0)
        right = Beside(words, softer, louder, gap=0.8, share=1.0)
        inside: Block = Beside(Icon("speaker", tone="action"), right, gap=1.1)
        super().__init__(inside, **{"surface": "card", "inset": 1.0, **kwargs})

    def _edges(self) -> tuple[float, float]:
        """``inset`` is only that above and below."""
        return float(self.theme.pad), super()._edges()[1]
