"""Reading an ID card: the real driver on a real pty, against what the wire alone takes.

The simulator's module answers at once (no time for radio), its bytes leave at 115200 baud; so everything
over the wire's own time is the driver's, pyserial's and the scheduler's. The median is held against that
time, which is arithmetic. The slow end is held against the slow end of the same bytes sent and received with
no driver, in turns on a second pty: how late a busy machine wakes a thread is not the driver's doing.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median
from time import perf_counter
from typing import Final

from bench.figures import P95, Counts, Ratio, Result, quantile
from kiosk.clock import Clock, SystemClock
from kiosk.devices.idcard import protocol
from kiosk.devices.idcard.driver import IdCardDriver
from kiosk.devices.idcard.protocol import Command
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes
from kiosk.devices.status import StatusReporter
from kiosk.devices.transport.base import Transport
from kiosk.devices.transport.line import wire_seconds
from kiosk.devices.transport.pty_host import PtyHost
from kiosk.devices.transport.serial_port import SerialPort, serial_opener
from kiosk.domain.device import CardProblem, CardRead

NAME: Final = "id-read"
BOUND: Final = 1.10
BAUD: Final = 115200
# What is said on the line, and how many bytes the answer has: docs/protocol/idcard.md.
EXCHANGES: Final = ((Command.FIND, 15), (Command.SELECT, 19), (Command.READ, 1295))
_PATIENCE_S: Final = 10.0
_WANTED: Final = ("name", "number")


class NotRead(RuntimeError):
    """The card was not read; nothing was measured."""


def run(folder: Path, counts: Counts) -> Result:
    """``counts.reads`` whole readings of each kind, each of a card newly laid on."""
    clock = SystemClock()
    with _reader(folder / "idcard", clock) as reader, _bare(folder / "bare", clock) as bare:
        both = [(reader.read(), bare.read()) for _ in range(counts.reads)]
    ours, raw = [one for one, _ in both], [other for _, other in both]
    wire_bytes = sum(len(protocol.request(command)) + size for command, size in EXCHANGES)
    wire_ms = wire_seconds(wire_bytes, BAUD) * 1000
    return Result(
        NAME,
        "ID card, first request byte to parsed document, over the wire's own time at 115200 baud",
        (
            Ratio("p50 over wire", median(ours), wire_ms, "ms", BOUND),
            Ratio("p95 over bytes alone", quantile(ours, P95), quantile(raw, P95), "ms", BOUND),
            Ratio("p95 over wire", quantile(ours, P95), wire_ms, "ms"),
        ),
        {"reads": counts.reads, "wire_bytes": wire_bytes, "bytes_alone_p50_ms": round(median(raw), 3)},
    )


def _lay_on(host: PtyHost) -> None:
    """A card that was not read yet: a real one is not found twice without being lifted."""
    host.control("remove")
    host.control("present", {"person": "resident"})


def _simulator(clock: Clock) -> IdCardSimulator:
    return IdCardSimulator(clock, RfTimes(0.0, 0.0, 0.0), baud=BAUD)


class _Reader:
    """The driver on its own thread, as a supervisor would run it."""

    def __init__(self, host: PtyHost, driver: IdCardDriver, told: "SimpleQueue[object]") -> None:
        self._host = host
        self._driver = driver
        self._told = told

    def read(self) -> float:
        """Milliseconds of one reading, as the driver itself says them. Raises NotRead."""
        _lay_on(self._host)
        self._driver.start_reading(_WANTED)
        while True:
            try:
                message = self._told.get(timeout=_PATIENCE_S)
            except Empty:
                raise NotRead("the card was not read in time") from None
            if isinstance(message, CardProblem):
                raise NotRead(message.code)
            if isinstance(message, CardRead):
                return message.elapsed_ms


@contextmanager
def _reader(port: Path, clock: Clock) -> Iterator[_Reader]:
    told: SimpleQueue[object] = SimpleQueue()
    host = PtyHost(_simulator(clock), port, clock)
    # Asked as often as the settings allow, so that a run is short; what is measured begins with a find.
    settings = IdCardSettings(port=str(port), baud=BAUD, poll_ms=50)
    report = StatusReporter("idcard", told.put)
    driver = IdCardDriver(settings, serial_opener(str(port)), clock, told.put, report)
    stop = threading.Event()
    thread = threading.Thread(target=driver.run, args=(stop,), name="idcard", daemon=True)
    host.start()
    try:
        driver.open()
        try:
            thread.start()
            yield _Reader(host, driver, told)
        finally:
            stop.set()
            driver.stop_reading()
            thread.join(_PATIENCE_S)
            driver.close()
    finally:
        host.stop()


class _Bare:
    """The same bytes both ways on a serial port, counted and not looked at."""

    def __init__(self, host: PtyHost, port: Transport) -> None:
        self._host = host
        self._port = port

    def read(self) -> float:
        """Milliseconds of one sequence. Raises NotRead."""
        _lay_on(self._host)
        began = perf_counter()
        for command, size in EXCHANGES:
            self._port.write(protocol.request(command))
            self._take(size)
        return (perf_counter() - began) * 1000

    def _take(self, size: int) -> None:
        taken = 0
        while taken < size:
            chunk = self._port.read(4096, _PATIENCE_S)
            if not chunk:
                raise NotRead("nothing came over the bare line")
            taken += len(chunk)
        if taken > size:
            raise NotRead(f"{taken - size} bytes too many over the bare line")


@contextmanager
def _bare(port: Path, clock: Clock) -> Iterator[_Bare]:
    host = PtyHost(_simulator(clock), port, clock)
    host.start()
    try:
        serial = SerialPort(str(port), BAUD)
        try:
            yield _Bare(host, serial)
        finally:
            serial.close()
    finally:
        host.stop()
