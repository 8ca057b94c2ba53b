"""Instants as the platform and the hub write them, read. Pure."""

from datetime import datetime, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))  # one time for the whole country, whatever the terminal's zone


def parsed(at: str) -> datetime | None:
    """An ISO 8601 instant in the time of China; None when it is no time. Without a zone it is China's."""
    try:
        when = datetime.fromisoformat(at)
        return when.astimezone(CHINA) if when.tzinfo is not None else when.replace(tzinfo=CHINA)
    except (ValueError, OverflowError):
        return None
