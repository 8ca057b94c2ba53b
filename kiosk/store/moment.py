"""Instants as the store writes them, and whether the clock that gave them can be believed."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.store.trouble import storing
from kiosk.wire.models import SubmittedAt

CHINA: Final = timezone(timedelta(hours=8))
# systemd-timesyncd makes this file when it has heard from a time server since boot.
_SYNCHRONISED: Final = Path("/run/systemd/timesync/synchronized")
# Further than this from what the hub confirmed: somebody has set the clock since.
CLOSE_S: Final = 60.0


def iso(moment: datetime) -> str:
    """UTC to the millisecond, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def hub_confirmed(connection: sqlite3.Connection, clock: Clock, boot_id: str) -> bool:
    """Whether the hub has said in this boot that the clock is right, and nobody has set it since."""
    with storing():
        row = connection.execute("SELECT boot_id, offset_s FROM confirmed_clock").fetchone()
    if row is None or not isinstance(row[1], (int, float)):  # sync's table: it may hold anything
        return False
    return bool(row[0] == boot_id and abs(_offset(clock) - row[1]) <= CLOSE_S)


def clock_trusted(connection: sqlite3.Connection, clock: Clock, boot_id: str) -> bool:
    """Whether a time server or the hub vouches for the clock since this boot."""
    return _SYNCHRONISED.exists() or hub_confirmed(connection, clock, boot_id)


def _offset(clock: Clock) -> float:
    return clock.now().timestamp() - clock.monotonic()


class ConfirmedClock:
    """Writes ``confirmed_clock``: sync's table, for the thread of ``connection``."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._db = connection
        self._clock = clock
        self._boot_id = clock.boot_id()

    def confirmed(self) -> bool:
        return hub_confirmed(self._db, self._clock, self._boot_id)

    def confirm(self) -> None:
        """The hub says that the clock is right, now. Raises KioskError."""
        with storing():
            self._db.execute(
                "INSERT OR REPLACE INTO confirmed_clock (id, boot_id, offset_s) VALUES (1, ?, ?)",
                (self._boot_id, _offset(self._clock)),
            )


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of the clock, all of it from the same instant."""

    now: datetime
    monotonic_s: float
    boot_id: str
    trusted: bool

    def as_wire(self) -> SubmittedAt:
        return SubmittedAt(
            local=self.now.astimezone(CHINA).isoformat(timespec="seconds"),
            utc=iso(self.now),
            clock_trusted=self.trusted,
            boot_id=self.boot_id,
            monotonic_s=self.monotonic_s,
        )


def read_moment(connection: sqlite3.Connection, clock: Clock, boot_id: str) -> Moment:
    trusted = clock_trusted(connection, clock, boot_id)
    return Moment(clock.now(), round(clock.monotonic(), 3), boot_id, trusted)
