"""The log: one JSON object a line, masked, bounded on disk, never a reason to fail.

Rooms use the standard library: ``_log = logging.getLogger(__name__)`` and
``_log.info("printer.status", extra={"state": "ready"})``. The message is a stable event name in English,
``extra`` holds the facts. Nothing personal is handed over; the masking here is the second line.
"""

import fcntl
import json
import logging
import os
import sys
import threading
import traceback
from collections.abc import Hashable
from pathlib import Path
from typing import Final, TextIO

from kiosk.clock import Clock, SystemClock, pause
from kiosk.config import LogSettings
from kiosk.masking import mask_fields, mask_text
from kiosk.plain_files import open_plain

_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_LONGEST_TEXT: Final = 8_000
_LOCK_S: Final = 0.2
_LOCK_LOOK_S: Final = 0.001
_APPEND: Final = os.O_WRONLY | os.O_APPEND | os.O_CREAT
# syslog priorities, which journald reads from the start of a line
_PRIORITY: Final = {"DEBUG": 7, "INFO": 6, "WARNING": 4, "ERROR": 3, "CRITICAL": 2}


class JsonFormatter(logging.Formatter):
    """``{"ts", "level", "logger", "event", ...facts, "error"}`` with the clock's own time in UTC."""

    def __init__(self, clock: Clock, program: str, *, priority: bool = False) -> None:
        super().__init__()
        self._clock = clock
        self._program = program
        self._priority = priority

    def format(self, record: logging.LogRecord) -> str:
        row: dict[str, object] = {
            "ts": self._clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "program": self._program,
            "logger": record.name,
            "event": mask_text(record.getMessage())[:_LONGEST_TEXT],
        }
        facts = {name: value for name, value in vars(record).items() if name not in _STANDARD}
        row |= {name: value for name, value in mask_fields(facts).items() if name not in row}
        if record.exc_info:
            row["error"] = _error_text(record)
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        return f"<{_PRIORITY.get(record.levelname, 6)}>{line}" if self._priority else line


def _error_text(record: logging.LogRecord) -> str:
    if not record.exc_info or record.exc_info[1] is None:
        return ""
    error = record.exc_info[1]
    # No capture_locals: a frame's variables are where personal data lives.
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return mask_text(text)[-_LONGEST_TEXT:]


class QuietStream(logging.StreamHandler[TextIO]):
    """To a stream. A broken pipe is nobody's business."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Logging must not be what stops a visit."""


class BoundedFile(logging.Handler):
    """Appends whole lines to ``path``; at ``max_bytes`` it becomes ``path.1`` and so on, ``keep`` old ones.

    Several processes may share one file: each line is one append, and turning over is done under a lock.
    A full or read-only disk loses lines, counted in ``lost``; it never raises.
    """

    def __init__(self, path: Path, max_bytes: int, keep: int) -> None:
        super().__init__()
        self._path = path
        self._max_bytes = max_bytes
        self._keep = keep
        self.lost = 0
        self._gave_up = False

    def emit(self, record: logging.LogRecord) -> None:
        try:
            data = (self.format(record) + "\n").encode("utf-8", "backslashreplace")
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = open_plain(self._path, _APPEND)
            try:
                if self._fits(descriptor, data, self._max_bytes):
                    os.write(descriptor, data)
                    return
                if self._lock(descriptor):
                    if self._current(descriptor) and not self._fits(descriptor, data, self._max_bytes):
                        self._turn_over()
                elif self._fits(descriptor, data, 2 * self._max_bytes):
                    os.write(descriptor, data)
                    return
                elif self._current(descriptor):
                    self.lost += 1
                    return
            finally:
                os.close(descriptor)
            self._append(data)
        except Exception:
            self.lost += 1

    def _fits(self, descriptor: int, data: bytes, most: int) -> bool:
        return self._current(descriptor) and os.fstat(descriptor).st_size + len(data) <= most

    def _lock(self, descriptor: int) -> bool:
        """For turning over. Who never gives the lock back holds this process up once, not at every line."""
        clock = SystemClock()
        until = clock.monotonic() + (0.0 if self._gave_up else _LOCK_S)
        while not (locked := _try_lock(descriptor)) and clock.monotonic() < until:
            pause(clock, _LOCK_LOOK_S)
        self._gave_up = not locked
        return locked

    def _append(self, data: bytes) -> None:
        descriptor = open_plain(self._path, _APPEND)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)

    def _current(self, descriptor: int) -> bool:
        """Whether another process has not turned the file over while this one waited for the lock."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def _turn_over(self) -> None:
        names = [
            self._path,
            *(self._path.with_name(f"{self._path.name}.{n}") for n in range(1, self._keep + 1)),
        ]
        for older, newer in zip(reversed(names), reversed(names[:-1]), strict=False):
            if newer.exists():
                newer.replace(older)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class OnChange:
    """Logs a fact only when it differs from the last one under the same key."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._lock = threading.Lock()
        self._last: dict[Hashable, object] = {}

    def log(self, level: int, event: str, key: Hashable, value: object, **facts: object) -> bool:
        """True when it was news. ``value`` decides, and is logged as ``value``; ``facts`` go along."""
        with self._lock:
            if key in self._last and self._last[key] == value:
                return False
            self._last[key] = value
        self._logger.log(level, event, extra={"key": str(key), "value": value, **facts})
        return True


def set_up(settings: LogSettings, program: str, folder: Path, clock: Clock) -> None:
    """Send every record of this process to where ``settings`` says; ``program`` names it and its file."""
    handler: logging.Handler
    if settings.target == "file":
        handler = BoundedFile(folder / f"{program}.jsonl", settings.max_mb * 1_000_000, settings.keep)
    else:
        handler = QuietStream(sys.stderr)
    handler.setFormatter(JsonFormatter(clock, program, priority=settings.target == "journal"))
    root = logging.getLogger()
    for old in list(root.handlers):
        if isinstance(old, (BoundedFile, QuietStream)):
            root.removeHandler(old)
            old.close()
    root.addHandler(handler)
    root.setLevel(settings.level.upper())
    # Chatty libraries print requests, addresses and pool states at these levels.
    for name in ("urllib3", "PIL", "fontTools", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
