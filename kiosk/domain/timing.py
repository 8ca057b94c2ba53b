"""How long the terminal waits for whom."""

from dataclasses import dataclass
from typing import Final

from kiosk.domain.comfort import Comfort


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds; bounds in kiosk.config. ``work_s`` is how much longer the machine's own work may take.

    ``unhurried_s``: ``idle_s`` for whoever needs more time (``Comfort.unhurried``), if that is longer.
    ``look_s``: how long an answer of the hub is awaited on the screen, a little longer than the mailbox does.
    """

    idle_s: float = 120.0
    unhurried_s: float = 300.0
    countdown_s: float = 45.0
    farewell_s: float = 12.0
    recovered_s: float = 120.0
    work_s: float = 60.0
    look_s: float = 15.0

    def patience(self, comfort: Comfort) -> float:
        """How long nobody may touch anything before being asked whether they are still there."""
        return max(self.idle_s, self.unhurried_s) if comfort.unhurried else self.idle_s


USUAL_TIMING: Final = Timing()
