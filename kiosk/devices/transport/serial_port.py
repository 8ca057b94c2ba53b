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

    def read(self, max_bytes: int, timeout: float) -> bytes:
        with _only_transport_errors():
            waiting = self._port.in_waiting
            if not waiting:
                self._wait_for(max(0.0, timeout))
                first = self._port.read(1)
                waiting = self._port.in_waiting if first else 0
            else:
                first = b""
            more = min(waiting, max_bytes - len(first))
            # What is in the kernel's buffer is there: this read does not wait, whatever the time-out is.
            return first + self._port.read(more) if more > 0 else first

    def _wait_for(self, seconds: float) -> None:
        # pyserial sets up the whole port anew each time: ten times a second on every line that is silent.
        if self._port.timeout != seconds:
            self._port.timeout = seconds

    def write(self, data: bytes) -> None:
        with _only_transport_errors():
            for offset in range(0, len(data), _SLICE):
                self._port.write(data[offset : offset + _SLICE])

    def flush_input(self) -> None:
        with _only_transport_errors():
            self._port.reset_input_buffer()

    def close(self) -> None:
        # A reader in another thread must be out of select() before its descriptor may be closed.
        with contextlib.suppress(serial.SerialException, OSError, termios.error, TypeError, ValueError):
            self._port.cancel_read()
        with contextlib.suppress(serial.SerialException, OSError, termios.error, TypeError, ValueError):
            self._port.close()


def serial_opener(path: str) -> OpenPort:
    """Opens ``path`` at the baud asked for, resolving it every time."""

    def open_port(baud: int) -> SerialPort:
        return SerialPort(path, baud)

    return open_port
