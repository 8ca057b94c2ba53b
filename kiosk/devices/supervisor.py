"""Keeps one device alive on a thread of its own: open, run, close, for ever.

Three outcomes (states: the table ``TRANSITIONS`` in kiosk/domain/device.py):

- gone (``TransportError``): ABSENT, which is ordinary. Retried for ever, quietly, 0.5 s doubling to 5 s.
- refuses (``KioskError``): one reset at once; again within half a minute: FAILED with its code, and a
  slow retry. ``PermanentFault`` skips the reset.
- anything else is our own mistake: logged once, FAILED with ``fault_code``, retried slowly.

``close()`` is called after every attempt, also after a failed ``open()``: a handle left open is what
makes Linux give a replugged port another name.
"""

import logging
import threading
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.base import Cancellable, Device, Finding, PermanentFault
from kiosk.devices.status import StatusReporter
from kiosk.devices.transport.base import TransportError
from kiosk.domain.device import DeviceState, DeviceStatus
from kiosk.errors import KioskError

_LOG: Final = logging.getLogger(__name__)

BACKOFF_FIRST: Final = 0.5  # s
BACKOFF_LAST: Final = 5.0  # s
SLOW_RETRY: Final = 30.0  # s, also the time one reset is good for
STEADY: Final = 10.0  # s of running after which a failure is a new one
STOP_WAIT: Final = 2.0  # s


class Supervisor:
    """``absent_code`` and ``fault_code`` are the rows of kiosk.errors shown for ABSENT and for a crash."""

    def __init__(
        self, device: Device, report: StatusReporter, clock: Clock, absent_code: str, fault_code: str
    ) -> None:
        self._device = device
        self._report = report
        self._clock = clock
        self._absent = DeviceStatus(DeviceState.ABSENT, "unplugged", absent_code)
        self._resetting = DeviceStatus(DeviceState.ABSENT, "resetting", absent_code)
        self._fault_code = fault_code
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._tried = threading.Event()
        self._served = threading.Lock()  # held while somebody else examines what ``run`` has open
        self._serving = False
        self._thread: threading.Thread | None = None
        self._backoff = BACKOFF_FIRST
        self._reset_at: float | None = None
        self._crash = ""

    @property
    def status(self) -> DeviceStatus:
        return self._report.status

    def start(self) -> None:
        """Once. Returns at once; the first attempt is made on the device's own thread."""
        if self._thread is not None:
            raise RuntimeError(f"{self._device.name} was started before")
        self._thread = threading.Thread(
            target=self.supervise, name=f"device-{self._device.name}", daemon=True
        )
        self._thread.start()

    def ask_to_stop(self) -> None:
        """The first half of ``stop``: several devices asked first and joined then end at the same time."""
        self._stop.set()
        self._wake.set()
        if isinstance(self._device, Cancellable):
            self._device.cancel()

    def stop(self, wait: float = STOP_WAIT) -> bool:
        """Ask the thread to end and wait for it at most ``wait`` seconds; True when it has ended."""
        self.ask_to_stop()
        if self._thread is None:
            return True
        self._thread.join(wait)
        return not self._thread.is_alive()

    def retry_now(self) -> None:
        """Cut a back-off short (something was plugged in, a technician asks). Callable from any thread."""
        self._wake.set()

    def examine(self, within: float) -> list[Finding] | None:
        """The device's own rows while it is open here, so that its port is opened by nobody else.

        A device that is not open is tried at once; None when ``within`` seconds brought nothing, and then
        ``status`` says why. From any thread but the device's and the screen's.
        """
        self._tried.clear()
        found = self._examine_open()
        if found is None:
            self.retry_now()
            self._clock.wait(self._tried, within)
            found = self._examine_open()
        return found

    def _examine_open(self) -> list[Finding] | None:
        with self._served:
            return self._device.preflight() if self._serving else None

    def supervise(self) -> None:
        """The thread's whole life; tests call it directly under a manual clock."""
        while not self._stop.is_set():
            pause = self._attempt()
            if pause > 0:
                self._clock.wait(self._wake, pause)
            if not self._stop.is_set():
                self._wake.clear()

    def _attempt(self) -> float:
        """One open-run-close; seconds to wait before the next."""
        started = self._clock.monotonic()
        error: Exception | None = None
        try:
            self._open_and_run()
        except Exception as caught:
            error = caught
        finally:
            self._close()
        if self._stop.is_set():
            return 0.0
        if self._clock.monotonic() - started >= STEADY:
            self._backoff = BACKOFF_FIRST
        self._report.retrying = True
        pause = self._judge(error)
        if pause > 0:  # a reset is tried at once and is not yet an answer
            self._tried.set()
        return pause

    def _judge(self, error: Exception | None) -> float:
        """Report what the attempt came to; seconds to wait before the next."""
        if isinstance(error, KioskError):
            return self._refused(error)
        if error is None or isinstance(error, TransportError):
            return self._gone(error)
        return self._crashed(error)

    def _open_and_run(self) -> None:
        self._device.open()
        self._report.retrying = False
        if self._report.status.state in (DeviceState.ABSENT, DeviceState.FAILED):
            self._report(DeviceStatus(DeviceState.OPENING))
        if self._report.status.state is DeviceState.OPENING:
            self._report(DeviceStatus(DeviceState.READY))
        self._serving = True
        self._tried.set()
        self._device.run(self._stop)

    def _close(self) -> None:
        with self._served:
            self._serving = False
        try:
            self._device.close()
        except Exception:
            # The contract forbids it; still, nothing a close() does may end the thread.
            _LOG.exception("device.close_failed", extra={"device": self._device.name})

    def _gone(self, error: TransportError | None) -> float:
        _LOG.debug("device.gone", extra={"device": self._device.name, "detail": str(error or "run ended")})
        self._report(self._absent)
        pause = self._backoff
        self._backoff = min(BACKOFF_LAST, self._backoff * 2)
        return pause

    def _refused(self, error: KioskError) -> float:
        now = self._clock.monotonic()
        fresh = self._reset_at is None or now - self._reset_at > SLOW_RETRY + STEADY
        if fresh and not isinstance(error, PermanentFault):
            self._reset_at = now
            if self._report.status.state is not DeviceState.FAILED:
                self._report(self._resetting)
            return 0.0
        self._reset_at = now
        self._fail(DeviceStatus(DeviceState.FAILED, "refuses", error.code))
        return SLOW_RETRY

    def _crashed(self, error: Exception) -> float:
        crash = f"{type(error).__name__}: {error}"
        if crash != self._crash:
            self._crash = crash
            _LOG.error("device.crashed", exc_info=error, extra={"device": self._device.name})
        self._fail(DeviceStatus(DeviceState.FAILED, "crashed", self._fault_code))
        return SLOW_RETRY

    def _fail(self, status: DeviceStatus) -> None:
        if self._report.status.state is DeviceState.ABSENT:
            # open() failed before it found a port; FAILED is only reached through OPENING.
            self._report(DeviceStatus(DeviceState.OPENING))
        self._report(status)
