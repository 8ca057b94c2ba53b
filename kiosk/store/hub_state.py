"""What the hub says besides receipts: its incarnation, what it keeps, what became of orders.

Sync writes ``hub_state`` and progress (``progress_kept``), and ``delivery`` too: a restored hub is sent again
what it lost.
"""

import sqlite3
from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError

from kiosk.clock import Clock
from kiosk.domain.delivery import Heard, HubState
from kiosk.store.moment import iso
from kiosk.store.progress_kept import KeptProgress
from kiosk.store.space import Space
from kiosk.store.transaction import transaction
from kiosk.store.trouble import storing
from kiosk.wire.exchange import Kept
from kiosk.wire.models import Receipt
from kiosk.wire.signing import BadSignature
from kiosk.wire.words import parse_word

RESTORED: Final = "hub_restored"


class HubStateTable:
    """Implements :class:`kiosk.domain.delivery.HubMemory` for the thread of ``connection``."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, space: Space) -> None:
        self._db = connection
        self._clock = clock
        self._space = space
        self._progress = KeptProgress(connection, clock)

    def state(self, terminal_id: str) -> HubState:
        found = read_hub_state(self._db)
        return found if found.terminal_id == terminal_id else HubState(terminal_id)

    def held_long(self, terminal_id: str) -> tuple[str, ...]:
        with storing():
            return self._progress.held_long(self.state(terminal_id).heard_at)

    def revoked(self) -> None:
        with storing():
            if not self._progress.anything():
                return
        with transaction(self._db, self._space):
            self._progress.strike(for_good=False)
            self._db.execute("UPDATE hub_state SET cursor = 0")

    def hear(self, heard: Heard, asked: Sequence[str] = ()) -> int:
        exchange, kept = heard.exchange, heard.kept
        with transaction(self._db, self._space):
            if read_hub_state(self._db).terminal_id not in ("", exchange.terminal_id):
                # Of the orders of an enrolment before nothing more is told here.
                self._progress.strike(for_good=True)
            self._progress.heard()
            before = self.state(exchange.terminal_id)
            cursor, queued = before.cursor, 0
            if kept.incarnation != before.incarnation:
                # Its rows answer a question about the former incarnation's numbers.
                if before.incarnation:
                    self._progress.forget()
                cursor, queued = 0, self._queue_again(kept)
            else:
                self._progress.add(exchange.progress, exchange.at)
                self._progress.answered(asked, exchange.let_go, exchange.at)
                self._progress.bound(exchange.at)
                cursor = max((row.cursor for row in exchange.progress), default=cursor)
            self._db.execute(
                "INSERT OR REPLACE INTO hub_state"
                " (id, terminal_id, incarnation, cursor, kept, trust_version, heard_at)"
                " VALUES (1, ?, ?, ?, ?, ?, ?)",
                (
                    exchange.terminal_id,
                    kept.incarnation,
                    cursor,
                    exchange.kept,
                    exchange.trust_version,
                    exchange.at,
                ),
            )
        return queued

    def _queue_again(self, kept: Kept) -> int:
        """Within the transaction: what this hub gave a receipt for in a former life, and is still here."""
        rows = self._db.execute(
            "SELECT d.seq, d.word FROM delivery d JOIN outbox o ON o.seq = d.seq"
            " WHERE d.state = 'accepted' AND o.envelope IS NOT NULL"
        ).fetchall()
        again = [seq for seq, word in rows if _may_be_lost(seq, word, kept)]
        now = iso(self._clock.now())
        self._db.executemany(
            "UPDATE delivery SET state = 'queued', next_attempt_at = NULL, reason = ?, word = '',"
            " changed_at = ? WHERE seq = ?",
            [(RESTORED, now, seq) for seq in again],
        )
        return len(again)


def _may_be_lost(seq: int, word: str, kept: Kept) -> bool:
    """Whether ``word``, checked when it came, is this hub's receipt of another incarnation.

    What was sent under an enrolment before is not counted by ``send_again_from``; what was sealed for a
    former hub this one cannot have had.
    """
    try:
        receipt = Receipt.model_validate_json(parse_word(word).text)
    except (BadSignature, ValidationError):
        return False
    if receipt.hub_id != kept.hub_id or receipt.incarnation == kept.incarnation:
        return False
    return receipt.terminal_id != kept.terminal_id or seq >= kept.send_again_from


def read_hub_state(connection: sqlite3.Connection) -> HubState:
    """What was heard last, as whichever terminal it was."""
    with storing():
        row = connection.execute(
            "SELECT terminal_id, incarnation, cursor, kept, trust_version, heard_at FROM hub_state"
        ).fetchone()
    return HubState() if row is None else HubState(*row)
