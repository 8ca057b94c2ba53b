"""Prints a PDF on A4 through CUPS, over its Unix socket: from memory, without a file and without a shell.

It says 已送到打印机 only of a job CUPS calls done, with the printer's state good before and after.
"""

import http.client
import logging
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from threading import Event
from typing import Final

from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.documents import ipp
from kiosk.documents.in_memory import spool_fault
from kiosk.documents.ipp import Answer, Operation, Tag
from kiosk.domain.device import PrintOutcome

_LOG: Final = logging.getLogger(__name__)
USER: Final = "kiosk"
JOB_NAME: Final = "文书"  # always the same: the queue tells nobody what is printed
MEDIA: Final = "iso_a4_210x297mm"
POLL_S: Final = 1.0
TALK_S: Final = 10.0
ANSWER_MAX_BYTES: Final = 65_536
TROUBLE_POLLS: Final = 8  # so long a printer may say it needs somebody before the job is taken back
AWAY_POLLS: Final = 20  # so long it may not answer at all: one that slept needs its time
GOING_POLLS: Final = 8  # so long a job that was taken back may need to stop
NOT_THERE: Final = "E-SHT-01"
NEEDS_HELP: Final = "E-SHT-02"
REFUSED: Final = "E-SHT-03"
ON_DISK: Final = "E-SHT-04"
UNCLEAR: Final = "E-SHT-05"
_JOB_ASKED: Final = ("job-state", "job-printer-state-message")
_ASKED: Final = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs")
# What backends of CUPS 2.4 say, in English, while there is no printer; it has no reason for that.
_AWAY: Final = re.compile(
    "not exist|unreachable|not responding|unable to (?:locate|connect)|waiting for printer to become", re.I
)
# What keeps a paper from coming out; others only warn. RFC 8011, 5.4.12; "-error" may follow.
_STUCK: Final = (
    "media-empty",
    "media-needed",
    "media-jam",
    "cover-open",
    "door-open",
    "interlock-open",
    "toner-empty",
    "marker-supply-empty",
    "offline",
    "shutdown",
    "connecting-to-device",
    "timed-out",
    "paused",
    "stopped",
)


class _Printer(IntEnum):
    STOPPED = 5


class _Job(IntEnum):
    """States of a job that is over (RFC 8011, 5.3.7); before them it waits, or is at work."""

    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


_GONE: Final = 0  # CUPS does not know it any more: it left the queue, nobody can say how


class TalkError(Exception):
    """CUPS could not be asked, or answered nothing of use. ``sent``: all of the request had gone out."""

    def __init__(self, reason: str, *, sent: bool = False) -> None:
        super().__init__(reason)
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Standing:
    """``fault``: a code; empty: it can print. ``reasons``: as the printer says them, for staff.

    ``shut``: nothing would be printed whatever the printer says. Else the fault is what CUPS last heard, in
    the job before: it asks a printer only while it prints.
    """

    fault: str = ""
    reasons: tuple[str, ...] = ()
    shut: bool = False


@dataclass(frozen=True, slots=True)
class _Going:
    """A job: its state, and whether there is no printer for it."""

    state: int
    away: bool = False

    @property
    def over(self) -> bool:
        return self.state in (_Job.CANCELED, _Job.ABORTED, _Job.COMPLETED, _GONE)


@dataclass(frozen=True, slots=True)
class Printed:
    outcome: PrintOutcome
    code: str = ""


