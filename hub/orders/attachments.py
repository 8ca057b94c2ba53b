"""What goes with an order, a recording or a photographed page: the whole of it as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from hub.database.db import reading
from hub.database.schema import JOURNAL
from hub.errors import HubError
from hub.house import House
from hub.orders.desk import find_order
from hub.orders.erased import require_there
from hub.orders.opening import open_pending
from hub.orders.seals import CannotOpen, open_order, open_part
from kiosk.wire.attachment import BrokenAttachment, join, part_oid
from kiosk.wire.attachment import notes as named
from kiosk.wire.limits import PAGE, RECORDING, Kind
from kiosk.wire.models import AttachmentNote, OrderBody

_NAMES: Final[Mapping[Kind, str]] = {RECORDING: "第 {} 段录音", PAGE: "第 {} 页材料"}
_NONE: Final[Mapping[Kind, str]] = {RECORDING: "没有录音", PAGE: "没有拍材料"}
_ONLY: Final[Mapping[Kind, str]] = {RECORDING: "只有 {} 段录音", PAGE: "只有 {} 页材料"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """``number`` counts the order's own of its kind from 1, ``of`` how many there are."""

    number: int
    of: int
    note: AttachmentNote
    data: bytes


def open_attachment(house: House, name: str, kind: Kind, number: int = 1) -> Attachment:
    """One recording (an Ogg Opus file) or page (a JPEG) of the order with this number or id.

    Raises HubError: E-HUB-04 no such order, or no such thing with it, E-HUB-06 it cannot be opened, E-HUB-18
    it is still on its way.
    """
    open_pending(house)
    with reading(house.engine).connect() as connection:
        hub_seq = find_order(connection, name)
        require_there(connection, hub_seq, name)
        row = connection.execute(select(JOURNAL.c.envelope).where(JOURNAL.c.hub_seq == hub_seq)).one()
        body = _body(house, name, row.envelope)
        notes = [note for one, _, note in named(body) if one == kind]
        if not 1 <= number <= len(notes):
            many = _ONLY[kind].format(len(notes)) if notes else _NONE[kind]
            raise HubError("E-HUB-04", f"{name}：{many}")
        note = notes[number - 1]
        pieces = [_piece(house, connection, body, kind, number - 1, part) for part in range(note.parts)]
    here = [piece for piece in pieces if piece is not None]
    what = _NAMES[kind].format(number)
    if len(here) < note.parts:
        raise HubError("E-HUB-18", f"{name}：{what}还在路上，到了 {len(here)} 份，一共 {note.parts} 份")
    try:
        data = join(note, here)
    except BrokenAttachment as error:
        raise HubError("E-HUB-06", f"{name}：{what}和工单里写的对不上") from error
    return Attachment(number, len(notes), note, data)


def _body(house: House, name: str, envelope: bytes) -> OrderBody:
    try:
        return open_order(envelope, house.keys)
    except CannotOpen as error:
        raise HubError("E-HUB-06", f"{name}: {error.problem}") from error


def _piece(
    house: House, connection: Connection, body: OrderBody, kind: Kind, number: int, part: int
) -> bytes | None:
    """None: it is not here yet. Another of the same name from the same terminal cannot come later."""
    row = connection.execute(
        select(JOURNAL.c.envelope).where(
            JOURNAL.c.terminal_id == body.terminal_id,
            JOURNAL.c.oid == part_oid(body.order_id, kind, number, part),
            JOURNAL.c.kind == kind,
        )
    ).one_or_none()
    if row is None:
        return None
    what = f"{_NAMES[kind].format(number + 1)}的第 {part + 1} 份"
    try:
        head, piece = open_part(row.envelope, house.keys)
    except CannotOpen as error:
        raise HubError("E-HUB-06", f"{what}打不开") from error
    if (head.order_id, head.kind, head.number, head.part) != (body.order_id, kind, number, part):
        raise HubError("E-HUB-06", f"{what}不是它的")
    return piece
