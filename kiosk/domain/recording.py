"""What was spoken instead of written, as far as the state knows: ids, lengths, how it sounded. No sound."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from kiosk.wire.limits import RECORDING_MOST_S, RECORDINGS_MOST

MOST: Final = RECORDINGS_MOST
LONGEST_S: Final = RECORDING_MOST_S
_AUDIBLE: Final = 0.12  # of the meter: below, nobody can be heard
_UNHEARD_S: Final = 2.0  # from the beginning
_PAUSE_S: Final = 5.0  # longer than one needs to think of the next word


class Verdict(Enum):
    """What can be said of a take by its levels. Kept, and the person is told: LOUD and NOISY."""

    GOOD = "good"
    SHORT = "short"  # a touch too many: nothing can have been said
    SILENT = "silent"  # the microphone is covered, or the person too far away
    LOUD = "loud"
    NOISY = "noisy"


KEPT: Final = frozenset({Verdict.GOOD, Verdict.LOUD, Verdict.NOISY})


class Cause(Enum):
    """Why a take ended."""

    ASKED = "asked"
    LIMIT = "limit"  # a minute is full
    LOST = "lost"  # unplugged, or the microphone fell silent as a device


class Phase(Enum):
    """What the page where one speaks is doing. One thing at a time."""

    WAITING = "waiting"
    RECORDING = "recording"
    KEEPING = "keeping"  # the take is being packed
    PLAYING = "playing"


@dataclass(frozen=True, slots=True)
class Recording:
    """A take that is kept in memory until the visit ends, or the order is durable. ``ms`` of sound."""

    recording_id: str
    ms: int


@dataclass(frozen=True, slots=True)
class Voice:
    """``seconds`` and ``level`` (0 to 1) of the take under way, ``heard_s``: how far into it somebody could
    last be heard. What is said of the last one: ``verdict``, ``cause``, ``code`` (a row of kiosk.errors;
    empty when all went well).
    """

    phase: Phase = Phase.WAITING
    recording_id: str = ""
    seconds: float = 0.0
    level: float = 0.0
    heard_s: float = 0.0
    verdict: Verdict | None = None
    cause: Cause = Cause.ASKED
    code: str = ""

    @property
    def unheard(self) -> bool:
        """Nobody has been heard in this take, and somebody should have."""
        return not self.heard_s and self.seconds > _UNHEARD_S

    @property
    def fallen_silent(self) -> bool:
        """Somebody was heard, and is no more. One breath between two words is no silence."""
        return self.heard_s > 0 and self.seconds - self.heard_s > _PAUSE_S

    def hearing(self, seconds: float, level: float) -> "Voice":
        """So far into the take, so loud now."""
        heard_s = seconds if level >= _AUDIBLE else self.heard_s
        return replace(self, seconds=seconds, level=level, heard_s=heard_s)


NOTHING_SAID: Final = Voice()


# ---- facts, posted by the microphone, the shelf that keeps takes, and the store --------------------


@dataclass(frozen=True, slots=True)
class RecordingLevel:
    """Ten times a second while a take goes on. ``level``: 0 to 1, how loud it is now."""

    recording_id: str
    seconds: float
    level: float

    @property
    def coalesce_key(self) -> str:
        return "recording level"


@dataclass(frozen=True, slots=True)
class RecordingEnded:
    """The microphone is closed. The driver holds the sound only when the verdict is one of ``KEPT``."""

    recording_id: str
    seconds: float
    verdict: Verdict
    cause: Cause


@dataclass(frozen=True, slots=True)
class RecordingKept:
    """Packed, and held in memory under this id."""

    recording_id: str
    ms: int


@dataclass(frozen=True, slots=True)
class RecordingFailed:
    """It could not be packed, or not be played. ``code``: E-MIC-* or E-SPK-*."""

    recording_id: str
    code: str


@dataclass(frozen=True, slots=True)
class ReplayEnded:
    """It was heard out, or stopped."""

    recording_id: str


@dataclass(frozen=True, slots=True)
class RecordingRoom:
    """Whether the disk has room for one more recording besides the orders to come."""

    free: bool

    @property
    def coalesce_key(self) -> str:
        return "recording room"
