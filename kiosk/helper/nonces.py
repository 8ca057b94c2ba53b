"""Nonces for the hub's word about the time: good once and for a minute, so that no old word is believed."""

from collections.abc import Callable
from typing import Final

from kiosk.clock import Clock

LIFE_S: Final = 60.0
_BYTES: Final = 16
_MOST: Final = 8


class Nonces:
    """In memory only: a helper that was started anew believes none of its forerunner's."""

    def __init__(self, clock: Clock, random: Callable[[int], bytes]) -> None:
        self._clock = clock
        self._random = random
        self._issued: dict[str, float] = {}

    def issue(self) -> str:
        """32 hex digits. The oldest one gives way when there are many."""
        while len(self._issued) >= _MOST:
            del self._issued[next(iter(self._issued))]
        nonce = self._random(_BYTES).hex()
        self._issued[nonce] = self._clock.monotonic()
        return nonce

    def take(self, nonce: str) -> float | None:
        """Seconds since it was issued, and it is gone; None when it is not good (any more)."""
        issued = self._issued.pop(nonce, None)
        if issued is None:
            return None
        age = self._clock.monotonic() - issued
        return age if age <= LIFE_S else None
