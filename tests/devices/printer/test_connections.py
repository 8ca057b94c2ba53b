"""Printers on a network, behind a forwarded socket, and on a USB plug."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from usb.core import USBError, USBTimeoutError  # type: ignore[import-untyped]

from kiosk.clock import SystemClock
from kiosk.devices.printer import connections
from kiosk.devices.printer.connections import SocketTransport, UsbTransport, printer_opener
from kiosk.devices.printer.driver import PrinterDriver
from kiosk.devices.printer.layout import compose, render
from kiosk.devices.printer.protocol import Ready
from kiosk.devices.printer.query import ask
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.printer.simulator import PrinterSimulator
from kiosk.devices.status import StatusReporter
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.transport.base import TransportError
from kiosk.devices.transport.serial_port import SerialPort
from kiosk.domain.device import DeviceChanged, DeviceState, PrintOutcome, PrintReported
from tests.devices.printer.samples import fonts, glyphs, slip
from tests.support.clock import ManualClock
from tests.support.collect import Collector


class SocketPrinter:
    """A simulated printer behind a listening socket, one caller at a time."""

    def __init__(self, listener: socket.socket) -> None:
        self.simulator = PrinterSimulator()
        self._listener = listener
        self._listener.listen(1)
        self._caller: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._caller, _ = self._listener.accept()
                with self._caller, contextlib.suppress(OSError):
                    while data := self._caller.recv(4096):
                        for reply in self.simulator.receive(data):
                            self._caller.sendall(reply.data)

    def hang_up(self) -> None:
        if self._caller is not None:
            with contextlib.suppress(OSError):
                self._caller.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.hang_up()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture(params=["network", "unix"])
def printer(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[SocketPrinter, PrinterSettings]]:
    if request.param == "network":
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        settings = PrinterSettings(
            connection="network", host="127.0.0.1", tcp_port=port, poll_s=0.5, speed_mm_s=300
        )
    else:
        path = tmp_path / "p"
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(path))
        settings = PrinterSettings(connection="unix", socket=str(path), poll_s=0.5, speed_mm_s=300)
    made = SocketPrinter(listener)
    yield made, settings
    made.close()


def test_a_slip_over_a_socket_and_a_hung_up_line(printer: tuple[SocketPrinter, PrinterSettings]) -> None:
    device, settings = printer
    seen, clock = Collector(), SystemClock()
    report = StatusReporter("printer", seen.post)
    driver = PrinterDriver(settings, printer_opener(settings), fonts(), clock, seen.post, report)
    supervisor = Supervisor(driver, report, clock, "E-PRN-01", "E-PRN-04")
    supervisor.start()

    def state(wanted: DeviceState) -> None:
        seen.wait_for(lambda m: isinstance(m, DeviceChanged) and m.status.state is wanted)

    state(DeviceState.READY)
    driver.print_job("a", slip())
    assert seen.wait_for_type(PrintReported) == PrintReported("a", PrintOutcome.SENT)
    assert list(device.simulator.jobs) == [
        render(compose(slip(), settings.paper), settings.paper, glyphs()).data
    ]
    device.hang_up()
    state(DeviceState.ABSENT)
    seen.forget()
    state(DeviceState.READY)
    assert supervisor.stop(wait=10)


def test_reading_a_socket() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        transport = SocketTransport(ours)
        assert transport.read(10, 0.0) == b""
        assert transport.read(10, 0.01) == b""
        theirs.sendall(b"abcdef")
        assert transport.read(4, 1.0) == b"abcd"
        transport.flush_input()
        assert transport.read(4, 0.0) == b""
        transport.write(b"xyz")
        assert theirs.recv(10) == b"xyz"
        theirs.shutdown(socket.SHUT_WR)
        with pytest.raises(TransportError, match="closed the connection"):
            transport.read(4, 1.0)
    transport.close()
    transport.close()
    for call in (lambda: transport.write(b"x"), lambda: transport.read(1, 0.0), transport.flush_input):
        with pytest.raises(TransportError):
            call()


def test_nobody_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        free = listener.getsockname()[1]
    for settings in (
        PrinterSettings(connection="network", host="127.0.0.1", tcp_port=free),
        PrinterSettings(connection="unix", socket=str(tmp_path / "none")),
        PrinterSettings(connection="usb", usb_vendor=0xFFFE, usb_product=0xFFFE),
        PrinterSettings(port=str(tmp_path / "none")),
    ):
        with pytest.raises(TransportError):
            printer_opener(settings)(115200)


def test_a_serial_printer_uses_our_own_port() -> None:
    with pytest.raises(TransportError, match="No such file"):
        printer_opener(PrinterSettings(port="/nowhere/tty"))(9600)
    assert SerialPort.__module__.startswith("kiosk.")


# ---- USB: no printer here, so a device that behaves like pyusb's ------------------------------------


class FakeUsb:
    """What ``escpos.printer.Usb`` is once open, with a simulated printer behind its two pipes."""

    def __init__(self) -> None:
        self.simulator = PrinterSimulator()
        self.device = self
        self.closed = 0
        self.gone = False
        self.packet = 100  # bytes taken at once
        self.waits: list[int] = []
        self._answers = bytearray()

    def read(self, endpoint: int, size: int, timeout: int) -> object:
        assert endpoint == 0x82
        self.waits.append(timeout)
        if self.gone:
            raise USBError("No such device", errno=19)
        if not self._answers:
            raise USBTimeoutError("Operation timed out", errno=110)
        data = bytes(self._answers[:size])
        del self._answers[:size]
        return memoryview(data)

    def write(self, endpoint: int, data: bytes, timeout: int) -> int:
        assert endpoint == 0x01
        assert timeout > 0
        if self.gone:
            raise USBError("No such device", errno=19)
        for reply in self.simulator.receive(data[: self.packet]):
            self._answers += reply.data
        return len(data[: self.packet])

    def close(self) -> None:
        self.closed += 1


def test_usb_pipes() -> None:
    usb = FakeUsb()
    transport = UsbTransport(usb, 0x82, 0x01)
    assert ask(transport, ManualClock()) == Ready()
    assert all(wait >= 1 for wait in usb.waits)  # pyusb waits for ever at 0
    job = render(compose(slip(), PrinterSettings().paper), PrinterSettings().paper, glyphs()).data
    transport.write(job)
    assert list(usb.simulator.jobs) == [job]
    usb.simulator.receive(b"")
    transport.write(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03")
    assert transport.read(1, 0.1) == b"\x12"
    assert transport.read(16, 0.1) == b"\x12\x12"  # the rest of one packet is kept
    transport.write(b"\x10\x04\x01")
    transport.flush_input()
    assert transport.read(16, 0.0) == b""


def test_usb_unplugged() -> None:
    usb = FakeUsb()
    transport = UsbTransport(usb, 0x82, 0x01)
    usb.gone = True
    for call in (lambda: transport.read(1, 0.1), lambda: transport.write(b"x"), transport.flush_input):
        with pytest.raises(TransportError, match="No such device"):
            call()
    transport.close()
    transport.close()
    assert usb.closed == 1
    with pytest.raises(TransportError, match="closed"):
        transport.read(1, 0.1)


def test_usb_that_takes_nothing_more() -> None:
    usb = FakeUsb()
    usb.packet = 0
    with pytest.raises(TransportError, match="no more"):
        UsbTransport(usb, 0x82, 0x01).write(b"x")


def test_usb_is_opened_with_the_configured_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[object, ...]] = []

    class Usb(FakeUsb):
        def __init__(self, vendor: int, product: int, *, in_ep: int, out_ep: int) -> None:
            super().__init__()
            opened.append((vendor, product, in_ep, out_ep))

        def open(self) -> None:
            opened.append(("open",))

    monkeypatch.setattr(connections, "_escpos", lambda: SimpleNamespace(Usb=Usb))
    settings = PrinterSettings(connection="usb", usb_vendor=0x0416, usb_product=0x5011)
    transport = printer_opener(settings)(0)
    assert opened == [(0x0416, 0x5011, 0x82, 0x01), ("open",)]
    transport.close()


def test_importing_python_escpos_leaves_nothing_behind() -> None:
    from escpos import capabilities

    assert connections._escpos().Network
    assert not Path(capabilities.pickle_dir).exists()
