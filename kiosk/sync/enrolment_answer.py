"""Whether an answer to an enrolment can be believed: the code first, then the signature, then the root."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from kiosk.errors import KioskError
from kiosk.wire.bundle import Invitation, key_sha256
from kiosk.wire.enrolment import (
    EnrolAnswer,
    EnrolMessage,
    EnrolRequest,
    NotAnAnswer,
    code_keys,
    read_reply,
    transcript,
)
from kiosk.wire.signing import BadSignature, SignedText, Tag, verify_text
from kiosk.wire.trust import Floors, TrustDocument, TrustRefused, read_document, text_sha256
from kiosk.wire.trust_check import Verdict, judge
from kiosk.wire.words import hub_keys

_REFUSED: Final = (403, 410)


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer that knows the code and holds in every part."""

    answer: EnrolAnswer
    verdict: Verdict

    @property
    def transcript(self) -> str:
        return transcript(self.answer)


def hear(
    status: int, raw: bytes, invitation: Invitation, body: bytes, reference: datetime, trusted_root: str
) -> Heard:
    """The answer to the request ``body``.

    Raises KioskError E-ENR-01 (refused), E-ENR-03 (somebody who does not know the code), E-TRU-01 (what it
    says of the hub does not hold), E-SYN-03 (no answer of a hub at all).
    """
    if status == 401:
        raise KioskError("E-ENR-03", "the hub does not find the code in what reached it")
    if status in _REFUSED:
        raise KioskError("E-ENR-01", f"HTTP {status}, refused: unknown, expired or used")
    message = EnrolMessage.model_validate_json(body)
    try:
        word, trust = read_reply(raw, code_keys(invitation.code))
        answer = EnrolAnswer.model_validate_json(word.text)
    except BadSignature as error:
        raise KioskError("E-ENR-03", str(error)) from error
    except (NotAnAnswer, ValidationError) as error:
        raise KioskError("E-SYN-03", f"HTTP {status}, no answer of a hub") from error
    _require_ours(answer, message)
    try:
        verdict = _verdict(answer, word, trust, invitation, reference, trusted_root)
    except TrustRefused as error:
        raise KioskError("E-TRU-01", str(error)) from error
    return Heard(answer, verdict)


def _require_ours(answer: EnrolAnswer, message: EnrolMessage) -> None:
    request = EnrolRequest.model_validate_json(message.text)
    said = (answer.request_sha256, answer.device_key, answer.link_key)
    if said != (text_sha256(message.text), request.device_key, request.link_key):
        raise KioskError("E-ENR-03", "an answer to another request")


def _verdict(
    answer: EnrolAnswer,
    word: SignedText,
    trust: str,
    invitation: Invitation,
    reference: datetime,
    trusted_root: str,
) -> Verdict:
    """Raises TrustRefused."""
    if text_sha256(trust) != answer.trust_sha256:
        raise TrustRefused("mismatch", "another trust document came with the answer")
    document = read_document(trust.encode())
    if text_sha256(document.roots[-1]) != answer.root_sha256:
        raise TrustRefused("mismatch", "another root came with the answer")
    # The hub's time, proved by the code, is later than any floor of a clock that was never set.
    verdict = judge(
        trust.encode(), _anchor(document, invitation, trusted_root), Floors(), _latest(answer, reference)
    )
    hub = verdict.trust
    if text_sha256(hub.ca_pem) != answer.ca_sha256:
        raise TrustRefused("mismatch", "another authority came with the answer")
    if hub.hub_id != answer.hub_id or invitation.hub_id not in ("", hub.hub_id):
        raise TrustRefused("foreign", "another hub than the one invited to")
    if invitation.receipt_sha256 and invitation.receipt_sha256 not in map(key_sha256, hub.receipt_keys):
        raise TrustRefused("foreign", "the hub's key is not the one in the bundle")
    try:
        verify_text(word, Tag.ENROL_ANSWER, hub_keys(*hub.receipt_keys))
    except BadSignature as error:
        raise TrustRefused("signature", "the answer is not signed by a key of the hub") from error
    return verdict


def _anchor(document: TrustDocument, invitation: Invitation, trusted_root: str) -> str:
    """What all is judged from: the root this terminal was made with, or the one it was invited with; typed
    alone, the newest, which the code vouches for.
    """
    if trusted_root:
        return trusted_root
    if invitation.root:
        return invitation.root
    if not invitation.root_sha256:
        return document.roots[-1]
    pinned = [text for text in document.roots if text_sha256(text) == invitation.root_sha256]
    if not pinned:
        raise TrustRefused("foreign", "the root is not the one in the code")
    return pinned[0]


def _latest(answer: EnrolAnswer, reference: datetime) -> datetime:
    try:
        said = datetime.fromisoformat(answer.at)
    except ValueError:
        return reference
    return max(reference, said) if said.tzinfo is not None else reference
