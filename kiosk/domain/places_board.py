"""The notice-board of an office (公示栏) and numbers for danger, said as far as they are known. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.library_places import Board, Emergency, OnDuty, Staff


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``where`` empty: nobody wrote it today, and yesterday's is not said."""

    staff: Staff
    where: str


def whereabouts(board: Board, at: datetime, *, trusted: bool) -> tuple[Whereabouts, ...]:
    """Where each of the office's people is: true on the day it was written, and on no other."""
    fresh = trusted and board.updated == at.date().isoformat()
    return tuple(Whereabouts(staff, staff.where if fresh else "") for staff in board.staff)


def on_duty(rows: Iterable[OnDuty], day: date) -> tuple[OnDuty, ...]:
    """Who is on duty on ``day``: ask only while the clock is trusted."""
    said = day.isoformat()
    return tuple(row for row in rows if row.first <= said <= row.last)


def emergencies(content: Iterable[Emergency], national: Iterable[Emergency]) -> tuple[Emergency, ...]:
    """The county's words for each number, ours (``national``) where it has none: none is taken away."""
    written = {row.number: row for row in content}
    return tuple({**{row.number: row for row in national}, **written}.values())
