"""The printer once for each of good, unplug, garbage, half frame, stall, on a pty at wire pace.

What follows from a fault is in the matrix (test_driver_faults.py); here real descriptors show that the
same bytes, errors and times happen on a real port.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.printer.driver import PrinterDriver
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.printer.simulator import PrinterSimulator
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.line import wire_seconds
from kiosk.devices.transport.pty_host import PtyHost
from kiosk.devices.transport.serial_port import serial_opener
from kiosk.domain.device import DeviceChanged, DeviceState, PrintOutcome, PrintReported
from tests.devices.printer.samples import fonts, glyphs, slip
from tests.support.collect import Collector

SENT, UNCERTAIN = PrintOutcome.SENT, PrintOutcome.UNCERTAIN


class PtyBench:
    def __init__(self, folder: Path) -> None:
        self.clock = SystemClock()
        self.simulator = PrinterSimulator()
        self.host = PtyHost(self.simulator, folder / "printer", self.clock)
        self.host.start()
        self.seen = Collector()
        self.settings = PrinterSettings(poll_s=0.5, speed_mm_s=300)
        report = StatusReporter("printer", self.seen.post)
        opener = serial_opener(str(self.host.path))
        self.driver = PrinterDriver(self.settings, opener, fonts(), self.clock, self.seen.post, report)
        self.supervisor = Supervisor(self.driver, report, self.clock, "E-PRN-01", "E-PRN-04")
        self.supervisor.start()
        self.state(DeviceState.READY)

    @property
    def data(self) -> bytes:
        return render(compose(slip(), self.settings.paper), self.settings.paper, glyphs()).data

    def state(self, state: DeviceState) -> None:
        self.seen.wait_for(lambda m: isinstance(m, DeviceChanged) and m.status.state is state)

    def outcome(self, job_id: str) -> PrintOutcome:
        found = self.seen.wait_for(lambda m: isinstance(m, PrintReported) and m.job_id == job_id)
        assert isinstance(found, PrintReported)
        return found.outcome

    def prints_again(self) -> None:
        self.driver.print_job("again", slip())
        assert self.outcome("again") is SENT
        assert self.simulator.jobs[-1] == self.data


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PtyBench]:
    made = PtyBench(tmp_path)
    yield made
    assert made.supervisor.stop(wait=10)
    made.host.stop()


def test_good(bench: PtyBench) -> None:
    began = bench.clock.monotonic()
    bench.driver.print_job("first", slip())
    assert bench.outcome("first") is SENT
    assert bench.clock.monotonic() - began >= wire_seconds(len(bench.data), 115200)
    assert list(bench.simulator.jobs) == [bench.data]


def test_unplug(bench: PtyBench) -> None:
    bench.driver.print_job("first", slip())
    bench.state(DeviceState.BUSY)
    bench.host.control("unplug")
    assert bench.outcome("first") is UNCERTAIN
    bench.state(DeviceState.ABSENT)
    bench.seen.forget()
    bench.host.control("plug")
    bench.state(DeviceState.READY)
    bench.prints_again()


def test_garbage(bench: PtyBench) -> None:
    bench.driver.print_job("first", slip())
    bench.state(DeviceState.BUSY)
    bench.host.control("garbage", {"bytes": "300"})
    assert bench.outcome("first") is SENT
    bench.prints_again()


def test_half_answer(bench: PtyBench) -> None:
    bench.host.control("half", {"bytes": "0"})
    bench.prints_again()


def test_stall(bench: PtyBench) -> None:
    bench.driver.print_job("first", slip())
    bench.state(DeviceState.BUSY)
    bench.host.control("stall")
    assert bench.outcome("first") is UNCERTAIN
    bench.state(DeviceState.DEGRADED)
    bench.seen.forget()
    bench.host.control("resume")
    bench.state(DeviceState.READY)
    bench.prints_again()
