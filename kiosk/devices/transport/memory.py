"""The in-memory line for tests: a driver and a simulator in one thread, in simulated time.

``read`` moves the injected clock to the moment bytes arrive, or to its timeout, so a whole fault matrix
runs in milliseconds and always in the same way. ``write`` takes time only when the kernel's buffer
would be full, as on a real port.
"""

import threading
from collections.abc import Mapping
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.simulation import Simulator
from kiosk.devices.transport.base import TransportError
from kiosk.devices.transport.line import Direction, SimulatedLine

KERNEL_BUFFER: Final = 4096  # bytes a Linux tty takes before write() blocks


class MemoryHost:
    """The socket the cable is plugged into. ``open`` is what a driver is given to open its port with."""

    def __init__(self, simulator: Simulator, clock: Clock) -> None:
        self.line = SimulatedLine(simulator)
        self.clock = clock
        self.sent = bytearray()  # everything any driver wrote, for tests to look at
        self.steered = threading.Event()  # something was done to cable or device; ends a wait early
        self.opened = 0
        self.closed = 0
        self._holder: MemoryTransport | None = None

    def open(self, baud: int) -> "MemoryTransport":
        """TransportError when unplugged, or when somebody holds the port (exclusive, like the real one)."""
        if not self.line.plugged:
            raise TransportError("no such port")
        if self._holder is not None:
            raise TransportError("port is in use")
        self.line.run(self.clock.monotonic())  # what was sent before open() is lost, as on a tty
        self.line.host_baud = baud
        self.opened += 1
        self._holder = MemoryTransport(self)
        return self._holder

    def control(self, verb: str, args: Mapping[str, str] | None = None) -> Mapping[str, object]:
        """Steer cable or device now."""
        self.steered.set()
        return self.line.control(self.clock.monotonic(), verb, args or {})

    def at_byte(
        self, direction: Direction, count: int, verb: str, args: Mapping[str, str] | None = None
    ) -> None:
        """Steer when the ``count``-th byte from now reaches the device ("in") or the host ("out")."""
        base = self.line.written if direction == "in" else self.line.delivered
        self.line.at_byte(direction, base + count, verb, args)

    def release(self, transport: "MemoryTransport") -> None:
        """Called by a transport that closes."""
        if self._holder is transport:
            self._holder = None
        self.closed += 1


class MemoryTransport:
    """One opened port. Dead after an unplug, even when plugged again: the driver has to reopen."""

    def __init__(self, host: MemoryHost) -> None:
        self._host = host
        self._generation = host.line.generation
        self._received = bytearray()
        self._closed = False
        self._woken = False

    def read(self, max_bytes: int, timeout: float) -> bytes:
        clock, line = self._host.clock, self._host.line
        deadline = clock.monotonic() + timeout
        while True:
            self._pump()
            if self._received:
                data = bytes(self._received[:max_bytes])
                del self._received[:max_bytes]
                return data
            now = clock.monotonic()
            if now >= deadline:
                return b""
            if self._woken:
                self._woken = False
                return b""
            due = line.next_due()
            self._wait((deadline if due is None else min(due, deadline)) - now)

    def wake(self) -> None:
        self._woken = True
        self._host.steered.set()

    def write(self, data: bytes) -> None:
        clock, line = self._host.clock, self._host.line
        self._pump()
        self._host.sent += data
        line.host_wrote(clock.monotonic(), data)
        while line.backlog > KERNEL_BUFFER:
            due = line.next_due()
            assert due is not None  # a backlog is queued events
            self._wait(due - clock.monotonic())
            self._pump()

    def flush_input(self) -> None:
        self._pump()
        self._received.clear()

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._host.release(self)

    def _wait(self, seconds: float) -> None:
        self._host.steered.clear()
        self._host.clock.wait(self._host.steered, seconds)

    def _pump(self) -> None:
        """Let what is due happen; TransportError when the port is gone before or after it."""
        self._check()
        self._received += self._host.line.run(self._host.clock.monotonic())
        self._check()

    def _check(self) -> None:
        if self._closed:
            raise TransportError("port is closed")
        if self._generation != self._host.line.generation:
            raise TransportError("unplugged")
