"""A whole terminal in simulated time: everything of ``kiosk.app`` but the window and real ports.

Runtime, rooms, drivers under their supervisors, the store's own loop on a SQLite file and sync's rounds are
the program's; each loop is a strand (tests/support/strands.py). The devices' cables are in memory, their
other ends the shipped simulators. What a resident does is in ``visit_resident``, what must hold whatever
happens in ``visit_judge``.

The program's classes stand as attributes, so that a test can put a liar in the place of one.
"""

import logging
import os
import random
import shutil
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Final, Self, cast
from unittest.mock import patch

from kiosk.app_rooms import Devices, LiveRooms
from kiosk.config import Config
from kiosk.devices.base import Device
from kiosk.devices.evaluator.driver import EvaluatorDriver
from kiosk.devices.evaluator.profile import load_profile
from kiosk.devices.evaluator.simulator import EvaluatorSimulator
from kiosk.devices.idcard.driver import IdCardDriver
from kiosk.devices.idcard.simulator import RfTimes
from kiosk.devices.printer.driver import PrinterDriver
from kiosk.devices.registry import KINDS, Supervised
from kiosk.devices.scanner.driver import ScannerDriver
from kiosk.devices.scanner.profile import load_profile as load_scanner
from kiosk.devices.scanner.simulator import ScannerSimulator
from kiosk.devices.simulation import Simulator
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.memory import MemoryHost
from kiosk.domain import flow
from kiosk.domain import messages as m
from kiosk.domain.device import DeviceState
from kiosk.domain.state import AppState
from kiosk.domain.timing import Timing
from kiosk.input.newest import nobody_waits
from kiosk.input.pinyin_room import PinyinRoom
from kiosk.input.worker import HandwritingWorker, Reader
from kiosk.mail.mailbox import Mailbox
from kiosk.services import Services
from kiosk.speech.player import SimulatedPlayer
from kiosk.speech.recordings import Recordings
from kiosk.store.db import open_database, store_path
from kiosk.store.floor import Floor
from kiosk.store.space import MB, Space
from kiosk.store.sync_side import sync_side
from kiosk.store.worker import StoreWorker
from kiosk.sync.assembly import assemble
from kiosk.sync.counter import Counters
from kiosk.sync.current import CurrentHub
from kiosk.sync.exchange import About
from kiosk.sync.http import Http
from kiosk.sync.process import endless
from kiosk.sync.timekeeping import NoHelper
from kiosk.sync.uploader import Uploader
from kiosk.systemd_notify import Notifier
from kiosk.wire.ids import uuid7
from kiosk.words.texts import Tongues, load
from tests.devices.printer.samples import fonts, glyphs
from tests.support.county import County
from tests.support.library import small_library
from tests.support.memory_hub import NoNewTrust
from tests.support.strands import StrandClock
from tests.system.visit_notes import BellQueue, Notes, RecordingRooms, WatchedRuntime
from tests.system.visit_world import Disk, HubLine, NotingPrinter, NotingReader

CHINA: Final = timezone(timedelta(hours=8))
TICK_S: Final = 0.5
STOP_S: Final = 2.0
SEED: Final = 20260302
DEVICES: Final = ("idcard", "printer", "evaluator", "scanner")
_SILENT: Final = Path("/dev/null/run")  # no doorbell can be bound there, so that none needs a thread


class Stuck(AssertionError):
    """Something did not end in the time a resident can be asked to wait."""


@dataclass(frozen=True)
class Enrolled:
    """A terminal's state as an enrolment and a first start leave it, to copy from."""

    folder: Path
    county: County

    @staticmethod
    def make(folder: Path) -> "Enrolled":
        county = County()
        county.install(folder)
        open_database(store_path(folder)).close()
        return Enrolled(folder, county)


@cache
def _settings() -> Config:
    return Config.model_validate(
        {
            "run_dir": _SILENT,
            "store": {"free_floor_mb": 1, "ballast_mb": 0},
            "sync": {"interval_s": 5, "backoff_max_s": 10.0},
        }
    )


@cache
def _tongues() -> Tongues:
    return load()  # frozen: reading the catalogues takes as long as a tenth of a visit


