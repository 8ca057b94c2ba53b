"""What sync brought, looked at by the UI's store thread: receipts, the link, what may be let go.

Everything the UI acts on is checked here against the keys of this terminal's enrolment.
"""

import logging
import sqlite3
from collections.abc import Iterator

from kiosk.clock import Clock
from kiosk.domain import messages as m
from kiosk.store.delivery import count_waiting
from kiosk.store.hub_words import read_kept
from kiosk.store.link import read_link
from kiosk.store.orders import ORDER
from kiosk.store.receipts import Receipts
from kiosk.store.space import Space
from kiosk.wire.exchange import Kept
from kiosk.wire.models import Enrolled
from kiosk.wire.signing import BadSignature
from kiosk.wire.words import hub_keys

_log = logging.getLogger(__name__)


class HubWatch:
    """For the thread of ``connection``. ``believed_s``: how long what sync wrote of the link holds."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, space: Space, believed_s: float) -> None:
        self._db = connection
        self._clock = clock
        self._boot_id = clock.boot_id()
        self._receipts = Receipts(connection, clock, space)
        self._believed_s = believed_s
        self._distrusts = False

    def look(self, enrolled: Enrolled | None) -> Iterator[object]:
        """OrderDelivered for each receipt that came and holds, then LinkChanged. Raises KioskError."""
        if enrolled is not None:
            keys = hub_keys(*enrolled.receipt_keys)
            for order_id in self._receipts.verify(keys, enrolled.hub_id):
                yield m.OrderDelivered(order_id)
        yield m.LinkChanged(self._online(), count_waiting(self._db, ORDER))

    def _online(self) -> bool:
        """A sync that died cannot say that it is off-line: what it wrote last holds for a few rounds only."""
        return read_link(self._db).fresh(self._boot_id, self._clock.monotonic(), self._believed_s)

    def release(self, enrolled: Enrolled | None) -> None:
        """Let go of what is safe at the hub. Raises KioskError."""
        self._receipts.release(self._kept(enrolled) if enrolled is not None else None)

    def _kept(self, enrolled: Enrolled) -> Kept | None:
        try:
            kept = read_kept(self._db, enrolled)
        except BadSignature:
            if not self._distrusts:
                _log.error("kept.distrusted", extra={"code": "E-SYN-03"})
            self._distrusts = True
            return None
        self._distrusts = False
        return kept
