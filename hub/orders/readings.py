"""Who opened what a resident wrote, said or laid down: written down before a word of it is given out.

The notice that residents agree to says so (library/items). What was opened is named, never quoted.
"""

from typing import Any, Final

from sqlalchemy import select

from hub.clock import iso
from hub.database.db import reading
from hub.database.schema import READINGS
from hub.house import House
from hub.orders.desk import find_order
from hub.orders.opening import open_pending
from kiosk.wire.limits import PAGE

WORDS: Final = "order"
SIGNATURE: Final = "signature"
SOUND: Final = "recording {}"  # which of the order's, from 1
PAPER: Final = "page {}"


def note_reading(house: House, name: str, actor: str, what: str) -> None:
    """Durable when it returns. Raises HubError E-HUB-04 (no such order), SQLAlchemyError."""
    with house.engine.begin() as connection:
        hub_seq = find_order(connection, name)
        values = {"hub_seq": hub_seq, "at": iso(house.clock.now()), "actor": actor, "what": what}
        connection.execute(READINGS.insert().values(**values))


def list_readings(house: House, name: str) -> list[dict[str, Any]]:
    """``at, actor, what`` of the order with this number or id, oldest first. Raises HubError E-HUB-04."""
    open_pending(house)
    with reading(house.engine).connect() as connection:
        hub_seq = find_order(connection, name)
        rows = connection.execute(
            select(READINGS.c.at, READINGS.c.actor, READINGS.c.what)
            .where(READINGS.c.hub_seq == hub_seq)
            .order_by(READINGS.c.reading_id)
        )
        return [dict(row) for row in rows.mappings()]


def said(what: str) -> str:
    """What was opened, in words."""
    if what == WORDS:
        return "看了工单"
    if what == SIGNATURE:
        return "看了签名"
    kind, _, number = what.rpartition(" ")
    return f"看了第 {number} 页材料" if kind == PAGE else f"听了第 {number} 段录音"
