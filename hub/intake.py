"""Intake: whatever a known terminal signed is made durable, unread; then, and only then, a receipt is signed.

No content can be refused for what is in it, so no bad order can block the line of a terminal.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError

from hub.clock import iso
from hub.db import reading
from hub.house import House
from hub.schema import JOURNAL, TERMINALS
from kiosk.wire.envelope import NotAnEnvelope, check, envelope_sha256, read_header
from kiosk.wire.models import EnvelopeHeader, Receipt, Refusal
from kiosk.wire.signing import BadSignature, SignedText, Tag, decode_key
from kiosk.wire.words import say

CONFLICT: Final = "conflict"
BAD_SIGNATURE: Final = "bad_signature"
# Perhaps the hub's own fault (a restored database): the terminal is to keep it and come back.
_BAD_SIGNATURE_DELAY_S: Final = 3600


@dataclass(frozen=True, slots=True)
class Answer:
    """HTTP status and, where the sender is known, the hub's signed word. Nothing unsigned ends a row."""

    status: int
    word: SignedText | None = None


def accept(house: House, raw: bytes) -> Answer:
    """Take one envelope.

    200 and a receipt: durable, now or since an earlier time. 422 and a refusal: this id is taken by another
    content. 403 and a delay: a known terminal, but not its signature. Unsigned: 400 no envelope, 403 nobody
    enrolled here. Raises SQLAlchemyError when the database cannot write: nothing was promised.
    """
    try:
        envelope, header = read_header(raw)
    except NotAnEnvelope:
        return Answer(400)
    device_key = _device_key(house, header.terminal_id)
    if device_key is None or header.hub_id != house.hub_id:
        return Answer(403)
    sha256 = envelope_sha256(raw)
    try:
        check(envelope, header, device_key)
    except BadSignature:
        return Answer(403, _refuse(house, header, sha256, BAD_SIGNATURE, _BAD_SIGNATURE_DELAY_S))
    row = _store(house, header, sha256, raw)
    if row.sha256 != sha256:
        return Answer(422, _refuse(house, header, sha256, CONFLICT, 0))
    receipt = Receipt(
        hub_id=house.hub_id,
        terminal_id=header.terminal_id,
        oid=header.oid,
        envelope_sha256=sha256,
        hub_seq=row.hub_seq,
        received_at=row.received_at,
    )
    return Answer(200, say(Tag.RECEIPT, receipt, house.keys.sign))


def _device_key(house: House, terminal_id: str) -> bytes | None:
    with reading(house.engine).connect() as connection:
        found = connection.execute(
            select(TERMINALS.c.device_key).where(TERMINALS.c.terminal_id == terminal_id)
        ).scalar()
    return decode_key(found) if found is not None else None


def _store(house: House, header: EnvelopeHeader, sha256: str, raw: bytes) -> Row[*tuple[Any, ...]]:
    """The journal's row of this id: the new one, or the first that ever came. Durable when it returns."""
    try:
        with house.engine.begin() as connection:
            known = _find(connection, header)
            if known is not None:
                return known
            connection.execute(
                JOURNAL.insert().values(
                    terminal_id=header.terminal_id,
                    oid=header.oid,
                    kind=header.kind,
                    seq=header.seq,
                    sha256=sha256,
                    received_at=iso(house.clock.now()),
                    envelope=raw,
                )
            )
    except IntegrityError:
        pass  # the same envelope in another request, faster than this one
    with reading(house.engine).connect() as connection:
        row = _find(connection, header)
    if row is None:
        raise RuntimeError("a journal row vanished")
    return row


def _find(connection: Connection, header: EnvelopeHeader) -> Row[*tuple[Any, ...]] | None:
    return connection.execute(
        select(JOURNAL.c.hub_seq, JOURNAL.c.sha256, JOURNAL.c.received_at).where(
            JOURNAL.c.terminal_id == header.terminal_id, JOURNAL.c.oid == header.oid
        )
    ).one_or_none()


def _refuse(house: House, header: EnvelopeHeader, sha256: str, reason: str, delay_s: int) -> SignedText:
    refusal = Refusal(
        hub_id=house.hub_id,
        terminal_id=header.terminal_id,
        oid=header.oid,
        envelope_sha256=sha256,
        reason=reason,
        delay_s=delay_s,
    )
    return say(Tag.REFUSAL, refusal, house.keys.sign)
