"""The printer once for each of good, unplug, garbage, half frame, stall, on a pty at wire pace.

What follows from a fault is in the matrix (test_driver_faults.py); here real descriptors show that the
same bytes, errors and times happen on a real port.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import Clock
from kiosk.devices.base import Report
from kiosk.devices.printer.driver import PrinterDriver
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.printer.simulator import PrinterSimulator
from kiosk.devices.transport.base import OpenPort
from kiosk.devices.transport.line import wire_seconds
from kiosk.domain.device import DeviceState, PrintOutcome, PrintReported
from kiosk.events import Post
from tests.devices.benches import PtyBench
from tests.devices.printer.samples import fonts, glyphs, slip

SENT, UNCERTAIN = PrintOutcome.SENT, PrintOutcome.UNCERTAIN


class PrinterOnPty(PtyBench[PrinterDriver]):
    def __init__(self, folder: Path) -> None:
        self.simulator = PrinterSimulator()
        self.settings = PrinterSettings(poll_s=0.5, speed_mm_s=300)
        super().__init__("printer", folder, self.simulator, self._make)

    def _make(self, open_port: OpenPort, clock: Clock, post: Post, report: Report) -> PrinterDriver:
        return PrinterDriver(self.settings, open_port, fonts(), clock, post, report)

    @property
    def data(self) -> bytes:
        return render(compose(slip(), self.settings.paper), self.settings.paper, glyphs()).data

    def outcome(self, job_id: str) -> PrintOutcome:
        found = self.seen.wait_for(lambda m: isinstance(m, PrintReported) and m.job_id == job_id)
        assert isinstance(found, PrintReported)
        return found.outcome

    def prints_again(self) -> None:
        self.driver.print_job("again", slip())
        assert self.outcome("again") is SENT
        assert self.simulator.jobs[-1] == self.data


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PrinterOnPty]:
    with PrinterOnPty(tmp_path) as made:
        yield made


def test_good(bench: PrinterOnPty) -> None:
    began = bench.clock.monotonic()
    bench.driver.print_job("first", slip())
    assert bench.outcome("first") is SENT
    assert bench.clock.monotonic() - began >= wire_seconds(len(bench.data), 115200)
    assert list(bench.simulator.jobs) == [bench.data]


def test_unplug(bench: PrinterOnPty) -> None:
    bench.driver.print_job("first", slip())
    bench.state(DeviceState.BUSY)
    bench.host.control("unplug")
    assert bench.outcome("first") is UNCERTAIN
    bench.state(DeviceState.ABSENT)
    bench.seen.forget()
    bench.host.control("plug")
    bench.state(DeviceState.READY)
    bench.prints_again()


def test_garbage(bench: PrinterOnPty) -> None:
    bench.driver.print_job("first", slip())
    bench.state(DeviceState.BUSY)
    bench.host.control("garbage", {"bytes": "300"})
    assert bench.outcome("first") is SENT
    bench.prints_again()


def test_half_answer(bench: PrinterOnPty) -> None:
    bench.host.control("half", {"bytes": "0"})
    bench.prints_again()


def test_stall(bench: PrinterOnPty) -> None:
    bench.driver.print_job("first", slip())
    bench.state(DeviceState.BUSY)
    bench.host.control("stall")
    assert bench.outcome("first") is UNCERTAIN
    bench.state(DeviceState.DEGRADED)
    bench.seen.forget()
    bench.host.control("resume")
    bench.state(DeviceState.READY)
    bench.prints_again()
