"""The microphone's policy: listens only while told to, a minute at most, and judges what came by its levels.

Nothing of a take is on a disk or in a message: whoever was told that it ended collects it here, once.
"""

import threading
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.base import Finding, Report
from kiosk.devices.microphone.judge import judge, level
from kiosk.devices.microphone.protocol import SECOND_BYTES, Frame, Meter
from kiosk.devices.microphone.source import Source
from kiosk.devices.transport.base import Transport, TransportError
from kiosk.domain.device import READY, DeviceState, DeviceStatus
from kiosk.domain.recording import KEPT, LONGEST_S, Cause, RecordingEnded, RecordingLevel
from kiosk.errors import KioskError, for_staff
from kiosk.events import Post

GONE: Final = "E-MIC-01"
NO_SOUND: Final = "E-MIC-02"
MOST_BYTES: Final = LONGEST_S * SECOND_BYTES
SLICE: Final = 0.1  # s; how soon 停止 is obeyed
LOOK: Final = 1.0  # s between looks whether it is still plugged in
STALL: Final = 2.0  # s without a byte after which it does not work any more
_READ: Final = 4096
_PER_POST: Final = SECOND_BYTES // 10
_BUSY: Final = DeviceStatus(DeviceState.BUSY)


class _Take:
    """One recording: what is asked of it, and its sound."""

    def __init__(self, recording_id: str) -> None:
        self.recording_id = recording_id
        self.stopped = threading.Event()
        self.forgotten = False
        self.sound = bytearray()
        self.frames: list[Frame] = []

    @property
    def seconds(self) -> float:
        return len(self.sound) / SECOND_BYTES

    def wipe(self) -> None:
        self.sound[:] = bytes(len(self.sound))
        self.sound.clear()
        self.frames.clear()


class MicrophoneDriver:
    """Implements :class:`kiosk.devices.base.Device`. What is above its methods is for any thread."""

    name = "microphone"

    def __init__(self, source: Source, clock: Clock, post: Post, report: Report) -> None:
        self._source = source
        self._clock = clock
        self._post = post
        self._report = report
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._asked: _Take | None = None
        self._done: _Take | None = None
        self._open = False

    # ---- commands, from any thread -------------------------------------------------------------------

    def record(self, recording_id: str) -> None:
        """Listen from now on; never waits. RecordingLevel follows ten times a second, then RecordingEnded.

        A take that goes on is stopped; one that ended and was not collected is wiped.
        """
        with self._lock:
            if self._asked is not None:
                self._asked.stopped.set()
            if self._done is not None:
                self._done.wipe()
                self._done = None
            self._asked = _Take(recording_id)
        self._wake.set()

    def stop(self) -> None:
        """That was it. RecordingEnded follows."""
        with self._lock:
            if self._asked is not None:
                self._asked.stopped.set()

    def collect(self, recording_id: str) -> bytearray | None:
        """The sound of the take that ended, once: whoever has it wipes it. None: it is not here any more."""
        with self._lock:
            done = self._done
            if done is None or done.recording_id != recording_id:
                return None
            self._done = None
            return done.sound

    def forget(self) -> None:
        """The visit is over: stop listening, keep nothing, say nothing."""
        with self._lock:
            for take in (self._asked, self._done):
                if take is not None:
                    take.forgotten = True
                    take.stopped.set()
            if self._done is not None:
                self._done.wipe()
            self._done = None

    def cancel(self) -> None:
        """The terminal stops."""
        self._wake.set()

    # ---- Device --------------------------------------------------------------------------------------

    def open(self) -> None:
        """Listens for the first bytes once: a card that is listed may still refuse."""
        if not self._source.present():
            raise TransportError("no microphone")
        self._report(DeviceStatus(DeviceState.OPENING))
        port = self._source.start()
        try:
            if not port.read(_READ, STALL):
                raise KioskError(NO_SOUND, "no sound came")
        finally:
            port.close()
        self._open = True

    def run(self, stop: threading.Event) -> None:
        looked = self._clock.monotonic()
        while True:
            self._wake.clear()
            if stop.is_set():  # only now: a stop that came before was woken for, too
                return
            take = self._taken()
            if take is not None and take.stopped.is_set():
                self._end(take, Cause.ASKED)  # before anything was heard: the microphone stays closed
            elif take is not None:
                self._record(take, stop)
                looked = self._clock.monotonic()
            elif not self._clock.wait(self._wake, looked + LOOK - self._clock.monotonic()):
                looked = self._clock.monotonic()
                if not self._source.present():
                    raise TransportError("unplugged")

    def close(self) -> None:
        """Somebody may be waiting for the end of a take that never began."""
        self._open = False
        take = self._taken()
        if take is not None:
            self._end(take, Cause.LOST)

    def preflight(self) -> list[Finding]:
        """Listens for a moment, unless ``run`` does."""
        name = self._source.name
        if self._open:
            return [Finding("话筒", True, f"{name}，打得开")]
        try:
            if not self._source.present():
                raise TransportError(name)
            port = self._source.start()
            try:
                heard = port.read(_READ, STALL)
            finally:
                port.close()
        except TransportError as error:
            return [Finding("话筒", False, for_staff(GONE, str(error)), GONE)]
        if not heard:
            return [Finding("话筒", False, for_staff(NO_SOUND), NO_SOUND)]
        return [Finding("话筒", True, f"{name}，有声音进来")]

    # ---- a take --------------------------------------------------------------------------------------

    def _taken(self) -> _Take | None:
        with self._lock:
            return self._asked

    def _record(self, take: _Take, stop: threading.Event) -> None:
        """Raises what ended it, if that was the microphone's; what was said until then is kept."""
        cause = Cause.LOST
        port: Transport | None = None
        self._report(_BUSY)
        try:
            port = self._source.start()
            cause = self._listen(port, take, stop)
        finally:
            if port is not None:
                port.close()
            self._end(take, cause)
        self._report(READY)

    def _listen(self, port: Transport, take: _Take, stop: threading.Event) -> Cause:
        meter = Meter()
        heard_at, told = self._clock.monotonic(), 0
        while not (take.stopped.is_set() or stop.is_set()):
            data = port.read(min(_READ, MOST_BYTES - len(take.sound)), SLICE)
            if not data:
                if self._clock.monotonic() - heard_at >= STALL:
                    raise KioskError(NO_SOUND, "the sound stopped")
                continue
            heard_at = self._clock.monotonic()
            take.sound += data
            take.frames += meter.feed(data)
            if len(take.sound) - told >= _PER_POST:
                told = len(take.sound)
                self._post(RecordingLevel(take.recording_id, take.seconds, level(take.frames[-5:])))
            if len(take.sound) >= MOST_BYTES:
                return Cause.LIMIT
        return Cause.ASKED

    def _end(self, take: _Take, cause: Cause) -> None:
        verdict = judge(take.frames)
        seconds = take.seconds
        with self._lock:
            if self._asked is take:
                self._asked = None
            forgotten = take.forgotten
            if forgotten or verdict not in KEPT:
                take.wipe()
            else:
                self._done = take
        if not forgotten:
            self._post(RecordingEnded(take.recording_id, seconds, verdict, cause))
