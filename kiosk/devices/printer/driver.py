"""The printer's policy: ask before, send, wait, ask after, and say no more than was seen.

No printer tells when paper is in a hand. SENT therefore means: status good before the first byte, there all
the while the paper came out, and good again once it must be out; REFUSED: bad before, nothing was sent;
UNCERTAIN: all the rest.
"""

import logging
import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.devices.base import Finding, Report
from kiosk.devices.printer.encode import ESC, encode_cut
from kiosk.devices.printer.glyphs import Glyphs
from kiosk.devices.printer.layout import Job, compose, render
from kiosk.devices.printer.protocol import (
    PrinterStatus,
    Ready,
    Silent,
    answers_in,
    device_status,
    query,
)
from kiosk.devices.printer.query import ask
from kiosk.devices.printer.settings import DOTS_PER_MM, PrinterSettings
from kiosk.devices.transport.base import OpenPort, Transport, TransportError
from kiosk.devices.transport.listening import patience
from kiosk.domain.device import READY, DeviceState, DeviceStatus, PrintOutcome, PrintReported
from kiosk.errors import ERRORS, for_staff
from kiosk.events import Post
from kiosk.words.slips import AnySlip

_LOG: Final = logging.getLogger(__name__)

CHUNK: Final = 256  # bytes; 22 ms at 115200 baud
BUFFER: Final = 2048  # bytes a printer surely takes ahead of its paper
AFTER: Final = 0.3  # s between the last dot, by our reckoning, and the question whether all is well
WATCH: Final = 0.2  # s between two questions while the paper comes out
LOST: Final = 1  # of those answers may get lost on the line
QUEUE: Final = 4  # jobs; one visit prints a receipt and perhaps a guide

Answer = tuple[PrintOutcome, str]
_UNCERTAIN: Final[Answer] = (PrintOutcome.UNCERTAIN, "E-PRN-06")
_ABSENT: Final[Answer] = (PrintOutcome.REFUSED, "E-PRN-01")


@dataclass(slots=True)
class _Work:
    """A job and how far it came. ``payload`` is dropped with this object; it is on no disk."""

    job_id: str
    payload: AnySlip = field(repr=False)
    began: bool = False


