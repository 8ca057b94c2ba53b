"""The life of an order as rows: every step with actor and time, its words sealed for the slip (wire.slipbox).

Written in the transaction that moves the order, so that staff, slip and terminal can never differ.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, update

from hub.clock import iso
from hub.database.db import insert_once
from hub.database.schema import JOURNAL, ORDER_EVENTS, ORDERS, PROGRESS_CURSORS
from hub.house import House
from kiosk.wire.exchange import ProgressRow
from kiosk.wire.slipbox import ProgressEntry, seal_entry
from kiosk.wire.states import OVER, PlatformState

# Of sealed text in one answer; base64 and signature come on top, and a signed text has at most 256 KB.
PAGE_BYTES: Final = 150_000
_PAGE_ROWS: Final = 500
_OVER: Final = frozenset(state.value for state in OVER)
_COLUMNS: Final = (ORDER_EVENTS.c.progress_cursor, ORDER_EVENTS.c.step, ORDER_EVENTS.c.entry, JOURNAL.c.oid)
_JOINED: Final = ORDER_EVENTS.join(ORDERS, ORDERS.c.hub_seq == ORDER_EVENTS.c.hub_seq).join(
    JOURNAL, JOURNAL.c.hub_seq == ORDERS.c.hub_seq
)


@dataclass(frozen=True, slots=True)
class OrderKey:
    """What it takes to write for an order's slip. ``secret`` comes from inside the order."""

    hub_seq: int
    order_id: str
    terminal_id: str
    secret: str = field(repr=False)


def add_event(
    connection: Connection,
    house: House,
    order: OrderKey,
    state: PlatformState,
    actor: str,
    *,
    note: str = "",
    reply: str = "",
    at: str = "",
) -> None:
    """The next step of ``order``, in the caller's transaction. ``at``: now when empty."""
    steps = select(func.count()).select_from(ORDER_EVENTS).where(ORDER_EVENTS.c.hub_seq == order.hub_seq)
    step = connection.execute(steps).scalar_one()
    at = at or iso(house.clock.now())
    entry = ProgressEntry(state=state.value, at=at, note=note, reply=reply)
    connection.execute(
        ORDER_EVENTS.insert().values(
            hub_seq=order.hub_seq,
            step=step,
            terminal_id=order.terminal_id,
            progress_cursor=_next_cursor(connection, order.terminal_id),
            state=state.value,
            actor=actor,
            at=at,
            entry=seal_entry(entry, order.secret, order.order_id, step, os.urandom),
        )
    )


def _next_cursor(connection: Connection, terminal_id: str) -> int:
    """The row stays locked till the commit: no cursor becomes visible after a higher one."""
    insert_once(connection, PROGRESS_CURSORS, terminal_id=terminal_id, progress_cursor=0)
    here = PROGRESS_CURSORS.c.terminal_id == terminal_id
    last = connection.execute(
        select(PROGRESS_CURSORS.c.progress_cursor).where(here).with_for_update()
    ).scalar_one()
    connection.execute(update(PROGRESS_CURSORS).where(here).values(progress_cursor=last + 1))
    return int(last) + 1


def progress_after(
    connection: Connection, terminal_id: str, after: int, page_bytes: int = PAGE_BYTES
) -> tuple[list[ProgressRow], bool]:
    """The next rows of one terminal, at least one if there is any, and whether there are more."""
    found = connection.execute(
        select(*_COLUMNS)
        .select_from(_JOINED)
        .where(ORDER_EVENTS.c.terminal_id == terminal_id, ORDER_EVENTS.c.progress_cursor > after)
        .order_by(ORDER_EVENTS.c.progress_cursor)
        .limit(_PAGE_ROWS + 1)
    )
    rows: list[ProgressRow] = []
    used = 0
    for row in found:
        used += len(row.entry)
        if rows and (used > page_bytes or len(rows) == _PAGE_ROWS):
            return rows, True
        rows.append(_row(row))
    return rows, False


def progress_of(connection: Connection, hub_seq: int, page_bytes: int = PAGE_BYTES) -> list[ProgressRow]:
    """The steps of one order in their order; the newest of them when they are too long for one answer."""
    found = connection.execute(
        select(*_COLUMNS)
        .select_from(_JOINED)
        .where(ORDER_EVENTS.c.hub_seq == hub_seq)
        .order_by(ORDER_EVENTS.c.step.desc())
        .limit(_PAGE_ROWS)
    )
    rows: list[ProgressRow] = []
    used = 0
    for row in found:
        used += len(row.entry)
        if rows and used > page_bytes:
            break
        rows.append(_row(row))
    return rows[::-1]


def over(connection: Connection, terminal_id: str, oids: Sequence[str], before: datetime) -> list[str]:
    """Those of ``oids``, orders of this terminal, that were over ``before``: nothing is left to happen."""
    if not oids:
        return []
    steps = connection.execute(
        select(JOURNAL.c.oid, ORDER_EVENTS.c.state, ORDER_EVENTS.c.at)
        .select_from(_JOINED)
        .where(JOURNAL.c.terminal_id == terminal_id, JOURNAL.c.oid.in_(oids))
        .order_by(ORDER_EVENTS.c.step)
    )
    last = {row.oid: row for row in steps}
    return [
        oid for oid, row in last.items() if row.state in _OVER and datetime.fromisoformat(row.at) < before
    ]


def _row(row: Row[*tuple[Any, ...]]) -> ProgressRow:
    return ProgressRow(cursor=row.progress_cursor, oid=row.oid, index=row.step, sealed=row.entry)
