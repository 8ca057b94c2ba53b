"""The scanner once for each of good, unplug, garbage, half frame, stall, on a pty at wire pace.

What follows from a fault is in the matrix (test_driver_faults.py); here real descriptors show that the same
bytes, errors and times happen on a real port.
"""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import Clock, SystemClock
from kiosk.devices.scanner.driver import ScannerDriver
from kiosk.devices.scanner.profile import Profile
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.devices.scanner.simulator import ScannerSimulator
from kiosk.devices.simulation import Reply
from kiosk.domain.device import CodeScanned, DeviceState
from tests.devices.benches import PtyBench
from tests.devices.scanner.bench import FOREIGN, SLIP, own_profile


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


class ScannerOnPty(PtyBench[ScannerDriver]):
    def __init__(self, folder: Path) -> None:
        # A model with an end of its own, and quick enough for a test.
        path, profile = own_profile(folder, "newland-em", suffix="CR", retrigger_s=1.0)
        self.simulator = WatchedSimulator(profile, SystemClock())
        settings = ScannerSettings(profile=path, blanking_ms=1500)
        super().__init__("scanner", folder, self.simulator, partial(ScannerDriver, settings))

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
def bench(tmp_path: Path) -> Iterator[ScannerOnPty]:
    with ScannerOnPty(tmp_path) as made:
        yield made


def test_good(bench: ScannerOnPty) -> None:
    bench.ask()
    bench.hold(FOREIGN)
    assert bench.code() == FOREIGN


def test_unplug(bench: ScannerOnPty) -> None:
    bench.ask()
    bench.host.control("unplug")
    bench.state(DeviceState.ABSENT)
    bench.host.control("plug")
    bench.is_lit()  # the wish outlives the plug
    bench.hold(SLIP)
    assert bench.code() == SLIP


def test_garbage(bench: ScannerOnPty) -> None:
    bench.ask()
    bench.host.control("garbage", {"hex": "80" * 300})
    bench.hold(SLIP)
    assert bench.code() == SLIP


def test_half_frame(bench: ScannerOnPty) -> None:
    bench.ask()
    bench.host.control("half", {"bytes": "4"})  # a code, or the answer to the next trigger
    bench.hold(SLIP)
    assert bench.code() == SLIP


def test_stall(bench: ScannerOnPty) -> None:
    bench.ask()
    bench.host.control("stall")
    bench.hold(SLIP)
    bench.state(DeviceState.DEGRADED)
    bench.seen.forget()
    bench.host.control("resume")
    bench.state(DeviceState.READY)
    assert bench.code() == SLIP
