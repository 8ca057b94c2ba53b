"""The work-order desk: what has come in, and one order opened for the person who works on it."""

from typing import Any

from sqlalchemy import Connection, Row, Select, select

from hub.database.db import reading
from hub.database.schema import JOURNAL, ORDER_EVENTS, ORDERS
from hub.errors import HubError
from hub.house import House
from hub.orders.answers import read_answers
from hub.orders.arriving import Arrivals, arrivals
from hub.orders.erased import require_there
from hub.orders.forms import find_form
from hub.orders.opening import open_pending
from hub.orders.ratings import believed
from hub.orders.seals import CannotOpen, open_order
from hub.orders.text import plain
from hub.orders.worked import read_worked
from kiosk.wire.sealing import SealBroken
from kiosk.wire.slipbox import open_entry


def list_orders(house: House) -> list[dict[str, Any]]:
    """Every order: ``order_id, order_no, terminal_id, seq, state``, by terminal and ``seq``.

    Behind all others those that look like a flood; ``flood`` says why (kiosk/domain/flood.py).

    One whose seal could not be opened has no number and says why in ``problem``. One that was spoken for has
    ``recording``, one that papers were photographed for ``page``: in how many ``parts`` that travels, and how
    many of them are ``here``.
    """
    open_pending(house)
    with reading(house.engine).connect() as connection:
        query = _orders(ORDERS.c.hub_seq).order_by(ORDERS.c.flood != "", JOURNAL.c.terminal_id, JOURNAL.c.seq)
        rows = connection.execute(query).mappings().all()
        coming = arrivals(connection)
        return [_brief(row, coming.get(row["hub_seq"], {})) for row in rows]


def show_order(house: House, name: str) -> dict[str, Any]:
    """One order by number or id, its seal opened; without its slip's secret.

    ``fields`` as they came, and beside them what they mean (``hub.orders.answers.read_answers``); ``worked``:
    what came along with it (``hub.orders.worked.read_worked``), None when nothing did.

    Raises HubError E-HUB-04 (no such order, several by this number, erased) or E-HUB-06 (not to be opened).
    """
    open_pending(house)
    with reading(house.engine).connect() as connection:
        hub_seq = find_order(connection, name)
        require_there(connection, hub_seq, name)
        query = _orders(JOURNAL.c.envelope).where(ORDERS.c.hub_seq == hub_seq)
        row = connection.execute(query).mappings().one()
        rating = believed(connection, hub_seq)
        coming = arrivals(connection, hub_seq).get(hub_seq, {})
        events = connection.execute(
            select(ORDER_EVENTS).where(ORDER_EVENTS.c.hub_seq == hub_seq).order_by(ORDER_EVENTS.c.step)
        ).all()
        try:
            body = open_order(row["envelope"], house.keys)
        except CannotOpen as error:
            raise HubError("E-HUB-06", f"{name}: {error.problem}") from error
        found = find_form(connection, body.item, body.content_release)
        read = read_answers(body.item, body.fields, body.content_release, found)
        worked = read_worked(connection, body, read["answers"])
    opened = body.model_dump(mode="json", exclude={"v", "slip_secret", "submitted_at"})
    try:
        steps = [_step(event, body.slip_secret, body.order_id) for event in events]
    except SealBroken as error:
        raise HubError("E-HUB-06", f"{name}: a step of it is damaged") from error
    return {
        **_brief(row, coming),
        **opened,
        **read,
        "worked": worked,
        "submitted_at": body.submitted_at.local,
        "clock": body.submitted_at.model_dump(mode="json"),
        "received_at": row["received_at"],
        "events": steps,
        "reply": next((step["reply"] for step in reversed(steps) if step["reply"]), None),
        "evaluation": dict(rating._mapping) if rating is not None else None,
    }


def find_order(connection: Connection, name: str) -> int:
    """The ``hub_seq`` of the order with this number or id. Raises HubError E-HUB-04.

    Numbers first: an id is whatever a terminal says, and a stolen one could take another's number for it.
    """
    query = select(ORDERS.c.hub_seq, ORDERS.c.order_id)
    rows = connection.execute(query.where(ORDERS.c.order_no == name)).all()
    if not rows:
        rows = connection.execute(query.where(ORDERS.c.order_id == name)).all()
    if not rows:
        raise HubError("E-HUB-04", f"没有工单 {name}")
    if len(rows) > 1:
        ids = ", ".join(plain(row.order_id) for row in rows)
        raise HubError("E-HUB-04", f"有几单都是 {name}，用 order_id 指明：{ids}")
    return int(rows[0].hub_seq)


def _step(event: Row[*tuple[Any, ...]], secret: str, order_id: str) -> dict[str, Any]:
    """What is sealed for the slip, the hub reads by the same secret."""
    entry = open_entry(event.entry, secret, order_id, event.step)
    said = {"reason": entry.note, "reply": entry.reply}
    return {"state": event.state, "at": event.at, "actor": event.actor, **said}


def _orders(*more: Any) -> Select[Any]:
    return select(
        ORDERS.c.order_id,
        ORDERS.c.order_no,
        JOURNAL.c.terminal_id,
        JOURNAL.c.seq,
        ORDERS.c.state,
        ORDERS.c.problem,
        ORDERS.c.flood,
        JOURNAL.c.received_at,
        *more,
    ).join(JOURNAL, JOURNAL.c.hub_seq == ORDERS.c.hub_seq)


def _brief(row: Any, coming: Arrivals) -> dict[str, Any]:
    names = ("order_id", "order_no", "terminal_id", "seq", "state")
    brief: dict[str, Any] = {name: row[name] for name in names}
    brief |= {str(kind): parts for kind, parts in coming.items()}
    if row["flood"]:
        brief["flood"] = row["flood"]
    return {**brief, "problem": row["problem"]} if row["problem"] else brief
