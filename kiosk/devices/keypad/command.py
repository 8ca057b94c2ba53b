"""``kiosk devices read keypad``: which code a key sends, so that a pad of another make can be set up."""

from collections.abc import Mapping

from kiosk.clock import Clock
from kiosk.devices.keypad.protocol import Decoder, Down, key_of
from kiosk.devices.keypad.settings import KeypadSettings
from kiosk.devices.transport.base import OpenPort, TransportError
from kiosk.errors import KioskError

_READ = 1536


def read_key(
    settings: KeypadSettings, open_port: OpenPort, clock: Clock, seconds: float
) -> Mapping[str, object]:
    """Wait at most ``seconds`` for a key: its ``code``, ``key`` (what it means here; empty: nothing)
    and ``elapsed_ms``.

    KioskError E-KEY-01 without a keypad, E-KEY-02 when it cannot be had alone, E-KEY-03 when no key came.
    """
    begun = clock.monotonic()
    decoder = Decoder()
    try:
        port = open_port(settings.baud)
        try:
            while (left := begun + seconds - clock.monotonic()) > 0:
                for heard in decoder.feed(port.read(_READ, left)):
                    if isinstance(heard, Down):
                        key = key_of(heard.code, settings.own)
                        elapsed = round((clock.monotonic() - begun) * 1000, 2)
                        return {
                            "code": heard.code,
                            "key": key.value if key is not None else "",
                            "elapsed_ms": elapsed,
                        }
        finally:
            port.close()
    except TransportError as error:
        raise KioskError("E-KEY-01", f"按键盘打不开或断了：{error}") from error
    raise KioskError("E-KEY-03", "时间到了，没有键按下")
