"""A helper with a machine that only notes what was done to it, and a hub that swears to times."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.helper.floor import Floor
from kiosk.helper.nonces import Nonces
from kiosk.helper.verbs import Verbs
from kiosk.wire.exchange import HubTime
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import SignedText, Tag
from kiosk.wire.words import say
from tests.helper.machine import NotedMachine
from tests.support.clock import ManualClock
from tests.support.county import County

BUILT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Bench:
    """Everything behind the door. ``trusting``: whether the terminal is enrolled with ``county``."""

    folder: Path
    clock: ManualClock = field(default_factory=ManualClock)
    county: County = field(default_factory=County)
    machine: NotedMachine = field(default_factory=NotedMachine)
    trusting: bool = True

    def __post_init__(self) -> None:
        self.floor = Floor(self.folder / "floor", BUILT)
        self.nonces = Nonces(self.clock, self._random)
        self.verbs = Verbs(self.machine, self.nonces, self.floor, self.enrolled)
        self._made = 0

    def _random(self, count: int) -> bytes:
        self._made += 1
        return self._made.to_bytes(count, "big")

    def enrolled(self) -> Enrolled | None:
        if not self.trusting:
            return None
        return self.county.enrolled

    def word(self, nonce: str, at: str, *, hub_id: str = "", tag: Tag = Tag.TIME) -> SignedText:
        said = HubTime(hub_id=hub_id or self.county.hub_id, nonce=nonce, at=at)
        return say(tag, said, self.county.sign)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
