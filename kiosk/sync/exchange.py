"""The one regular call: how it is goes up; time, progress and what is backed up come down."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from kiosk.clock import Clock
from kiosk.domain.delivery import DeliveryQueue, Heard, HubMemory, NotDelivered
from kiosk.sync.timekeeping import Timekeeper
from kiosk.wire.devices import DeviceWord
from kiosk.wire.exchange import ExchangeRequest

_log = logging.getLogger(__name__)
# A hub that always has more, or is another one each time, must not keep the queue waiting for ever.
_PAGES_MOST: Final = 50
_LIVES_MOST: Final = 1


class ExchangeHub(Protocol):
    """The hub, as far as exchanges go. ``terminal_id``: as which terminal it is spoken to; empty for none."""

    @property
    def terminal_id(self) -> str: ...

    @property
    def trust_version(self) -> int: ...

    def exchange(self, request: ExchangeRequest) -> Heard | NotDelivered: ...


@dataclass(frozen=True, slots=True)
class About:
    """What this terminal says of itself. ``devices``: by name; None when nobody can say."""

    software: str = ""
    content_release: int = 0
    devices: dict[str, DeviceWord] | None = None


class Exchanger:
    """``random``: bytes for nonces (os.urandom)."""

    def __init__(
        self,
        hub: ExchangeHub,
        memory: HubMemory,
        queue: DeliveryQueue,
        time: Timekeeper,
        clock: Clock,
        about: Callable[[], About],
        random: Callable[[int], bytes],
    ) -> None:
        self._hub = hub
        self._memory = memory
        self._queue = queue
        self._time = time
        self._clock = clock
        self._about = about
        self._random = random

    def exchange(self) -> int | NotDelivered:
        """Ask until there is no more; how many delivered rows are queued again because the hub lost them.

        Raises KioskError when what was heard cannot be stored; it is asked for again the next time.
        """
        queued, lives = 0, 0
        for _ in range(_PAGES_MOST):
            request = self._request()
            began = self._clock.monotonic()
            heard = self._hub.exchange(request)
            if isinstance(heard, NotDelivered):
                return heard
            self._time.heard(heard.exchange.at, self._clock.monotonic() - began)
            again = self._memory.hear(heard, request.holds)
            queued += again
            if again:
                _log.warning("sync.hub_restored", extra={"rows": again})
            lives += heard.kept.incarnation != request.incarnation
            if lives > _LIVES_MOST or not self._goes_on(heard, request):
                break
        return queued

    def revoked(self) -> None:
        """The hub said that it hears this terminal no more. Raises KioskError."""
        self._memory.revoked()

    def _goes_on(self, heard: Heard, request: ExchangeRequest) -> bool:
        """There is more, and this page brought something: a hub that repeats itself is not asked again."""
        state = self._memory.state(heard.exchange.terminal_id)
        if state.incarnation != request.incarnation:
            return True  # its rows were numbered anew
        return heard.exchange.more and state.cursor > request.after

    def _request(self) -> ExchangeRequest:
        state, about = self._memory.state(self._hub.terminal_id), self._about()
        return ExchangeRequest(
            nonce=self._random(16).hex(),
            incarnation=state.incarnation,
            after=state.cursor,
            last_seq=self._queue.last_seq(),
            waiting=self._queue.waiting(),
            trust_version=self._hub.trust_version,
            software=about.software,
            content_release=about.content_release,
            clock_confirmed=self._time.confirmed(),
            devices=about.devices,
            holds=list(self._memory.held_long(self._hub.terminal_id)),
        )
