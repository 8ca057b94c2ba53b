"""Whether an order's words and sound are still here (hub/orders/erasure.py)."""

from sqlalchemy import Connection, select

from hub.database.schema import ERASURES
from hub.errors import HubError


def require_there(connection: Connection, hub_seq: int, name: str) -> None:
    """Raises HubError E-HUB-04 when this order was erased."""
    at = connection.execute(select(ERASURES.c.at).where(ERASURES.c.hub_seq == hub_seq)).scalar()
    if at is not None:
        raise HubError("E-HUB-04", f"{name}：保存期满，{at[:10]} 删掉了")
