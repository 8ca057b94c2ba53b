"""The hub's only look at the machine's clock (the terminal's is another program's)."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """``now`` is an aware UTC datetime."""

    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """UTC to the millisecond, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
