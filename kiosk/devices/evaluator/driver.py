"""The evaluator's policy: ask when told to, hand on one key, and forget everything else it says.

The touch screen asks at the same time; an evaluator that is not there, or says nothing, costs nobody a
rating. A key counts only while something was asked, unless the model's profile says otherwise.
"""

import threading
from dataclasses import dataclass
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.base import Finding, Report
from kiosk.devices.evaluator.profile import Profile, load_profile
from kiosk.devices.evaluator.protocol import Alive, Decoder, Event, Key, command
from kiosk.devices.evaluator.settings import EvaluatorSettings
from kiosk.devices.transport.base import OpenPort, Transport, TransportError
from kiosk.domain.device import READY, DeviceState, DeviceStatus, EvaluatorPressed
from kiosk.errors import KioskError, for_staff
from kiosk.events import Post

SLICE: Final = 0.1  # s; how long a command may wait while the line is listened to
GAP: Final = 0.3  # s of quiet after which half a frame will not be finished
FIRST_BEAT: Final = 1.0  # s a device may take to answer its first heartbeat
_SILENT: Final = DeviceStatus(DeviceState.DEGRADED, "silent", "E-EVA-02")


@dataclass(frozen=True, slots=True, eq=False)
class _Ask:
    """One evaluation. ``until``: Clock.monotonic."""

    until: float


class EvaluatorDriver:
    """Implements :class:`kiosk.devices.base.Device`. ``ask`` and ``cancel`` are for any thread."""

    name = "evaluator"

    def __init__(
        self, settings: EvaluatorSettings, open_port: OpenPort, clock: Clock, post: Post, report: Report
    ) -> None:
        self._settings = settings
        self._open_port = open_port
        self._clock = clock
        self._post = post
        self._report = report
        self._lock = threading.Lock()
        self._wanted: _Ask | None = None
        self._shown: _Ask | None = None  # what the device was told
        self._transport: Transport | None = None
        self._profile: Profile | None = None
        self._decoder: Decoder | None = None
        self._heard_at = 0.0
        self._beat_at = 0.0
        self._unanswered = 0
        self._pressed_at = float("-inf")

    # ---- commands, from any thread -------------------------------------------------------------------

    def ask(self, timeout_s: float) -> None:
        """Ask for one key. EvaluatorPressed follows, with None when nobody pressed in time. Never waits.

        The wish outlives a pulled plug; a device that is not there in all that time says nothing.
        """
        with self._lock:
            self._wanted = _Ask(self._clock.monotonic() + timeout_s)

    def cancel(self) -> None:
        """It was answered elsewhere, or the visit is over. Nothing is posted."""
        with self._lock:
            self._wanted = None

    # ---- Device --------------------------------------------------------------------------------------

    def open(self) -> None:
        profile = self._load()
        self._profile, self._decoder = profile, Decoder(profile)
        self._transport = self._open_port(self._settings.baud or profile.serial.baud)
        self._report(DeviceStatus(DeviceState.OPENING))
        self._unanswered = 0
        self._beat_at = self._clock.monotonic()
        if profile.heartbeat is not None and not self._first_beat():
            self._report(_SILENT)

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self._follow_wish()
            data = self._port.read(64, SLICE)
            for event in self._decode(data):
                self._hear(event)
            self._expire()
            self._beat()

    def close(self) -> None:
        transport, self._transport = self._transport, None
        self._shown = None
        if transport is not None:
            transport.close()

    def preflight(self) -> list[Finding]:
        """Opens the port for a moment, unless ``run`` holds it."""
        try:
            profile = self._load()
        except KioskError as error:
            return [Finding("评价器型号", False, error.detail, error.code)]
        text = f"{profile.label}，{self._settings.baud or profile.serial.baud} 波特"
        rows = [Finding("评价器型号", True, text)]
        if self._transport is None:
            try:
                self._open_port(self._settings.baud or profile.serial.baud).close()
            except TransportError as error:
                return [*rows, Finding("评价器", False, for_staff("E-EVA-01", str(error)), "E-EVA-01")]
        return [*rows, Finding("评价器", True, "串口打得开")]

    # ---- asking --------------------------------------------------------------------------------------

    def _follow_wish(self) -> None:
        """Tell the device what changed since it was last told."""
        with self._lock:
            wanted = self._wanted
            if wanted is not None and self._clock.monotonic() >= wanted.until and wanted is not self._shown:
                self._wanted = wanted = None  # it ran out while nobody was there to hear it
        if wanted is self._shown:
            return
        if wanted is None:
            self._command(self._told.stop)
        else:
            self._port.flush_input()
            self._heard.reset()
            self._command(self._told.start)
        self._shown = wanted

    def _hear(self, event: Event) -> None:
        if isinstance(event, Alive):
            return
        level = event.level if isinstance(event, Key) else None
        now = self._clock.monotonic()
        if level is not None:
            # A worn key speaks twice; the second word may fall into the next question.
            bounce = now - self._pressed_at < self._told.debounce_ms / 1000
            self._pressed_at = now
            if bounce:
                return
        if self._answered() or (self._told.accept_unsolicited and level is not None):
            self._post(EvaluatorPressed(level))

    def _answered(self) -> bool:
        """The device ends its asking by itself: what it was told is over. False when nothing was asked."""
        with self._lock:
            asked = self._shown is not None and self._wanted is self._shown
            if asked:
                self._wanted = self._shown = None
            return asked

    def _expire(self) -> None:
        with self._lock:
            shown = self._shown
            over = shown is not None and self._wanted is shown and self._clock.monotonic() >= shown.until
            if over:
                self._wanted = None
        if over:
            self._post(EvaluatorPressed(None))

    # ---- the line ------------------------------------------------------------------------------------

    def _decode(self, data: bytes) -> list[Event]:
        now = self._clock.monotonic()
        if data:
            self._heard_at = now
        elif self._heard.held and now - self._heard_at >= GAP:
            self._heard.reset()
        events = self._heard.feed(data)
        if events and self._unanswered:
            self._unanswered = 0
            self._report(READY)
        return events

    def _first_beat(self) -> bool:
        """Whether a device with a heartbeat is there at all."""
        self._beat()
        until = self._clock.monotonic() + FIRST_BEAT
        while (left := until - self._clock.monotonic()) > 0:
            if self._heard.feed(self._port.read(64, min(left, SLICE))):
                self._unanswered = 0
                return True
        return False

    def _beat(self) -> None:
        heartbeat = self._told.heartbeat
        now = self._clock.monotonic()
        if heartbeat is None or now < self._beat_at:
            return
        if self._unanswered == heartbeat.misses:
            self._report(_SILENT)
        self._unanswered += 1
        self._beat_at = now + heartbeat.every_s
        self._command(heartbeat.send)

    def _command(self, template: str | None) -> None:
        if template is not None:
            self._port.write(command(template, self._told, self._settings.address))

    def _load(self) -> Profile:
        try:
            return load_profile(self._settings.profile)
        except ValueError as error:
            raise KioskError("E-EVA-02", f"型号文件有误：{error}") from error

    @property
    def _port(self) -> Transport:
        if self._transport is None:
            raise TransportError("not open")
        return self._transport

    @property
    def _told(self) -> Profile:
        if self._profile is None:
            raise TransportError("not open")
        return self._profile

    @property
    def _heard(self) -> Decoder:
        if self._decoder is None:
            raise TransportError("not open")
        return self._decoder
