"""What stands behind a visit and can fail: the disk under the store, the hub at the end of the line.

Both are steered by verbs, like the simulators of the devices. The store's SQL and the sync's protocol are
real; only the statement that fails and the socket are not.
"""

import sqlite3
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, cast

from kiosk.clock import Clock
from kiosk.devices.idcard.simulator import IdCardSimulator, RfTimes
from kiosk.devices.printer.simulator import PrinterSimulator
from kiosk.errors import KioskError
from kiosk.store.db import open_database
from kiosk.sync.client import INTAKE
from kiosk.sync.http import Unreachable
from tests.support.county import County
from tests.support.memory_hub import MemoryHub

PORTAL: Final = "<html><title>登录</title>请登录</html>".encode()
ROUND_TRIP_S: Final = 0.08
PATIENCE_S: Final = 40.0  # what the sync's two time-outs add up to
PLENTY: Final = 1 << 40
# kind: what SQLite says, and what staff and resident must be told of it
_ERRORS: Final = {
    "full": (sqlite3.SQLITE_FULL, "database or disk is full", "E-STO-01"),
    "io": (sqlite3.SQLITE_IOERR, "disk I/O error", "E-STO-02"),
    "busy": (sqlite3.SQLITE_BUSY, "database is locked", "E-STO-02"),
    "readonly": (sqlite3.SQLITE_READONLY, "attempt to write a readonly database", "E-STO-02"),
    "corrupt": (sqlite3.SQLITE_CORRUPT, "database disk image is malformed", "E-STO-03"),
}


class Disk:
    """Verbs: ``full`` (under the floor), ``fail`` (``kind``; ``at`` the n-th statement from now; ``times``,
    0 = from then on), ``lost`` (the next COMMIT is done, and an error told), ``gone`` (the store cannot be
    opened), ``mend``.

    ``statements`` counts what the store's thread has executed.
    ``lied``: whether one was done that was said to have failed. ``code``: what the last failure was.
    """

    def __init__(self) -> None:
        self.statements = 0
        self.lied = False
        self.code = ""
        self._free = PLENTY
        self._kind = ""
        self._at = 0
        self._times = 0
        self._lost = False
        self._gone = False

    def control(self, verb: str, args: Mapping[str, str]) -> None:
        if verb == "full":
            self._free = 0
        elif verb == "fail":
            self._kind = args["kind"]
            self._at = self.statements + int(args.get("at", "1"))
            self._times = int(args.get("times", "0"))
        elif verb == "lost":
            self._lost = True
        elif verb == "gone":
            self._gone = True
        elif verb == "mend":
            self._free, self._kind, self._lost, self._gone = PLENTY, "", False, False
        else:
            raise ValueError(f"a disk does not know {verb!r}")

    def free(self, _folder: Path) -> int:
        if self._free == 0:
            self.code = "E-STO-01"
        return self._free

    def open(self, path: Path) -> sqlite3.Connection:
        """What the store is given for ``open_database``."""
        if self._gone or (self._kind == "corrupt" and self.statements >= self._at and not self._times):
            self.code = "E-STO-03"
            raise KioskError("E-STO-03", "quick_check: planted")
        return cast(sqlite3.Connection, _Connection(open_database(path), self))

    def before(self, sql: str) -> None:
        """Fails the statement when it is one that shall fail. A ROLLBACK never does, in SQLite neither."""
        self.statements += 1
        if not self._kind or self.statements < self._at or sql == "ROLLBACK":
            return
        if self._times and self.statements >= self._at + self._times:
            return
        self.code = _ERRORS[self._kind][2]
        raise _error(self._kind)

    def after(self, sql: str) -> None:
        if self._lost and sql == "COMMIT":
            self._lost = False
            self.lied = True
            self.code = "E-STO-02"
            raise _error("io")


def _error(kind: str) -> sqlite3.OperationalError:
    number, text, _ = _ERRORS[kind]
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = number
    error.sqlite_errorname = f"SQLITE_{kind.upper()}"
    return error


