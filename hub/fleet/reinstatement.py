"""A terminal that was revoked by mistake is taken back in, as it was: what is queued on it can come at last.

Why not by another enrolment: docs/adr/0089. Nothing but the state changes: its keys, its counters and its
numbers go on, so what it sealed meanwhile is believed as if nothing had been.
"""

from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import SQLAlchemyError

from hub.database.ended import note_revoked
from hub.database.schema import ACTIVE, REVOKED, TERMINAL_MOVES, TERMINALS
from hub.errors import HubError
from hub.fleet.alarms import copied_disk
from hub.fleet.terminals import checked_reason, find_terminal, move_terminal
from hub.house import House


def reinstate(
    house: House, name: str, reason: str, by: str = "", *, despite_alarm: bool = False
) -> dict[str, Any]:
    """A revoked terminal, by id or code, is active again.

    Raises HubError: E-HUB-05 without a reason; E-HUB-14 when it is not revoked, was never accepted, or its
    code is another's by now; E-HUB-10 when two machines may have its disk, unless ``despite_alarm``.
    """
    reason = checked_reason(reason)
    if not reason:
        raise HubError("E-HUB-05", "要用 --reason 写明为什么停错了")
    noted = ""
    try:
        with house.engine.begin() as connection:
            row = find_terminal(connection, name, REVOKED)
            _require_accepted(connection, row)
            _require_no_successor(connection, row)
            _require_one_disk(connection, row, despite_alarm=despite_alarm)
            noted = row.terminal_id
            return move_terminal(connection, house, row, ACTIVE, by, reason)
    except SQLAlchemyError:
        if noted:  # it did not come about: no later opening may do it after all
            _take_back(house, noted)
        raise


def _take_back(house: House, terminal_id: str) -> None:
    """Raises HubError E-HUB-02 when that cannot be written either."""
    try:
        note_revoked(house.settings.data, terminal_id)
    except OSError as error:
        said = "恢复时出了错，又没能收回记录：下一个命令会接着恢复它，不想恢复就再 revoke 一次"
        raise HubError("E-HUB-02", said) from error


def _require_one_disk(connection: Connection, row: Row[*tuple[Any, ...]], *, despite_alarm: bool) -> None:
    kinds = copied_disk(connection, row.terminal_id)
    if kinds and not despite_alarm:
        raise HubError(
            "E-HUB-10",
            f"{row.terminal_code} 有过告警 {'、'.join(kinds)}，可能有两台机器用同一份硬盘。"
            "到现场查清只有一台，再加 --despite-alarm；查不清就重新注册",
        )


def _require_accepted(connection: Connection, row: Row[*tuple[Any, ...]]) -> None:
    """Nobody ever vouched for one that was refused: its words were not the same."""
    was = select(TERMINAL_MOVES.c.at).where(
        TERMINAL_MOVES.c.terminal_id == row.terminal_id, TERMINAL_MOVES.c.before == ACTIVE
    )
    if connection.execute(was).first() is None:
        raise HubError("E-HUB-14", f"{row.terminal_code} 从来没有接受过，不能恢复，只能用新的注册码重新注册")


def _require_no_successor(connection: Connection, row: Row[*tuple[Any, ...]]) -> None:
    """The numbers of a later terminal of this code begin where this one's were thought to end."""
    later = connection.execute(
        select(TERMINALS.c.terminal_id, TERMINALS.c.state).where(
            TERMINALS.c.terminal_code == row.terminal_code, TERMINALS.c.number_from > row.number_from
        )
    ).all()
    accepted = set(
        connection.execute(
            select(TERMINAL_MOVES.c.terminal_id).where(TERMINAL_MOVES.c.before == ACTIVE)
        ).scalars()
    )
    for other in later:
        if other.state != REVOKED or other.terminal_id in accepted:
            raise HubError(
                "E-HUB-14",
                f"代号 {row.terminal_code} 已经给了 {other.terminal_id}，工单号会重。这台上没送到的，用 "
                "kiosk orders export 导出，再用 kiosk-hub orders import 收下",
            )
