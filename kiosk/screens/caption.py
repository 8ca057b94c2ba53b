"""What is heard, in letters: the sentence that is being said now, in the strip above the page."""

from typing import Final

from kiosk.screens.widgets.block import Block
from kiosk.screens.widgets.node import Field
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text

_ROLES: Final = ("strong", "small_bold", "small", "tiny")  # the largest that fits


class Caption(Block):
    """As large as the whole sentence allows; what is too long even so goes on in the page below, in full."""

    text = Field("")

    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon("speaker", tone="action", scale=0.7)
        # Of whoever listens by headphone it may hold his own words.
        self._words = Text("", tone="ink", valign="middle", says="", private=True)
        self.add_widget(self._icon)
        self.add_widget(self._words)
        self.fbind("text", self._other)

    def _other(self, *_args: object) -> None:
        """What was said before is gone; drawn when it is placed again."""
        self._words.text = ""

    def arrange(self) -> None:
        icon, gap = self._icon.natural(), self.theme.gap * 0.7
        room = self.width - icon - gap
        words = self._words
        words.text, words.most = self.text, 0
        for role in _ROLES:
            words.role = role
            if words.fit(room) <= self.height:
                break
        else:
            words.most = max(int(self.height // words.pitch), 1)
        self._icon.place(self.x, self.y, icon, self.height)
        words.place(self.x + icon + gap, self.y, room, self.height)
