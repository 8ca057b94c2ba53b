"""Which evaluation of an order is believed (GB/T 39734: one matter, one evaluation)."""

from typing import Any, Final

from sqlalchemy import Connection, Row, and_, or_, select

from hub.database.schema import EVALUATIONS, JOURNAL, ORDERS
from kiosk.wire.evaluation import Level

# 基本满意 is called back too: 工单回访率 100 % (赣州).
CALL_BACK_UP_TO: Final = Level.BASICALLY_SATISFIED


def believed(connection: Connection, hub_seq: int) -> Row[*tuple[Any, ...]] | None:
    """The first that came from the order's own terminal, or proves that the rater held its slip."""
    theirs, ours = JOURNAL.alias(), JOURNAL.alias()
    proved = and_(EVALUATIONS.c.secret_sha256 == ORDERS.c.secret_sha256, ORDERS.c.secret_sha256 != "")
    return connection.execute(
        select(EVALUATIONS.c.level, EVALUATIONS.c.reasons, EVALUATIONS.c.via, EVALUATIONS.c.rated_at)
        .join(theirs, theirs.c.hub_seq == EVALUATIONS.c.hub_seq)
        .join(ORDERS, ORDERS.c.order_id == EVALUATIONS.c.order_id)
        .join(ours, ours.c.hub_seq == ORDERS.c.hub_seq)
        .where(
            ORDERS.c.hub_seq == hub_seq,
            EVALUATIONS.c.problem == "",
            or_(theirs.c.terminal_id == ours.c.terminal_id, proved),
        )
        .order_by(EVALUATIONS.c.hub_seq)
        .limit(1)
    ).one_or_none()


def rated_orders(connection: Connection, evaluation_seq: int) -> list[int]:
    """The orders, by ``hub_seq``, that the evaluation in this place of the journal may be about."""
    return list(
        connection.execute(
            select(ORDERS.c.hub_seq)
            .join(EVALUATIONS, EVALUATIONS.c.order_id == ORDERS.c.order_id)
            .where(
                EVALUATIONS.c.hub_seq == evaluation_seq, EVALUATIONS.c.problem == "", ORDERS.c.problem == ""
            )
        ).scalars()
    )
