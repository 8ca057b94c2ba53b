"""The scanner's policy: dark until a code is asked for, each code once, and nothing kept for later.

What is read while nobody asks is drained and dropped: a code held under the window before must not open
somebody else's reply afterwards, nor may a slip that was left lying there. Nothing of what a code says is
logged or kept; to know one again, four bytes of a keyed digest are enough, and too little to tell a code by.
"""

import hashlib
import os
import threading
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.base import Finding, Report
from kiosk.devices.model_line import ModelKind, ModelLine
from kiosk.devices.scanner.profile import Command, Profile, load_profile
from kiosk.devices.scanner.protocol import Answer, Code, Decoder, Frame, Garbled, NoRead
from kiosk.devices.scanner.settings import ScannerSettings
from kiosk.devices.transport.base import OpenPort, Transport
from kiosk.devices.transport.listening import patience
from kiosk.domain.device import READY, CodeLies, CodeScanned, DeviceState, DeviceStatus
from kiosk.events import Post

PACKET_BITS: Final = 64 * 10  # a USB adapter hands over up to 64 bytes at once: silence is longer than that
FIRST_ANSWER: Final = 1.0  # s a model that answers may take for its first word
SETTLE: Final = 0.3  # s in which one that does not answer still says something to its settings
AGAIN: Final = 0.3  # s before a model that saw nothing is told to look again
GREET_AGAIN: Final = 10.0  # s after which a silent one is set up anew: it may have got its power back
_DRAIN_READS: Final = 16
LEFT: Final = 600.0  # s for which a code seen before may still be lying there when one is asked for again
AT_ONCE: Final = 1.5  # s; sooner nobody holds a code there who did not before
_SEEN_MOST: Final = 8  # codes told apart while all of them lie there
_READ_MOST: Final = 1024
_KIND: Final = ModelKind("扫码器", "E-SCN-01", "E-SCN-02", load_profile, Decoder)
_REFUSES: Final = DeviceStatus(DeviceState.DEGRADED, "refuses", "E-SCN-02")


class _Wish:
    """One asking: known by being itself. ``fresh``: what lies there counts too."""

    def __init__(self, fresh: bool) -> None:
        self.fresh = fresh


