"""A sound or a short video that is played, and what plays by itself while nobody is there. Pure values."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from kiosk.domain.library_learning import Media

STILL_S: Final = 20  # usual, in seconds: how long a picture stands, and the idle page between two clips


class Phase(Enum):
    """Where a clip stands. GETTING: it is being read."""

    GETTING = "getting"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One picture of a clip: RGBA, rows from the top. Two are the same only when they are one."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Play:
    """``run`` tells one playing from the next. ``ms``: how far it is; ``since``: monotonic seconds at which
    it last began or went on. ``unheard``: its sound could not be played, its captions go on.
    """

    run: str
    media: Media
    phase: Phase = Phase.GETTING
    ms: int = 0
    shot: Shot | None = None
    unheard: bool = False
    since: float = 0.0

    @property
    def going(self) -> bool:
        return self.phase in (Phase.GETTING, Phase.PLAYING)

    @property
    def caption(self) -> str:
        """What is said or to be read now; of what has no captions, what it says or shows."""
        if not self.media.captions:
            return self.media.text
        return next((one.text for one in self.media.captions if one.start <= self.ms < one.end), "")


def has_sound(media: Media) -> bool:
    return media.kind == "sound" or media.sound is not None


def length(media: Media) -> int:
    """Milliseconds; of a picture 0."""
    return max(media.ms, media.captions[-1].end if media.captions else 0)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be played now. ``ms``: its length. ``volume``: step of the visit's comfort; 0: no sound."""

    run: str
    media: Media
    ms: int
    paused: bool = False
    volume: int = 0


@dataclass(frozen=True, slots=True)
class Show:
    """While nobody is there: ``number`` counts what was shown, ``play`` is what is shown now, ``since`` when
    the idle page came back (monotonic seconds; None: it is not shown).
    """

    number: int = 0
    play: Play | None = None
    since: float | None = None


NOTHING_SHOWN: Final = Show()

# ---- what is asked of the room behind (``effects.Effect``), and what it answers


@dataclass(frozen=True, slots=True)
class ShowClip:
    """Play this, or go on with it; None: nothing is played any more."""

    wish: Wish | None


@dataclass(frozen=True, slots=True)
class ClipMoment:
    """How far a clip is, and its picture then. Only the newest matters: what came too late is dropped."""

    run: str
    ms: int
    shot: Shot | None = None

    @property
    def coalesce_key(self) -> str:
        return "clip"


@dataclass(frozen=True, slots=True)
class ClipEnded:
    run: str


@dataclass(frozen=True, slots=True)
class ClipBroken:
    """It cannot be shown: missing, or not what the release says it is."""

    run: str


@dataclass(frozen=True, slots=True)
class ClipUnheard:
    """Its sound cannot be heard."""

    run: str
