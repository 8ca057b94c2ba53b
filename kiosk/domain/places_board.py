"""The notice-board of an office (公示栏) and numbers for danger, said as far as they are known. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kiosk.domain.duty import ALWAYS
from kiosk.domain.library_places import Board, Emergency, OnDuty, Staff

# What a terminal without any content can still say. The same in the whole country.
NATIONAL: Final = (
    Emergency("emergency/110", "110", "报警", "有人受伤害、有危险", (), ALWAYS, "Police", "Danger, violence"),
    Emergency("emergency/119", "119", "火警", "着火、有人被困", (), ALWAYS, "Fire", "Fire, somebody trapped"),
    Emergency("emergency/120", "120", "急救", "有人受伤、生病", (), ALWAYS, "Ambulance", "Injury or illness"),
    Emergency(
        "emergency/12395",
        "12395",
        "海上遇险",
        "船出事、人落水",
        (),
        ALWAYS,
        "Rescue at sea",
        "Ship in distress",
    ),
)


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


def emergencies(content: Iterable[Emergency]) -> tuple[Emergency, ...]:
    """The county's words for each number, ours where it has none: no content takes one of them away."""
    written = {row.number: row for row in content}
    national = {row.number: row for row in NATIONAL}
    return tuple({**national, **written}.values())