class VisitBench:
    """One terminal, switched on by ``with``. ``touch`` is a finger, ``steer`` is fate, time is ``wait_for``.

    ``lag``: how long, in seconds, what was posted may lie before the screen takes it.
    """

    runtime_type: type[WatchedRuntime] = WatchedRuntime
    rooms_type: type[LiveRooms] = LiveRooms
    reader_type: type[IdCardDriver] = IdCardDriver
    printer_type: type[PrinterDriver] = PrinterDriver
    evaluator_type: type[EvaluatorDriver] = EvaluatorDriver
    scanner_type: type[ScannerDriver] = ScannerDriver
    store_type: type[StoreWorker] = StoreWorker
    supervisor_type: type[Supervisor] = Supervisor
    uploader_type: type[Uploader] = Uploader

    def __init__(self, enrolled: Enrolled, folder: Path, lag: float = 0.0) -> None:
        shutil.copytree(enrolled.folder, folder, dirs_exist_ok=True)
        self.folder = folder
        self.county = enrolled.county
        self.config = _settings().model_copy(update={"state_dir": folder})
        self.clock = StrandClock()
        self.queue = BellQueue()
        self.notes = Notes()
        self.disk = Disk()
        self.line = HubLine(self.county, self.clock, lambda: self._using("hub"))
        self.armed: dict[str, list[Callable[[], None]]] = {}
        self._lag = lag
        self._ids = random.Random(SEED)
        self._chance = random.Random(SEED)
        self._next_tick = 0.0
        self._drain_at = 0.0
        self._over = threading.Event()
        self._sync_wake = threading.Event()
        self._build_devices()
        self._build_rooms()

    def _build_devices(self) -> None:
        settings = self.config.devices
        self.paper = NotingPrinter(settings.printer.baud, self.clock)
        self.keys = EvaluatorSimulator(load_profile(settings.evaluator.profile), self.clock)
        self.cards = NotingReader(self.clock, RfTimes.of(settings.idcard.simulated_rf_ms))
        self.codes = ScannerSimulator(load_scanner(settings.scanner.profile), self.clock)
        self.simulators: dict[str, Simulator] = {
            "idcard": self.cards,
            "printer": self.paper,
            "evaluator": self.keys,
            "scanner": self.codes,
        }
        self.hosts = {name: MemoryHost(one, self.clock) for name, one in self.simulators.items()}
        post, clock = self.queue.post, self.clock
        reports = {name: StatusReporter(name, post) for name in DEVICES}
        opens = {name: host.open for name, host in self.hosts.items()}
        self.reader = self.reader_type(settings.idcard, opens["idcard"], clock, post, reports["idcard"])
        self.printer = self.printer_type(
            settings.printer, opens["printer"], fonts(), clock, post, reports["printer"]
        )
        self.printer._glyphs = glyphs()  # loading the font takes longer than the visit
        self.evaluator = self.evaluator_type(
            settings.evaluator, opens["evaluator"], clock, post, reports["evaluator"]
        )
        self.scanner = self.scanner_type(settings.scanner, opens["scanner"], clock, post, reports["scanner"])
        drivers: dict[str, Device] = {
            "idcard": self.reader,
            "printer": self.printer,
            "evaluator": self.evaluator,
            "scanner": self.scanner,
        }
        self.supervised = tuple(
            Supervised(
                drivers[name],
                reports[name],
                self.supervisor_type(
                    drivers[name], reports[name], clock, KINDS[name].absent_code, KINDS[name].fault_code
                ),
                "in memory",
            )
            for name in DEVICES
        )

    def _build_rooms(self) -> None:
        secrets = random.Random(SEED).randbytes
        self.store = self.store_type(self.config, self.clock, self.queue.post, secrets)
        self.store._space = Space(self.folder, MB, 0, self.disk.free)
        handwriting = HandwritingWorker(_nobody_writes, self.queue.post)
        devices = Devices(
            self.reader, self.printer, self.evaluator, self.scanner, None, None, self.supervised
        )
        recordings = Recordings(SimulatedPlayer(self.clock), self.queue.post)  # nobody speaks here
        # Nobody asks for progress here.
        mailbox = Mailbox(self.folder, self.clock, self.queue.post, lambda: None)
        rooms = self.rooms_type(
            devices,
            self.store,
            handwriting,
            PinyinRoom(self.folder, self.queue.post, nobody_waits),  # never started: nobody types
            recordings,
            None,  # nor is anything read aloud
            self.queue,
            self.new_id,
            mailbox,
            online=lambda: False,
            texts=_tongues().of,
        )
        self.rooms = RecordingRooms(rooms, self._using)
        self.runtime = self.runtime_type(AppState(timing=Timing()), self.queue, self.rooms)
        self.runtime.rooms = self.rooms
        self.runtime.seen = lambda *_: None
        self.services = Services(self._send, self.new_id, self._now_iso)

    # ---- on and off ------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._patch = patch("kiosk.store.worker.open_database", self.disk.open)
        self._patch.start()
        root = logging.getLogger("kiosk")
        self._level, self._propagate = root.level, root.propagate
        root.addHandler(self.notes)
        root.setLevel(logging.DEBUG)
        root.propagate = False
        self.runtime.dispatch(m.ReleaseChanged(small_library()))
        for one in self.supervised:
            self.clock.strand(one.device.name, one.supervisor.supervise)
        self.clock.strand("store", self.store._run)
        self.clock.strand("sync", self._sync)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clock.end()
        root = logging.getLogger("kiosk")
        root.removeHandler(self.notes)
        root.setLevel(self._level)
        root.propagate = self._propagate
        self._patch.stop()

    def stop(self) -> None:
        """As SIGTERM does: everything has ended two seconds later."""
        for one in self.supervised:
            one.supervisor.ask_to_stop()
        for event in (self.store._stopping, self.store._wake, self._over, self._sync_wake):
            event.set()
        self.line.interrupt()
        self.wait_for(STOP_S)
        left = self.clock.end()
        if left:
            raise Stuck(f"{', '.join(left)} did not end in {STOP_S} s")

    def _sync(self) -> None:
        connection = open_database(store_path(self.folder), check=False)
        side = sync_side(connection, self.clock, Space(self.folder, MB, 0, self.disk.free))
        hub = CurrentHub(
            self.folder,
            lambda _enrolled, _check_time: cast(Http, self.line),
            side.confirmed_clock.confirmed,
            Counters(),
            side.counter.reserve,
            NoNewTrust(),
        )
        rounds = assemble(
            side,
            hub,
            self.config.sync,
            self.clock,
            Floor(self.folder),
            NoHelper(),
            About,
            self._chance.random,
            os.urandom,
            stop=self._over.is_set,
            uploader_type=self.uploader_type,
        )
        try:
            endless(rounds, self.clock, Notifier({}), self._sync_wake, self._over)
        finally:
            connection.close()

    # ---- fate ------------------------------------------------------------------------------------

    def steer(self, device: str, verb: str, args: Mapping[str, str] | None = None) -> None:
        """Something happens to a device, its cable, the disk (``store``) or the line (``hub``)."""
        if device == "store":
            self.disk.control(verb, args or {})
        elif device == "hub":
            self.line.control(verb, args or {})
        else:
            self.hosts[device].control(verb, args)

    def when_used(self, device: str, do: Callable[[], None]) -> None:
        """Call ``do`` once, when the device is asked to work the next time."""
        self.armed.setdefault(device, []).append(do)

    def _using(self, device: str) -> None:
        for do in self.armed.pop(device, []):
            do()

    # ---- the screen and the finger ---------------------------------------------------------------

    @property
    def state(self) -> AppState:
        return self.runtime.state

    @property
    def screen(self) -> flow.Screen:
        return flow.route(self.state).screen

    def touch(self, act: Callable[[Services], None]) -> None:
        """A finger on the screen: somebody is there, and then what the touch means."""
        self.runtime.dispatch(m.Touched())
        act(self.services)

    def _send(self, message: object) -> None:
        self.runtime.dispatch(message)

    def new_id(self) -> str:
        return uuid7(self.clock.now(), self._ids.randbytes)

    def _now_iso(self) -> str:
        return self.clock.now().isoformat(timespec="seconds")

    def wait_for(self, seconds: float, what: Callable[[AppState], bool] = lambda _: False) -> bool:
        """Let time pass until ``what`` holds of the shown state; False when it did not in ``seconds``."""
        end = self.clock.monotonic() + seconds
        while True:
            self._frame()
            now = self.clock.monotonic()
            if what(self.state):
                return True
            if now >= end:
                return False
            until = min(end, self._next_tick)
            if len(self.queue):
                until = min(until, self._drain_at)
            self.queue.rung.clear()
            self.clock.wait(self.queue.rung, until - now)

    def _frame(self) -> None:
        now = self.clock.monotonic()
        if now >= self._next_tick:
            self._next_tick = now + TICK_S
            self.runtime.dispatch(m.Tick(now, self.clock.now().astimezone(CHINA)))
        while len(self.queue) and now >= self._drain_at:
            self.runtime.drain()
            self._drain_at = now + self._lag

    @property
    def printer_trouble(self) -> str:
        """Why nothing can be printed now, as the code a resident must be told; empty when all is well."""
        line, state = self.hosts["printer"].line, self.paper._state
        if not line.plugged:
            return "E-PRN-01"
        if line.stalled or state["status"] == "off":
            return "E-PRN-05"
        if state["cover"] == "open":
            return "E-PRN-03"
        if state["paper"] == "out":
            return "E-PRN-02"
        return "E-PRN-04" if "fail" in state["cutter"] or state["offline"] == "on" else ""

    def all_ready(self, state: AppState) -> bool:
        statuses = (state.idcard, state.printer, state.evaluator, state.scanner)
        return state.can_submit and all(status.state is DeviceState.READY for status in statuses)


def _nobody_writes() -> Reader:
    raise AssertionError("nobody writes by hand here")
