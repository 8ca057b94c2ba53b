"""The index of what goes with orders: in how many envelopes it travels, how many of them are here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, and_, case, func, select

from hub.database.db import insert_once
from hub.database.schema import ATTACHMENT_PARTS, JOURNAL
from kiosk.wire.attachment import like_part, notes, part_oid
from kiosk.wire.limits import KINDS, PAGE, RECORDING, Kind
from kiosk.wire.models import OrderBody

Arrivals = Mapping[Kind, Mapping[str, int]]


def announce(connection: Connection, hub_seq: int, body: OrderBody) -> None:
    """Note what an opened order says is to come, in the caller's transaction."""
    for seq, oid in _parts(body):
        values = {"terminal_id": body.terminal_id, "seq": seq}
        insert_once(connection, ATTACHMENT_PARTS, hub_seq=hub_seq, oid=oid, **values)


def _parts(body: OrderBody) -> Iterator[tuple[int, str]]:
    """``seq`` and name of each part: they follow the order without a gap (docs/protocol/hub.md)."""
    seq = body.seq
    for kind, number, note in notes(body):
        for part in range(note.parts):
            seq += 1
            yield seq, part_oid(body.order_id, kind, number, part)


def arrivals(connection: Connection, hub_seq: int | None = None) -> Mapping[int, Arrivals]:
    """By ``hub_seq`` of each order something goes with, or of this one: of each kind its ``parts``, those
    ``here``.
    """
    here = and_(
        JOURNAL.c.terminal_id == ATTACHMENT_PARTS.c.terminal_id,
        JOURNAL.c.oid == ATTACHMENT_PARTS.c.oid,
        JOURNAL.c.kind.in_(KINDS),
    )
    kind = case((ATTACHMENT_PARTS.c.oid.like(like_part(PAGE)), PAGE), else_=RECORDING).label("kind")
    query = (
        select(
            ATTACHMENT_PARTS.c.hub_seq,
            kind,
            func.count().label("parts"),
            func.count(JOURNAL.c.hub_seq).label("here"),
        )
        .select_from(ATTACHMENT_PARTS.outerjoin(JOURNAL, here))
        .group_by(ATTACHMENT_PARTS.c.hub_seq, kind)
    )
    if hub_seq is not None:
        query = query.where(ATTACHMENT_PARTS.c.hub_seq == hub_seq)
    out: dict[int, dict[Kind, Mapping[str, int]]] = defaultdict(dict)
    for row in connection.execute(query):
        out[row.hub_seq][row.kind] = {"parts": row.parts, "here": row.here}
    return out


def announced(connection: Connection, terminal_id: str) -> frozenset[int]:
    """The ``seq`` that this terminal's orders say their recordings and pages have."""
    rows = connection.execute(
        select(ATTACHMENT_PARTS.c.seq).where(ATTACHMENT_PARTS.c.terminal_id == terminal_id)
    )
    return frozenset(int(row.seq) for row in rows)
