"""The county's time, for people: tables, protocols and --json keep UTC."""

from datetime import datetime, timedelta, timezone
from typing import Final

COUNTY: Final = timezone(timedelta(hours=8))  # the whole country keeps one time and no summer time


def shown(moment: str) -> str:
    """``moment``, as ``hub.clock.iso`` writes it, as people of the county read it: ``2026-11-23 11:59``.

    What is no instant, as in a damaged file, comes back as it is.
    """
    try:
        instant = datetime.fromisoformat(moment)
        return f"{instant.astimezone(COUNTY):%Y-%m-%d %H:%M}" if instant.tzinfo is not None else moment
    except (ValueError, OverflowError):
        return moment


def month_of(moment: str) -> str:
    """The county's month of ``moment``, an instant as ``hub.clock.iso`` writes it: YYYY-MM."""
    return f"{datetime.fromisoformat(moment).astimezone(COUNTY):%Y-%m}"
