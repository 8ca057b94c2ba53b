"""The work-order desk: what has come in, and one order opened for the person who works on it."""

from typing import Any

from sqlalchemy import Select, or_, select

from hub.db import reading
from hub.errors import HubError
from hub.house import House
from hub.opening import CannotOpen, open_order, open_pending
from hub.schema import EVALUATIONS, JOURNAL, ORDERS


def list_orders(house: House) -> list[dict[str, Any]]:
    """Every order: ``order_id, order_no, terminal_id, seq, state``, by terminal and ``seq``.

    One whose seal could not be opened has no number and says why in ``problem``.
    """
    open_pending(house)
    with reading(house.engine).connect() as connection:
        rows = connection.execute(_orders().order_by(JOURNAL.c.terminal_id, JOURNAL.c.seq)).mappings()
        return [_brief(row) for row in rows]


def show_order(house: House, name: str) -> dict[str, Any]:
    """One order by number or id, its seal opened; without its slip's secret.

    Raises HubError E-HUB-04 (no such order, or several by this number) or E-HUB-06 (cannot be opened).
    """
    open_pending(house)
    with reading(house.engine).connect() as connection:
        wanted = or_(ORDERS.c.order_no == name, ORDERS.c.order_id == name)
        rows = connection.execute(_orders(JOURNAL.c.envelope).where(wanted)).mappings().all()
        if not rows:
            raise HubError("E-HUB-04", name)
        if len(rows) > 1:
            ids = ", ".join(row["order_id"] for row in rows)
            raise HubError("E-HUB-04", f"{name} is the number of several orders, ask by id: {ids}")
        row = rows[0]
        rating = connection.execute(
            select(EVALUATIONS.c.level, EVALUATIONS.c.reasons, EVALUATIONS.c.via, EVALUATIONS.c.rated_at)
            .join(JOURNAL, JOURNAL.c.hub_seq == EVALUATIONS.c.hub_seq)
            .where(
                EVALUATIONS.c.order_id == row["order_id"],
                EVALUATIONS.c.problem == "",
                JOURNAL.c.terminal_id == row["terminal_id"],
            )
            .order_by(EVALUATIONS.c.hub_seq)
            .limit(1)
        ).mappings()
        evaluation = next(iter(rating), None)
    try:
        body = open_order(row["envelope"], house.keys)
    except CannotOpen as error:
        raise HubError("E-HUB-06", f"{name}: {error.problem}") from error
    opened = body.model_dump(mode="json", exclude={"v", "slip_secret", "submitted_at"})
    return {
        **_brief(row),
        **opened,
        "submitted_at": body.submitted_at.local,
        "clock": body.submitted_at.model_dump(mode="json"),
        "received_at": row["received_at"],
        "evaluation": dict(evaluation) if evaluation is not None else None,
    }


def _orders(*more: Any) -> Select[Any]:
    return select(
        ORDERS.c.order_id,
        ORDERS.c.order_no,
        JOURNAL.c.terminal_id,
        JOURNAL.c.seq,
        ORDERS.c.state,
        ORDERS.c.problem,
        JOURNAL.c.received_at,
        *more,
    ).join(JOURNAL, JOURNAL.c.hub_seq == ORDERS.c.hub_seq)


def _brief(row: Any) -> dict[str, Any]:
    brief = {name: row[name] for name in ("order_id", "order_no", "terminal_id", "seq", "state")}
    return {**brief, "problem": row["problem"]} if row["problem"] else brief
