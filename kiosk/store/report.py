"""The queue as staff may see it: numbers, times and states. What was written is sealed and stays so."""

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

import sqlite_utils

from kiosk.domain.work_order import OrderState
from kiosk.errors import KioskError
from kiosk.store.orders import OrderStore
from kiosk.store.recordings import recording_seqs

# No delivery row yet: queued. No outbox row any more: delivered long ago, and its body let go.
_OWN: Final = "CASE WHEN o.seq IS NULL THEN 'accepted' ELSE coalesce(d.state, 'queued') END"
# An order is not with the hub as long as a part of what was spoken for it is not.
_STATE: Final = f"""
CASE WHEN {_OWN} = 'accepted' AND r.refused > 0 THEN 'needs_staff'
    WHEN {_OWN} = 'accepted' AND r.waiting > 0 THEN 'queued' ELSE {_OWN} END
"""
_SPOKEN: Final = """
LEFT JOIN (
    SELECT p.order_id, count(*) AS parts, sum(coalesce(pd.state, 'queued') <> 'accepted') AS waiting,
        sum(coalesce(pd.state, '') = 'needs_staff') AS refused
    FROM recording_part p JOIN outbox po ON po.seq = p.seq LEFT JOIN delivery pd ON pd.seq = p.seq
    GROUP BY p.order_id
) r ON r.order_id = w.order_id
"""
_ORDERS: Final = f"""
SELECT w.order_id, w.order_no, w.seq, {_STATE} AS state, w.committed_at,
    coalesce(d.attempts, 0) AS attempts, coalesce(d.reason, '') AS reason,
    CASE WHEN d.state = 'queued' THEN datetime(d.next_attempt_at, 'unixepoch') END AS next_attempt_at,
    o.verified_at, o.hub_seq, o.incarnation, o.received_at,
    coalesce(length(o.envelope), 0) AS envelope_bytes, o.sha256 AS envelope_sha256, d.word AS hub_word,
    coalesce(r.parts, 0) AS recording_parts, coalesce(r.waiting, 0) AS recording_waiting
FROM work_order w LEFT JOIN outbox o ON o.seq = w.seq LEFT JOIN delivery d ON d.seq = w.seq {_SPOKEN}
"""  # noqa: S608 - constants only
_SHORT: Final = ("order_id", "order_no", "seq", "state", "committed_at", "attempts", "reason")


def orders(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every order of this terminal, oldest first. ``state``: the least of the order's and its recordings'."""
    rows = sqlite_utils.Database(connection).query(f"{_ORDERS} ORDER BY w.seq")
    return [{name: row[name] for name in _SHORT} for row in rows]


def order(connection: sqlite3.Connection, name: str) -> dict[str, Any] | None:
    """One order by its number or id, with what the hub said of it (a signed text, as JSON)."""
    query = f"{_ORDERS} WHERE w.order_no = :name OR w.order_id = :name ORDER BY w.seq DESC LIMIT 1"
    row = next(sqlite_utils.Database(connection).query(query, {"name": name}), None)
    return dict(row) if row is not None else None


def bodies(connection: sqlite3.Connection) -> int:
    """How many sealed envelopes are still kept here, delivered or not."""
    return sqlite_utils.Database(connection)["outbox"].count


def refused(connection: sqlite3.Connection) -> list[int]:
    """``seq`` of the rows the hub refused."""
    table = sqlite_utils.Database(connection).query(
        "SELECT seq FROM delivery WHERE state = ? ORDER BY seq", [OrderState.NEEDS_STAFF.value]
    )
    return [int(row["seq"]) for row in table]


def ask_again(orders: OrderStore, name: str = "") -> list[int]:
    """Ask sync to send again what the hub refused: one order by number or id, or all; the ``seq`` asked for.

    KioskError E-CFG-02 when no such order was refused.
    """
    seqs = refused(orders.connection)
    if name:
        row = order(orders.connection, name)
        mine = set() if row is None else {row["seq"], *recording_seqs(orders.connection, row["order_id"])}
        seqs = [seq for seq in seqs if seq in mine]
        if not seqs:
            raise KioskError("E-CFG-02", f"没有被退回的工单 {name}")
    for seq in seqs:
        orders.ask_retry(seq)
    return seqs


def envelopes(connection: sqlite3.Connection, *, everything: bool) -> Iterator[dict[str, Any]]:
    """Sealed envelopes that have no receipt yet, or all that are still kept, by ``seq``."""
    query = (
        "SELECT o.seq, o.oid, o.kind, o.sha256, o.envelope"
        " FROM outbox o LEFT JOIN delivery d ON d.seq = o.seq"
        " WHERE ? OR d.state IS NULL OR d.state <> 'accepted' ORDER BY o.seq"
    )
    for row in sqlite_utils.Database(connection).query(query, [everything]):
        yield {**row, "envelope": row["envelope"].decode()}
