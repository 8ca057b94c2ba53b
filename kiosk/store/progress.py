"""What became of an order of this terminal, from what sync fetched: readable with its slip alone."""

import hmac
import logging
import sqlite3
from datetime import UTC, datetime
from typing import Final

from kiosk.domain.progress import Entry, Progress
from kiosk.store.hub_state import read_hub_state
from kiosk.store.trouble import storing
from kiosk.wire.ids import secret_sha256
from kiosk.wire.sealing import SealBroken
from kiosk.wire.slipbox import open_entry
from kiosk.wire.states import PlatformState

_log = logging.getLogger(__name__)
_RATED: Final = frozenset(
    {PlatformState.RATED.value, PlatformState.TO_CALL_BACK.value, PlatformState.CALLED_BACK.value}
)
# Proved delivered by the UI's own check, and not sent again since; or let go after that.
_UPLOADED: Final = """
SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE seq = :seq AND receipt = '')
    AND NOT EXISTS (SELECT 1 FROM delivery WHERE seq = :seq AND state <> 'accepted')
"""
_GONE: Final = "SELECT 1 FROM progress_order WHERE oid = ? AND gone"


def look_up(connection: sqlite3.Connection, order_no: str, secret: str) -> Progress | None:
    """The order with this number whose slip carries ``secret`` (26 characters); None when there is none here.

    None also when what was fetched about it has been let go: of that only the hub can tell.

    Nothing of the answer is kept or logged. Raises KioskError when the store cannot be read.
    """
    with storing():
        rows = connection.execute(
            "SELECT order_id, seq, secret_sha256 FROM work_order WHERE order_no = ?", (order_no,)
        ).fetchall()
        asked = secret_sha256(secret)
        for order_id, seq, known in rows:
            if hmac.compare_digest(asked, known):
                if connection.execute(_GONE, (order_id,)).fetchone():
                    return None
                return _progress(connection, order_id, seq, order_no, secret)
    return None


def _progress(
    connection: sqlite3.Connection, order_id: str, seq: int, order_no: str, secret: str
) -> Progress:
    entries = _entries(connection, order_id, secret)
    rated = connection.execute("SELECT 1 FROM rating WHERE order_id = ?", (order_id,)).fetchone()
    uploaded = connection.execute(_UPLOADED, {"seq": seq}).fetchone()[0]
    return Progress(
        order_id=order_id,
        order_no=order_no,
        entries=entries,
        as_of=_time(read_hub_state(connection).heard_at),
        here=True,
        uploaded=bool(uploaded),
        rated=rated is not None or any(entry.state in _RATED for entry in entries),
    )


def _time(text: object) -> str:
    """Sync's word, unsigned: a time, or nothing."""
    try:
        datetime.fromisoformat(str(text)).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return str(text)


def _entries(connection: sqlite3.Connection, order_id: str, secret: str) -> tuple[Entry, ...]:
    """As far as they open: what comes after one that does not is not shown, for it may hang on it."""
    rows = connection.execute("SELECT step, sealed FROM progress WHERE oid = ? ORDER BY step", (order_id,))
    entries: list[Entry] = []
    for step, sealed in rows:
        try:
            if not isinstance(sealed, str):
                raise SealBroken("not a text")
            opened = open_entry(sealed, secret, order_id, step)
        except SealBroken:
            _log.error("progress.broken", extra={"code": "E-SYN-03", "step": step})
            break
        entries.append(Entry(opened.state, opened.at, opened.note, opened.reply))
    return tuple(entries)
