"""What the hub's answers mean. Only a word the hub signed about this envelope counts; all else is silence."""

from collections.abc import Callable
from typing import Final

from pydantic import ValidationError

from kiosk.domain.delivery import Delayed, Delivered, NotDelivered, Outcome, Parked, ReadyRow
from kiosk.sync.http import Http, Unreachable
from kiosk.wire.models import Enrolled, Health
from kiosk.wire.signing import BadSignature, Tag, verify_text
from kiosk.wire.words import check_receipt, check_refusal, hub_keys, parse_word

INTAKE: Final = "/v1/intake"
HEALTH: Final = "/v1/health"
DAMAGED: Final = "damaged_here"
# The hub may ask for any delay; a hot loop or a row forgotten for ever it cannot ask for.
_SHORTEST_DELAY_S: Final = 5.0
_DAMAGED_DELAY_S: Final = 3600.0


class HubClient:
    """``random``: bytes for the nonce of a health check (os.urandom)."""

    def __init__(self, enrolled: Enrolled, http: Http, random: Callable[[int], bytes]) -> None:
        self._enrolled = enrolled
        self._keys = hub_keys(*enrolled.receipt_keys)
        self._http = http
        self._random = random

    def deliver(self, row: ReadyRow) -> Outcome:
        """Send one envelope and judge the answer. Never raises for what a network can do."""
        if row.envelope is None:
            return Delayed(_DAMAGED_DELAY_S, DAMAGED)  # it must not stop the rows behind it
        try:
            status, body = self._http.post(INTAKE, row.envelope)
        except Unreachable as error:
            return NotDelivered("E-SYN-01", str(error))
        about = (self._keys, self._enrolled.hub_id, self._enrolled.terminal_id, row.oid, row.sha256)
        try:
            word = parse_word(body)
            if word.type == Tag.RECEIPT:
                check_receipt(word, *about)
                return Delivered(word.model_dump_json())
            refusal = check_refusal(word, *about)
        except BadSignature:
            return NotDelivered("E-SYN-03", f"HTTP {status}")
        if refusal.delay_s:
            return Delayed(max(_SHORTEST_DELAY_S, refusal.delay_s), refusal.reason, word.model_dump_json())
        return Parked(refusal.reason, word.model_dump_json())

    def health(self) -> NotDelivered | None:
        """None when the hub itself answers, now."""
        nonce = self._random(16).hex()
        try:
            status, body = self._http.get(f"{HEALTH}?nonce={nonce}")
        except Unreachable as error:
            return NotDelivered("E-SYN-01", str(error))
        try:
            health = Health.model_validate_json(verify_text(parse_word(body), Tag.HEALTH, self._keys))
        except (BadSignature, ValidationError):
            return NotDelivered("E-SYN-03", f"HTTP {status}")
        if (health.hub_id, health.nonce) != (self._enrolled.hub_id, nonce):
            return NotDelivered("E-SYN-03", "an old answer")
        return None
