"""How one panel looks in each of the ways a visitor may choose: a theme, its painter, the words."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.comfort import Comfort, Language
from kiosk.screens.theme import VIEWING_MM, Mode, make_theme, mode_of
from kiosk.screens.widgets.painter import Look, Painter
from kiosk.words.texts import Tongues


@dataclass(frozen=True, slots=True)
class Looks:
    """Pixels, inches, and the millimetres it is read from. Each look made has a painter of its own.

    ``say``: has parts read aloud; None on a terminal that does not.
    """

    width: int
    height: int
    diagonal_inch: float
    monotonic: Callable[[], float]
    tongues: Tongues
    viewing_mm: int = VIEWING_MM
    say: Callable[..., None] | None = None

    def key(self, comfort: Comfort) -> tuple[Mode, Language]:
        """Two comforts with the same key look the same."""
        return mode_of(comfort), comfort.language

    def make(self, comfort: Comfort) -> Look:
        theme = make_theme(self.width, self.height, self.diagonal_inch, self.viewing_mm, mode_of(comfort))
        return Look(theme, Painter(theme), self.monotonic, self.tongues.of(comfort.language), self.say)
