"""Reading an ID card: the real driver on a real pty, against what the wire alone takes.

The simulator's module answers at once (no time for radio), its bytes leave at 115200 baud; so everything
over the wire's own time is the driver's, pyserial's and the scheduler's.
"""

import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median
from typing import Final

from bench.figures import Counts, Result, ratios
from kiosk.clock import SystemClock
from kiosk.devices.idcard.driver import IdCardDriver
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes
from kiosk.devices.status import StatusReporter
from kiosk.devices.transport.line import wire_seconds
from kiosk.devices.transport.pty_host import PtyHost
from kiosk.devices.transport.serial_port import serial_opener
from kiosk.domain.device import CardProblem, CardRead

NAME: Final = "id-read"
BOUND: Final = 1.10
BAUD: Final = 115200
# Find, select and read with text and photo, both ways: docs/protocol/idcard.md.
WIRE_BYTES: Final = 30 + 15 + 19 + 1295
_PATIENCE_S: Final = 10.0
_WANTED: Final = ("name", "number")


class NotRead(RuntimeError):
    """The card was not read; nothing was measured."""


def run(folder: Path, counts: Counts) -> Result:
    """``counts.reads`` whole readings, each of a card newly laid on."""
    took = _read_cards(folder / "idcard", counts.reads)
    wire_ms = wire_seconds(WIRE_BYTES, BAUD) * 1000
    return Result(
        NAME,
        "ID card, first request byte to parsed document, over the wire's own time at 115200 baud",
        ratios("", took, [wire_ms], "ms", BOUND),
        {"reads": len(took), "wire_bytes": WIRE_BYTES, "over_wire_ms": round(median(took) - wire_ms, 3)},
    )


def _read_cards(port: Path, count: int) -> list[float]:
    clock = SystemClock()
    told: SimpleQueue[object] = SimpleQueue()
    host = PtyHost(IdCardSimulator(clock, RfTimes(0.0, 0.0, 0.0), baud=BAUD), port, clock)
    # Asked as often as the settings allow, so that a run is short; what is measured begins with a find.
    settings = IdCardSettings(port=str(port), baud=BAUD, poll_ms=50)
    driver = IdCardDriver(
        settings, serial_opener(str(port)), clock, told.put, StatusReporter("idcard", told.put)
    )
    stop = threading.Event()
    host.start()
    try:
        driver.open()
        thread = threading.Thread(target=driver.run, args=(stop,), name="idcard", daemon=True)
        thread.start()
        try:
            return [_one(host, driver, told) for _ in range(count)]
        finally:
            stop.set()
            driver.stop_reading()
            thread.join(_PATIENCE_S)
            driver.close()
    finally:
        host.stop()


def _one(host: PtyHost, driver: IdCardDriver, told: "SimpleQueue[object]") -> float:
    """Milliseconds of one reading, as the driver itself says them."""
    host.control("remove")
    host.control("present", {"person": "resident"})
    driver.start_reading(_WANTED)
    while True:
        try:
            message = told.get(timeout=_PATIENCE_S)
        except Empty:
            raise NotRead("the card was not read in time") from None
        if isinstance(message, CardProblem):
            raise NotRead(message.code)
        if isinstance(message, CardRead):
            return message.elapsed_ms
