"""The counters of a terminal's requests: each counts once, and only while it is near the highest one.

A terminal takes them from durable blocks, so that after a restart some are never used; requests may overtake
each other. So the highest and a window of bits below it are kept (as RFC 4303 §3.4.3 does for packets).
"""

from enum import Enum
from typing import Final

from sqlalchemy import Connection, select, update

from hub.database.db import insert_once
from hub.database.schema import REQUEST_WINDOWS

WINDOW: Final = 1024
_MASK: Final = (1 << WINDOW) - 1


class Verdict(Enum):
    NEW = "new"
    REPLAYED = "replayed"
    BEHIND = "behind"


def slide(highest: int, seen: int, counter: int) -> tuple[Verdict, int, int]:
    """What ``counter`` is, and highest and bits after it. Bit n of ``seen`` stands for ``highest - n``."""
    if counter > highest:
        shift = counter - highest
        return Verdict.NEW, counter, (seen << shift & _MASK | 1) if shift < WINDOW else 1
    bit = highest - counter
    if bit >= WINDOW:
        return Verdict.BEHIND, highest, seen
    if seen >> bit & 1:
        return Verdict.REPLAYED, highest, seen
    return Verdict.NEW, highest, seen | 1 << bit


def take_counter(connection: Connection, terminal_id: str, counter: int) -> tuple[Verdict, int]:
    """The verdict and the highest counter before; a new one is used up. The row is locked meanwhile."""
    insert_once(connection, REQUEST_WINDOWS, terminal_id=terminal_id, highest=0, seen="0")
    here = REQUEST_WINDOWS.c.terminal_id == terminal_id
    row = connection.execute(select(REQUEST_WINDOWS).where(here).with_for_update()).one()
    verdict, highest, seen = slide(row.highest, int(row.seen, 16), counter)
    if verdict is Verdict.NEW:
        connection.execute(update(REQUEST_WINDOWS).where(here).values(highest=highest, seen=f"{seen:x}"))
    return verdict, row.highest
