"""The queue as staff may see it: numbers, times and states. What was written is sealed and stays so."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlite_utils

from kiosk.domain.work_order import OrderState
from kiosk.errors import KioskError
from kiosk.store.attachments import part_seqs
from kiosk.store.orders import OrderStore
from kiosk.wire.envelope import envelope_sha256

# No delivery row yet: queued. No outbox row any more: delivered long ago, and its body let go.
_OWN: Final = "CASE WHEN o.seq IS NULL THEN 'accepted' ELSE coalesce(d.state, 'queued') END"
# An order is not with the hub as long as a part of what goes with it is not.
_STATE: Final = f"""
CASE WHEN {_OWN} = 'accepted' AND r.refused > 0 THEN 'needs_staff'
    WHEN {_OWN} = 'accepted' AND r.waiting > 0 THEN 'queued' ELSE {_OWN} END
"""
_SPOKEN: Final = """
LEFT JOIN (
    SELECT p.order_id, count(*) AS parts, sum(coalesce(pd.state, 'queued') <> 'accepted') AS waiting,
        sum(coalesce(pd.state, '') = 'needs_staff') AS refused,
        sum(po.kind = 'page') AS page_parts,
        sum(po.kind = 'page' AND coalesce(pd.state, 'queued') <> 'accepted') AS page_waiting
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
    coalesce(r.parts - r.page_parts, 0) AS recording_parts,
    coalesce(r.waiting - r.page_waiting, 0) AS recording_waiting,
    coalesce(r.page_parts, 0) AS page_parts, coalesce(r.page_waiting, 0) AS page_waiting
FROM work_order w LEFT JOIN outbox o ON o.seq = w.seq LEFT JOIN delivery d ON d.seq = w.seq {_SPOKEN}
"""  # noqa: S608 - constants only
_ENVELOPE: Final = "SELECT oid, kind, sha256, envelope FROM outbox WHERE seq = ?"
_SHORT: Final = ("order_id", "order_no", "seq", "state", "committed_at", "attempts", "reason")


def orders(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every order of this terminal, oldest first. ``state``: the least of its own and its files'."""
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
        mine = set() if row is None else {row["seq"], *part_seqs(orders.connection, row["order_id"])}
        seqs = [seq for seq in seqs if seq in mine]
        if not seqs:
            raise KioskError("E-CFG-02", f"没有被退回的工单 {name}")
    for seq in seqs:
        orders.ask_retry(seq)
    return seqs


@dataclass(frozen=True, slots=True)
class Carried:
    """Sealed envelopes for a file, by ``seq``, and how many more could not be read."""

    rows: list[dict[str, Any]]
    unreadable: int


def envelopes(connection: sqlite3.Connection, *, everything: bool) -> Carried:
    """Those that have no receipt yet, or all that are still kept.

    Row by row: the file is made above all when a disk is failing, and one bad page must not keep the others
    here. Raises sqlite3.Error when not even their numbers can be read.
    """
    rows: list[dict[str, Any]] = []
    unreadable = 0
    for seq in _numbers(connection):
        try:
            if not everything and _accepted(connection, seq):
                continue
            row = connection.execute(_ENVELOPE, (seq,)).fetchone()
        except sqlite3.DatabaseError:
            unreadable += 1
            continue
        if row is None:
            continue
        oid, kind, sha256, envelope = row
        if isinstance(envelope, bytes) and envelope_sha256(envelope) == sha256:
            text = envelope.decode()
            rows.append({"seq": seq, "oid": oid, "kind": kind, "sha256": sha256, "envelope": text})
        else:
            unreadable += 1
    return Carried(rows, unreadable)


def _numbers(connection: sqlite3.Connection) -> Iterable[int]:
    """Of the rows; or all that there can be, when the table cannot be read from end to end."""
    try:
        return [int(row[0]) for row in connection.execute("SELECT seq FROM outbox ORDER BY seq")]
    except sqlite3.DatabaseError:
        last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
        return range(1, 1 + (int(last[0]) if last is not None else 0))


def _accepted(connection: sqlite3.Connection, seq: int) -> bool:
    """Where nobody can tell, it is taken along: the hub knows what it has."""
    try:
        row = connection.execute("SELECT state FROM delivery WHERE seq = ?", (seq,)).fetchone()
    except sqlite3.DatabaseError:
        return False
    return row is not None and row[0] == OrderState.ACCEPTED.value
