"""When Python looks for circles of dead objects: between frames, never in the middle of a touch.

Widgets are circles (parent, child, what they are bound to), so every change of screen leaves some. Left to
itself the collector strikes whenever enough was made, which is while a screen is being built, and walks
everything that was ever loaded: measured, that was most of the time from a touch to the picture.
"""

import gc
from collections.abc import Callable
from typing import Final

SOME: Final = 5_000  # objects made since the last look: worth a short look while nothing is to be drawn
MORE: Final = 15_000  # the same: worth it whatever is to be drawn
MANY: Final = 60_000  # the same, in one turn: look at everything, before the heap has to grow for the dead
SHORT_LOOKS: Final = 10  # after which what outlived them is looked at too, in a calm moment
MOST_LOOKS: Final = 20  # after which it is looked at in no calm moment either
CALM_S: Final = 1.0  # without anything to draw: somebody is reading
LET_GO_S: Final = 0.5  # Kivy lets go of a dead picture's memory some turns after it died
_RECENT: Final = 1  # generation


class Collector:
    """Stands in for the automatic collector from ``begin`` to ``end``. For the Kivy thread alone.

    The automatic one may be switched off long before ``begin``: while programs are loaded nothing dies.
    ``give_back``: called after a visit, when the dead are gone: what they stood on need not stay with us.
    """

    def __init__(self, give_back: Callable[[], None] = lambda: None) -> None:
        self._give_back = give_back
        self._begun = False
        self._short_looks = 0
        self._moved_at = 0.0
        self._visited = False  # somebody was here since the last long look at an idle screen
        self._owed_at: float | None = None  # when memory may be given back

    def begin(self) -> None:
        """What is there now stays, and is never walked again. Takes a tenth of a second, once."""
        gc.disable()
        gc.collect()
        gc.freeze()
        self._begun = True

    def turn(self, *, still: bool, idle: bool, now: float) -> None:
        """Once a turn of the loop. ``still``: nothing waits to be drawn and no finger has come; ``idle``:
        nobody is there; ``now``: monotonic seconds.

        A short look takes a few milliseconds, a long one some tens.
        """
        if not self._begun:
            return
        if not still:
            self._moved_at = now
        self._visited |= not idle
        calm = now - self._moved_at >= CALM_S
        made = gc.get_count()[0]
        if made > MANY or self._short_looks >= MOST_LOOKS:
            self._long_look()
        elif made > (SOME if still else MORE):
            self._short_looks += 1
            gc.collect(_RECENT)
        elif calm and idle and self._visited:
            self._visited = False
            self._long_look()
            self._owed_at = now + LET_GO_S
        elif idle and self._owed_at is not None and now >= self._owed_at:
            self._owed_at = None
            self._give_back()
        elif calm and self._short_looks >= (1 if idle else SHORT_LOOKS):
            self._long_look()

    def end(self) -> None:
        """From here on the automatic one works. Idempotent."""
        if self._begun:
            self._begun = False
            gc.unfreeze()
        gc.enable()

    def _long_look(self) -> None:
        self._short_looks = 0
        gc.collect()
