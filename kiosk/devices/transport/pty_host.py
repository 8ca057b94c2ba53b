"""A simulator on a pseudo-terminal, at wire pace, so that the real driver opens a real port.

The path given to the driver is a symlink of our own, as udev would make it: the terminal behind it gets
another number after every replug. A pty has no speed; the pacing is here, and bytes are garbled while
the driver's speed is not the device's.
"""

import contextlib
import errno
import os
import select
import termios
import threading
import tty
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.simulation import Patient, Simulator
from kiosk.devices.transport.line import SimulatedLine

_READ: Final = 4096
_BACKLOG: Final = 4096  # bytes taken from the driver ahead of the wire, as a tty's own buffer does
_CONTROL_WAIT: Final = 5.0  # s
_STOP_WAIT: Final = 2.0  # s
_SPEEDS: Final = {
    getattr(termios, name): int(name[1:]) for name in dir(termios) if name[:1] == "B" and name[1:].isdigit()
}


@dataclass(frozen=True)
class _Command:
    verb: str
    args: Mapping[str, str]
    answer: "Future[Mapping[str, object]]"


class PtyHost:
    """``path`` is what a driver opens. ``control`` may be called from any thread."""

    def __init__(self, simulator: Simulator, path: Path, clock: Clock) -> None:
        self.simulator = simulator
        self.path = path
        self._clock = clock
        self._line = SimulatedLine(simulator)
        self._commands: deque[_Command] = deque()
        self._stop = threading.Event()
        self._gate = threading.Lock()  # nothing is queued or woken once the thread has let go
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._master = self._slave = -1
        self._patient = isinstance(simulator, Patient)
        self._left = b""  # what a patient device has sent and the host has not taken
        self._thread = threading.Thread(target=self._serve, name=f"pty-{simulator.name}", daemon=True)

    def start(self) -> None:
        """Once. The port exists when this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._plug()
        self._thread.start()

    def stop(self) -> None:
        """Idempotent. The port is gone when this returns."""
        with self._gate:
            self._stop.set()
            self._wake()
        if self._thread.is_alive():
            self._thread.join(_STOP_WAIT)

    def control(self, verb: str, args: Mapping[str, str] | None = None) -> Mapping[str, object]:
        """Steer cable or device; see ``HOST_VERBS`` and the simulator. ValueError for what it does not know.

        Done on the simulator's own thread, between two bytes; TimeoutError when that thread is dead.
        """
        command = _Command(verb, dict(args or {}), Future())
        with self._gate:
            if self._stop.is_set():
                raise ValueError(f"the simulator of {self.simulator.name} has stopped")
            self._commands.append(command)
            self._wake()
        return command.answer.result(_CONTROL_WAIT)

    # ---- the simulator's thread ------------------------------------------------------------------

    def _serve(self) -> None:
        try:
            while not self._stop.is_set():
                self._obey()
                self._deliver()
                self._listen()
        finally:
            self._unplug()
            with self._gate:
                self._stop.set()
                for fd in (self._wake_read, self._wake_write):
                    os.close(fd)
                self._wake_read = self._wake_write = -1

    def _obey(self) -> None:
        while self._commands:
            command = self._commands.popleft()
            try:
                state = self._line.control(self._clock.monotonic(), command.verb, command.args)
                self._follow_plug()
            except Exception as error:
                command.answer.set_exception(error)
            else:
                command.answer.set_result(state)

    def _deliver(self) -> None:
        self._line.host_baud = self._speed()
        data = self._left or self._line.run(self._clock.monotonic())
        self._follow_plug()
        self._left = b""
        if data and self._master >= 0:
            sent = 0
            with contextlib.suppress(BlockingIOError):
                sent = os.write(self._master, data)
            # Nobody reads: what does not fit is lost, as in a full UART.
            self._left = data[sent:] if self._patient else b""

    def _listen(self) -> None:
        """Wait for the driver, a command or the next byte's time, whichever comes first."""
        due = None if self._left else self._line.next_due()
        timeout = None if due is None else max(0.0, due - self._clock.monotonic())
        ears = [self._wake_read]
        if self._master >= 0 and self._line.backlog < _BACKLOG:
            ears.append(self._master)
        ready, _, _ = select.select(ears, [self._master] if self._left else [], [], timeout)
        if self._wake_read in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wake_read, _READ)
        if self._master in ready:
            try:
                data = os.read(self._master, _READ)
            except OSError as error:
                if error.errno not in (errno.EIO, errno.EAGAIN):
                    raise
                return
            self._line.host_baud = self._speed()
            self._line.host_wrote(self._clock.monotonic(), data)

    # ---- the plug --------------------------------------------------------------------------------

    def _follow_plug(self) -> None:
        if self._line.plugged and self._master < 0:
            self._plug()
        elif not self._line.plugged and self._master >= 0:
            self._unplug()

    def _plug(self) -> None:
        master, slave = os.openpty()
        # Before anything is sent: a cooked terminal echoes our own bytes and turns CR and LF around.
        tty.setraw(master)
        tty.setraw(slave)
        os.set_blocking(master, False)
        # The slave stays open: without one, reading the master fails whenever the driver closes its port.
        self._master, self._slave = master, slave
        fresh = self.path.with_name(f".{self.path.name}.new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(slave))
        fresh.replace(self.path)

    def _unplug(self) -> None:
        if self._master < 0:
            return
        self.path.unlink(missing_ok=True)
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def _speed(self) -> int | None:
        """The baud the driver has set, as far as the terminal can name it."""
        if self._slave < 0:
            return None
        return _SPEEDS.get(termios.tcgetattr(self._slave)[5])

    def _wake(self) -> None:
        if self._wake_write >= 0:
            with contextlib.suppress(BlockingIOError):
                os.write(self._wake_write, b"!")
