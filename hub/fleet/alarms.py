"""What staff have to look at: raised by what terminals do, one open row a kind and terminal."""

from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, or_, select, update

from hub.clock import iso
from hub.database.db import insert_once, reading
from hub.database.schema import ALARMS, TERMINALS
from hub.errors import HubError
from hub.house import House


class Alarm(StrEnum):
    """What happened. The first four look like two machines with one disk, or an attack."""

    REPLAYED = "replayed"  # a request came a second time
    BEHIND = "behind"  # a counter from long ago: a copied disk, or one put back from an image
    SEQ_TWICE = "seq_twice"  # two different envelopes with one seq
    CONFLICT = "conflict"  # two different envelopes with one id
    LOST = "lost"  # the terminal has receipts for what is not here: the database is an old one
    FLOOD = "flood"  # many orders an hour that look like one hand's

    @property
    def code(self) -> str:
        """Of hub/errors.py, for the runbook."""
        return _CODES.get(self, "E-HUB-10")


_CODES: Final = {Alarm.LOST: "E-HUB-11", Alarm.FLOOD: "E-HUB-19"}


def raise_alarm(connection: Connection, kind: Alarm, terminal_id: str, detail: str, at: str) -> None:
    """Within the caller's transaction. ``detail``: for staff, nothing personal; the newest stays."""
    same = (ALARMS.c.kind == kind.value, ALARMS.c.terminal_id == terminal_id, ALARMS.c.closed_at.is_(None))
    again = update(ALARMS).where(*same).values(times=ALARMS.c.times + 1, last_at=at, detail=detail)
    if connection.execute(again).rowcount:
        return
    fresh = {"kind": kind.value, "terminal_id": terminal_id, "detail": detail, "first_at": at, "last_at": at}
    if not insert_once(connection, ALARMS, times=1, **fresh):
        connection.execute(again)  # another process opened it in between


def copied_disk(connection: Connection, terminal_id: str) -> list[str]:
    """Kinds of alarm, ever, that say two machines may have this terminal's disk.

    A request that came twice is one of them only until somebody has looked into it: networks do that, too.
    """
    kinds = (Alarm.BEHIND.value, Alarm.SEQ_TWICE.value, Alarm.CONFLICT.value)
    twice = (ALARMS.c.kind == Alarm.REPLAYED.value) & ALARMS.c.closed_at.is_(None)
    query = select(ALARMS.c.kind).where(
        ALARMS.c.terminal_id == terminal_id, or_(ALARMS.c.kind.in_(kinds), twice)
    )
    return sorted(set(connection.execute(query).scalars()))


def list_alarms(house: House, *, closed: bool = False) -> list[dict[str, Any]]:
    """Open ones, newest first; with ``closed`` the others too."""
    columns = [column for column in ALARMS.c if column.name != "closed_by" or closed]
    query = select(*columns, TERMINALS.c.terminal_code).outerjoin(
        TERMINALS, TERMINALS.c.terminal_id == ALARMS.c.terminal_id
    )
    if not closed:
        query = query.where(ALARMS.c.closed_at.is_(None))
    with reading(house.engine).connect() as connection:
        rows = connection.execute(query.order_by(ALARMS.c.last_at.desc(), ALARMS.c.alarm_id)).mappings()
        return [{**row, "code": Alarm(row["kind"]).code} for row in rows]


def close_alarm(house: House, alarm_id: int, by: str) -> None:
    """Somebody has looked into it. Raises HubError E-HUB-15 when no such alarm is open."""
    with house.engine.begin() as connection:
        done = connection.execute(
            update(ALARMS)
            .where(ALARMS.c.alarm_id == alarm_id, ALARMS.c.closed_at.is_(None))
            .values(closed_at=iso(house.clock.now()), closed_by=by)
        )
    if not done.rowcount:
        raise HubError("E-HUB-15", f"没有编号 {alarm_id} 的未处理告警")