class _Connection:
    """As much of a connection as the store uses, each statement shown to the disk first."""

    def __init__(self, real: sqlite3.Connection, disk: Disk) -> None:
        self._real = real
        self._disk = disk

    def execute(self, sql: str, parameters: object = ()) -> sqlite3.Cursor:
        return self._done(sql, lambda: self._real.execute(sql, parameters))  # type: ignore[arg-type]

    def executemany(self, sql: str, parameters: object) -> sqlite3.Cursor:
        return self._done(sql, lambda: self._real.executemany(sql, parameters))  # type: ignore[arg-type]

    def _done(self, sql: str, do: Callable[[], sqlite3.Cursor]) -> sqlite3.Cursor:
        self._disk.before(sql)
        cursor = do()
        self._disk.after(sql)
        return cursor

    @property
    def in_transaction(self) -> bool:
        return self._real.in_transaction

    def close(self) -> None:
        self._real.close()


class NotingPrinter(PrinterSimulator):
    """Remembers since when it cannot print: seconds of ``clock``, None while it can."""

    def __init__(self, baud: int, clock: Clock) -> None:
        self.stopped_since: float | None = None
        self._clock = clock
        super().__init__(baud)

    def _print(self) -> None:
        super()._print()
        if not self._stopped:
            self.stopped_since = None
        elif self.stopped_since is None:
            self.stopped_since = self._clock.monotonic()


class NotingReader(IdCardSimulator):
    """Remembers the cards: ``laid`` is name and number of each, in order."""

    def __init__(self, clock: Clock, rf: RfTimes) -> None:
        super().__init__(clock, rf)
        self.laid: list[tuple[str, str]] = []

    def _present(self, args: Mapping[str, str]) -> None:
        super()._present(args)
        self.laid.append((args["name"], args["number"]))


class HubLine:
    """Stands where sync's HTTP connection stands: a hub that keeps, signs and answers, and what a line does.

    Verbs: ``unplug``, ``plug``, ``garbage`` (a login page), ``half`` (the answer ends in the middle),
    ``stall``, ``forged`` (somebody else answers and signs, and keeps nothing), ``lost`` (kept, and the line
    breaks), ``mend``.
    ``taken``: every envelope the hub made durable. ``using`` is told when an envelope sets out.
    """

    def __init__(self, county: County, clock: Clock, using: Callable[[], None]) -> None:
        self.hub = MemoryHub(county, clock.now)
        self.taken = self.hub.taken
        self._using = using
        self._county = county
        self._clock = clock
        self._mode = ""
        self._cut = threading.Event()

    def control(self, verb: str, _args: Mapping[str, str]) -> None:
        if verb not in ("unplug", "plug", "garbage", "half", "stall", "forged", "lost", "mend"):
            raise ValueError(f"a line does not know {verb!r}")
        self._mode = "" if verb in ("plug", "mend") else verb

    def interrupt(self) -> None:
        """The process ends: no exchange goes on."""
        self._cut.set()

    # ---- what sync calls -------------------------------------------------------------------------

    def get(self, path: str) -> tuple[int, bytes]:
        self._there()
        return self._back(self.hub.handle("GET", path, {}, b"")[1])

    def post(self, path: str, body: bytes, fields: Mapping[str, str]) -> tuple[int, bytes]:
        if path == INTAKE:
            self._using()
        self._there()
        if self._mode == "garbage":
            return 200, PORTAL  # a portal never passes anything on
        if self._mode == "forged":
            return self._back(County().receipt(body) if path == INTAKE else b"{}")
        return self._back(self.hub.handle("POST", path, fields, body)[1])

    def _there(self) -> None:
        if self._mode == "stall":
            self._clock.wait(self._cut, PATIENCE_S)
            raise Unreachable("deadline")
        if self._mode == "unplug" or self._clock.wait(self._cut, ROUND_TRIP_S / 2):
            raise Unreachable("ConnectionError")

    def _back(self, answer: bytes) -> tuple[int, bytes]:
        self._clock.wait(self._cut, ROUND_TRIP_S / 2)
        if self._mode in ("lost", "unplug", "stall"):
            raise Unreachable("ConnectionError")
        if self._mode == "garbage":
            return 200, PORTAL
        return 200, answer[:-40] if self._mode == "half" else answer