class _Socket(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=TALK_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(TALK_S)
        self.sock.connect(str(self._path))


def build(config: Config, clock: Clock) -> "SheetPrinter | None":
    """As the configuration says; None where no printer for A4 is set up."""
    chosen = config.documents
    if not chosen.printer:
        return None
    return SheetPrinter(chosen.printer, chosen.server, chosen.spool, clock, chosen.wait_s)


class SheetPrinter:
    """``queue``: its name in CUPS; ``wait_s``: how long one paper may take. One at a time, on any thread."""

    def __init__(
        self,
        queue: str,
        server: Path,
        spool: Path,
        clock: Clock,
        wait_s: float = 120.0,
        fault: Callable[[Path], str] = spool_fault,
    ) -> None:
        self._queue = queue
        self._server = server
        self._spool = spool
        self._clock = clock
        self._wait_s = wait_s
        self._fault = fault
        self._number = 0

    # ---- for the doctor

    def kept_on_disk(self) -> str:
        """Why nothing may be printed here, in Chinese for staff; empty: a paper stays in memory."""
        return self._fault(self._spool)

    def standing(self) -> Standing:
        """How the printer is now. Raises TalkError."""
        about = ((Tag.KEYWORD, "requested-attributes", _ASKED),)
        found = self._asked(Operation.GET_PRINTER, about)
        reasons = tuple(one for one in found.words("printer-state-reasons") if one != "none")
        if not found.good:
            return Standing(NOT_THERE, (f"0x{found.status:04x}",), shut=True)
        stuck = any(one.startswith(_STUCK) for one in reasons)
        accepting = found.found.get("printer-is-accepting-jobs", (True,))[0]
        shut = found.number("printer-state") == _Printer.STOPPED or not accepting
        if shut or stuck:
            return Standing(NEEDS_HELP, reasons or ("stopped",), shut)
        return Standing("", reasons)

    # ---- printing

    def clear(self) -> None:
        """Nothing comes out that was left by a process that ended in the middle of a job."""
        about = ((Tag.BOOLEAN, "my-jobs", (True,)), (Tag.KEYWORD, "requested-attributes", ("job-id",)))
        try:
            left = self._asked(Operation.GET_JOBS, about).numbers("job-id")
        except TalkError as error:
            _LOG.info("sheets.silent", extra={"code": NOT_THERE, "reason": str(error)})
            return
        for job in left:
            self._take_back(job)
            self._forgotten(job)

    def print(self, pdf: memoryview, stop: Event) -> Printed:
        """Waits until it is printed, or not. ``stop``: whoever wanted it has gone; the job is taken back."""
        if self.kept_on_disk():
            _LOG.error("sheets.on_disk", extra={"code": ON_DISK})
            return Printed(PrintOutcome.REFUSED, ON_DISK)
        try:
            before = self.standing()
        except TalkError as error:
            _LOG.error("sheets.silent", extra={"code": NOT_THERE, "reason": str(error)})
            return Printed(PrintOutcome.REFUSED, NOT_THERE)
        if before.shut:
            _LOG.error("sheets.not_ready", extra={"code": before.fault, "reasons": list(before.reasons)})
            return Printed(PrintOutcome.REFUSED, before.fault)
        if stop.is_set():
            return Printed(PrintOutcome.REFUSED, REFUSED)
        try:
            job = self._send(pdf)
        except TalkError as error:
            _LOG.error("sheets.unsent", extra={"code": UNCLEAR if error.sent else REFUSED})
            return (
                Printed(PrintOutcome.UNCERTAIN, UNCLEAR)
                if error.sent
                else Printed(PrintOutcome.REFUSED, REFUSED)
            )
        if not job:
            return Printed(PrintOutcome.REFUSED, REFUSED)
        try:
            return self._followed(job, stop)
        finally:
            self._forgotten(job)

    def _send(self, pdf: memoryview) -> int:
        """The job's number; 0: refused."""
        about = (
            (Tag.NAME, "job-name", (JOB_NAME,)),
            (Tag.MIME, "document-format", ("application/pdf",)),
        )
        template = ((Tag.KEYWORD, "media", (MEDIA,)), (Tag.KEYWORD, "sides", ("one-sided",)))
        found = self._asked(Operation.PRINT_JOB, about, template, pdf)
        if not found.good:
            _LOG.error("sheets.refused", extra={"code": REFUSED, "status": found.status})
            return 0
        return found.number("job-id")

    def _followed(self, job: int, stop: Event) -> Printed:
        trouble = away = looked = 0
        until = self._clock.monotonic() + self._wait_s
        while self._clock.monotonic() < until:
            if self._clock.wait(stop, POLL_S):
                break
            try:
                going = self._going(job)
                now = self.standing()
            except TalkError:
                continue  # it may answer again
            if going.over:
                return self._ended(going, now)
            looked += 1
            away = away + 1 if going.away else 0
            trouble = trouble + 1 if now.fault else 0
            if trouble == TROUBLE_POLLS or away == AWAY_POLLS:
                break
        self._take_back(job)
        if away == AWAY_POLLS:
            # There never was a printer for it, or it went while it printed.
            never = away == looked
            return Printed(PrintOutcome.REFUSED if never else PrintOutcome.UNCERTAIN, NOT_THERE)
        return Printed(PrintOutcome.UNCERTAIN, NEEDS_HELP if trouble else UNCLEAR)

    def _ended(self, going: _Going, now: Standing) -> Printed:
        if going.state == _Job.COMPLETED and not now.fault:
            return Printed(PrintOutcome.SENT)
        return Printed(PrintOutcome.UNCERTAIN, now.fault or UNCLEAR)

    def _going(self, job: int) -> _Going:
        about = ((Tag.INTEGER, "job-id", (job,)), (Tag.KEYWORD, "requested-attributes", _JOB_ASKED))
        found = self._asked(Operation.GET_JOB, about)
        if not found.good:
            return _Going(_GONE)
        said = " ".join(found.words("job-printer-state-message"))
        return _Going(found.number("job-state"), _AWAY.search(said) is not None)

    def _take_back(self, job: int) -> None:
        """So that it never comes out before somebody else, when paper is put in."""
        about = ((Tag.INTEGER, "job-id", (job,)),)
        try:
            gone = self._asked(Operation.CANCEL_JOB, about).good
        except TalkError:
            gone = False
        _LOG.log(logging.INFO if gone else logging.ERROR, "sheets.taken_back", extra={"gone": gone})

    def _forgotten(self, job: int) -> None:
        """CUPS keeps nothing of it, whatever its configuration says: as Debian sets it up, the whole paper
        would lie in its spool for a day. A job being stopped is waited for: its backend tells the printer.
        """
        about = ((Tag.INTEGER, "job-id", (job,)), (Tag.BOOLEAN, "purge-job", (True,)))
        gone = False
        try:
            for _poll in range(GOING_POLLS):
                if self._going(job).over:
                    break
                self._clock.wait(Event(), POLL_S)
            gone = self._asked(Operation.CANCEL_JOB, about).good or self._going(job).state == _GONE
        except TalkError:
            pass
        if not gone:
            _LOG.error("sheets.kept", extra={"code": ON_DISK})

    # ---- talking

    def _asked(
        self,
        operation: Operation,
        about: "tuple[ipp.Attribute, ...]",
        template: "tuple[ipp.Attribute, ...]" = (),
        document: "memoryview | bytes" = b"",
    ) -> Answer:
        """Raises TalkError."""
        self._number += 1
        path = f"/printers/{self._queue}"
        # Whose job it is decides what may be heard of it, and who may take it back.
        about = ((Tag.NAME, "requesting-user-name", (USER,)), *about)
        head = ipp.request(operation, f"ipp://localhost{path}", self._number, about, template)
        line = _Socket(self._server)
        sent = False
        try:
            line.putrequest("POST", path)
            line.putheader("Content-Type", ipp.MIME)
            line.putheader("Content-Length", str(len(head) + len(document)))
            line.endheaders(head)
            if document:
                line.send(document)
            sent = True
            reply = line.getresponse()
            data = reply.read(ANSWER_MAX_BYTES)
            if reply.status != http.client.OK:
                raise TalkError(f"HTTP {reply.status}")
            return ipp.answer(data)
        except (OSError, http.client.HTTPException, ipp.BadAnswerError) as error:
            raise TalkError(type(error).__name__, sent=sent) from None
        finally:
            line.close()
