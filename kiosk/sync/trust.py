"""Fetching what the hub says of itself. Sync judges nothing: the UI's process looks where it puts it."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.errors import KioskError
from kiosk.store.files import write_durably
from kiosk.store.trust import incoming_file
from kiosk.sync.http import Http, Unreachable
from kiosk.wire.trust import TRUST_PATH, TrustRefused, read_document

_log = logging.getLogger(__name__)
# An answer signed by an unknown key may be a man in the middle's: it must not make a terminal ask all day.
PAUSE_S: Final = 600.0
_MODE: Final = 0o640


class TrustFetcher:
    """``on_new``: called when something new lies there (rings the UI). For one thread."""

    def __init__(self, state_dir: Path, clock: Clock, on_new: Callable[[], None]) -> None:
        self._path = incoming_file(state_dir)
        self._clock = clock
        self._on_new = on_new
        self._not_before: float | None = None

    def want(self, http: Http) -> bool:
        """Fetch, at most once in ten minutes; whether something new came. Never raises for a network."""
        now = self._clock.monotonic()
        if self._not_before is not None and now < self._not_before:
            return False
        self._not_before = now + PAUSE_S
        return fetch_trust(http, self._path, self._on_new)


def fetch_trust(http: Http, path: Path, on_new: Callable[[], None]) -> bool:
    """Fetch the document into ``path``; whether it was another than the one there. Unsigned or half: ignored.

    Raises KioskError E-STO-02 when it cannot be written.
    """
    try:
        status, raw = http.get(TRUST_PATH)
        read_document(raw)
    except (Unreachable, TrustRefused) as error:
        _log.warning("trust.not_fetched", extra={"reason": str(error)})
        return False
    if status != 200 or _same(path, raw):
        return False
    try:
        write_durably(path, raw, _MODE)
    except OSError as error:
        raise KioskError("E-STO-02", f"{path.name}: {error.strerror}") from error
    on_new()
    return True


def _same(path: Path, raw: bytes) -> bool:
    try:
        return path.read_bytes() == raw
    except OSError:
        return False
