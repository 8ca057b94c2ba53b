"""A driver that waits is woken by bytes, by what is due, by whoever has a word for it; by nothing else."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.keypad.driver import KeypadDriver
from kiosk.devices.keypad.port import InputPort
from kiosk.devices.keypad.settings import KeypadSettings
from kiosk.devices.keypad.simulator import KeypadSimulator
from kiosk.devices.microphone.source import ArecordSource
from kiosk.devices.printer.connections import SocketTransport, UsbTransport
from kiosk.devices.printer.settings import PrinterSettings
from kiosk.devices.transport.base import Transport
from kiosk.devices.transport.listening import LISTEN, Bell, patience
from kiosk.devices.transport.memory import MemoryHost
from kiosk.devices.transport.pty_host import PtyHost
from kiosk.devices.transport.serial_port import SerialPort
from tests.devices.benches import TimedBench
from tests.devices.echo import EchoSimulator
from tests.devices.evaluator.bench import EvaluatorBench
from tests.devices.idcard.bench import CardBench
from tests.devices.printer.bench import PrinterBench
from tests.devices.scanner.bench import ScannerBench
from tests.speech.programs import program
from tests.support.clock import ManualClock

FOR_EVER = 600.0  # s; no test waits for it


@pytest.mark.parametrize(
    ("due", "seconds"),
    [((), LISTEN), ((1000.25, 1000.5), 0.25), ((1060.0,), LISTEN), ((float("inf"),), LISTEN)],
)
def test_a_driver_listens_until_the_next_thing_is_due(due: tuple[float, ...], seconds: float) -> None:
    assert patience(1000.0, *due) == seconds


@pytest.mark.parametrize("due", [999.0, 1000.0, float("-inf"), 1000.0 + 1e-13])
def test_what_is_due_already_is_waited_for_no_longer_than_time_can_show(due: float) -> None:
    assert 1000.0 < 1000.0 + patience(1000.0, due) <= 1000.001


def test_a_bell_is_heard_once_and_kept_until_somebody_waits() -> None:
    read, write = os.pipe()
    bell = Bell()
    bell.ring()
    bell.ring()
    assert not bell.wait(read, 0.0)  # no wait, and so it hears nothing
    assert not bell.wait(read, FOR_EVER)
    bell.ring()
    os.write(write, b"x")
    assert bell.wait(read, FOR_EVER)
    assert os.read(read, 2) == b"x"
    assert not bell.wait(read, 0.001)
    os.close(write)
    assert bell.wait(read, FOR_EVER)  # an end is something to read
    os.close(read)
    bell.close()
    bell.close()


def test_a_bell_that_is_closed_rings_at_nobody_elses_door() -> None:
    bell = Bell()
    bell.close()
    other = os.eventfd(0, os.EFD_NONBLOCK)  # has the number that was free
    bell.ring()
    with pytest.raises(BlockingIOError):
        os.eventfd_read(other)
    os.close(other)


# ---- every transport -----------------------------------------------------------------------------------


class QuietUsb:
    """A printer that says nothing, for as long as it is asked to."""

    def __init__(self) -> None:
        self.device = self
        self.closed = threading.Event()

    def read(self, _endpoint: int, _size: int, timeout: int) -> bytes:
        self.closed.wait(timeout / 1000)
        raise USBTimeoutError(110, "timed out")

    def write(self, _endpoint: int, data: bytes, _timeout: int) -> int:
        return len(data)

    def close(self) -> None:
        self.closed.set()


class USBTimeoutError(OSError):
    """As pyusb names it."""


@contextmanager
def serial_line(folder: Path) -> Iterator[Transport]:
    host = PtyHost(EchoSimulator(115200), folder / "echo", SystemClock())
    host.start()
    try:
        with closing(SerialPort(str(host.path), 115200)) as port:
            yield port
    finally:
        host.stop()


@contextmanager
def connection(_folder: Path) -> Iterator[Transport]:
    ours, theirs = socket.socketpair()
    with theirs, closing(SocketTransport(ours)) as transport:
        yield transport


@contextmanager
def usb(_folder: Path) -> Iterator[Transport]:
    with closing(UsbTransport(QuietUsb(), 0x82, 0x01)) as transport:
        yield transport


@contextmanager
def input_device(folder: Path) -> Iterator[Transport]:
    path = folder / "event5"
    os.mkfifo(path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("fcntl.ioctl", lambda _fd, _what, _value: 0)
        port = InputPort(path)
    writer = os.open(path, os.O_WRONLY)
    with closing(port):
        yield port
    os.close(writer)


@contextmanager
def sound_card(folder: Path) -> Iterator[Transport]:
    silent = program(folder, "arecord", "exec sleep 600")
    with closing(ArecordSource("hw:1", silent).start()) as port:
        yield port


LINES = [serial_line, connection, usb, input_device, sound_card]


@pytest.mark.parametrize("line", LINES)
def test_a_word_before_a_read_or_during_it_ends_it(
    line: Callable[[Path], AbstractContextManager[Transport]], tmp_path: Path
) -> None:
    with line(tmp_path) as transport:
        transport.wake()
        assert transport.read(16, FOR_EVER) == b""
        begun = threading.Event()
        heard: list[bytes] = []

        def listen() -> None:
            begun.set()
            heard.append(transport.read(16, FOR_EVER))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        assert begun.wait(10)
        transport.wake()
        thread.join(10)
        assert heard == [b""]
    transport.wake()  # whoever has a word may come too late


def test_a_word_ends_a_read_in_simulated_time_too() -> None:
    clock = ManualClock()
    memory = MemoryHost(EchoSimulator(), clock)
    port = memory.open(9600)
    clock.after(0.3, port.wake)
    assert port.read(16, FOR_EVER) == b""
    assert clock.elapsed == pytest.approx(0.3)
    port.wake()
    assert port.read(16, 0.0) == b""  # no wait: the word is kept
    assert port.read(16, FOR_EVER) == b""
    assert clock.elapsed == pytest.approx(0.3)


# ---- every driver --------------------------------------------------------------------------------------


def keypad_bench() -> TimedBench[KeypadDriver]:
    clock = ManualClock()
    settings = KeypadSettings(enabled=True)
    return TimedBench("keypad", clock, KeypadSimulator(clock, settings.baud), partial(KeypadDriver, settings))


BENCHES: list[Callable[[], TimedBench]] = [  # type: ignore[type-arg]
    CardBench,
    EvaluatorBench,
    keypad_bench,
    partial(PrinterBench, PrinterSettings(poll_s=30.0)),
    ScannerBench,
]


@pytest.mark.parametrize("made", BENCHES)
def test_a_stop_is_obeyed_at_once(made: Callable[[], TimedBench]) -> None:  # type: ignore[type-arg]
    bench = made()
    bench.run(20.37)
    assert 20.37 <= bench.clock.elapsed < 20.4


@pytest.mark.parametrize("made", BENCHES)
def test_at_rest_a_driver_wakes_seldom(made: Callable[[], TimedBench]) -> None:  # type: ignore[type-arg]
    """What it costs the machine while nobody is there."""
    bench = made()
    waits: list[float] = []
    wait = bench.clock.wait

    def counted(event: threading.Event, timeout: float) -> bool:
        if bench.clock.elapsed >= 10.0:
            waits.append(timeout)
        return wait(event, timeout)

    bench.clock.wait = counted  # type: ignore[method-assign]
    bench.run(70.0)
    assert len(waits) <= 2 * 60


def test_a_wish_reaches_its_device_at_once() -> None:
    """A finger waits for it: the wire's own time, and nothing else."""
    evaluator = EvaluatorBench()
    evaluator.ask_at(5.03)
    evaluator.plan(5.06, lambda: evaluator.events.append((0, evaluator.simulator.asking)))
    evaluator.run(6.0)
    assert (0, True) in evaluator.events
    printer = PrinterBench(PrinterSettings(status="none"))
    printer.print_at(5.03, "a")
    printer.plan(5.06, lambda: printer.events.append((0, len(printer.host.sent) > 0)))
    printer.run(15.0)
    assert (0, True) in printer.events
    scanner = ScannerBench()
    dark: list[bytes] = []
    scanner.plan(5.0, lambda: dark.append(bytes(scanner.host.sent)))
    scanner.start_at(5.03)
    scanner.plan(5.06, lambda: dark.append(bytes(scanner.host.sent)))
    scanner.run(6.0)
    assert dark[0] != dark[1]


def test_a_wish_that_changes_while_a_scanner_is_told_is_followed_too() -> None:
    """One that is never dark is listened to for a moment before its codes count."""
    bench = ScannerBench("always-on")
    bench.start_at(5.0)
    bench.stop_at(5.01)
    bench.scan_at(5.1, "nobody's")
    bench.plan(5.5, lambda: bench.events.append((0, bench.driver._shown)))
    bench.run(6.0)
    assert (0, None) in bench.events
    assert bench.codes == []
