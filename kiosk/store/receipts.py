"""The UI trusts no table it does not write: it checks a receipt itself before it says 已上传."""

import logging
import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from kiosk.clock import Clock
from kiosk.store.attachments import complete, is_heavy, orders_of
from kiosk.store.moment import clock_trusted, iso
from kiosk.store.orders import ORDER
from kiosk.store.space import Space
from kiosk.store.transaction import transaction
from kiosk.store.trouble import storing
from kiosk.wire.envelope import NotAnEnvelope, envelope_sha256, read_header
from kiosk.wire.exchange import Kept
from kiosk.wire.models import Receipt
from kiosk.wire.signing import BadSignature
from kiosk.wire.words import check_receipt, parse_word

_log = logging.getLogger(__name__)
# What the hub never calls backed up: by the hub's own time of the receipt, and by ours of having checked it.
# One of the clocks may be years behind, and what has come just now would go at once.
KEEP_BODIES: Final = timedelta(days=30)
_PAGE: Final = 200
# Sync holds nothing against it: the very receipt the UI has checked, and not queued again since.
_SETTLED: Final = """
receipt <> '' AND NOT EXISTS (
    SELECT 1 FROM delivery d WHERE d.seq = outbox.seq AND (d.state <> 'accepted' OR d.word <> outbox.receipt)
)
"""
_Accepted = tuple[int, str, str, bytes, str]


class Receipts:
    """Writes ``outbox`` (what was checked of a receipt, the end of rows), ``recording_part`` and ``retry``.

    For one thread.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock, space: Space) -> None:
        self._db = connection
        self._clock = clock
        self._space = space
        self._boot_id = clock.boot_id()
        self._distrusted: set[tuple[int, str]] = set()

    def verify(self, keys: Mapping[str, bytes], hub_id: str) -> list[str]:
        """Check the receipts that sync brought since; the ids of the orders now proved delivered, in order:
        with all that was spoken for them.

        One that does not hold is logged, its body is kept, and sync is asked once to send the row again: the
        key may have been removed since, or sync's table is not what sync wrote.
        """
        delivered: list[str] = []
        after = 0
        while rows := self._unchecked(after):
            after = rows[-1][0]
            checked = [(row, self._check(row, keys, hub_id)) for row in rows]
            held = [(row, receipt) for row, receipt in checked if receipt is not None]
            if held:
                self._keep(held)
            self._distrust([row for row, receipt in checked if receipt is None])
            delivered += self._whole([row for row, _ in held])
        return list(dict.fromkeys(delivered))

    def _whole(self, rows: list[_Accepted]) -> list[str]:
        """The orders these rows are of, or parts of, when nothing of them waits any more: text or sound."""
        with storing():
            spoken = orders_of(self._db, [seq for seq, _, kind, _, _ in rows if is_heavy(kind)])
            mine = [oid if kind == ORDER else spoken.get(seq, "") for seq, oid, kind, _, _ in rows]
            return [oid for oid in dict.fromkeys(filter(None, mine)) if complete(self._db, oid)]

    def _unchecked(self, after: int) -> list[_Accepted]:
        with storing():
            return self._db.execute(
                # From delivery on: of what waits, years of it perhaps, not a page is read.
                "SELECT o.seq, o.oid, o.kind, o.envelope, d.word"
                " FROM delivery d CROSS JOIN outbox o ON o.seq = d.seq"
                " WHERE d.state = 'accepted' AND d.word <> o.receipt AND d.seq > ? ORDER BY d.seq LIMIT ?",
                (after, _PAGE),
            ).fetchall()

    def _check(self, row: _Accepted, keys: Mapping[str, bytes], hub_id: str) -> Receipt | None:
        _, oid, _, envelope, word = row
        try:
            _, header = read_header(envelope)
            sha256 = envelope_sha256(envelope)
            return check_receipt(parse_word(word), keys, hub_id, header.terminal_id, oid, sha256)
        except (BadSignature, NotAnEnvelope, TypeError, ValueError):  # or no text and no bytes at all
            return None

    def _keep(self, held: list[tuple[_Accepted, Receipt]]) -> None:
        now = iso(self._clock.now())
        with transaction(self._db, self._space):
            self._db.executemany(
                "UPDATE outbox SET verified_at = ?, receipt = ?, hub_seq = ?, incarnation = ?,"
                " received_at = ? WHERE seq = ?",
                [
                    (now, row[4], receipt.hub_seq, receipt.incarnation, _utc(receipt.received_at), row[0])
                    for row, receipt in held
                ],
            )

    def _distrust(self, rows: list[_Accepted]) -> None:
        new = [(seq, word) for seq, _, _, _, word in rows if (seq, word) not in self._distrusted]
        if not new:
            return
        with transaction(self._db, self._space):
            self._db.executemany(
                "INSERT INTO retry (seq, asked) VALUES (?, 1)"
                " ON CONFLICT (seq) DO UPDATE SET asked = asked + 1",
                [(seq,) for seq, _ in new],
            )
        for seq, word in new:
            self._distrusted.add((seq, word))
            _log.error("receipt.distrusted", extra={"code": "E-SYN-03", "seq": seq})

    def release(self, kept: Kept | None) -> int:
        """Let go of bodies that are safe at the hub; their number. The order's own row stays.

        Safe is what a checked receipt places at or below ``kept.backed_up_to`` of the same incarnation
        (``kept``: checked by the caller), and what has had its receipt for ``KEEP_BODIES`` by both ends'
        clocks, when ours can be believed.
        """
        incarnation, backed_up_to = (kept.incarnation, kept.backed_up_to) if kept is not None else ("", 0)
        trusted = clock_trusted(self._db, self._clock, self._boot_id)
        before = iso(self._clock.now() - KEEP_BODIES)
        with transaction(self._db, self._space):
            self._db.execute("DELETE FROM print_job WHERE changed_at < ?", (before,))
            released = self._db.execute(
                f"DELETE FROM outbox WHERE {_SETTLED} AND ("  # noqa: S608 - a constant
                " incarnation <> '' AND incarnation = ? AND hub_seq <= ?"
                " OR received_at <> '' AND max(received_at, verified_at) < ?)",
                (incarnation, backed_up_to, before if trusted else ""),
            ).rowcount
            self._db.execute("DELETE FROM retry WHERE seq NOT IN (SELECT seq FROM outbox)")
            self._db.execute("DELETE FROM recording_part WHERE seq NOT IN (SELECT seq FROM outbox)")
            return released


def _utc(text: str) -> str:
    """The hub's time as this store writes times; empty when it is none."""
    try:
        return iso(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return ""
