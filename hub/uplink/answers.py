"""The hub's answers to a call: an HTTP status and, where the sender is known, a signed word."""

from dataclasses import dataclass

from hub.house import House
from kiosk.wire.exchange import Denial
from kiosk.wire.models import EnvelopeHeader, Refusal
from kiosk.wire.signing import SignedText, Tag
from kiosk.wire.words import say


@dataclass(frozen=True, slots=True)
class Answer:
    """Nothing unsigned ends a row at the terminal."""

    status: int
    word: SignedText | None = None


def deny(house: House, status: int, terminal_id: str, counter: int, reason: str, delay_s: int) -> Answer:
    """About one request, by its counter; no envelope is touched by it."""
    denial = Denial(
        hub_id=house.hub_id, terminal_id=terminal_id, counter=counter, reason=reason, delay_s=delay_s
    )
    return Answer(status, say(Tag.DENIAL, denial, house.keys.sign))


def refuse(
    house: House, status: int, header: EnvelopeHeader, sha256: str, reason: str, delay_s: int
) -> Answer:
    """About exactly one envelope. ``delay_s`` 0 parks it for staff, anything else holds it back."""
    refusal = Refusal(
        hub_id=house.hub_id,
        terminal_id=header.terminal_id,
        oid=header.oid,
        envelope_sha256=sha256,
        reason=reason,
        delay_s=delay_s,
    )
    return Answer(status, say(Tag.REFUSAL, refusal, house.keys.sign))
