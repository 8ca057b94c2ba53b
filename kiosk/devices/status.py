"""The one place a device's status changes: legal transitions only, posted and logged on change only."""

import logging
import threading
from typing import Final

from kiosk.domain.device import ABSENT, TRANSITIONS, DeviceChanged, DeviceState, DeviceStatus
from kiosk.events import Post

_LOG: Final = logging.getLogger(__name__)


class StatusReporter:
    """Implements :class:`kiosk.devices.base.Report` for one device. Callable from any thread.

    While the supervisor retries a device that failed before (``retrying``), OPENING is held back until
    the attempt succeeds: a retry nobody sees must not flicker on a screen or fill a log.
    """

    def __init__(self, name: str, post: Post) -> None:
        self.name = name
        self.retrying = False
        self._post = post
        self._lock = threading.Lock()
        self._status = ABSENT
        self._shown = ABSENT

    @property
    def status(self) -> DeviceStatus:
        """What is true now (an OPENING held back included)."""
        with self._lock:
            return self._status

    def __call__(self, status: DeviceStatus, /) -> None:
        """ValueError when ``TRANSITIONS`` does not allow the change: a driver that does it is wrong."""
        with self._lock:
            before = self._status
            if status.state is not before.state and status.state not in TRANSITIONS[before.state]:
                raise ValueError(f"{self.name}: {before.state.value} cannot become {status.state.value}")
            self._status = status
            if status.state is DeviceState.OPENING and self.retrying:
                return
            if status == self._shown:
                return
            if before.state is DeviceState.OPENING and self._shown.state not in (
                DeviceState.OPENING,
                status.state,
            ):
                self._show(before)
            self._show(status)

    def _show(self, status: DeviceStatus) -> None:
        self._shown = status
        _LOG.info(
            "device.status",
            extra={
                "device": self.name,
                "state": status.state.value,
                "reason": status.reason,
                "code": status.code,
            },
        )
        self._post(DeviceChanged(self.name, status))
