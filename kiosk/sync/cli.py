"""``kiosk sync`` and ``kiosk provision``."""

import argparse
import os
import random
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kiosk.cli_output import FAULT, GOOD, complain, emit, say
from kiosk.clock import Clock, SystemClock
from kiosk.config import Config
from kiosk.doorbell import SYNC_BELL, UI_BELL, Doorbell, ring
from kiosk.errors import KioskError
from kiosk.store.db import open_database, store_path
from kiosk.store.delivery import DeliveryTable, count_waiting
from kiosk.store.identity import load_enrolled
from kiosk.store.receipts import Receipts
from kiosk.store.space import MB, Space
from kiosk.store.transaction import transaction
from kiosk.sync.enrolment import enrol, read_bundle
from kiosk.sync.http import Http
from kiosk.sync.process import CurrentHub, alone, rounds, run_until_signal
from kiosk.sync.uploader import Uploader
from kiosk.systemd_notify import Notifier
from kiosk.wire.models import Enrolled
from kiosk.wire.words import hub_keys


def register(commands: Any) -> None:
    """Adds the two parsers."""
    sync = commands.add_parser("sync", help="与中心往来：上传工单")
    sync.add_argument("--once", action="store_true", help="只来一轮")
    sync.set_defaults(handler=_sync)
    provision = commands.add_parser("provision", help="向中心注册")
    provision.add_argument("--bundle", type=Path, required=True, metavar="FILE", help="中心给的注册包")
    provision.set_defaults(handler=_provision)


def _sync(args: argparse.Namespace, config: Config) -> int:
    clock = SystemClock()
    with alone(config.state_path) as only:
        if not only:
            ring(config.run_path / SYNC_BELL)
            raise KioskError("E-CFG-02", "kiosk sync is running already; it was asked to look now")
        hub = CurrentHub(config.state_path, lambda enrolled: _connect(config, clock, enrolled))
        return _once(args, config, clock, hub) if args.once else _endless(config, clock, hub)


def _connect(config: Config, clock: Clock, enrolled: Enrolled) -> Http:
    settings = config.sync
    return Http(enrolled.hub_url, enrolled.ca_pem, settings.connect_timeout_s, settings.read_timeout_s, clock)


@contextmanager
def _queue(config: Config, clock: Clock) -> Iterator[DeliveryTable]:
    space = _space(config)
    with closing(open_database(store_path(config.state_path))) as connection:
        yield DeliveryTable(connection, clock, space)


def _space(config: Config) -> Space:
    settings = config.store
    return Space(config.state_path, settings.free_floor_mb * MB, settings.ballast_mb * MB)


def _once(args: argparse.Namespace, config: Config, clock: Clock, hub: CurrentHub) -> int:
    """One round now, whatever wait is stored: somebody asked. 0 when the hub was reached to its end."""
    bell = config.run_path / UI_BELL
    with _queue(config, clock) as queue:
        done = Uploader(
            queue, hub, config.sync, clock, random.SystemRandom().random, progress=lambda: _ring(bell)
        ).round()
        waiting = queue.waiting()
    if args.json:
        emit(
            {
                "online": not done.code,
                "delivered": done.delivered,
                "delayed": done.delayed,
                "parked": done.parked,
                "waiting": waiting,
                "code": done.code,
            }
        )
    else:
        say(f"送到 {done.delivered}，中心要求稍后 {done.delayed}，退回 {done.parked}，还有 {waiting} 没送到")
    if done.code:
        complain(done.code, done.detail)
    return FAULT if done.code or done.parked else GOOD


def _ring(bell: Path) -> None:
    ring(bell)


def _endless(config: Config, clock: Clock, hub: CurrentHub) -> int:
    notifier = Notifier(os.environ)

    def work(wake: threading.Event, stop: threading.Event) -> None:
        def progress() -> None:
            _ring(config.run_path / UI_BELL)
            notifier.alive()

        with closing(Doorbell(config.run_path / SYNC_BELL, wake)), _queue(config, clock) as queue:
            uploader = Uploader(
                queue, hub, config.sync, clock, random.SystemRandom().random, progress, stop.is_set
            )
            rounds(uploader, clock, notifier, wake, stop)

    status = run_until_signal(work, hub.interrupt)
    notifier.stopping()
    return status


def _provision(args: argparse.Namespace, config: Config) -> int:
    clock = SystemClock()
    bundle = read_bundle(args.bundle)
    settings = config.sync
    with closing(open_database(store_path(config.state_path))) as connection:
        space = _space(config)

        @contextmanager
        def hold_queue() -> Iterator[int]:
            with transaction(connection, space):
                yield count_waiting(connection)

        before = load_enrolled(config.state_path)
        if before is not None:
            # With the former hub's key, the last chance to: afterwards its receipts prove nothing here.
            Receipts(connection, clock, space).verify(hub_keys(*before.receipt_keys), before.hub_id)
        enrolled = enrol(
            bundle,
            config.state_path,
            lambda url, ca: Http(url, ca, settings.connect_timeout_s, settings.read_timeout_s, clock),
            hold_queue,
        )
    for bell in (SYNC_BELL, UI_BELL):
        ring(config.run_path / bell)
    if args.json:
        emit(
            {
                "terminal_id": enrolled.terminal_id,
                "terminal_code": enrolled.terminal_code,
                "hub_id": enrolled.hub_id,
                "hub_url": enrolled.hub_url,
            }
        )
    else:
        say(f"已注册：终端 {enrolled.terminal_code}，中心 {enrolled.hub_url}")
    return GOOD
