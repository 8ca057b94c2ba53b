"""The queue as sync works through it: writes ``delivery``, reads ``outbox`` and ``retry``."""

import sqlite3
from typing import Final

from kiosk.clock import Clock
from kiosk.domain.delivery import Delayed, Delivered, Outcome, Parked, ReadyRow
from kiosk.domain.work_order import OrderState
from kiosk.store.attachments import is_heavy
from kiosk.store.moment import iso
from kiosk.store.space import Space
from kiosk.store.transaction import transaction
from kiosk.store.trouble import storing
from kiosk.wire.envelope import envelope_sha256

# A stored time further ahead than any we store comes from a clock that was wrong: it does not count.
LONGEST_DELAY_S: Final = 24 * 3600.0

_FLOOD_AT_ONCE: Final = 10

_DUE: Final = """
SELECT o.seq, o.kind, o.flood FROM outbox o LEFT JOIN delivery d ON d.seq = o.seq
WHERE d.seq IS NULL AND o.verified_at IS NULL
    OR d.state = 'queued' AND (
        d.next_attempt_at IS NULL OR d.next_attempt_at <= :now OR d.next_attempt_at > :absurd
    )
ORDER BY (o.kind = 'counts'), o.flood, (o.kind IN ('recording', 'page')), o.seq LIMIT :limit
"""
_ASKED_AGAIN: Final = """
SELECT d.seq, r.asked FROM delivery d JOIN retry r ON r.seq = d.seq
WHERE d.state IN ('needs_staff', 'accepted') AND r.asked > d.retries_seen
"""


class DeliveryTable:
    """Implements :class:`kiosk.domain.delivery.DeliveryQueue` for the thread of ``connection``."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, space: Space) -> None:
        self._db = connection
        self._clock = clock
        self._space = space

    def recover(self) -> int:
        with transaction(self._db, self._space):
            # Rows whose order is long delivered and let go by the UI.
            self._db.execute("DELETE FROM delivery WHERE seq NOT IN (SELECT seq FROM outbox)")
            return self._db.execute(
                "UPDATE delivery SET state = 'queued', changed_at = ? WHERE state = 'sending'", (self._iso(),)
            ).rowcount

    def due(self, limit: int) -> list[int]:
        now = self._clock.now().timestamp()
        with transaction(self._db, self._space):
            for seq, asked in self._db.execute(_ASKED_AGAIN).fetchall():
                self._db.execute(
                    "UPDATE delivery SET state = 'queued', next_attempt_at = NULL, retries_seen = ?,"
                    " changed_at = ? WHERE seq = ?",
                    (asked, self._iso(), seq),
                )
            bounds = {"now": now, "absurd": now + LONGEST_DELAY_S, "limit": limit}
            rows = self._db.execute(_DUE, bounds).fetchall()
            # What waits behind others goes in small pieces, so that what is submitted meanwhile does not wait
            # behind all of it: first the whole of a flood, then one part of a file.
            calm = [row for row in rows if not row[2]] or rows[:_FLOOD_AT_ONCE]
            light = [row for row in calm if not is_heavy(row[1])] or calm[:1]
            return [int(row[0]) for row in light]

    def take(self, seq: int) -> ReadyRow:
        with transaction(self._db, self._space):
            oid, sha256, envelope = self._db.execute(
                "SELECT oid, sha256, envelope FROM outbox WHERE seq = ?", (seq,)
            ).fetchone()
            self._db.execute(
                "INSERT INTO delivery (seq, state, changed_at) VALUES (?, 'sending', ?)"
                " ON CONFLICT (seq) DO UPDATE SET state = 'sending', changed_at = excluded.changed_at"
                " WHERE state = 'queued'",
                (seq, self._iso()),
            )
        intact = envelope is not None and envelope_sha256(envelope) == sha256
        return ReadyRow(seq, oid, sha256, envelope if intact else None)

    def settle(self, seq: int, outcome: Outcome) -> None:
        """Only from ``sending``; the hub's word and the new state are written together."""
        state, charge, next_at, reason, word = OrderState.QUEUED, 1, None, "", ""
        if isinstance(outcome, Delivered):
            state, word = OrderState.ACCEPTED, outcome.receipt
        elif isinstance(outcome, Delayed):
            next_at = self._clock.now().timestamp() + min(outcome.seconds, LONGEST_DELAY_S)
            reason, word = outcome.reason, outcome.word
        elif isinstance(outcome, Parked):
            state, reason, word = OrderState.NEEDS_STAFF, outcome.reason, outcome.word
        else:
            charge = 0
        with transaction(self._db, self._space):
            if charge:
                self._db.execute(
                    "UPDATE delivery SET state = ?, attempts = attempts + 1, next_attempt_at = ?, reason = ?,"
                    " word = ?, changed_at = ? WHERE seq = ? AND state = 'sending'",
                    (state.value, next_at, reason, word, self._iso(), seq),
                )
            else:
                self._db.execute(
                    "UPDATE delivery SET state = 'queued', changed_at = ?"
                    " WHERE seq = ? AND state = 'sending'",
                    (self._iso(), seq),
                )

    def next_due_in(self) -> float | None:
        now = self._clock.now().timestamp()
        with storing():
            row = self._db.execute(
                "SELECT min(next_attempt_at) FROM delivery WHERE state = 'queued'"
                " AND next_attempt_at > ? AND next_attempt_at <= ?",
                (now, now + LONGEST_DELAY_S),
            ).fetchone()
        return None if row[0] is None else float(row[0]) - now

    def waiting(self) -> int:
        return count_waiting(self._db)

    def last_seq(self) -> int:
        with storing():
            row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
        return 0 if row is None else int(row[0])

    def _iso(self) -> str:
        return iso(self._clock.now())


def count_unproved(connection: sqlite3.Connection) -> int:
    """Envelopes without a receipt that the UI's own check believes, or queued again: what no enrolment may
    leave behind. Sync's word that it delivered them is not enough.
    """
    with storing():
        row = connection.execute(
            "SELECT count(*) FROM outbox o LEFT JOIN delivery d ON d.seq = o.seq"
            " WHERE o.receipt = '' OR d.state <> 'accepted'"
        ).fetchone()
    return int(row[0])


def count_waiting(connection: sqlite3.Connection, kind: str = "%") -> int:
    """Envelopes of ``kind`` without a receipt; orders and evaluations alike when it is not given."""
    with storing():
        row = connection.execute(
            "SELECT count(*) FROM outbox o LEFT JOIN delivery d ON d.seq = o.seq"
            " WHERE o.kind LIKE ? AND coalesce(d.state, iif(o.verified_at IS NULL, 'queued', 'accepted'))"
            " <> 'accepted'",
            (kind,),
        ).fetchone()
    return int(row[0])
