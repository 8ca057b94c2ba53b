"""Notices what is plugged in and has every device tried at once (docs/adr/0087).

The supervisors' own timer stays: it finds what this misses, a few seconds later.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.inotify import Inotify

_LOG: Final = logging.getLogger(__name__)

DEV: Final = Path("/dev")
BY_ID: Final = DEV / "serial" / "by-id"
# One plug is a dozen changes: made, given its group, its links. All of them within this, on a slow machine.
SETTLE_S: Final = 0.3
PAUSE_S: Final = 0.4  # so that a folder that never rests does not have devices opened all the time
STOP_WAIT: Final = 1.0


def folders(ports: Iterable[str]) -> tuple[Path, ...]:
    """Where the names of these ports come and go. ``ports``: paths as configured."""
    parents = {Path(port).parent for port in ports if Path(port).is_absolute()}
    return (DEV, BY_ID, *sorted(parents - {DEV, BY_ID}))


class HotPlug:
    """Calls ``plugged`` on a thread of its own, less than a second after something appeared in ``watched``.

    A folder that is not there (``/dev/serial`` before the first adapter) is waited for in the one above it.
    """

    def __init__(self, watched: Iterable[Path], plugged: Callable[[], None], clock: Clock) -> None:
        self._watched = tuple(watched)
        self._plugged = plugged
        self._clock = clock
        self._stop = threading.Event()
        self._inotify: Inotify | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Once. Where the kernel has no watch to give, the timers alone must do."""
        try:
            self._inotify = Inotify()
            self._watch(self._inotify)
        except OSError as error:
            _LOG.warning("hotplug.off", extra={"detail": str(error)})
            if self._inotify is not None:
                self._inotify.close()
                self._inotify = None
            return
        self._thread = threading.Thread(target=self._run, args=(self._inotify,), name="hotplug", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Idempotent."""
        self._stop.set()
        inotify, self._inotify = self._inotify, None
        if inotify is None or self._thread is None:
            return
        inotify.interrupt()
        self._thread.join(STOP_WAIT)
        if not self._thread.is_alive():
            inotify.close()

    def _run(self, inotify: Inotify) -> None:
        try:
            while inotify.wait():
                self._clock.wait(self._stop, SETTLE_S)
                inotify.forget()
                # Before the devices are tried: what appears meanwhile is told.
                self._watch(inotify)
                self._plugged()
                self._clock.wait(self._stop, PAUSE_S)
        except OSError as error:
            _LOG.warning("hotplug.off", extra={"detail": str(error)})

    def _watch(self, inotify: Inotify) -> None:
        for folder in self._watched:
            next((above for above in (folder, *folder.parents) if inotify.add(above)), None)
