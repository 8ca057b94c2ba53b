"""The sums of months (table ``tally``): called inside a transaction of whoever writes for the UI."""

import re
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from kiosk.domain.counts import Cell, Sums, told
from kiosk.store.moment import CHINA, Moment
from kiosk.wire.counts import LINES_MOST, LONGEST_ANSWER, LONGEST_ITEM, MONTH, CountLine, CountsBody

# Of one month; content has not so many things to be said of. Above it nothing new is begun.
ROWS_MOST: Final = 2 * LINES_MOST


def month_of(now: datetime) -> str:
    """The county's, YYYY-MM."""
    return now.astimezone(CHINA).strftime("%Y-%m")


def add(connection: sqlite3.Connection, month: str, visit: Iterable[Cell]) -> None:
    """One more visit. What could not be told is not begun."""
    cells = [cell for cell in visit if len(cell.item) <= LONGEST_ITEM and len(cell.answer) <= LONGEST_ANSWER]
    if not cells:
        return
    (rows,) = connection.execute("SELECT count(*) FROM tally WHERE month = ?", (month,)).fetchone()
    begins = "INSERT INTO tally (month, kind, item, answer, visits) VALUES (?, ?, ?, ?, 1)"
    goes_on = " ON CONFLICT (month, kind, item, answer) DO UPDATE SET visits = visits + 1"
    only = "UPDATE tally SET visits = visits + 1 WHERE month = ? AND kind = ? AND item = ? AND answer = ?"
    statement = begins + goes_on if rows < ROWS_MOST else only
    connection.executemany(statement, [(month, cell.kind, cell.item, cell.answer) for cell in sorted(cells)])


def read(connection: sqlite3.Connection, month: str) -> Sums:
    rows = connection.execute("SELECT kind, item, answer, visits FROM tally WHERE month = ?", (month,))
    return {Cell(kind, item, answer): visits for kind, item, answer, visits in rows}


def months_over(connection: sqlite3.Connection, moment: Moment) -> list[str]:
    """Months with sums that are not the present one. By a clock that nobody vouches for, only those before:
    one that has fallen back into the past must not cut the present month in two.
    """
    now = month_of(moment.now)
    rows = connection.execute("SELECT DISTINCT month FROM tally WHERE month <> ? ORDER BY month", (now,))
    return [month for (month,) in rows if moment.trusted or str(month) < now]


def take(connection: sqlite3.Connection, month: str) -> list[CountLine]:
    """What of ``month`` may leave the terminal, the most first; the month itself is erased.

    Nothing of one in which somebody wrote what is no sum: others can write in this file, too.
    """
    sums = read(connection, month)
    connection.execute("DELETE FROM tally WHERE month = ?", (month,))
    if not re.fullmatch(MONTH, str(month)):
        return []
    try:
        most = sorted(told(sums).items(), key=lambda one: (-one[1], one[0]))[:LINES_MOST]
        return [
            CountLine(kind=cell.kind, item=cell.item, answer=cell.answer, visits=count)
            for cell, count in most
        ]
    except (TypeError, ValueError):
        return []


def report(oid: str, terminal_id: str, seq: int, month: str, trusted: bool, lines: list[CountLine]) -> str:
    """The body of an envelope, as JSON."""
    body = CountsBody(
        report_id=oid, terminal_id=terminal_id, seq=seq, month=month, clock_trusted=trusted, lines=lines
    )
    return body.model_dump_json()
