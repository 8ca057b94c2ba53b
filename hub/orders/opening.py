"""Opening seals, after intake and apart from it: what the desk needs to find an order is written beside it.

Never what the resident wrote: that stays sealed in the journal and is opened when staff look at it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, func, select

from hub.clock import iso
from hub.county_time import month_of
from hub.database.db import insert_once, reading
from hub.database.schema import COUNT_REPORTS, COUNTS, EVALUATIONS, JOURNAL, ORDERS, TERMINALS
from hub.errors import HubError
from hub.house import House
from hub.orders.arriving import announce
from hub.orders.events import OrderKey, add_event
from hub.orders.moves import BY_ITSELF, settle
from hub.orders.ratings import rated_orders
from hub.orders.seals import CannotOpen, open_counts, open_evaluation, open_order
from hub.orders.slip_codes import hash_typed
from kiosk.wire.counts import KIND as COUNTED
from kiosk.wire.ids import secret_sha256
from kiosk.wire.models import MOST
from kiosk.wire.states import PlatformState

_log = logging.getLogger(__name__)
_BATCH: Final = 50
_LOOK_BACK: Final = 1000
ORDER: Final = "order"
EVALUATION: Final = "evaluation"
_TABLES: Final = {ORDER: ORDERS, EVALUATION: EVALUATIONS, COUNTED: COUNT_REPORTS}

Sealed = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A row for the index, and what happens in the transaction that writes it."""

    values: dict[str, object]
    then: Callable[[Connection], None] = lambda _connection: None


def open_pending(house: House, *, everything: bool = False) -> int:
    """Open what has come in since the last time; how many. Safe in several processes at once.

    Looks back a little from the last one opened, since rows may become visible out of order; with
    ``everything``, back to the beginning.
    """
    opened = 0
    back = None if everything else _LOOK_BACK
    while True:
        count = sum(_open_batch(house, kind, table, back) for kind, table in _TABLES.items())
        if count == 0:
            return opened
        opened += count


def _open_batch(house: House, kind: str, table: Table, back: int | None) -> int:
    """Opens without a lock, writes at once: a slow hash holds up no terminal."""
    with reading(house.engine).connect() as connection:
        rows = _pending(connection, kind, table, back)
    made = [(row.hub_seq, _MAKE[kind](row, house)) for row in rows]
    if made:
        with house.engine.begin() as connection:
            for hub_seq, opened in made:
                if insert_once(connection, table, hub_seq=hub_seq, **opened.values):
                    opened.then(connection)
    return len(made)


def _pending(connection: Connection, kind: str, table: Table, back: int | None) -> list[Sealed]:
    # Reports are few: orders tell how far was looked, or the whole journal would be searched each time.
    known = ORDERS if table is COUNT_REPORTS else table
    last = connection.execute(select(func.max(known.c.hub_seq))).scalar() if back is not None else None
    since = 0 if last is None or back is None else last - back
    return list(
        connection.execute(
            select(
                JOURNAL.c.hub_seq,
                JOURNAL.c.oid,
                JOURNAL.c.terminal_id,
                JOURNAL.c.received_at,
                JOURNAL.c.envelope,
                TERMINALS.c.terminal_code,
            )
            .join(TERMINALS, TERMINALS.c.terminal_id == JOURNAL.c.terminal_id)
            .outerjoin(table, table.c.hub_seq == JOURNAL.c.hub_seq)
            .where(JOURNAL.c.kind == kind, table.c.hub_seq.is_(None), JOURNAL.c.hub_seq > since)
            .order_by(JOURNAL.c.hub_seq)
            .limit(_BATCH)
        )
    )


def _order(row: Sealed, house: House) -> Opened:
    """A number that is not of this terminal's is none: it could stand in the way of another terminal's."""
    values: dict[str, object] = {
        "order_id": row.oid,
        "order_no": "",
        "secret_sha256": "",
        "state": PlatformState.WAITING.value,
        "problem": "",
        "opened_at": iso(house.clock.now()),
        "code_hash": "",
        "flood": "",
    }
    try:
        body = open_order(row.envelope, house.keys)
    except CannotOpen as error:
        return Opened({**values, "problem": error.problem})
    values |= {
        "order_no": body.order_no if body.order_no.startswith(f"{row.terminal_code}-") else "",
        "secret_sha256": secret_sha256(body.slip_secret),
        "code_hash": hash_typed(body.slip_secret),
        "flood": body.flood,
    }
    key = OrderKey(row.hub_seq, row.oid, row.terminal_id, body.slip_secret)

    def begin(connection: Connection) -> None:
        add_event(connection, house, key, PlatformState.WAITING, BY_ITSELF, at=row.received_at)
        announce(connection, row.hub_seq, body)

    return Opened(values, begin)


def _evaluation(row: Sealed, house: House) -> Opened:
    try:
        body = open_evaluation(row.envelope, house.keys)
    except CannotOpen as error:
        empty = dict.fromkeys(("order_id", "reasons", "via", "rated_at", "secret_sha256"), "")
        return Opened({**empty, "problem": error.problem})

    def count(connection: Connection) -> None:
        for hub_seq in rated_orders(connection, row.hub_seq):
            try:
                settle(connection, house, hub_seq)
            except HubError as error:  # its key was lost since: no reason to hold up all that come after
                _log.error("rating.unsettled", extra={"code": error.code, "hub_seq": hub_seq})

    return Opened(
        {
            "order_id": body.order_id[:80],
            "level": body.level,
            "reasons": " ".join(body.reasons),
            "via": body.via[:16],
            "rated_at": body.rated_at.utc[:40],
            "problem": "",
            "secret_sha256": body.secret_sha256[:64],
        },
        count,
    )


def _counts(row: Sealed, house: House) -> Opened:
    """A month later than the one it came in is of a wrong clock: it is counted to that one."""
    values: dict[str, object] = {
        "terminal_id": row.terminal_id,
        "month": month_of(row.received_at),
        "clock_trusted": 0,
        "problem": "",
        "opened_at": iso(house.clock.now()),
    }
    try:
        body = open_counts(row.envelope, house.keys)
    except CannotOpen as error:
        return Opened({**values, "problem": error.problem})
    month = min(body.month, str(values["month"]))
    sums: dict[tuple[str, str, str], int] = {}
    for line in body.lines:
        cell = (line.kind, line.item, line.answer)
        sums[cell] = min(sums.get(cell, 0) + line.visits, MOST - 1)

    def keep(connection: Connection) -> None:
        for (kind, item, answer), visits in sums.items():
            cell = {"kind": kind, "item": item, "answer": answer, "visits": visits}
            connection.execute(COUNTS.insert().values(hub_seq=row.hub_seq, **cell))

    return Opened({**values, "month": month, "clock_trusted": int(body.clock_trusted)}, keep)


_MAKE: Final[dict[str, Callable[[Sealed, House], Opened]]] = {
    ORDER: _order,
    EVALUATION: _evaluation,
    COUNTED: _counts,
}