class PrinterDriver:
    """Implements :class:`kiosk.devices.base.Device`. ``print_job`` and ``forget`` are for any thread."""

    name = "printer"

    def __init__(
        self,
        settings: PrinterSettings,
        open_port: OpenPort,
        fonts_dir: Path,
        clock: Clock,
        post: Post,
        report: Report,
    ) -> None:
        self._settings = settings
        self._open_port = open_port
        self._fonts_dir = fonts_dir
        self._clock = clock
        self._post = post
        self._report = report
        self._asks = settings.status == "required"
        self._paper = settings.paper
        self._lock = threading.Lock()
        self._queue: deque[_Work] = deque()
        self._serving = False
        self._transport: Transport | None = None
        self._glyphs: Glyphs | None = None
        self._poll_at = 0.0
        self._last: PrinterStatus = Silent()
        self._current = ""
        self._working = False
        self._broken = 0  # longest command of a job that broke off: its rest may still be awaited

    # ---- commands, from any thread -------------------------------------------------------------------

    def print_job(self, job_id: str, slip: AnySlip) -> None:
        """Queue a slip; its end is posted as PrintReported, once. Never waits. A known id is ignored."""
        with self._lock:
            if job_id == self._current or any(work.job_id == job_id for work in self._queue):
                return
            taken = self._serving and len(self._queue) < QUEUE
            if taken:
                self._queue.append(_Work(job_id, slip))
        if not taken:
            self._tell(job_id, _ABSENT)
        self._wake()

    def forget(self) -> None:
        """End of a visit: drop what was not begun, unreported. What is coming out of the slot goes on."""
        with self._lock:
            self._queue.clear()

    def idle(self) -> bool:
        """Whether no slip is waiting or on its way."""
        with self._lock:
            return not self._queue and not self._working

    def cancel(self) -> None:
        """The terminal stops; what is coming out of the slot is left to come out."""
        self._wake()

    def _wake(self) -> None:
        transport = self._transport
        if transport is not None:
            transport.wake()

    # ---- Device --------------------------------------------------------------------------------------

    def open(self) -> None:
        self._transport = self._open_port(self._settings.baud)
        self._report(DeviceStatus(DeviceState.OPENING))
        self._load_glyphs()
        if self._asks:
            self._poll()
        else:
            self._last = Ready()
            self._report(READY)
        with self._lock:
            self._serving = True

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            if isinstance(self._last, Ready):
                self._clear_broken(stop)
            work = self._next()
            if work is not None:
                self._serve(work, stop)
            elif self._asks and self._clock.monotonic() >= self._poll_at:
                self._poll()
            else:
                # Listening is how a pulled plug is noticed; what arrives unasked is thrown away.
                due = self._poll_at if self._asks else float("inf")
                self._port.read(64, patience(self._clock.monotonic(), due))

    def close(self) -> None:
        with self._lock:
            self._serving = False
            left = list(self._queue)
            self._queue.clear()
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.close()
        for work in left:
            self._tell(work.job_id, _ABSENT)

    def preflight(self) -> list[Finding]:
        """Opens the port for a moment, unless ``run`` holds it. Prints nothing."""
        self._load_glyphs()
        drawn = self._glyphs is not None
        text = "字库没有的字会画成图" if drawn else ERRORS["E-FNT-01"].staff
        return [self._look(), Finding("打印机字体", drawn, text, "" if drawn else "E-FNT-01")]

    def _look(self) -> Finding:
        check = "打印机"
        status = self._last
        if self._transport is None:
            try:
                port = self._open_port(self._settings.baud)
            except TransportError as error:
                return Finding(check, False, for_staff("E-PRN-01", str(error)), "E-PRN-01")
            try:
                status = ask(port, self._clock) if self._asks else Ready()
            except TransportError:
                return Finding(check, False, "说到一半断了", "E-PRN-05")
            finally:
                port.close()
        told = device_status(status)
        if told.code:
            return Finding(check, False, ERRORS[told.code].staff, told.code)
        if not self._asks:
            return Finding(check, True, "打得开；配置为不问状态")
        return Finding(check, True, "纸快用完了" if told.reason else "有回答，可以打印")

    # ---- one job -------------------------------------------------------------------------------------

    def _next(self) -> _Work | None:
        with self._lock:
            work = self._queue.popleft() if self._queue else None
            self._current = work.job_id if work is not None else ""
            self._working = work is not None
            return work

    def _serve(self, work: _Work, stop: threading.Event) -> None:
        """Exactly one PrintReported, whatever happens."""
        try:
            answer = self._attempt(work, stop)
        except Exception as error:
            gone = isinstance(error, TransportError)
            refused = _ABSENT if gone else (PrintOutcome.REFUSED, "E-PRN-04")
            self._tell(work.job_id, _UNCERTAIN if work.began else refused)
            raise
        else:
            self._tell(work.job_id, answer)
        finally:
            with self._lock:
                self._working = False

    def _attempt(self, work: _Work, stop: threading.Event) -> Answer:
        if self._asks:
            before = self._poll()
            if not isinstance(before, Ready):
                return PrintOutcome.REFUSED, device_status(before).code
            self._clear_broken(stop)
        job = render(compose(work.payload, self._paper), self._paper, self._glyphs)
        self._report(DeviceStatus(DeviceState.BUSY))
        self._broken = job.longest
        whole = self._send(work, job, stop)
        if not self._asks:
            self._report(READY)
            self._broken = 0 if whole else self._broken
            return _UNCERTAIN
        after: PrinterStatus = Silent() if stop.is_set() else self._poll()
        if not whole or not isinstance(after, Ready):
            return _UNCERTAIN
        self._broken = 0
        return PrintOutcome.SENT, ""

    def _send(self, work: _Work, job: Job, stop: threading.Event) -> bool:
        """Write the job no faster than paper moves, then watch until it must be out. False: told to stop, or
        the printer was not well all the time.

        Without flow control a printer that gets too far behind drops bytes; and a plug pulled in the
        middle is noticed in the middle.
        """
        began = self._clock.monotonic()
        takes = max(job.dots / DOTS_PER_MM / self._settings.speed_mm_s, self._wire_seconds(len(job.data)))
        for offset in range(0, len(job.data), CHUNK):
            if not self._wait_until(began + takes * max(0, offset - BUFFER) / len(job.data), stop):
                return False
            work.began = True
            self._port.write(job.data[offset : offset + CHUNK])
        return self._watch(began + takes + AFTER, stop)

    def _watch(self, moment: float, stop: threading.Event) -> bool:
        """Ask all the while: a printer that starts anew in the middle (its supply dips when the head heats)
        has forgotten the slip, and says afterwards that all is well.

        Answers are counted and not waited for: questions stand behind the job's own bytes on the wire.
        """
        missing = 0
        while not stop.is_set() and (left := moment - self._clock.monotonic()) > 0:
            if self._asks and left > WATCH:
                self._port.write(query(1))
                missing += 1
            heard = self._listen(self._clock.monotonic() + min(left, WATCH), stop)
            missing = max(0, missing - len(answers_in(heard)))
        return not stop.is_set() and missing <= LOST

    def _wait_until(self, moment: float, stop: threading.Event) -> bool:
        self._listen(moment, stop)
        return not stop.is_set()

    def _listen(self, moment: float, stop: threading.Event) -> bytes:
        heard = b""
        while not stop.is_set() and (now := self._clock.monotonic()) < moment:
            heard += self._port.read(64, patience(now, moment))
        return heard

    def _wire_seconds(self, count: int) -> float:
        return count * 10 / self._settings.baud if self._settings.connection == "serial" else 0.0

    def _clear_broken(self, stop: threading.Event) -> None:
        """After a job that broke off: end its last command, throw its line away, cut the piece off.

        The printer may still wait for the rest of a picture and would swallow the next slip's head; zeros
        are white dots to it then, and nothing at all otherwise.
        """
        if self._broken:
            data = bytes(self._broken) + ESC + b"@" + encode_cut(self._paper)
            self._port.write(data)
            self._broken = 0
            self._wait_until(self._clock.monotonic() + self._wire_seconds(len(data)), stop)

    def _tell(self, job_id: str, answer: Answer) -> None:
        outcome, code = answer
        _LOG.info("printer.job", extra={"job": job_id, "outcome": outcome.value, "code": code})
        self._post(PrintReported(job_id, outcome, code))

    # ---- status --------------------------------------------------------------------------------------

    def _poll(self) -> PrinterStatus:
        """Ask, and report what was answered."""
        self._last = ask(self._port, self._clock)
        self._report(device_status(self._last))
        self._poll_at = self._clock.monotonic() + self._settings.poll_s
        return self._last

    @property
    def _port(self) -> Transport:
        if self._transport is None:
            raise TransportError("not open")
        return self._transport

    def _load_glyphs(self) -> None:
        try:
            self._glyphs = self._glyphs or Glyphs(self._fonts_dir)
        except OSError:
            _LOG.warning("printer.no_font", extra={"code": "E-FNT-01"})
