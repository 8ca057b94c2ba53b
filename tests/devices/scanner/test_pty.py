"""The scanner once for each of good, unplug, garbage, half frame, stall, on a pty at wire pace.

What follows from a fault is in the matrix (test_driver_faults.py); here real descriptors show that the same
bytes, errors and times happen on a real port.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import Clock, SystemClock
from kiosk.devices.scanner.driver import ScannerDriver
from kiosk.devices.scanner.profile import Profile
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.devices.scanner.simulator import ScannerSimulator
from kiosk.devices.simulation import Reply
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.pty_host import PtyHost
from kiosk.devices.transport.serial_port import serial_opener
from kiosk.domain.device import CodeScanned, DeviceChanged, DeviceState
from tests.devices.scanner.bench import FOREIGN, SLIP, own_profile
from tests.support.collect import Collector


class WatchedSimulator(ScannerSimulator):
    """Tells when the trigger has reached the device."""

    def __init__(self, profile: Profile, clock: Clock) -> None:
        super().__init__(profile, clock)
        self.lit = threading.Event()

    def receive(self, data: bytes) -> list[Reply]:
        replies = super().receive(data)
        if self._looking:
            self.lit.set()
        return replies


class PtyBench:
    def __init__(self, folder: Path) -> None:
        clock = SystemClock()
        # A model with an end of its own, and quick enough for a test.
        path, profile = own_profile(folder, "newland-em", suffix="CR", retrigger_s=1.0)
        self.simulator = WatchedSimulator(profile, clock)
        self.host = PtyHost(self.simulator, folder / "scanner", clock)
        self.host.start()
        self.seen = Collector()
        report = StatusReporter("scanner", self.seen.post)
        opener = serial_opener(str(self.host.path))
        settings = ScannerSettings(profile=path, blanking_ms=1500)
        self.driver = ScannerDriver(settings, opener, clock, self.seen.post, report)
        self.supervisor = Supervisor(self.driver, report, clock, "E-SCN-01", "E-SCN-02")
        self.supervisor.start()
        self.state(DeviceState.READY)

    def state(self, state: DeviceState) -> None:
        self.seen.wait_for(lambda m: isinstance(m, DeviceChanged) and m.status.state is state)

    def ask(self) -> None:
        self.driver.start_scanning()
        self.is_lit()

    def is_lit(self) -> None:
        self.simulator.lit.clear()
        assert self.simulator.lit.wait(60.0)

    def hold(self, text: str) -> None:
        self.host.control("scan", {"text": text, "hold_s": "60"})

    def code(self) -> str:
        message = self.seen.wait_for_type(CodeScanned)
        assert isinstance(message, CodeScanned)
        return message.text


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PtyBench]:
    made = PtyBench(tmp_path)
    yield made
    assert made.supervisor.stop(wait=10)
    made.host.stop()


def test_good(bench: PtyBench) -> None:
    bench.ask()
    bench.hold(FOREIGN)
    assert bench.code() == FOREIGN


def test_unplug(bench: PtyBench) -> None:
    bench.ask()
    bench.host.control("unplug")
    bench.state(DeviceState.ABSENT)
    bench.host.control("plug")
    bench.is_lit()  # the wish outlives the plug
    bench.hold(SLIP)
    assert bench.code() == SLIP


def test_garbage(bench: PtyBench) -> None:
    bench.ask()
    bench.host.control("garbage", {"hex": "80" * 300})
    bench.hold(SLIP)
    assert bench.code() == SLIP


def test_half_frame(bench: PtyBench) -> None:
    bench.ask()
    bench.host.control("half", {"bytes": "4"})  # a code, or the answer to the next trigger
    bench.hold(SLIP)
    assert bench.code() == SLIP


def test_stall(bench: PtyBench) -> None:
    bench.ask()
    bench.host.control("stall")
    bench.hold(SLIP)
    bench.state(DeviceState.DEGRADED)
    bench.seen.forget()
    bench.host.control("resume")
    bench.state(DeviceState.READY)
    assert bench.code() == SLIP
