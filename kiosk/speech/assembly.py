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
from kiosk.speech.voice import Espeak
from kiosk.speech.volume import USUAL, Volume

_log = logging.getLogger(__name__)


def assemble(
    post: Post,
    clock: Clock,
    clips: Clips,
    *,
    device: str = "default",
    headphone: str = "",
    volume: int = USUAL,
    player: Player | None = None,
) -> Speaker:
    """A speaker, not started. ``device``: ALSA's name. ``headphone``: the sound card's jack control, empty
    when there is no socket that silences the loudspeaker. ``player``: a simulated one instead of the real.
    """
    ear: Ear = Jack(headphone, clock) if headphone else Loudspeaker()
    return Speaker(Espeak(), clips, player or AplayPlayer(device), ear, post, Volume(volume))


def open_shelf(index: Path | None, locate: Callable[[str], Path], dialect: str = STANDARD) -> Clips:
    """The recordings of a release (kiosk.content.library.clip_index), or none when they cannot be read."""
    if index is None:
        return NoClips()
    try:
        return ClipShelf(read_index(index), locate, dialect)
    except (OSError, ValueError) as error:
        _log.error("speech.no_clips", extra={"code": BAD_CLIP, "why": str(error)})
        return NoClips()
