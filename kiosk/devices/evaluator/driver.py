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
from kiosk.devices.model_line import ModelKind, ModelLine
from kiosk.devices.transport.base import OpenPort, Transport
from kiosk.devices.transport.listening import patience
from kiosk.domain.device import READY, DeviceState, DeviceStatus, EvaluatorPressed
from kiosk.events import Post

GAP: Final = 0.3  # s of quiet after which half a frame will not be finished
FIRST_BEAT: Final = 1.0  # s a device may take to answer its first heartbeat
_KIND: Final = ModelKind("评价器", "E-EVA-01", "E-EVA-02", load_profile, Decoder)


@dataclass(frozen=True, slots=True, eq=False)
class _Ask:
    """One evaluation. ``until``: Clock.monotonic."""

    until: float


class EvaluatorDriver:
    """Implements :class:`kiosk.devices.base.Device`. ``ask`` and ``stop_asking`` are for any thread."""

    name = "evaluator"

    def __init__(
        self, settings: EvaluatorSettings, open_port: OpenPort, clock: Clock, post: Post, report: Report
    ) -> None:
        self._settings = settings
        self._line = ModelLine(_KIND, settings, open_port)
        self._clock = clock
        self._post = post
        self._report = report
        self._lock = threading.Lock()
        self._wanted: _Ask | None = None
        self._shown: _Ask | None = None  # what the device was told
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
        self._line.wake()

    def stop_asking(self) -> None:
        """It was answered elsewhere, or the visit is over. Nothing is posted."""
        with self._lock:
            self._wanted = None
        self._line.wake()

    def cancel(self) -> None:
        """The terminal stops."""
        self._line.wake()

    # ---- Device --------------------------------------------------------------------------------------

    def open(self) -> None:
        self._line.open()
        self._report(DeviceStatus(DeviceState.OPENING))
        self._unanswered = 0
        self._beat_at = self._clock.monotonic()
        if self._line.model.heartbeat is not None and not self._first_beat():
            self._report(_KIND.silent)

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self._follow_wish()
            data = self._line.port.read(64, self._patience())
            for event in self._decode(data):
                self._hear(event)
            self._expire()
            self._beat()

    def close(self) -> None:
        self._shown = None
        self._line.close()

    def preflight(self) -> list[Finding]:
        """Opens the port for a moment, unless ``run`` holds it."""
        return self._line.preflight("串口打得开", _tried)

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
            self._command(self._line.model.stop)
        else:
            self._line.port.flush_input()
            self._line.decoder.reset()
            self._command(self._line.model.start)
        self._shown = wanted

    def _hear(self, event: Event) -> None:
        if isinstance(event, Alive):
            return
        level = event.level if isinstance(event, Key) else None
        now = self._clock.monotonic()
        if level is not None:
            # A worn key speaks twice; the second word may fall into the next question.
            bounce = now - self._pressed_at < self._line.model.debounce_ms / 1000
            self._pressed_at = now
            if bounce:
                return
        if self._answered() or (self._line.model.accept_unsolicited and level is not None):
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

    def _patience(self) -> float:
        """How long to listen now."""
        due = [self._heard_at + GAP] if self._line.decoder.held else []
        if self._shown is not None:
            due.append(self._shown.until)
        if self._line.model.heartbeat is not None:
            due.append(self._beat_at)
        return patience(self._clock.monotonic(), *due)

    def _decode(self, data: bytes) -> list[Event]:
        now = self._clock.monotonic()
        if data:
            self._heard_at = now
        elif self._line.decoder.held and now - self._heard_at >= GAP:
            self._line.decoder.reset()
        events = self._line.decoder.feed(data)
        if events and self._unanswered:
            self._unanswered = 0
            self._report(READY)
        return events

    def _first_beat(self) -> bool:
        """Whether a device with a heartbeat is there at all."""
        self._beat()
        until = self._clock.monotonic() + FIRST_BEAT
        while (left := until - self._clock.monotonic()) > 0:
            if self._line.decoder.feed(self._line.port.read(64, left)):
                self._unanswered = 0
                return True
        return False

    def _beat(self) -> None:
        heartbeat = self._line.model.heartbeat
        now = self._clock.monotonic()
        if heartbeat is None or now < self._beat_at:
            return
        if self._unanswered == heartbeat.misses:
            self._report(_KIND.silent)
        self._unanswered += 1
        self._beat_at = now + heartbeat.every_s
        self._command(heartbeat.send)

    def _command(self, template: str | None) -> None:
        if template is not None:
            self._line.port.write(command(template, self._line.model, self._settings.address))


def _tried(_port: Transport, _model: Profile) -> Finding:
    return Finding(_KIND.label, True, "串口打得开")
