"""What the hub's answers mean. Only a signed word about what was asked counts; all else is silence."""

from typing import Final

from kiosk.domain.delivery import Delayed, Delivered, Heard, NotDelivered, Outcome, Parked, ReadyRow
from kiosk.sync.calls import Calls
from kiosk.wire.envelope import NotAnEnvelope, read_header
from kiosk.wire.exchange import EXCHANGE_PATH, ExchangeRequest
from kiosk.wire.signing import BadSignature, SignedText, Tag
from kiosk.wire.words import check_exchange, check_kept, check_receipt, check_refusal

INTAKE: Final = "/v1/intake"
DAMAGED: Final = "damaged_here"
FOREIGN: Final = "sealed_for_another_hub"
# The hub may ask for any delay; a hot loop or a row forgotten for ever it cannot ask for.
_SHORTEST_DELAY_S: Final = 5.0
_DAMAGED_DELAY_S: Final = 3600.0
_FOREIGN_DELAY_S: Final = 24 * 3600.0


class HubClient:
    """The hub as one enrolment knows it."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._enrolled = calls.enrolled

    def deliver(self, row: ReadyRow) -> Outcome:
        """Send one envelope and judge the answer. Raises KioskError only for the store of the counters.

        What nobody could take is held back here: it must not stop the rows behind it.
        """
        try:
            header = read_header(row.envelope or b"")[1]
        except NotAnEnvelope:
            return Delayed(_DAMAGED_DELAY_S, DAMAGED)
        if row.envelope is None or header.hub_id != self._enrolled.hub_id:
            return Delayed(_FOREIGN_DELAY_S, FOREIGN)
        answer = self._calls.post(INTAKE, row.envelope)
        if isinstance(answer, NotDelivered):
            return answer
        try:
            return self._judge(row, header.terminal_id, answer.word)
        except BadSignature:
            return answer.silence()

    def _judge(self, row: ReadyRow, terminal_id: str, word: SignedText) -> Outcome:
        """``terminal_id``: as which it was sealed, perhaps under an enrolment before with the same hub."""
        about = (self._calls.keys, self._enrolled.hub_id, terminal_id, row.oid, row.sha256)
        if word.type == Tag.RECEIPT:
            check_receipt(word, *about)
            return Delivered(word.model_dump_json())
        refusal = check_refusal(word, *about)
        if refusal.delay_s:
            return Delayed(max(_SHORTEST_DELAY_S, refusal.delay_s), refusal.reason, word.model_dump_json())
        return Parked(refusal.reason, word.model_dump_json())

    def exchange(self, request: ExchangeRequest) -> Heard | NotDelivered:
        """Raises KioskError as ``deliver``."""
        answer = self._calls.post(EXCHANGE_PATH, request.model_dump_json().encode())
        if isinstance(answer, NotDelivered):
            return answer
        about = (self._calls.keys, self._enrolled.hub_id, self._enrolled.terminal_id)
        try:
            exchange = check_exchange(answer.word, *about, request.nonce)
            return Heard(exchange, check_kept(exchange.kept, *about))
        except BadSignature:
            return answer.silence()
