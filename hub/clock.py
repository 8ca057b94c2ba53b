"""The hub's only look at the machine's clock (the terminal's is another program's)."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Protocol

_BEIJING: Final = timezone(timedelta(hours=8))


class Clock(Protocol):
    """``now`` is an aware UTC datetime."""

    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """UTC to the millisecond, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def beijing(iso_text: str) -> str:
    """As people in the county read it: ``2026-11-22 14:05``; what is no instant comes back as it is."""
    try:
        moment = datetime.fromisoformat(iso_text)
        return f"{moment.astimezone(_BEIJING):%Y-%m-%d %H:%M}" if moment.tzinfo is not None else iso_text
    except (ValueError, OverflowError):
        return iso_text
