"""How one panel looks in each of the ways a visitor may choose: a theme, its painter, the words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.domain.comfort import Comfort, Language
from kiosk.domain.library_learning import Wording
from kiosk.screens.theme import VIEWING_MM, Mode, make_theme, mode_of
from kiosk.screens.widgets.painter import Look, Painter
from kiosk.words.texts import Tongues
from kiosk.words.wording import worded

County = Mapping[str, Wording]
NOTHING: Final[County] = {}


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

    def key(self, comfort: Comfort, county: County = NOTHING) -> tuple[Mode, Language, County]:
        """What has the same key looks the same. ``county``: its own wording of sentences."""
        return mode_of(comfort), comfort.language, county

    def make(self, comfort: Comfort, county: County = NOTHING) -> Look:
        theme = make_theme(self.width, self.height, self.diagonal_inch, self.viewing_mm, mode_of(comfort))
        texts = worded(self.tongues.of(comfort.language), county)
        return Look(theme, Painter(theme), self.monotonic, texts, self.say)
