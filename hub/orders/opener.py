"""The thread that opens seals behind intake, so that no order waits for one."""

import logging
import threading
from typing import Final

from hub.house import House
from hub.orders.opening import open_pending

_log = logging.getLogger(__name__)
_JOIN_S: Final = 2.0
_LOOK_S: Final = 60.0


class Opener:
    """Rung after every intake; looks by itself once a minute."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="opener", daemon=True)

    def start(self) -> None:
        self._wake.set()
        self._thread.start()

    def ring(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        self._thread.join(_JOIN_S)

    def _run(self) -> None:
        everything = True
        while not self._stopping.is_set():
            self._wake.wait(_LOOK_S)
            self._wake.clear()
            if self._stopping.is_set():
                return
            try:
                open_pending(self._house, everything=everything)
                everything = False
            except Exception:
                _log.exception("opener.failed")  # the next ring, or the next minute, tries again
