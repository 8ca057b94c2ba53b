"""A real serial port through pyserial. Every way a port can die becomes TransportError, here only.

pyserial raises four families of exceptions for one pulled plug, depending on the call (spec of the line:
docs/protocol/serial.md), and ``is_open`` stays True afterwards; so nothing but an answer proves life.
"""

import contextlib
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import serial

from kiosk.devices.transport.base import OpenPort, TransportError
from kiosk.devices.transport.listening import Bell

_SLICE: Final = 1024  # bytes written under one time-out, so that long jobs on slow lines may take their time
_WRITE_TIMEOUT: Final = 10.0  # s; at 1200 baud a slice takes 8.6 s


@contextlib.contextmanager
def _only_transport_errors() -> Iterator[None]:
    try:
        yield
    except (serial.SerialException, OSError, termios.error, TypeError, ValueError) as error:
        raise TransportError(str(error) or type(error).__name__) from error


class SerialPort:
    """8N1, no flow control, locked against a second opener.

    ``path`` may be a symlink (``/dev/kiosk/idcard``): it is resolved when the port is opened, since a
    replugged adapter often comes back under another name.
    """

    def __init__(self, path: str, baud: int) -> None:
        with _only_transport_errors():
            self._port = serial.Serial(
                port=str(Path(path).resolve(strict=True)),
                baudrate=baud,
                timeout=0,
                write_timeout=_WRITE_TIMEOUT,
                exclusive=True,
                xonxoff=False,
                rtscts=False,
                dsrdtr=False,
            )
            self._bell = Bell()

    def read(self, max_bytes: int, timeout: float) -> bytes:
        # pyserial's own time-out stays 0: setting it sets up the whole port anew.
        with _only_transport_errors():
            if not self._port.in_waiting and not self._bell.wait(self._port.fileno(), timeout):
                return b""
            # At least one, though nothing waits: a line that has ended is readable and gives nothing.
            return self._port.read(min(max(1, self._port.in_waiting), max_bytes))

    def wake(self) -> None:
        self._bell.ring()

    def write(self, data: bytes) -> None:
        with _only_transport_errors():
            for offset in range(0, len(data), _SLICE):
                self._port.write(data[offset : offset + _SLICE])

    def flush_input(self) -> None:
        with _only_transport_errors():
            self._port.reset_input_buffer()

    def close(self) -> None:
        # A reader in another thread must be out of select() before its descriptor may be closed.
        self._bell.ring()
        with contextlib.suppress(serial.SerialException, OSError, termios.error, TypeError, ValueError):
            self._port.close()
        self._bell.close()


def serial_opener(path: str) -> OpenPort:
    """Opens ``path`` at the baud asked for, resolving it every time."""

    def open_port(baud: int) -> SerialPort:
        return SerialPort(path, baud)

    return open_port
