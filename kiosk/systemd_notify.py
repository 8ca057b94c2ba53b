"""systemd's notification protocol (sd_notify(3)), as much of it as a service here needs."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

READY: Final = "READY=1"
STOPPING: Final = "STOPPING=1"
WATCHDOG: Final = "WATCHDOG=1"
_MICRO: Final = 1_000_000


class Notifier:
    """Talks to the service manager named in ``environ``; without one every call does nothing."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        interval = environ.get("WATCHDOG_USEC", "")
        self.watchdog_s = int(interval) / _MICRO if interval.isdigit() else None
        """Seconds after which the manager kills a silent service; None when it does not watch."""

    def ready(self) -> None:
        self._send(READY)

    def alive(self) -> None:
        """To be called only right after a check that would have failed in a sick process."""
        self._send(WATCHDOG)

    def stopping(self) -> None:
        self._send(STOPPING)

    def _send(self, state: str) -> None:
        if not self._address:
            return
        # A leading @ stands for a zero byte: an abstract socket.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.sendto(state.encode(), address)
