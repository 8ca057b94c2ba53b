"""``kiosk sync``: endless rounds, woken by the doorbell, ended by a signal in less than two seconds."""

import fcntl
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.domain.delivery import NotDelivered, Outcome, ReadyRow
from kiosk.errors import KioskError
from kiosk.store.identity import file_stamp, load_enrolled, terminal_file
from kiosk.sync.client import HubClient
from kiosk.sync.http import Http
from kiosk.sync.uploader import Uploader
from kiosk.systemd_notify import Notifier
from kiosk.wire.models import Enrolled

_log = logging.getLogger(__name__)
_ENDING: Final = frozenset({signal.SIGTERM, signal.SIGINT})
_JOIN_S: Final = 1.0
_LOOK_S: Final = 15.0


class CurrentHub:
    """The hub this terminal is enrolled with at this moment; follows a new enrolment without a restart."""

    def __init__(
        self,
        state_dir: Path,
        connect: Callable[[Enrolled], Http],
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._state_dir = state_dir
        self._connect = connect
        self._random = random
        self._stamp: tuple[int, int] | None = None
        self._http: Http | None = None
        self._client: HubClient | None = None
        self._interrupted = False

    def deliver(self, row: ReadyRow) -> Outcome:
        client = self._current()
        return client if isinstance(client, NotDelivered) else client.deliver(row)

    def health(self) -> NotDelivered | None:
        client = self._current()
        return client if isinstance(client, NotDelivered) else client.health()

    def interrupt(self) -> None:
        """From any thread: end what is going on with the hub."""
        self._interrupted = True
        if self._http is not None:
            self._http.interrupt()

    def _current(self) -> HubClient | NotDelivered:
        stamp = file_stamp(terminal_file(self._state_dir))
        if self._interrupted:
            return NotDelivered("E-SYN-01", "stopped")
        if stamp is None:
            return NotDelivered("E-STO-04", "not enrolled")
        if self._client is None or stamp != self._stamp:
            try:
                self._client = self._open()
            except (KioskError, ValueError) as error:
                self._client = None
                return NotDelivered("E-STO-04", str(error))
            self._stamp = stamp
        return self._client

    def _open(self) -> HubClient:
        enrolled = load_enrolled(self._state_dir)
        if enrolled is None:
            raise KioskError("E-STO-04")
        if self._http is not None:
            self._http.close()
        self._http = self._connect(enrolled)
        return HubClient(enrolled, self._http, self._random)


@contextmanager
def alone(state_dir: Path) -> Iterator[bool]:
    """Whether this is the only sync of this terminal, for as long as the block runs."""
    path = state_dir / "store" / "sync.lock"
    path.parent.mkdir(mode=0o770, parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def rounds(
    uploader: Uploader, clock: Clock, notifier: Notifier, wake: threading.Event, stop: threading.Event
) -> None:
    """Round after round until ``stop``. ``wake`` is set by the doorbell, and by whoever sets ``stop``.

    Each look at the store is the self-check that a sign of life to the watchdog stands for; a store that can
    not be read ends the process (KioskError), and whoever started it starts it anew.
    """
    look = min(_LOOK_S, notifier.watchdog_s / 3 if notifier.watchdog_s else _LOOK_S)
    notifier.ready()
    while not stop.is_set():
        wake.clear()
        uploader.round()
        due = clock.monotonic() + uploader.pause()
        while not stop.is_set() and (left := due - clock.monotonic()) > 0:
            rung = clock.wait(wake, min(left, look))
            backing_off = uploader.backing_off()
            notifier.alive()
            if rung:
                wake.clear()
                if not backing_off:
                    break


def run_until_signal(
    work: Callable[[threading.Event, threading.Event], None], cut: Callable[[], None]
) -> int:
    """Run ``work(wake, stop)`` in a thread until SIGTERM, SIGINT, or its own failure; the exit status.

    Signals are waited for, not handled: a handler that sets an event can meet the very lock it needs.
    ``cut`` ends a wait for the network. What is still running a second later is left behind: all it does is
    safe to lose.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    wake, stop = threading.Event(), threading.Event()
    failures: list[BaseException] = []

    def body() -> None:
        try:
            work(wake, stop)
        except BaseException as error:
            failures.append(error)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=body, name="sync", daemon=True)
    thread.start()
    signal.sigwait(_ENDING)
    stop.set()
    wake.set()
    cut()
    thread.join(_JOIN_S)
    if failures:
        raise failures[0]
    return 0
