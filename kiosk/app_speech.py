"""The speaker of a terminal, as its configuration and its content make it."""

from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.content.library import clip_index
from kiosk.content.models import blob_path
from kiosk.events import Post
from kiosk.speech.assembly import assemble, open_shelf
from kiosk.speech.clips import Clips
from kiosk.speech.player import AplayPlayer, Player, SimulatedPlayer
from kiosk.speech.speaker import Speaker
from kiosk.speech.voice import SimulatedVoice


def build_player(config: Config, clock: Clock, *, simulate: bool) -> AplayPlayer | SimulatedPlayer:
    """One for each who speaks: a player says one thing at a time."""
    return SimulatedPlayer(clock) if simulate else AplayPlayer(config.speech.device)


def build_speaker(config: Config, clock: Clock, post: Post, player: Player) -> Speaker | None:
    """Not started; None where the configuration wants a silent terminal."""
    speech = config.speech
    if not speech.enabled:
        return None
    return assemble(
        post,
        clock,
        _recorded(config),
        headphone=speech.headphone,
        card=speech.card,
        volume=speech.volume,
        voice=SimulatedVoice() if isinstance(player, SimulatedPlayer) else None,
        player=player,
    )


def _recorded(config: Config) -> Clips:
    """What is recorded in the release in use. A sound is judged when it is played."""
    found = clip_index(config.content_path, config.factory_content_path)
    if found is None:
        return open_shelf(None, config.content_path.joinpath)
    index, place = found
    return open_shelf(index, lambda sha256: blob_path(place, sha256), config.speech.dialect)
