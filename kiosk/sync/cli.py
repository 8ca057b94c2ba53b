"""``kiosk sync``."""

import argparse
import logging
import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any, Final

from kiosk.cli_output import FAULT, GOOD, complain, emit, say
from kiosk.clock import Clock, SystemClock
from kiosk.config import Config
from kiosk.doorbell import MAIL_BELL, SYNC_BELL, UI_BELL, Doorbell, ring
from kiosk.errors import KioskError
from kiosk.helper.client import SOCKET, HelperClient
from kiosk.log import OnChange
from kiosk.store.db import open_database, store_path
from kiosk.store.floor import Floor
from kiosk.store.lock import alone_as_sync
from kiosk.store.space import store_space
from kiosk.store.sync_side import SyncSide, sync_side
from kiosk.store.trouble import storing
from kiosk.sync.about import about
from kiosk.sync.assembly import assemble
from kiosk.sync.counter import Counters
from kiosk.sync.current import CurrentHub, Trust
from kiosk.sync.http import Http
from kiosk.sync.mailbox import CONNECT_S, READ_S, NoNewTrust, Postman
from kiosk.sync.process import endless, run_until_signal
from kiosk.sync.rounds import Rounds
from kiosk.sync.timekeeping import NoHelper
from kiosk.sync.trust import TrustFetcher
from kiosk.systemd_notify import Notifier
from kiosk.wire.models import Enrolled

_JOIN_S: Final = 1.0
_AGAIN_S: Final = 5.0

_log = logging.getLogger(__name__)


def register(commands: Any) -> None:
    """Adds the parser."""
    sync = commands.add_parser("sync", help="与中心往来：上传工单")
    sync.add_argument("--once", action="store_true", help="只来一轮")
    sync.set_defaults(handler=_sync)


def _sync(args: argparse.Namespace, config: Config) -> int:
    clock = SystemClock()
    with ExitStack() as held:
        with storing():  # a disk that takes no file
            only = held.enter_context(alone_as_sync(config.state_path, clock))
        if not only:
            ring(config.run_path / SYNC_BELL)
            raise KioskError("E-CFG-02", "kiosk sync 已经在运行，已请它马上送一轮，不用再敲")
        return _once(args, config, clock) if args.once else _endless(config, clock)


@contextmanager
def _side(config: Config, clock: Clock) -> Iterator[SyncSide]:
    """Sync's side of the store, for the thread that asks."""
    space = store_space(config)
    with closing(open_database(store_path(config.state_path))) as connection:
        yield sync_side(connection, clock, space)


def _hub(
    config: Config,
    clock: Clock,
    side: SyncSide,
    counters: Counters,
    patience: tuple[float, float],
    trust: Trust,
) -> CurrentHub:
    """The hub for the thread that ``side`` is for. ``patience``: seconds for a connection, for an answer."""

    def connect(enrolled: Enrolled, check_time: bool) -> Http:
        return Http(
            enrolled.hub_url,
            enrolled.ca_pem,
            *patience,
            clock,
            check_time=check_time,
        )

    confirmed = side.confirmed_clock.confirmed
    return CurrentHub(config.state_path, connect, confirmed, counters, side.counter.reserve, trust)


def _uploading(config: Config, clock: Clock, side: SyncSide, counters: Counters) -> CurrentHub:
    settings = config.sync
    trust = TrustFetcher(config.state_path, clock, lambda: _ring(config))
    patience = settings.connect_timeout_s, settings.read_timeout_s
    return _hub(config, clock, side, counters, patience, trust)


@contextmanager
def _carrying(config: Config, clock: Clock, counters: Counters, hubs: list[CurrentHub]) -> Iterator[None]:
    """Meanwhile the screen's questions are carried, on a thread of their own."""
    wake, over = threading.Event(), threading.Event()

    def carry() -> None:
        with closing(Doorbell(config.run_path / MAIL_BELL, wake)), _side(config, clock) as side:
            hub = _hub(config, clock, side, counters, (CONNECT_S, READ_S), NoNewTrust())
            hubs.append(hub)
            Postman(config.run_path, clock, hub.calls).run(wake, over)

    def keep_carrying() -> None:
        """A store that was busy for a moment must not leave questions without an answer for ever."""
        news = OnChange(_log)
        while not over.is_set():
            try:
                carry()
            except KioskError as error:
                news.log(logging.ERROR, "mail.store", "mail", error.code, detail=error.detail)
                clock.wait(over, _AGAIN_S)

    thread = threading.Thread(target=keep_carrying, name="mailbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        wake.set()
        thread.join(_JOIN_S)


def _rounds(
    config: Config,
    clock: Clock,
    side: SyncSide,
    hub: CurrentHub,
    progress: Callable[[], None],
    stop: Callable[[], bool] = lambda: False,
) -> Rounds:
    return assemble(
        side,
        hub,
        config.sync,
        clock,
        Floor(config.state_path),
        HelperClient() if SOCKET.exists() else NoHelper(),
        about(config.content_path, config.run_path, clock),
        random.SystemRandom().random,
        os.urandom,
        progress,
        stop,
    )


def _ring(config: Config) -> None:
    ring(config.run_path / UI_BELL)


def _once(args: argparse.Namespace, config: Config, clock: Clock) -> int:
    """One round now, whatever wait is stored: somebody asked. 0 when the hub was reached to its end.

    ``{"online", "delivered", "delayed", "parked", "waiting", "code", "clock_confirmed", "incarnation"}``
    """
    with _side(config, clock) as side:
        hub = _uploading(config, clock, side, Counters())
        done = _rounds(config, clock, side, hub, lambda: _ring(config)).round()
        waiting, confirmed = side.queue.waiting(), side.confirmed_clock.confirmed()
        incarnation = side.hub.state(hub.terminal_id).incarnation
    if args.json:
        emit(
            {
                "online": not done.code,
                "delivered": done.delivered,
                "delayed": done.delayed,
                "parked": done.parked,
                "waiting": waiting,
                "code": done.code,
                "clock_confirmed": confirmed,
                "incarnation": incarnation,
            }
        )
    else:
        say(f"送到 {done.delivered}，中心要求稍后 {done.delayed}，退回 {done.parked}，还有 {waiting} 没送到")
    if done.code:
        complain(done.code, done.detail)
    return FAULT if done.code or done.parked else GOOD


def _endless(config: Config, clock: Clock) -> int:
    notifier = Notifier(os.environ)
    counters = Counters()
    hubs: list[CurrentHub] = []

    def work(wake: threading.Event, stop: threading.Event) -> None:
        def progress() -> None:
            _ring(config)
            notifier.alive()

        with closing(Doorbell(config.run_path / SYNC_BELL, wake)), _side(config, clock) as side:
            hub = _uploading(config, clock, side, counters)
            hubs.append(hub)
            rounds = _rounds(config, clock, side, hub, progress, stop.is_set)
            with _carrying(config, clock, counters, hubs):
                endless(rounds, clock, notifier, wake, stop)

    def cut() -> None:
        for hub in hubs:
            hub.interrupt()

    status = run_until_signal(work, cut)
    notifier.stopping()
    return status