class ScannerDriver:
    """Implements :class:`kiosk.devices.base.Device`. Posts CodeScanned while asked.

    ``start_scanning`` and ``stop_scanning`` return at once and may be called from any thread, whether or not
    the scanner is there: the wish outlives a pulled plug. After ``stop_scanning`` nothing is posted.
    """

    name = "scanner"

    def __init__(
        self, settings: ScannerSettings, open_port: OpenPort, clock: Clock, post: Post, report: Report
    ) -> None:
        self._settings = settings
        self._line = ModelLine(_KIND, settings, open_port)
        self._clock = clock
        self._post = post
        self._report = report
        self._lock = threading.Lock()
        self._wanted: _Wish | None = None
        self._shown: _Wish | None = None  # what the scanner was told
        self._until = float("inf")
        self._quiet = 0.0
        self._quiet_at = 0.0  # when what is held will not go on
        self._on_at = float("inf")  # when ``on`` is said the next time
        self._beat_at = float("inf")
        self._unanswered = 0
        self._silent = False
        self._key = os.urandom(16)
        self._seen: dict[bytes, float] = {}  # codes and when (Clock.monotonic), the latest last
        self._lies_until = float("-inf")  # by when a code that was withheld is taken for gone, unless seen
        self._told_lies = False
        self._wary = False  # nobody knows yet what lay there before this program began
        self._strange_until = float("-inf")

    # ---- commands, from any thread -------------------------------------------------------------------

    def start_scanning(self, fresh: bool = False) -> None:
        """Hand on every code held before the scanner from now on, each once while it stays there.

        One that stayed there since it was handed on before is not handed on again, but said to lie there
        (CodeLies); unless ``fresh``: somebody asks for what lies there.
        """
        with self._lock:
            self._wanted = _Wish(fresh)
        self._line.wake()

    def stop_scanning(self) -> None:
        """Nobody waits for a code any more; what is being read is dropped."""
        with self._lock:
            self._wanted = None
        self._line.wake()

    def cancel(self) -> None:
        """The terminal stops."""
        self._line.wake()

    def beware(self) -> None:
        """Before the first asking: a code seen there at once was left by whoever was there before.

        For a program that follows another: it must not open to the next what lies there of the last.
        """
        self._wary = True

    # ---- Device --------------------------------------------------------------------------------------

    def open(self) -> None:
        line = self._line
        line.open()
        self._report(DeviceStatus(DeviceState.OPENING))
        self._quiet = line.model.idle_ms / 1000 + PACKET_BITS / line.baud
        self._quiet_at = self._clock.monotonic()
        self._unanswered = 0
        answered = self._greet(line.port, line.model, line.decoder)
        self._silent = False
        if not answered:
            self._fall_silent()
        self._rest()

    def run(self, stop: threading.Event, until: float = float("inf")) -> None:
        """``until``: Clock.monotonic; for whoever scans one code and waits no longer."""
        self._until = until
        while not stop.is_set() and self._clock.monotonic() < until:
            self._follow_wish()
            self._hear_all()
            self._say_whether_one_lies()
            self._keep_looking()
            self._beat()
        if self._shown is not None:
            self._tell(self._line.model.off)

    def close(self) -> None:
        self._shown = None
        self._lies_until = float("-inf")
        self._say_whether_one_lies()
        self._line.close()

    def preflight(self) -> list[Finding]:
        """Opens the port for a moment, unless ``run`` holds it."""
        return self._line.preflight("已连接", self._tried)

    # ---- asking --------------------------------------------------------------------------------------

    def _follow_wish(self) -> None:
        """Tell the scanner what changed since it was last told; also what changes while it is told."""
        while (wanted := self._wish()) is not self._shown:
            self._show(wanted)

    def _wish(self) -> _Wish | None:
        with self._lock:
            return self._wanted

    def _show(self, wanted: _Wish | None) -> None:
        self._lies_until = float("-inf")
        if wanted is None:
            self._tell(self._line.model.off)
            self._rest()
        else:
            self._drain()
            self._remember(wanted.fresh)
            self._look()
        self._shown = wanted

    def _look(self) -> None:
        """Say ``on``; again in a while, since models give up by themselves."""
        self._tell(self._line.model.on)
        self._on_at = self._clock.monotonic() + self._line.model.retrigger_s
        self._beat_at = float("inf")

    def _rest(self) -> None:
        self._on_at = float("inf")
        self._beat_at = self._clock.monotonic() + self._every

    @property
    def _every(self) -> float:
        """Seconds between two signs of life to ask for, at rest."""
        heartbeat = self._line.model.heartbeat
        if heartbeat is not None:
            return heartbeat.every_s
        return GREET_AGAIN if self._silent else float("inf")

    def _drain(self) -> None:
        """What was read before anybody asked goes, also the half whose other half is still on its way.

        A model that is never dark may have sent all of it, and none has come out of its adapter yet.
        """
        now = self._clock.monotonic()
        until = now if self._line.model.on is not None else now + self._quiet
        for _ in range(_DRAIN_READS):
            data = self._line.port.read(_READ_MOST, until - now)
            now = self._clock.monotonic()
            if data:
                self._quiet_at = now + self._quiet
                self._line.decoder.feed(data)
            elif now >= until:
                break
        self._line.decoder.skip()

    def _remember(self, fresh: bool) -> None:
        """What was handed on a while ago and is seen at once still lies there; ``fresh``: no matter."""
        if fresh:
            self._seen.clear()
        now = self._clock.monotonic()
        self._strange_until = now + AT_ONCE if self._wary and not fresh else float("-inf")
        self._wary = False
        as_if_seen = now - self._settings.blanking_ms / 1000 + AT_ONCE
        self._seen = {code: as_if_seen for code, at in self._seen.items() if now - at < LEFT}

    def _keep_looking(self) -> None:
        if self._clock.monotonic() >= self._on_at:
            self._look()

    # ---- hearing -------------------------------------------------------------------------------------

    def _hear_all(self) -> None:
        """On its own, so that no loop's local keeps the last code."""
        for frame in self._listen(self._patience):
            self._hear(frame)

    def _hear(self, frame: Frame) -> None:
        if isinstance(frame, Garbled | NoRead) and self._shown is not None:
            # A torn code, or none: whoever holds one there goes on holding it, and the model may be dark now.
            self._on_at = min(self._on_at, self._clock.monotonic() + AGAIN)
        if isinstance(frame, Garbled):
            return
        refused = isinstance(frame, Answer) and not frame.good and self._shown is not None
        self._unanswered, self._silent = 0, False
        self._report(_REFUSES if refused else READY)
        if isinstance(frame, Code) and self._shown is not None:
            self._deliver(frame.text, self._shown)

    def _deliver(self, text: str, wish: _Wish) -> None:
        """The same code again and again is one code, until it was away for a while."""
        now = self._clock.monotonic()
        blanking = self._settings.blanking_ms / 1000
        code = hashlib.blake2b(text.encode(), digest_size=4, key=self._key).digest()
        held = now - self._seen.pop(code, float("-inf")) < blanking or now < self._strange_until
        self._seen[code] = now
        if len(self._seen) > _SEEN_MOST:
            del self._seen[next(iter(self._seen))]
        self._on_at = now + blanking / 3  # so often that one spoilt reading between does not make it two
        if held:
            self._lies_until = now + blanking
            return
        with self._lock:
            if self._wanted is wish:
                self._post(CodeScanned(text))

    def _say_whether_one_lies(self) -> None:
        """On change only. A code that is withheld in silence would let its owner wait for ever."""
        lies = self._clock.monotonic() < self._lies_until
        if lies != self._told_lies:
            self._told_lies = lies
            self._post(CodeLies(lies))

    # ---- the line ------------------------------------------------------------------------------------

    @property
    def _patience(self) -> float:
        """How long to listen now: until what is held is all, a code is gone, or something is to be said."""
        due = [self._until, self._on_at, self._beat_at]
        if self._line.decoder.pending:
            due.append(self._quiet_at)
        if self._told_lies:
            due.append(self._lies_until)
        return patience(self._clock.monotonic(), *due)

    def _listen(self, seconds: float) -> list[Frame]:
        data = self._line.port.read(_READ_MOST, seconds)
        now = self._clock.monotonic()
        if data:
            self._quiet_at = now + self._quiet
            return self._line.decoder.feed(data)
        if self._line.decoder.pending and now >= self._quiet_at:
            return self._line.decoder.idle()
        return []

    def _greet(self, port: Transport, profile: Profile, decoder: Decoder) -> bool:
        """Set up anew, and dark; False when the model should have answered and did not."""
        for command in profile.greeting:
            port.write(command.data)
        answers = sum(command.answer is not None for command in profile.greeting)
        missing = answers
        until = self._clock.monotonic() + (FIRST_ANSWER if answers else SETTLE)
        while (left := until - self._clock.monotonic()) > 0:
            frames = decoder.feed(port.read(_READ_MOST, left))
            missing -= sum(isinstance(frame, Answer) for frame in frames)
            if answers and missing <= 0:
                return True
        decoder.skip()
        return missing < answers or not answers

    def _tried(self, port: Transport, profile: Profile) -> Finding:
        answered = self._greet(port, profile, Decoder(profile))
        if answered and not profile.answers:
            return Finding(_KIND.label, True, "串口打得开；这种型号不回答，拿一个码试扫一次")
        if answered:
            return Finding(_KIND.label, True, "有回答")
        return Finding(_KIND.label, False, "串口打得开，扫码器没有回答", _KIND.fault_code)

    def _beat(self) -> None:
        if self._clock.monotonic() < self._beat_at:
            return
        for command in self._line.model.greeting if self._silent else [self._line.model.off]:
            self._tell(command)
        self._beat_at = self._clock.monotonic() + self._every

    def _fall_silent(self) -> None:
        self._silent = True
        self._report(_KIND.silent)

    def _tell(self, command: Command | None) -> None:
        if command is None:
            return
        heartbeat = self._line.model.heartbeat
        if heartbeat is not None and self._unanswered >= heartbeat.misses:
            self._fall_silent()
        self._unanswered += 1
        self._line.port.write(command.data)
