"""``kiosk devices read scanner``: a technician holds a code before it, outside the terminal's screens."""

import threading
from collections.abc import Mapping

from kiosk.clock import Clock
from kiosk.devices.scanner.driver import ScannerDriver
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.devices.transport.base import OpenPort, TransportError
from kiosk.domain.device import CodeScanned
from kiosk.errors import KioskError


def read_code(
    settings: ScannerSettings, open_port: OpenPort, clock: Clock, seconds: float
) -> Mapping[str, object]:
    """Wait at most ``seconds`` for a code: its ``text`` as the terminal would get it, and ``elapsed_ms``.

    KioskError E-SCN-01 without a scanner, E-SCN-03 without a code in time.
    """
    begun = clock.monotonic()
    seen = threading.Event()
    found: list[str] = []

    def post(message: object, /) -> None:
        if isinstance(message, CodeScanned):
            found.append(message.text)
            seen.set()

    driver = ScannerDriver(settings, open_port, clock, post, lambda _status: None)
    driver.start_scanning()
    try:
        driver.open()
        driver.run(seen, begun + seconds)
    except TransportError as error:
        raise KioskError("E-SCN-01", f"扫码器的串口打不开或断了：{error}") from error
    finally:
        driver.close()
    if not found:
        raise KioskError("E-SCN-03", "时间到了，没有扫到码")
    return {"text": found[0], "elapsed_ms": round((clock.monotonic() - begun) * 1000, 2)}
