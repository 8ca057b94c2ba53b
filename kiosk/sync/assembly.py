"""Sync put together for one thread: its side of the store, the hub, and what stands between them."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from kiosk.clock import Clock
from kiosk.config import SyncSettings
from kiosk.store.floor import Floor
from kiosk.store.sync_side import SyncSide
from kiosk.sync.exchange import About, ExchangeHub, Exchanger
from kiosk.sync.pace import Pace
from kiosk.sync.rounds import Judge, Rounds
from kiosk.sync.timekeeping import Helper, Timekeeper
from kiosk.sync.uploader import Intake, Uploader
from kiosk.wire.signing import SignedText


class Hub(Intake, ExchangeHub, Judge, Protocol):
    """All that rounds need of the hub."""

    def ask_time(self, nonce: str) -> tuple[SignedText, datetime] | None: ...


def assemble(
    side: SyncSide,
    hub: Hub,
    settings: SyncSettings,
    clock: Clock,
    floor: Floor,
    helper: Helper,
    about: Callable[[], About],
    chance: Callable[[], float],
    random: Callable[[int], bytes],
    progress: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] = lambda: False,
    uploader_type: type[Uploader] = Uploader,
) -> Rounds:
    """``chance`` gives 0 ≤ x < 1 for jitter, ``random`` bytes for nonces. Raises KioskError."""
    time = Timekeeper(floor, side.confirmed_clock, clock, helper, hub.ask_time)
    pace = Pace(side.link, side.queue, settings, clock, chance)

    def settled(heard: bool) -> None:
        if heard:
            pace.heard()  # a long queue must not look off-line until its end
        progress()

    return Rounds(
        queue=side.queue,
        links=side.link,
        judge=hub,
        uploader=uploader_type(side.queue, hub, settled, stop),
        exchanger=Exchanger(hub, side.hub, side.queue, time, clock, about, random),
        pace=pace,
        progress=progress,
        stop=stop,
    )
