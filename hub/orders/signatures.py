"""Somebody's signature on an order, as a picture drawn here."""

from hub.database.db import reading
from hub.errors import HubError
from hub.house import House
from hub.orders.answers import signatures
from hub.orders.desk import show_order
from hub.orders.forms import find_form
from hub.orders.strokes import draw, read_strokes


def open_signature(house: House, name: str, field: str = "") -> bytes:
    """PNG of the signature in ``field``, or of the only one, of the order with this number or id.

    Raises HubError: E-HUB-04 no such order, no such signature, or several; E-HUB-06 it cannot be opened.
    """
    order = show_order(house, name)
    with reading(house.engine).connect() as connection:
        found = find_form(connection, order["item"], order["content_release"])
    there = signatures(order["fields"], found)
    if not there:
        raise HubError("E-HUB-04", f"{name}：没有签名")
    if field and field not in there:
        raise HubError("E-HUB-04", f"{name}：{field} 不是签名，签名是 {'、'.join(there)}")
    if not field and len(there) > 1:
        raise HubError("E-HUB-04", f"{name}：有 {len(there)} 个签名，用 --field 指明：{'、'.join(there)}")
    strokes = read_strokes(order["fields"][field or there[0]])
    if strokes is None:
        raise HubError("E-HUB-06", f"{name}：签名看不懂，画不出来")
    return draw(strokes)
