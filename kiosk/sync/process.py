"""``kiosk sync``: endless rounds, woken by the doorbell, ended by a signal in less than two seconds."""

import os
import signal
import threading
from collections.abc import Callable
from typing import Final

from kiosk.clock import Clock
from kiosk.sync.rounds import Rounds
from kiosk.systemd_notify import Notifier

_ENDING: Final = frozenset({signal.SIGTERM, signal.SIGINT})
_JOIN_S: Final = 1.0
_LOOK_S: Final = 15.0


def endless(
    rounds: Rounds, clock: Clock, notifier: Notifier, wake: threading.Event, stop: threading.Event
) -> None:
    """Round after round until ``stop``. ``wake`` is set by the doorbell, and by whoever sets ``stop``.

    Each look at the store is the self-check that a sign of life to the watchdog stands for; a store that can
    not be read ends the process (KioskError), and whoever started it starts it anew.
    """
    look = min(_LOOK_S, notifier.watchdog_s / 3 if notifier.watchdog_s else _LOOK_S)
    notifier.ready()
    while not stop.is_set():
        wake.clear()
        rounds.round()
        due, rung = clock.monotonic() + rounds.pause(), False
        while not stop.is_set() and (left := due - clock.monotonic()) > 0:
            # Rung once, nothing more can be heard: a bell that never stops does not heat this loop.
            heard = clock.wait(stop if rung else wake, min(left, look))
            rounds.look()
            notifier.alive()
            if heard and not rung:
                rung = True
                due = min(due, clock.monotonic() + rounds.earliest())


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
