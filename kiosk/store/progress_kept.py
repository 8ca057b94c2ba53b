"""How long fetched progress is held. Sync's tables: called within the transaction of an exchange.

Three things end it (docs/adr/0090): the hub's word that an order has long been over, the hub's word that this
terminal is revoked, and bounds of our own, by which the disk can never fill. What is let go is marked: the
screen then says that it knows nothing here, never that nothing has happened.
"""

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from kiosk.clock import Clock
from kiosk.store.moment import iso
from kiosk.wire.exchange import HOLDS_MOST, PROGRESS_KEPT, ProgressRow

_log = logging.getLogger(__name__)
# Nothing new for so long: the longest that the county itself keeps an order after its end.
OLDEST: Final = timedelta(days=730)
MOST_BYTES: Final = 64 * 1024 * 1024  # some nine thousand answered orders
_ROW_BYTES: Final = 64  # of a row besides its text
_GONE: Final = 1
_TILL_HEARD: Final = 2
_ASK_AGAIN: Final = timedelta(days=1)
# A wrong clock at either end must not take two years for over.
_CLOCKS_AGREE: Final = timedelta(days=1)


class KeptProgress:
    """Writes ``progress`` and ``progress_order`` inside the caller's transaction. Times are the hub's own."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, most_bytes: int = MOST_BYTES) -> None:
        self._db = connection
        self._clock = clock
        self._most_bytes = most_bytes

    def add(self, rows: Sequence[ProgressRow], at: str) -> None:
        """Steps that came at ``at``; those of orders that were let go are not taken again."""
        for row in rows:
            if self._gone(row.oid):
                continue
            self._db.execute(
                "INSERT OR REPLACE INTO progress (oid, step, sealed) VALUES (?, ?, ?)",
                (row.oid, row.index, row.sealed),
            )
            self._db.execute(
                "INSERT INTO progress_order (oid, news_at) VALUES (?, ?)"
                " ON CONFLICT (oid) DO UPDATE SET news_at = excluded.news_at",
                (row.oid, self._moment(at)),
            )
        for oid in {row.oid for row in rows}:
            self._db.execute(
                "UPDATE progress_order SET bytes = (SELECT coalesce(sum(length(sealed) + ?), 0)"
                " FROM progress WHERE progress.oid = progress_order.oid) WHERE oid = ?",
                (_ROW_BYTES, oid),
            )

    def _gone(self, oid: str) -> bool:
        row = self._db.execute("SELECT gone FROM progress_order WHERE oid = ?", (oid,)).fetchone()
        return row is not None and bool(row[0])

    def held_long(self, heard_at: str) -> tuple[str, ...]:
        """Orders to ask the hub about: nothing new for a month, and not asked about since yesterday."""
        if not heard_at:
            return ()
        rows = self._db.execute(
            "SELECT oid FROM progress_order WHERE gone = 0 AND news_at < ? AND asked_at < ?"
            " ORDER BY asked_at, news_at LIMIT ?",
            (self._before(heard_at, PROGRESS_KEPT), self._before(heard_at, _ASK_AGAIN), HOLDS_MOST),
        )
        return tuple(str(row[0]) for row in rows)

    def answered(self, asked: Iterable[str], let_go: Iterable[str], at: str) -> None:
        """The hub's word on what it was ``asked`` about; what it says of others does not count."""
        named = frozenset(let_go)
        for oid in asked:
            self._db.execute("UPDATE progress_order SET asked_at = ? WHERE oid = ?", (self._moment(at), oid))
            if oid in named:
                self._let_go(oid)

    def bound(self, at: str) -> None:
        """What nobody moved for two years goes, if our clock says the same; then the oldest of too much."""
        if abs(self._clock.now() - self._time(at)) <= _CLOCKS_AGREE:
            old = self._db.execute(
                "SELECT oid FROM progress_order WHERE gone = 0 AND news_at < ?", (self._before(at, OLDEST),)
            ).fetchall()
            for (oid,) in old:
                self._let_go(oid)
        total = self._db.execute("SELECT coalesce(sum(bytes), 0) FROM progress_order").fetchone()[0]
        if total <= self._most_bytes:
            return
        held = self._db.execute(
            "SELECT oid, bytes FROM progress_order WHERE gone = 0 ORDER BY news_at, oid"
        ).fetchall()
        ended = 0
        for oid, size in held:
            if total <= self._most_bytes:
                break
            self._let_go(oid)
            total -= size
            ended += 1
        _log.warning("progress.too_much", extra={"orders": ended})

    def forget(self) -> None:
        """All of it is asked for anew: the hub has another life."""
        self._db.execute("DELETE FROM progress")
        self._db.execute("DELETE FROM progress_order")

    def strike(self, *, for_good: bool) -> None:
        """Let all of it go: nothing more comes for these orders, or not before the hub hears us again."""
        mark = _GONE if for_good else _TILL_HEARD
        for (oid,) in self._db.execute("SELECT oid FROM progress_order WHERE gone = 0").fetchall():
            self._let_go(oid, mark)
        if for_good:
            self._db.execute("UPDATE progress_order SET gone = ? WHERE gone = ?", (_GONE, _TILL_HEARD))

    def heard(self) -> None:
        """The hub hears this terminal: what went because it did not is told anew."""
        self._db.execute("DELETE FROM progress_order WHERE gone = ?", (_TILL_HEARD,))

    def anything(self) -> bool:
        return self._db.execute("SELECT 1 FROM progress LIMIT 1").fetchone() is not None

    def _let_go(self, oid: str, mark: int = _GONE) -> None:
        """The mark stays as long as the order's own row, for whoever asks with its slip."""
        self._db.execute("DELETE FROM progress WHERE oid = ?", (oid,))
        self._db.execute(
            "UPDATE progress_order SET gone = ?, bytes = 0"
            " WHERE oid = ? AND oid IN (SELECT order_id FROM work_order)",
            (mark, oid),
        )
        self._db.execute("DELETE FROM progress_order WHERE oid = ? AND gone = 0", (oid,))

    def _time(self, at: str) -> datetime:
        """The hub's word, signed: a time; if it were none, ours."""
        try:
            return datetime.fromisoformat(at).astimezone(UTC)
        except (ValueError, OverflowError):
            return self._clock.now()

    def _moment(self, at: str) -> str:
        return iso(self._time(at))

    def _before(self, at: str, span: timedelta) -> str:
        return iso(self._time(at) - span)
