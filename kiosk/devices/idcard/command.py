"""``kiosk devices read idcard``: the technician's look at a whole card, outside the terminal's screens.

This is the one way a whole document leaves this room; the driver never takes it.
"""

import threading
from collections.abc import Mapping

from kiosk.clock import Clock
from kiosk.devices.idcard.link import ExchangeError
from kiosk.devices.idcard.reader import CardReader, CardUnreadable, Reading, connect
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.devices.transport.base import OpenPort, TransportError
from kiosk.errors import KioskError


def read_document(
    settings: IdCardSettings, open_port: OpenPort, clock: Clock, seconds: float
) -> Mapping[str, object]:
    """Wait at most ``seconds`` for a card and read it whole.

    The document's fields, ``elapsed_ms`` (first request byte to parsed document) and ``wire_ms`` (10 bits
    for each byte both ways). KioskError E-IDC-*: no reader, no card in time, or none that can be read.
    """
    deadline = clock.monotonic() + seconds
    try:
        reader = connect(open_port, clock, settings, lambda: False, lambda: None)
        try:
            reading = _wait(reader, settings.poll_ms / 1000, clock, deadline)
        finally:
            reader.close()
    except TransportError as error:
        raise KioskError("E-IDC-01", f"读卡器的串口打不开或断了：{error}") from error
    return {
        **reading.document.to_json(),
        "elapsed_ms": round(reading.elapsed_ms, 2),
        "wire_ms": round(reading.wire_ms, 2),
    }


def _wait(reader: CardReader, poll: float, clock: Clock, deadline: float) -> Reading:
    never = threading.Event()
    last = KioskError("E-IDC-02", "时间到了，没有放证")
    while True:
        try:
            reading = reader.look(lambda: None)
        except CardUnreadable as error:
            last = KioskError(error.code)
            reading = None
        except ExchangeError:
            continue  # bounded: the link gives up by itself
        if reading is not None:
            return reading
        left = deadline - clock.monotonic()
        if left <= 0:
            raise last
        clock.wait(never, min(poll, left))
