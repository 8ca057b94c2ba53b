"""The bench of simulators: a slip goes from the printer's mouth to the scanner's window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.printer.simulator import PrinterSimulator
from kiosk.devices.registry import KINDS
from kiosk.devices.scanner.driver import ScannerDriver
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.devices.simulators import SimulatorBench
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.serial_port import serial_opener
from kiosk.domain.device import CodeScanned
from tests.devices.printer.samples import PAYLOAD, glyphs, slip
from tests.support.collect import Collector


def bench_of(folder: Path, *names: str) -> SimulatorBench:
    clock, devices = SystemClock(), Config().devices
    built = {name: KINDS[name].simulator(getattr(devices, name), clock) for name in names}
    return SimulatorBench(built, folder / "ports", clock)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[SimulatorBench]:
    made = bench_of(tmp_path, "printer", "scanner")
    made.start()
    yield made
    made.stop()


def printed(bench: SimulatorBench) -> None:
    paper = Config().devices.printer.paper
    printer = bench.simulator("printer")
    assert isinstance(printer, PrinterSimulator)
    printer.receive(render(compose(slip(), paper), paper, glyphs()).data)


def test_a_printed_slip_is_scanned_back(bench: SimulatorBench) -> None:
    seen, clock = Collector(), SystemClock()
    report = StatusReporter("scanner", seen.post)
    opener = serial_opener(bench.ports["scanner"])
    driver = ScannerDriver(ScannerSettings(), opener, clock, seen.post, report)
    supervisor = Supervisor(driver, report, clock, "E-SCN-01", "E-SCN-02")
    supervisor.start()
    try:
        printed(bench)
        driver.start_scanning()
        assert bench.control("scanner", "slip", {"hold_s": "60"})["held"] is True
        assert seen.wait_for_type(CodeScanned) == CodeScanned(PAYLOAD)
    finally:
        assert supervisor.stop(wait=10)


def test_without_a_slip_there_is_none_to_scan(bench: SimulatorBench) -> None:
    with pytest.raises(ValueError, match="no slip"):
        bench.control("scanner", "slip")


def test_without_a_printer_there_is_none_either(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no slip"):
        bench_of(tmp_path, "scanner").control("scanner", "slip")


def test_a_simulator_that_is_not_there_is_told(bench: SimulatorBench) -> None:
    with pytest.raises(ValueError, match="there are printer, scanner"):
        bench.control("idcard", "remove")
