"""What was spoken for an order: which parts of it are here, and the whole of one as a file that plays."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from hub.database.db import reading
from hub.database.schema import JOURNAL
from hub.errors import HubError
from hub.house import House
from hub.orders.desk import find_order
from hub.orders.erased import require_there
from hub.orders.opening import open_pending
from hub.orders.seals import CannotOpen, open_order, open_part
from kiosk.wire.models import OrderBody, RecordingNote
from kiosk.wire.recording import KIND, BrokenRecording, join, part_oid


@dataclass(frozen=True, slots=True)
class Recording:
    """``number`` counts the order's recordings from 1, ``of`` how many there are."""

    number: int
    of: int
    note: RecordingNote
    opus: bytes


def open_recording(house: House, name: str, number: int = 1) -> Recording:
    """One recording of the order with this number or id, as the Ogg Opus file it was sealed as.

    Raises HubError: E-HUB-04 no such order or recording, E-HUB-06 it cannot be opened, E-HUB-18 it is still
    on its way.
    """
    open_pending(house)
    with reading(house.engine).connect() as connection:
        hub_seq = find_order(connection, name)
        require_there(connection, hub_seq, name)
        row = connection.execute(select(JOURNAL.c.envelope).where(JOURNAL.c.hub_seq == hub_seq)).one()
        body = _body(house, name, row.envelope)
        if not 1 <= number <= len(body.recordings):
            many = f"只有 {len(body.recordings)} 段录音" if body.recordings else "没有录音"
            raise HubError("E-HUB-04", f"{name}：{many}")
        note = body.recordings[number - 1]
        pieces = [_piece(house, connection, body, number - 1, part) for part in range(note.parts)]
    here = [piece for piece in pieces if piece is not None]
    if len(here) < note.parts:
        raise HubError(
            "E-HUB-18", f"{name}：第 {number} 段录音还在路上，到了 {len(here)} 份，一共 {note.parts} 份"
        )
    try:
        opus = join(note, here)
    except BrokenRecording as error:
        raise HubError("E-HUB-06", f"{name}：第 {number} 段录音和工单里写的对不上") from error
    return Recording(number, len(body.recordings), note, opus)


def _body(house: House, name: str, envelope: bytes) -> OrderBody:
    try:
        return open_order(envelope, house.keys)
    except CannotOpen as error:
        raise HubError("E-HUB-06", f"{name}: {error.problem}") from error


def _piece(house: House, connection: Connection, body: OrderBody, recording: int, part: int) -> bytes | None:
    """None: it is not here yet. Another of the same name from the same terminal cannot come later."""
    row = connection.execute(
        select(JOURNAL.c.envelope).where(
            JOURNAL.c.terminal_id == body.terminal_id,
            JOURNAL.c.oid == part_oid(body.order_id, recording, part),
            JOURNAL.c.kind == KIND,
        )
    ).one_or_none()
    if row is None:
        return None
    try:
        head, piece = open_part(row.envelope, house.keys)
    except CannotOpen as error:
        raise HubError("E-HUB-06", f"第 {recording + 1} 段录音的第 {part + 1} 份打不开") from error
    if (head.order_id, head.recording, head.part) != (body.order_id, recording, part):
        raise HubError("E-HUB-06", f"第 {recording + 1} 段录音的第 {part + 1} 份不是它的")
    return piece
