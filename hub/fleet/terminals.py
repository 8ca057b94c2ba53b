"""The terminals of this hub: who is one, who may become one, who is one no more."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, delete, or_, select, update

from hub.clock import iso
from hub.database.db import reading
from hub.database.ended import note_reinstated, note_revoked
from hub.database.schema import (
    ACTIVE,
    PENDING,
    REQUEST_WINDOWS,
    REVOKED,
    TERMINAL_HEALTH,
    TERMINAL_MOVES,
    TERMINALS,
)
from hub.errors import HubError
from hub.fleet.devices import devices_told
from hub.house import House

# ARCHITECTURE.md has this table, too. Back from revoked: hub/fleet/reinstatement.py alone.
TRANSITIONS: Final[Mapping[str, frozenset[str]]] = {
    PENDING: frozenset({ACTIVE, REVOKED}),
    ACTIVE: frozenset({REVOKED}),
    REVOKED: frozenset({ACTIVE}),
}
LONGEST_REASON: Final = 200
_SHOWN: Final = ("terminal_id", "terminal_code", "state", "words", "enrolled_at", "changed_at")
_HEALTH: Final = ("seen_at", "waiting", "last_seq", "software", "content_release", "trust_version")


def list_terminals(house: House) -> list[dict[str, Any]]:
    """``terminal_id, terminal_code, state, words, enrolled_at, changed_at, health``, the oldest first.

    ``words``: of its newest exchange, where there were any; empty once revoked. ``health``: what it said
    of itself last, and when (``seen_at``; its devices as ``devices_told`` says); None when it never has.
    """
    now = house.clock.now()
    with reading(house.engine).connect() as connection:
        rows = connection.execute(
            select(TERMINALS).order_by(TERMINALS.c.enrolled_at, TERMINALS.c.terminal_code)
        ).mappings()
        health = {row["terminal_id"]: row for row in connection.execute(select(TERMINAL_HEALTH)).mappings()}
        return [
            {**{name: row[name] for name in _SHOWN}, "health": _health(health.get(row["terminal_id"]), now)}
            for row in rows
        ]


def _health(row: RowMapping | None, now: datetime) -> dict[str, Any] | None:
    if row is None:
        return None
    said = {name: row[name] for name in _HEALTH}
    told = devices_told(row["devices"], row["seen_at"], now)
    return {**said, "clock_confirmed": bool(row["clock_confirmed"]), **told}


def accept(house: House, name: str, by: str = "") -> dict[str, Any]:
    """A pending terminal, by id or code, whose words were compared. Raises HubError E-HUB-14."""
    return _move(house, name, PENDING, ACTIVE, by)


def refuse(house: House, name: str, by: str = "") -> dict[str, Any]:
    """A pending terminal whose words differ; its code serves nobody else. Raises HubError E-HUB-14."""
    return _move(house, name, PENDING, REVOKED, by)


def revoke(house: House, name: str, by: str = "", reason: str = "") -> dict[str, Any]:
    """A terminal is heard no more, from the next request on.

    Raises HubError E-HUB-14, E-HUB-05 for a reason that cannot be kept.
    """
    return _move(house, name, ACTIVE, REVOKED, by, checked_reason(reason))


def checked_reason(reason: str) -> str:
    """One line of at most 200 characters. Raises HubError E-HUB-05."""
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise HubError("E-HUB-05", f"原因最多 {LONGEST_REASON} 个字，这里有 {len(reason)} 个")
    if not reason.isprintable():
        raise HubError("E-HUB-05", "原因写成一行，不能有控制字符")
    return reason


def list_moves(house: House, name: str) -> list[dict[str, Any]]:
    """``terminal_id, terminal_code, at, before, after, actor, reason`` of each terminal of this id or code.

    The oldest first. Raises HubError E-HUB-14 when there is no such terminal.
    """
    columns = [column for column in TERMINAL_MOVES.c if column.name != "terminal_id"]
    with reading(house.engine).connect() as connection:
        if not find_all(connection, name):
            raise HubError("E-HUB-14", f"没有终端 {name}")
        rows = connection.execute(
            select(TERMINALS.c.terminal_id, TERMINALS.c.terminal_code, *columns)
            .join(TERMINAL_MOVES, TERMINAL_MOVES.c.terminal_id == TERMINALS.c.terminal_id)
            .where(_called(name))
            .order_by(TERMINAL_MOVES.c.at)
        ).mappings()
        return [dict(row) for row in rows]


def reset_counter(house: House, name: str) -> dict[str, Any]:
    """Take the next counter a terminal comes with: its store was lost, or an old one put back.

    Raises HubError E-HUB-14.
    """
    with house.engine.begin() as connection:
        row = find_terminal(connection, name, ACTIVE)
        connection.execute(delete(REQUEST_WINDOWS).where(REQUEST_WINDOWS.c.terminal_id == row.terminal_id))
        return {"terminal_id": row.terminal_id, "terminal_code": row.terminal_code, "state": row.state}


def move_terminal(
    connection: Connection, house: House, row: Row[*tuple[Any, ...]], after: str, by: str, reason: str
) -> dict[str, Any]:
    """Within the caller's transaction; what restores must not undo is on disk before it can commit."""
    if after not in TRANSITIONS[row.state]:
        raise ValueError(f"{row.state} -> {after}")
    if REVOKED in (row.state, after):
        _note(house, row.terminal_id, note_revoked if after == REVOKED else note_reinstated)
    at = iso(house.clock.now())
    moved = {"state": after, "changed_at": at}
    if after == REVOKED:
        moved["words"] = ""
    connection.execute(update(TERMINALS).where(TERMINALS.c.terminal_id == row.terminal_id).values(moved))
    written = {"terminal_id": row.terminal_id, "at": at, "after": after, "before": row.state}
    connection.execute(TERMINAL_MOVES.insert().values(**written, actor=by, reason=reason))
    return {"terminal_id": row.terminal_id, "terminal_code": row.terminal_code, "state": after}


def _move(house: House, name: str, before: str, after: str, by: str, reason: str = "") -> dict[str, Any]:
    with house.engine.begin() as connection:
        return move_terminal(connection, house, find_terminal(connection, name, before), after, by, reason)


def _note(house: House, terminal_id: str, note: Callable[[Path, str], None]) -> None:
    """First: a revocation that a restore could take back is none."""
    try:
        note(house.settings.data, terminal_id)
    except OSError as error:
        raise HubError("E-HUB-02", f"{house.settings.data}: {error.strerror}") from error


def _called(name: str) -> ColumnElement[bool]:
    return or_(TERMINALS.c.terminal_id == name, TERMINALS.c.terminal_code == name)


def find_all(connection: Connection, name: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every terminal of this id or code: a code may have had several terminals."""
    return connection.execute(select(TERMINALS).where(_called(name)).order_by(TERMINALS.c.terminal_id)).all()


def find_terminal(connection: Connection, name: str, state: str) -> Row[*tuple[Any, ...]]:
    """The one terminal of this id or code in this state. Raises HubError E-HUB-14."""
    rows = find_all(connection, name)
    found = [row for row in rows if row.state == state]
    if len(found) == 1:
        return found[0]
    if found:
        ids = "，".join(row.terminal_id for row in found)
        raise HubError("E-HUB-14", f"{name} 有几台，用编号指明：{ids}")
    if rows:
        raise HubError("E-HUB-14", f"{name} 现在是 {rows[-1].state}，要 {state} 才行")
    raise HubError("E-HUB-14", f"没有终端 {name}")
