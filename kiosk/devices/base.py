"""The seam every device driver fits. The supervisor runs one thread per device."""

import threading
from typing import Protocol, runtime_checkable

from kiosk.domain.device import DeviceStatus
from kiosk.errors import Finding, KioskError

__all__ = ["Cancellable", "Device", "Finding", "PermanentFault", "Report"]


class PermanentFault(KioskError):
    """The device says itself that no reset helps (a security module that failed its self-test)."""


class Report(Protocol):
    """How a driver tells its own status while it runs; the supervisor posts it on change only."""

    def __call__(self, status: DeviceStatus, /) -> None: ...


class Device(Protocol):
    """A driver. The supervisor calls open, run, close in that order on the device's own thread, for ever.

    ``TransportError`` from any method means "gone": absent, retried for ever with back-off. ``KioskError``
    means the device is there and refuses: one reset, then FAILED with that code (still retried, slowly);
    ``PermanentFault`` skips the reset.

    A driver reports OPENING itself, once it has found its port and before it talks to it; the supervisor
    reports READY after ``open`` returned, unless the driver reported something better.
    """

    name: str

    def open(self) -> None:
        """Find the port, connect, handshake, re-initialise. Every time."""
        ...

    def run(self, stop: threading.Event) -> None:
        """Serve commands and post facts until ``stop`` is set. Returns or raises."""
        ...

    def close(self) -> None:
        """Release the port. Always called, also after a failed open(). Idempotent."""
        ...

    def preflight(self) -> list[Finding]:
        """The doctor's rows; opens nothing that ``run`` holds."""
        ...


@runtime_checkable
class Cancellable(Protocol):
    """A driver whose ``open`` or ``run`` may be waiting for longer than a stop may take."""

    def cancel(self) -> None:
        """Break off what is under way, for good: the terminal stops. Called from another thread."""
        ...
