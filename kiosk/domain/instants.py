"""Instants as the platform and the hub write them, read; and whether our own clock can be believed. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))  # one time for the whole country, whatever the terminal's zone


@dataclass(frozen=True, slots=True)
class ClockVouched:
    """Whether a time server or the hub vouches for the wall clock since this boot."""

    trusted: bool

    @property
    def coalesce_key(self) -> str:
        return "clock"


def parsed(at: str) -> datetime | None:
    """An ISO 8601 instant in the time of China; None when it is no time. Without a zone it is China's."""
    try:
        when = datetime.fromisoformat(at)
        return when.astimezone(CHINA) if when.tzinfo is not None else when.replace(tzinfo=CHINA)
    except (ValueError, OverflowError):
        return None
