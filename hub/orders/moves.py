"""Moving an order from state to state: every step allowed, recorded, and sealed for the slip at once."""

from typing import Final

from sqlalchemy import Connection, select, update

from hub.database.schema import JOURNAL, ORDERS
from hub.errors import HubError
from hub.house import House
from hub.orders.erased import require_there
from hub.orders.events import OrderKey, add_event
from hub.orders.ratings import CALL_BACK_UP_TO, believed
from hub.orders.seals import CannotOpen, open_order
from kiosk.wire.states import PLATFORM_TRANSITIONS, PlatformState

BY_ITSELF: Final = "自动"


def take_order(connection: Connection, house: House, hub_seq: int) -> tuple[OrderKey, PlatformState]:
    """The order to be worked on, its row locked, and where it stands.

    Raises HubError E-HUB-04 when it was erased, E-HUB-06 when its seal cannot be opened: nothing can be said
    to a slip that is not known.
    """
    row = connection.execute(
        select(
            ORDERS.c.order_id, ORDERS.c.order_no, ORDERS.c.state, JOURNAL.c.terminal_id, JOURNAL.c.envelope
        )
        .join(JOURNAL, JOURNAL.c.hub_seq == ORDERS.c.hub_seq)
        .where(ORDERS.c.hub_seq == hub_seq)
        .with_for_update(of=ORDERS)
    ).one()
    require_there(connection, hub_seq, row.order_no or row.order_id)
    try:
        secret = open_order(row.envelope, house.keys).slip_secret
    except CannotOpen as error:
        raise HubError("E-HUB-06", f"{row.order_no or row.order_id}: {error.problem}") from error
    return OrderKey(hub_seq, row.order_id, row.terminal_id, secret), PlatformState(row.state)


def move(
    connection: Connection,
    house: House,
    order: OrderKey,
    states: tuple[PlatformState, PlatformState],
    actor: str,
    *,
    note: str = "",
) -> None:
    """One step, ``states`` being from and to. Raises HubError E-HUB-07 when it is not in the table."""
    before, after = states
    if after not in PLATFORM_TRANSITIONS[before]:
        allowed = "、".join(sorted(state.value for state in PLATFORM_TRANSITIONS[before])) or "没有下一步"
        raise HubError("E-HUB-07", f"{before.value} 不能到 {after.value}，可以到：{allowed}")
    connection.execute(update(ORDERS).where(ORDERS.c.hub_seq == order.hub_seq).values(state=after.value))
    add_event(connection, house, order, after, actor, note=note)


def settle(connection: Connection, house: House, hub_seq: int) -> None:
    """待评价 → 已评价, and on to 待回访 for who was no more than 基本满意; once both sides are here."""
    waiting = select(ORDERS.c.hub_seq).where(
        ORDERS.c.hub_seq == hub_seq, ORDERS.c.state == PlatformState.TO_RATE.value
    )
    rating = believed(connection, hub_seq)
    if rating is None or connection.execute(waiting.with_for_update()).first() is None:
        return
    order, state = take_order(connection, house, hub_seq)
    move(connection, house, order, (state, PlatformState.RATED), BY_ITSELF)
    if rating.level <= CALL_BACK_UP_TO:
        move(connection, house, order, (PlatformState.RATED, PlatformState.TO_CALL_BACK), BY_ITSELF)
