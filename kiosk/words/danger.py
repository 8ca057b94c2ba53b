"""Numbers for danger that are the same in the whole country, for a terminal without any content. Chinese
source; see ``texts``.
"""

from dataclasses import dataclass

from kiosk.domain.duty import ALWAYS
from kiosk.domain.library_places import Emergency


@dataclass(frozen=True, slots=True)
class DangerTexts:
    police: str = "报警"
    police_when: str = "有人受伤害、有危险"
    fire: str = "火警"
    fire_when: str = "着火、有人被困"
    ambulance: str = "急救"
    ambulance_when: str = "有人受伤、生病"
    sea: str = "海上遇险"
    sea_when: str = "船出事、人落水"

    def national(self) -> tuple[Emergency, ...]:
        """As content would have them."""
        rows = (
            ("110", self.police, self.police_when),
            ("119", self.fire, self.fire_when),
            ("120", self.ambulance, self.ambulance_when),
            ("12395", self.sea, self.sea_when),
        )
        return tuple(Emergency(f"emergency/{row[0]}", *row, (), ALWAYS, sample=False) for row in rows)
