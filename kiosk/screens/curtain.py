"""The curtain: the picture is covered while somebody goes on by keys and ear. Nothing below can be touched.

One touchable lifts it, for whoever comes along and needs the picture; a hand that brushes the glass does not.
"""

from functools import partial

from kiosk.domain.speech import Part
from kiosk.screens.widgets.block import Column, Spacer
from kiosk.screens.widgets.buttons import SecondaryButton
from kiosk.screens.widgets.fill import area
from kiosk.screens.widgets.painter import Look
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.text import Text
from kiosk.screens.widgets.touch import Touchable
from kiosk.services import Services


class Curtain(Touchable):
    """Takes every touch, and has no id: it is no target itself."""

    ground = "paper"

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__(look_given=look)
        texts = look.texts.comfort
        lift = SecondaryButton(
            texts.uncover, touch_id="curtain.lift", on_tap=partial(services.comfort, curtain=False)
        )
        self._words = (
            Text(texts.covered, "title", align="center"),
            Text(texts.covered_hint, "body", tone="ink2", align="center"),
        )
        self._page = Column(
            Spacer(),
            Icon("curtain", tone="ink2", scale=1.6),
            *self._words,
            Spacer(),
            lift,
            gap=1.2,
        )
        self.add_widget(self._page)

    def told(self) -> tuple[Part, ...]:
        """For whoever cannot see that the picture is covered."""
        return tuple(part for words in self._words for part in words.spoken())

    def arrange(self) -> None:
        theme = self.theme
        self.canvas.before.clear()
        area(self.canvas.before, theme.colour("paper"), *self.pos, *self.size)
        side, edge = theme.margin * 2, theme.gap * 2
        self._page.place(self.x + side, self.y + edge, self.width - 2 * side, self.height - 2 * edge)
