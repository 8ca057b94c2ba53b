"""The terminals of this hub: who is one, who may become one, who is one no more."""

import json
from typing import Any, Final

from sqlalchemy import Connection, Row, RowMapping, delete, or_, select, update

from hub.clock import iso
from hub.database.db import reading
from hub.database.ended import note_revoked
from hub.database.schema import ACTIVE, PENDING, REQUEST_WINDOWS, REVOKED, TERMINAL_HEALTH, TERMINALS
from hub.errors import HubError
from hub.house import House

_SHOWN: Final = ("terminal_id", "terminal_code", "state", "words", "enrolled_at", "changed_at")
_HEALTH: Final = ("seen_at", "waiting", "last_seq", "software", "content_release", "trust_version")


def list_terminals(house: House) -> list[dict[str, Any]]:
    """``terminal_id, terminal_code, state, words, enrolled_at, changed_at, health``, the oldest first.

    ``words``: of its newest exchange, where there were any; empty once revoked. ``health``: what it said
    of itself last, and when (``seen_at``); None when it never has.
    """
    with reading(house.engine).connect() as connection:
        rows = connection.execute(
            select(TERMINALS).order_by(TERMINALS.c.enrolled_at, TERMINALS.c.terminal_code)
        ).mappings()
        health = {row["terminal_id"]: row for row in connection.execute(select(TERMINAL_HEALTH)).mappings()}
        return [
            {**{name: row[name] for name in _SHOWN}, "health": _health(health.get(row["terminal_id"]))}
            for row in rows
        ]


def _health(row: RowMapping | None) -> dict[str, Any] | None:
    if row is None:
        return None
    said = {name: row[name] for name in _HEALTH}
    return {**said, "clock_confirmed": bool(row["clock_confirmed"]), "devices": json.loads(row["devices"])}


def accept(house: House, name: str) -> dict[str, Any]:
    """A pending terminal, by id or code, whose words were compared. Raises HubError E-HUB-14."""
    return _move(house, name, PENDING, ACTIVE)


def refuse(house: House, name: str) -> dict[str, Any]:
    """A pending terminal whose words differ; its code serves nobody else. Raises HubError E-HUB-14."""
    return _move(house, name, PENDING, REVOKED)


def revoke(house: House, name: str) -> dict[str, Any]:
    """A terminal is heard no more, from the next request on. Raises HubError E-HUB-14."""
    return _move(house, name, ACTIVE, REVOKED)


def reset_counter(house: House, name: str) -> dict[str, Any]:
    """Take the next counter a terminal comes with: its store was lost, or an old one put back.

    Raises HubError E-HUB-14.
    """
    with house.engine.begin() as connection:
        row = _find(connection, name, ACTIVE)
        connection.execute(delete(REQUEST_WINDOWS).where(REQUEST_WINDOWS.c.terminal_id == row.terminal_id))
        return {"terminal_id": row.terminal_id, "terminal_code": row.terminal_code, "state": row.state}


def _move(house: House, name: str, before: str, after: str) -> dict[str, Any]:
    with house.engine.begin() as connection:
        row = _find(connection, name, before)
        if after == REVOKED:
            _note_revoked(house, row.terminal_id)
        moved = {"state": after, "changed_at": iso(house.clock.now())}
        if after == REVOKED:
            moved["words"] = ""
        connection.execute(update(TERMINALS).where(TERMINALS.c.terminal_id == row.terminal_id).values(moved))
        return {"terminal_id": row.terminal_id, "terminal_code": row.terminal_code, "state": after}


def _note_revoked(house: House, terminal_id: str) -> None:
    """First: a revocation that a restore could take back is none."""
    try:
        note_revoked(house.settings.data, terminal_id)
    except OSError as error:
        raise HubError("E-HUB-02", f"{house.settings.data}: {error.strerror}") from error


def _find(connection: Connection, name: str, state: str) -> Row[*tuple[Any, ...]]:
    """The one terminal of this id or code in this state: a code may have had several terminals."""
    rows = connection.execute(
        select(TERMINALS)
        .where(or_(TERMINALS.c.terminal_id == name, TERMINALS.c.terminal_code == name))
        .order_by(TERMINALS.c.terminal_id)
    ).all()
    found = [row for row in rows if row.state == state]
    if len(found) == 1:
        return found[0]
    if found:
        ids = "，".join(row.terminal_id for row in found)
        raise HubError("E-HUB-14", f"{name} 有几台，用编号指明：{ids}")
    if rows:
        raise HubError("E-HUB-14", f"{name} 现在是 {rows[-1].state}，要 {state} 才行")
    raise HubError("E-HUB-14", f"没有终端 {name}")
