"""Puts a speaker together from what this terminal has; nothing that is missing is a reason not to start."""

import logging
from collections.abc import Callable
from pathlib import Path

from kiosk.clock import Clock
from kiosk.events import Post
from kiosk.speech.clips import BAD_CLIP, STANDARD, Clips, ClipShelf, NoClips, read_index
from kiosk.speech.headphone import Ear, Jack, Loudspeaker
from kiosk.speech.player import AplayPlayer, Player
from kiosk.speech.speaker import Speaker
from kiosk.speech.voice import Espeak, Voice
from kiosk.speech.volume import USUAL, Volume

_log = logging.getLogger(__name__)


def assemble(
    post: Post,
    clock: Clock,
    clips: Clips,
    *,
    device: str = "default",
    headphone: str = "",
    card: str = "0",
    volume: int = USUAL,
    voice: Voice | None = None,
    player: Player | None = None,
    make: Callable[..., Speaker] = Speaker,
) -> Speaker:
    """A speaker, not started. ``device``: ALSA's name. ``headphone``: the jack control of sound card
    ``card``, empty when there is no socket that silences the loudspeaker. ``voice``, ``player``: simulated
    ones instead of the real. ``make``: the kind of speaker.
    """
    ear: Ear = Jack(headphone, clock, card) if headphone else Loudspeaker()
    return make(voice or Espeak(), clips, player or AplayPlayer(device), ear, post, Volume(volume))


def open_shelf(index: Path | None, locate: Callable[[str], Path], dialect: str = STANDARD) -> Clips:
    """The recordings of a release (kiosk.content.library.clip_index), or none when they cannot be read."""
    if index is None:
        return NoClips()
    try:
        return ClipShelf(read_index(index), locate, dialect)
    except (OSError, ValueError) as error:
        _log.error("speech.no_clips", extra={"code": BAD_CLIP, "why": str(error)})
        return NoClips()
