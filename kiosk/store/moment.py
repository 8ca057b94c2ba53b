"""Instants as the store writes them, and whether the clock that gave them can be believed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.wire.models import SubmittedAt

CHINA: Final = timezone(timedelta(hours=8))
# systemd-timesyncd makes this file when it has heard from a time server since boot.
_SYNCHRONISED: Final = Path("/run/systemd/timesync/synchronized")


def clock_trusted() -> bool:
    return _SYNCHRONISED.exists()


def iso(moment: datetime) -> str:
    """UTC to the millisecond, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


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


def read_moment(clock: Clock, boot_id: str) -> Moment:
    return Moment(clock.now(), round(clock.monotonic(), 3), boot_id, clock_trusted())
