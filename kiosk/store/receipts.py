"""The UI trusts no table it does not write: it checks a receipt itself before it says 已上传."""

import logging
import sqlite3
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from kiosk.clock import Clock
from kiosk.store.moment import iso
from kiosk.store.space import Space
from kiosk.store.transaction import transaction
from kiosk.store.trouble import storing
from kiosk.wire.envelope import NotAnEnvelope, envelope_sha256, read_header
from kiosk.wire.signing import BadSignature
from kiosk.wire.words import check_receipt, parse_word

_log = logging.getLogger(__name__)
# A hub restored from last night's backup can be given everything again.
KEEP_BODIES: Final = timedelta(days=30)
_Accepted = tuple[int, str, str, bytes, str]


class Receipts:
    """Writes ``outbox`` (verified_at, and the end of rows), for the thread of ``connection``."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, space: Space) -> None:
        self._db = connection
        self._clock = clock
        self._space = space
        self._distrusted: set[int] = set()

    def verify(self, keys: Mapping[str, bytes], hub_id: str) -> list[str]:
        """Check the receipts that sync brought since; the ids of the orders now proved delivered, in order.

        A receipt that does not hold is logged once and the body is kept for ever.
        """
        with storing():
            rows: list[_Accepted] = self._db.execute(
                "SELECT o.seq, o.oid, o.kind, o.envelope, d.word"
                " FROM outbox o JOIN delivery d ON d.seq = o.seq"
                " WHERE o.verified_at IS NULL AND d.state = 'accepted' ORDER BY o.seq LIMIT 200"
            ).fetchall()
        proved = [row for row in rows if self._holds(row, keys, hub_id)]
        if proved:
            now = iso(self._clock.now())
            with transaction(self._db, self._space):
                self._db.executemany(
                    "UPDATE outbox SET verified_at = ? WHERE seq = ?", [(now, row[0]) for row in proved]
                )
        return [oid for _, oid, kind, _, _ in proved if kind == "order"]

    def _holds(self, row: _Accepted, keys: Mapping[str, bytes], hub_id: str) -> bool:
        seq, oid, _, envelope, word = row
        try:
            _, header = read_header(envelope)
            sha256 = envelope_sha256(envelope)
            check_receipt(parse_word(word), keys, hub_id, header.terminal_id, oid, sha256)
        except (BadSignature, NotAnEnvelope):
            if seq not in self._distrusted:
                self._distrusted.add(seq)
                _log.error("receipt.distrusted", extra={"code": "E-SYN-03", "seq": seq})
            return False
        return True

    def purge(self) -> int:
        """Let go of rows proved delivered ``KEEP_BODIES`` ago; their number. The order's own row stays."""
        before = iso(self._clock.now() - KEEP_BODIES)
        with transaction(self._db, self._space):
            self._db.execute(
                "DELETE FROM retry WHERE seq IN (SELECT seq FROM outbox WHERE verified_at < ?)", (before,)
            )
            self._db.execute("DELETE FROM print_job WHERE changed_at < ?", (before,))
            return self._db.execute("DELETE FROM outbox WHERE verified_at < ?", (before,)).rowcount
