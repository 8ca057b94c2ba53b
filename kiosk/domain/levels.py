"""How bright the screen and how loud the loudspeaker is to be, by the time of day. Pure.

Numbers are per cent, as the helper's verbs take them; None is left as it was found.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.domain.comfort import VOLUMES

DAY: Final = 1440  # minutes


@dataclass(frozen=True, slots=True)
class Levels:
    brightness: int | None = None
    volume: int | None = None


UNTOUCHED: Final = Levels()


@dataclass(frozen=True, slots=True)
class DayPart:
    """From ``start`` to before ``end``, in minutes; an ``end`` before ``start`` is the next day's.

    What of ``levels`` is None is the day's.
    """

    start: int
    end: int
    levels: Levels

    def holds(self, minute: int) -> bool:
        return (minute - self.start) % DAY < (self.end - self.start) % DAY

    def meets(self, other: "DayPart") -> bool:
        """Whether both hold at some minute."""
        return self.holds(other.start) or other.holds(self.start)


@dataclass(frozen=True, slots=True)
class Schedule:
    """``day``: what counts outside ``parts``, and whenever nobody vouches for the clock."""

    day: Levels = UNTOUCHED
    parts: tuple[DayPart, ...] = ()


NO_SCHEDULE: Final = Schedule()


def scheduled(schedule: Schedule, local: datetime, *, trusted: bool) -> Levels:
    """What the schedule wants at ``local``. A wrong clock must not darken a screen at noon."""
    if not trusted:
        return schedule.day
    minute = local.hour * 60 + local.minute
    part = next((part for part in schedule.parts if part.holds(minute)), None)
    if part is None:
        return schedule.day
    brightness = part.levels.brightness if part.levels.brightness is not None else schedule.day.brightness
    volume = part.levels.volume if part.levels.volume is not None else schedule.day.volume
    return Levels(brightness, volume)


def by_day(schedule: Schedule, local: datetime, *, trusted: bool) -> bool:
    """Whether the screen is as bright as by day: nothing need be played in a darkened hall."""
    bright, day = scheduled(schedule, local, trusted=trusted).brightness, schedule.day.brightness
    return bright is None or day is None or bright >= day


def made_louder(volume: int | None, day: int | None, step: int, usual: int) -> int | None:
    """The loudspeaker's level for somebody who set the voice to ``step``, the site's being ``usual``.

    Whoever asks for more than is usual gets it at night too: at the loudest step all that there is by day,
    at those between as much nearer, so that no step is a leap. Softer steps are softer by themselves.
    """
    if volume is None or day is None or day <= volume or step <= usual:
        return volume
    return volume + (day - volume) * (step - usual) // (VOLUMES[-1] - usual)
