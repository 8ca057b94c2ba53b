"""Opening what terminals sealed: a body, held against the envelope around it."""

from typing import Final, TypeVar

from pydantic import ValidationError

from hub.trust.keys import HubKeys
from kiosk.wire.attachment import BrokenAttachment, PartHead, part_oid, read_part
from kiosk.wire.counts import CountsBody
from kiosk.wire.envelope import NotAnEnvelope, read_header
from kiosk.wire.ids import SlipCode, format_slip, is_oid, parse_slip
from kiosk.wire.models import EnvelopeHeader, EvaluationBody, OrderBody, Wire
from kiosk.wire.sealing import SealBroken, unseal
from kiosk.wire.signing import decode

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
    if not _well_named(body):
        raise CannotOpen("unreadable")
    return body


def open_evaluation(raw: bytes, keys: HubKeys) -> EvaluationBody:
    """The evaluation in an envelope of the journal. Raises CannotOpen."""
    header, body = _open(raw, keys, EvaluationBody)
    if (body.rating_id, body.terminal_id, body.seq) != (header.oid, header.terminal_id, header.seq):
        raise CannotOpen("mismatch")
    # They go into columns of the database; not every one takes what no keyboard writes.
    kept = "".join([body.via, body.rated_at.utc, body.secret_sha256, *body.reasons])
    if not is_oid(body.order_id) or not kept.isprintable():
        raise CannotOpen("unreadable")
    return body


def open_counts(raw: bytes, keys: HubKeys) -> CountsBody:
    """What a terminal counted in a month. Raises CannotOpen."""
    header, body = _open(raw, keys, CountsBody)
    if (body.report_id, body.terminal_id, body.seq) != (header.oid, header.terminal_id, header.seq):
        raise CannotOpen("mismatch")
    # They go into columns of the database, and onto somebody's console.
    if not all((line.item + line.answer).isprintable() for line in body.lines):
        raise CannotOpen("unreadable")
    return body


def open_part(raw: bytes, keys: HubKeys) -> tuple[PartHead, bytes]:
    """What a part of a recording or a page says it is, and its bytes. Raises CannotOpen."""
    header, body = _unsealed(raw, keys)
    try:
        head, piece = read_part(body)
    except BrokenAttachment as error:
        raise CannotOpen("unreadable") from error
    name = part_oid(head.order_id, head.kind, head.number, head.part)
    said = (header.oid, header.kind, header.terminal_id, header.seq)
    if (name, head.kind, head.terminal_id, head.seq) != said:
        raise CannotOpen("mismatch")
    return head, piece


def _well_named(body: OrderBody) -> bool:
    """Number and slip in the one form they have; they go into an index."""
    try:
        parse_slip(format_slip(SlipCode(body.order_no, body.slip_secret)))
    except ValueError:
        return False
    return len(body.order_no) <= _NO_LONGEST


def _open(raw: bytes, keys: HubKeys, model: type[B]) -> tuple[EnvelopeHeader, B]:
    header, body = _unsealed(raw, keys)
    try:
        return header, model.model_validate_json(body)
    except ValidationError as error:
        raise CannotOpen("unreadable") from error


def _unsealed(raw: bytes, keys: HubKeys) -> tuple[EnvelopeHeader, bytes]:
    try:
        envelope, header = read_header(raw)
        private = keys.openers.get(header.seal_key)
        if private is None:
            raise CannotOpen("sealed")
        return header, unseal(decode(envelope.sealed), private)
    except (NotAnEnvelope, SealBroken, ValueError) as error:
        raise CannotOpen("sealed") from error
