"""Who answers behind a number of the county's now, and by when an order is answered. Pure."""

from datetime import date
from typing import Final

from kiosk.domain import duty, flow
from kiosk.domain.duty import NO_CALENDAR, Answering, Duty
from kiosk.domain.library import Hotline, ServiceItem
from kiosk.domain.state import AppState

LEGAL_LINE: Final = "12348"  # the country's number for questions of law


def answering(state: AppState, of: Duty) -> Answering:
    """How it stands with ``of`` at this minute."""
    calendar = state.library.calendar if state.library is not None else NO_CALENDAR
    return duty.answering(of, state.local, calendar, trusted=state.clock_trusted)


def legal_line(state: AppState) -> Hotline | None:
    """12348 as the county's content has it; None when that does not name it."""
    library = flow.library(state)
    lines = library.site.hotlines if library is not None else ()
    return next((line for line in lines if line.number == LEGAL_LINE), None)


def around_the_clock(state: AppState) -> Hotline | None:
    """12348 where it answers day and night: who answers when others do not."""
    line = legal_line(state)
    return line if line is not None and line.answers.kind == "always" else None


def answered_by(state: AppState, item: ServiceItem) -> date | None:
    """By which day somebody answers an order submitted now; None where that is not promised or not sure."""
    if not item.answer_workdays or not state.clock_trusted or state.library is None:
        return None
    return duty.working_day_after(state.local.date(), item.answer_workdays, state.library.calendar)
