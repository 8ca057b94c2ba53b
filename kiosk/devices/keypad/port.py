"""The keypad's port: an input device of the kernel's, taken for this program alone; or a simulator's.

Grabbed (EVIOCGRAB), so that neither the X server nor the console hears its keys: the window knows none, and
a keyboard in this socket switches no console.
"""

import contextlib
import fcntl
import os
import struct
import time
from pathlib import Path
from typing import Final

from kiosk.devices.keypad.protocol import EVENT_BYTES
from kiosk.devices.transport.base import OpenPort, Transport, TransportError
from kiosk.devices.transport.listening import Bell
from kiosk.devices.transport.serial_port import SerialPort
from kiosk.errors import KioskError

EVIOCGRAB: Final = 0x40044590  # _IOW('E', 0x90, int), linux/input.h
EVIOCSCLOCKID: Final = 0x400445A0  # _IOW('E', 0xa0, int): which clock events are stamped by
INPUT: Final = Path("/dev/input")
REFUSES: Final = "E-KEY-02"


class InputPort:
    """Implements :class:`Transport`; nothing is ever written. ``path``: of the event device itself.

    KioskError E-KEY-02 when it is there and cannot be had alone.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        except PermissionError as error:
            raise KioskError(REFUSES, str(error)) from error
        except OSError as error:
            raise TransportError(str(error)) from error
        self._bell = Bell()
        try:
            fcntl.ioctl(self._fd, EVIOCGRAB, 1)
        except OSError as error:
            # Heard by others too, it is not ours: what is typed there could be anybody's number.
            self.close()
            raise KioskError(REFUSES, f"{path}: {error}") from error
        # By a clock that nobody sets; a kernel that does not know it stamps by the other one.
        with contextlib.suppress(OSError):
            fcntl.ioctl(self._fd, EVIOCSCLOCKID, struct.pack("i", time.CLOCK_MONOTONIC))

    def read(self, max_bytes: int, timeout: float) -> bytes:
        # The kernel hands over whole events, and refuses a reader with less room than one.
        most = max(max_bytes // EVENT_BYTES, 1) * EVENT_BYTES
        try:
            if not self._bell.wait(self._fd, timeout):
                return b""
            data = os.read(self._fd, most)
        except BlockingIOError:
            return b""
        except (OSError, ValueError) as error:
            raise TransportError(str(error)) from error
        if not data:
            raise TransportError("the input device ended")
        return data

    def wake(self) -> None:
        self._bell.ring()

    def write(self, data: bytes) -> None:
        raise TransportError("a keypad is not written to")

    def flush_input(self) -> None:
        while self.read(64 * EVENT_BYTES, 0.0):
            pass

    def close(self) -> None:
        """The grab ends with the descriptor."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            with contextlib.suppress(OSError):
                os.close(fd)
        self._bell.close()


def keypad_opener(path: str, baud: int, folder: Path = INPUT) -> OpenPort:
    """Resolves ``path`` every time. What does not lie below ``folder`` is a simulator's port."""

    def open_port(_baud: int) -> Transport:
        try:
            real = Path(path).resolve(strict=True)
        except OSError as error:
            raise TransportError(str(error)) from error
        return InputPort(real) if real.is_relative_to(folder) else SerialPort(path, baud)

    return open_port
