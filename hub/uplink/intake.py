"""Intake: whatever a known terminal signed is made durable, unread; then, and only then, a receipt is signed.

No content can be refused for what is in it, so no bad order can block the line of a terminal.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError

from hub.clock import iso
from hub.database.db import reading
from hub.database.schema import JOURNAL, PENDING, TERMINALS
from hub.fleet.alarms import Alarm, raise_alarm
from hub.house import House
from hub.uplink.answers import Answer, refuse
from hub.uplink.quota import charge
from hub.uplink.requests import Asked, authenticate
from kiosk.wire.envelope import NotAnEnvelope, check, envelope_sha256, read_header
from kiosk.wire.models import QUOTA, EnvelopeHeader, Receipt
from kiosk.wire.signing import BadSignature, Tag, decode_key
from kiosk.wire.words import say

CONFLICT: Final = "conflict"
BAD_SIGNATURE: Final = "bad_signature"
UNKNOWN: Final = "unknown_terminal"
# Perhaps the hub's own fault (a restored database): the terminal is to keep it and come back.
_BAD_SIGNATURE_DELAY_S: Final = 3600
_UNKNOWN_DELAY_S: Final = 24 * 3600


class QuotaReached(Exception):
    """Nothing was stored."""

    def __init__(self, delay_s: int) -> None:
        super().__init__(str(delay_s))
        self.delay_s = delay_s


@dataclass(frozen=True, slots=True)
class Incoming:
    """An envelope whose signature holds. ``carrier``: the terminal that sends it and is charged, or empty."""

    header: EnvelopeHeader
    sha256: str
    raw: bytes
    carrier: str


def take_envelope(house: House, asked: Asked) -> Answer:
    """A signed request with one envelope in it; see ``authenticate`` and ``accept``.

    The envelope may be of another terminal than the caller: what a terminal still holds from an enrolment
    before. It is proved by the device key that signed it, whoever carries it.
    """
    caller = authenticate(house, asked)
    return caller if isinstance(caller, Answer) else accept(house, asked.body, caller.terminal_id)


def accept(house: House, raw: bytes, carrier: str = "") -> Answer:
    """Take one envelope, from the network or (no ``carrier``) from a stick that staff brought.

    200 and a receipt: durable, now or since an earlier time. 422 and a refusal: this id is taken by another
    content. 403 and a delay: a known terminal, but not its signature; a known carrier, but an envelope of
    nobody here. 429 and a delay: the day's quota. Unsigned: 400 no envelope, 403 nobody enrolled here. Raises
    SQLAlchemyError when the database cannot write: nothing was promised.
    """
    try:
        envelope, header = read_header(raw)
    except NotAnEnvelope:
        return Answer(400)
    device_key = _device_key(house, header.terminal_id)
    sha256 = envelope_sha256(raw)
    if device_key is None and carrier and header.hub_id == house.hub_id:
        # Of an enrolment this hub has lost: it must not stop what the carrier has behind it.
        return refuse(house, 403, header, sha256, UNKNOWN, _UNKNOWN_DELAY_S)
    if device_key is None or header.hub_id != house.hub_id:
        return Answer(403)
    try:
        check(envelope, header, device_key)
    except BadSignature:
        return refuse(house, 403, header, sha256, BAD_SIGNATURE, _BAD_SIGNATURE_DELAY_S)
    try:
        row = _store(house, Incoming(header, sha256, raw, carrier))
    except QuotaReached as reached:
        return refuse(house, 429, header, sha256, QUOTA, reached.delay_s)
    if row.sha256 != sha256:
        return refuse(house, 422, header, sha256, CONFLICT, 0)
    receipt = Receipt(
        hub_id=house.hub_id,
        terminal_id=header.terminal_id,
        oid=header.oid,
        envelope_sha256=sha256,
        hub_seq=row.hub_seq,
        received_at=row.received_at,
        incarnation=house.incarnation,
    )
    return Answer(200, say(Tag.RECEIPT, receipt, house.keys.sign))


def _device_key(house: House, terminal_id: str) -> bytes | None:
    """Also of a revoked terminal: what it took in before is brought by staff, or by its successor."""
    with reading(house.engine).connect() as connection:
        found = connection.execute(
            select(TERMINALS.c.device_key).where(
                TERMINALS.c.terminal_id == terminal_id, TERMINALS.c.state != PENDING
            )
        ).scalar()
    return decode_key(found) if found is not None else None


def _store(house: House, new: Incoming) -> Row[*tuple[Any, ...]]:
    """The journal's row of this id: the new one, or the first that ever came. Durable when it returns.

    Raises QuotaReached.
    """
    header = new.header
    try:
        with house.engine.begin() as connection:
            known = _find(connection, header)
            if known is None:
                _insert(connection, house, new)
            elif known.sha256 != new.sha256:
                detail = f"{header.oid!a}, seq {header.seq}"
                _alarm(connection, house, Alarm.CONFLICT, header, detail)
        if known is not None:
            return known
    except IntegrityError:
        pass  # the same envelope in another request, faster than this one
    with reading(house.engine).connect() as connection:
        row = _find(connection, header)
    if row is None:
        raise RuntimeError("a journal row vanished")
    return row


def _insert(connection: Connection, house: House, new: Incoming) -> None:
    header = new.header
    if new.carrier and (delay := charge(connection, house, new.carrier, header, len(new.raw))):
        raise QuotaReached(delay)
    same_seq = connection.execute(
        select(JOURNAL.c.oid)
        .where(JOURNAL.c.terminal_id == header.terminal_id, JOURNAL.c.seq == header.seq)
        .limit(1)
    ).scalar()
    if same_seq is not None:
        detail = f"seq {header.seq}: {same_seq!a}, {header.oid!a}"
        _alarm(connection, house, Alarm.SEQ_TWICE, header, detail)
    if header.flood:
        _alarm(connection, house, Alarm.FLOOD, header, f"seq {header.seq}")
    connection.execute(
        JOURNAL.insert().values(
            terminal_id=header.terminal_id,
            oid=header.oid,
            kind=header.kind,
            seq=header.seq,
            sha256=new.sha256,
            received_at=iso(house.clock.now()),
            envelope=new.raw,
        )
    )


def _alarm(connection: Connection, house: House, kind: Alarm, header: EnvelopeHeader, detail: str) -> None:
    raise_alarm(connection, kind, header.terminal_id, detail, iso(house.clock.now()))


def _find(connection: Connection, header: EnvelopeHeader) -> Row[*tuple[Any, ...]] | None:
    return connection.execute(
        select(JOURNAL.c.hub_seq, JOURNAL.c.sha256, JOURNAL.c.received_at).where(
            JOURNAL.c.terminal_id == header.terminal_id, JOURNAL.c.oid == header.oid
        )
    ).one_or_none()
