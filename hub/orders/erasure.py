"""Erasing what residents wrote, said and laid down once the promised time is over (个人信息保护法 §19, §47).

The journal's rows stay with their hashes, so that a terminal which sends one again gets its receipt and no
gap appears; their envelopes go. With the order goes the secret of its slip: what staff answered can be opened
by nobody here any more.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, and_, func, or_, select, update

from hub.clock import iso
from hub.database.db import reading
from hub.database.schema import ATTACHMENT_PARTS, ERASURES, JOURNAL, ORDER_EVENTS, ORDERS
from hub.errors import HubError
from hub.house import House
from hub.orders.opening import open_pending
from kiosk.wire.limits import KINDS
from kiosk.wire.states import OVER

# Terminals keep a sealed body for thirty days (kiosk/store/receipts.py), and somebody may still ask.
FEWEST_DAYS: Final = 60
_OVER: Final = [state.value for state in OVER]


def erase(house: House, over_for: int, by: str) -> int:
    """Erase orders with their recordings and pages that have been over for so many days; how many orders.

    Raises HubError E-HUB-05 for fewer than ``FEWEST_DAYS``.
    """
    if over_for < FEWEST_DAYS:
        raise HubError("E-HUB-05", f"办完不到 {FEWEST_DAYS} 天的不删，写的是 {over_for} 天")
    open_pending(house)
    before = house.clock.now() - timedelta(days=over_for)
    with reading(house.engine).connect() as connection:
        found = _due(connection, before)
    for hub_seq in found:
        with house.engine.begin() as connection:
            _overwrite(connection)
            _erase(connection, house, hub_seq, by)
    return len(found)


def _due(connection: Connection, before: datetime) -> list[int]:
    """Those whose last step was before that moment and left nothing to be done."""
    newest = select(ORDER_EVENTS.c.hub_seq, func.max(ORDER_EVENTS.c.step).label("step"))
    last = newest.group_by(ORDER_EVENTS.c.hub_seq).subquery()
    rows = connection.execute(
        select(ORDERS.c.hub_seq, ORDER_EVENTS.c.at)
        .join(last, last.c.hub_seq == ORDERS.c.hub_seq)
        .join(
            ORDER_EVENTS,
            and_(ORDER_EVENTS.c.hub_seq == last.c.hub_seq, ORDER_EVENTS.c.step == last.c.step),
        )
        .outerjoin(ERASURES, ERASURES.c.hub_seq == ORDERS.c.hub_seq)
        .where(ORDERS.c.state.in_(_OVER), ERASURES.c.hub_seq.is_(None))
        .order_by(ORDERS.c.hub_seq)
    )
    return [int(row.hub_seq) for row in rows if datetime.fromisoformat(row.at) < before]


def _erase(connection: Connection, house: House, hub_seq: int, by: str) -> None:
    parts = (
        select(JOURNAL.c.hub_seq)
        .join(
            ATTACHMENT_PARTS,
            and_(
                ATTACHMENT_PARTS.c.terminal_id == JOURNAL.c.terminal_id,
                ATTACHMENT_PARTS.c.oid == JOURNAL.c.oid,
            ),
        )
        .where(ATTACHMENT_PARTS.c.hub_seq == hub_seq, JOURNAL.c.kind.in_(KINDS))
    )
    here = or_(JOURNAL.c.hub_seq == hub_seq, JOURNAL.c.hub_seq.in_(parts))
    connection.execute(update(JOURNAL).where(here).values(envelope=b""))
    connection.execute(ERASURES.insert().values(hub_seq=hub_seq, at=iso(house.clock.now()), actor=by))


def _overwrite(connection: Connection) -> None:
    """SQLite else leaves what was erased in its file until something else needs the room."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
