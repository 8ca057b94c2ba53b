"""Opening seals, after intake and apart from it: what the desk needs to find an order is written beside it.

Never what the resident wrote: that stays sealed in the journal and is opened when staff look at it.
"""

from typing import Any, Final, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, Row, Table, func, select
from sqlalchemy.exc import IntegrityError

from hub.clock import iso
from hub.house import House
from hub.keys import HubKeys
from hub.schema import EVALUATIONS, JOURNAL, ORDERS
from kiosk.wire.envelope import NotAnEnvelope, open_body, read_header
from kiosk.wire.ids import secret_sha256
from kiosk.wire.models import EnvelopeHeader, EvaluationBody, OrderBody, Wire
from kiosk.wire.sealing import SealBroken
from kiosk.wire.signing import decode
from kiosk.wire.states import PlatformState

_BATCH: Final = 50
_LOOK_BACK: Final = 1000
ORDER: Final = "order"
EVALUATION: Final = "evaluation"
_NO_LONGEST: Final = 24

B = TypeVar("B", bound=Wire)


class CannotOpen(Exception):
    """``problem``: ``sealed`` (unknown key, damaged), ``unreadable`` (no such body), ``mismatch`` (not what
    its envelope names).
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def open_order(raw: bytes, keys: HubKeys) -> OrderBody:
    """The order in an envelope of the journal. Raises CannotOpen."""
    header, body = _open(raw, keys, OrderBody)
    if (body.order_id, body.terminal_id, body.seq) != (header.oid, header.terminal_id, header.seq):
        raise CannotOpen("mismatch")
    if len(body.order_no) > _NO_LONGEST:
        raise CannotOpen("unreadable")
    return body


def open_evaluation(raw: bytes, keys: HubKeys) -> EvaluationBody:
    """The evaluation in an envelope of the journal. Raises CannotOpen."""
    header, body = _open(raw, keys, EvaluationBody)
    if (body.rating_id, body.terminal_id, body.seq) != (header.oid, header.terminal_id, header.seq):
        raise CannotOpen("mismatch")
    return body


def _open(raw: bytes, keys: HubKeys, model: type[B]) -> tuple[EnvelopeHeader, B]:
    try:
        envelope, header = read_header(raw)
        private = keys.openers.get(header.seal_key)
        if private is None:
            raise CannotOpen("sealed")
        text = open_body(decode(envelope.sealed), private)
    except (NotAnEnvelope, SealBroken, ValueError) as error:
        raise CannotOpen("sealed") from error
    try:
        return header, model.model_validate_json(text)
    except ValidationError as error:
        raise CannotOpen("unreadable") from error


def open_pending(house: House, *, everything: bool = False) -> int:
    """Open what has come in since the last time; how many. Safe in several processes at once.

    Looks back a little from the last one opened, since rows may become visible out of order; with
    ``everything``, back to the beginning.
    """
    opened = 0
    back = None if everything else _LOOK_BACK
    while True:
        try:
            with house.engine.begin() as connection:
                count = _open_batch(connection, house, ORDER, ORDERS, back)
                count += _open_batch(connection, house, EVALUATION, EVALUATIONS, back)
        except IntegrityError:
            continue  # another process did some of these
        if count == 0:
            return opened
        opened += count


def _open_batch(connection: Connection, house: House, kind: str, table: Table, back: int | None) -> int:
    last = connection.execute(select(func.max(table.c.hub_seq))).scalar() if back is not None else None
    since = 0 if last is None or back is None else last - back
    rows = connection.execute(
        select(JOURNAL.c.hub_seq, JOURNAL.c.oid, JOURNAL.c.envelope)
        .outerjoin(table, table.c.hub_seq == JOURNAL.c.hub_seq)
        .where(JOURNAL.c.kind == kind, table.c.hub_seq.is_(None), JOURNAL.c.hub_seq > since)
        .order_by(JOURNAL.c.hub_seq)
        .limit(_BATCH)
    ).all()
    make = _order_row if kind == ORDER else _evaluation_row
    for row in rows:
        connection.execute(table.insert().values(hub_seq=row.hub_seq, **make(row, house)))
    return len(rows)


def _order_row(row: Row[*tuple[Any, ...]], house: House) -> dict[str, object]:
    number, secret, problem = "", "", ""
    try:
        body = open_order(row.envelope, house.keys)
        number, secret = body.order_no, secret_sha256(body.slip_secret)
    except CannotOpen as error:
        problem = error.problem
    except UnicodeEncodeError:
        problem = "unreadable"
    return {
        "order_id": row.oid,
        "order_no": number,
        "secret_sha256": secret,
        "state": PlatformState.WAITING.value,
        "problem": problem,
        "opened_at": iso(house.clock.now()),
    }


def _evaluation_row(row: Row[*tuple[Any, ...]], house: House) -> dict[str, object]:
    try:
        body = open_evaluation(row.envelope, house.keys)
    except CannotOpen as error:
        return {"order_id": "", "reasons": "", "via": "", "rated_at": "", "problem": error.problem}
    return {
        "order_id": body.order_id[:80],
        "level": body.level,
        "reasons": " ".join(body.reasons),
        "via": body.via[:16],
        "rated_at": body.rated_at.utc[:40],
        "problem": "",
    }
