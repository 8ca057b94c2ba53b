"""The speaker of a terminal, as its configuration and its content make it."""

import collections
from typing import Any, Final

from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.content.library import clip_index
from kiosk.content.models import blob_path
from kiosk.domain.speech import Utterance
from kiosk.events import Post
from kiosk.speech.assembly import assemble, open_shelf
from kiosk.speech.clips import Clips
from kiosk.speech.plan import aloud
from kiosk.speech.player import AplayPlayer, Player, SimulatedPlayer
from kiosk.speech.speaker import Speaker
from kiosk.speech.voice import SimulatedVoice

_KEPT: Final = 2_000


class NotingSpeaker(Speaker):
    """Of a simulated terminal: keeps what it was asked to say, as the room would hear it in full."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.said: collections.deque[tuple[str, ...]] = collections.deque(maxlen=_KEPT)

    def say(self, utterance: Utterance) -> int:
        self.said.append(aloud(utterance))
        return super().say(utterance)


def build_player(config: Config, clock: Clock, *, simulate: bool) -> AplayPlayer | SimulatedPlayer:
    """One for each who speaks: a player says one thing at a time."""
    return SimulatedPlayer(clock) if simulate else AplayPlayer(config.speech.device)


def build_speaker(config: Config, clock: Clock, post: Post, player: Player) -> Speaker | None:
    """Not started; None where the configuration wants a silent terminal."""
    speech = config.speech
    simulated = isinstance(player, SimulatedPlayer)
    if not speech.enabled:
        return None
    return assemble(
        post,
        clock,
        _recorded(config),
        headphone=speech.headphone,
        card=speech.card,
        volume=speech.volume,
        voice=SimulatedVoice() if simulated else None,
        player=player,
        make=NotingSpeaker if simulated else Speaker,
    )


def _recorded(config: Config) -> Clips:
    """What is recorded in the release in use. A sound is judged when it is played."""
    found = clip_index(config.content_path, config.factory_content_path)
    if found is None:
        return open_shelf(None, config.content_path.joinpath)
    index, place = found
    return open_shelf(index, lambda sha256: blob_path(place, sha256), config.speech.dialect)
