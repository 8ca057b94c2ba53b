"""The small speaker beside a row or in an answer: reads it to whoever cannot, and does nothing else."""

from typing import Any

from kiosk.domain.speech import Part, Public
from kiosk.screens.transcript import parts_of
from kiosk.screens.widgets.block import Backdrop, Beside, Block
from kiosk.screens.widgets.picture import Icon
from kiosk.screens.widgets.touch import Touchable


class ListenButton(Touchable):
    """Reads ``of``, a block beside it. Not named with the page: who hears that needs no button to be read to.

    ``bare``: without an edge, in a box that has one.
    """

    listed = False

    def __init__(self, of: Block, bare: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.of = of
        self.reads = isinstance(of, Touchable)  # whose words the keys hear when they come to it
        self._bare = bare
        self._backdrop = Backdrop(self)
        self._icon = Icon("speaker", tone="action", scale=0.8)
        self.add_widget(self._icon)

    def spoken(self) -> tuple[Part, ...]:
        return (Public(self.texts.speech.listen),)

    def tap(self) -> None:
        say = self.look.say
        if say is not None:
            say(*parts_of(self.of))

    def natural(self) -> float:
        return float(max(self.theme.min_target, round(self._icon.natural() * 1.5)))

    def fit(self, width: float) -> float:
        return self.natural()

    def arrange(self) -> None:
        plain = "" if self._bare else "card"
        self._backdrop.draw("card_down" if self.pressed else plain)
        side = self._icon.natural()
        self._icon.place(self.center_x - side / 2, self.center_y - side / 2, side, side)


def heard(row: Touchable, audible: bool) -> Block:
    """``row`` with a speaker beside it; on a silent terminal ``row`` alone."""
    if not audible:
        return row
    row.share = 1.0
    return Beside(row, ListenButton(row, touch_id=f"{row.touch_id}.say"), gap=0.4)
