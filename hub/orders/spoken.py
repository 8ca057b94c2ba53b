"""The index of what was spoken: how many envelopes an order's recordings travel in, how many are here."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, and_, func, select

from hub.database.db import insert_once
from hub.database.schema import JOURNAL, RECORDING_PARTS
from kiosk.wire.models import OrderBody
from kiosk.wire.recording import KIND, part_oid


def announce(connection: Connection, hub_seq: int, body: OrderBody) -> None:
    """Note what an opened order says is to come, in the caller's transaction."""
    for seq, oid in _parts(body):
        values = {"terminal_id": body.terminal_id, "seq": seq}
        insert_once(connection, RECORDING_PARTS, hub_seq=hub_seq, oid=oid, **values)


def _parts(body: OrderBody) -> Iterator[tuple[int, str]]:
    """``seq`` and name of each part: they follow the order without a gap (docs/protocol/hub.md)."""
    seq = body.seq
    for recording, note in enumerate(body.recordings):
        for part in range(note.parts):
            seq += 1
            yield seq, part_oid(body.order_id, recording, part)


def arrivals(connection: Connection, hub_seq: int | None = None) -> Mapping[int, dict[str, int]]:
    """By ``hub_seq`` of each order that was spoken for, or of this one: its ``parts``, those ``here``."""
    here = and_(
        JOURNAL.c.terminal_id == RECORDING_PARTS.c.terminal_id,
        JOURNAL.c.oid == RECORDING_PARTS.c.oid,
        JOURNAL.c.kind == KIND,
    )
    query = (
        select(
            RECORDING_PARTS.c.hub_seq,
            func.count().label("parts"),
            func.count(JOURNAL.c.hub_seq).label("here"),
        )
        .select_from(RECORDING_PARTS.outerjoin(JOURNAL, here))
        .group_by(RECORDING_PARTS.c.hub_seq)
    )
    if hub_seq is not None:
        query = query.where(RECORDING_PARTS.c.hub_seq == hub_seq)
    return {row.hub_seq: {"parts": row.parts, "here": row.here} for row in connection.execute(query)}


def announced(connection: Connection, terminal_id: str) -> frozenset[int]:
    """The ``seq`` that this terminal's orders say their recordings have."""
    rows = connection.execute(
        select(RECORDING_PARTS.c.seq).where(RECORDING_PARTS.c.terminal_id == terminal_id)
    )
    return frozenset(int(row.seq) for row in rows)
