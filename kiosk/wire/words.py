"""The hub's signed words, checked at the terminal: by sync when they come, by the UI before it acts."""

from collections.abc import Mapping
from typing import TypeVar

from nacl.signing import SigningKey
from pydantic import ValidationError

from kiosk.wire.exchange import Denial, Exchange, HubTime, Kept
from kiosk.wire.mailbox import MailboxAnswer
from kiosk.wire.models import Receipt, Refusal, Wire
from kiosk.wire.signing import BadSignature, SignedText, Tag, decode_key, key_id, sign_text, verify_text

W = TypeVar("W", bound=Wire)


def hub_keys(*public: str) -> dict[str, bytes]:
    """Key id → key, from base64 as in an enrolment. Raises ValueError."""
    keys = [decode_key(text) for text in public]
    return {key_id(key): key for key in keys}


def say(tag: Tag, word: Wire, key: SigningKey) -> SignedText:
    return sign_text(tag, word.model_dump_json(), key)


def parse_word(raw: bytes | str) -> SignedText:
    """Raises BadSignature on what is not even of the shape: a portal's page is no word of the hub."""
    try:
        return SignedText.model_validate_json(raw)
    except ValidationError as error:
        raise BadSignature("not a signed text") from error


def check_receipt(
    signed: SignedText, keys: Mapping[str, bytes], hub_id: str, terminal_id: str, oid: str, sha256: str
) -> Receipt:
    """The receipt, when it is the hub's and about exactly this envelope. Raises BadSignature."""
    receipt = _read(Receipt, verify_text(signed, Tag.RECEIPT, keys))
    _about(receipt, hub_id, terminal_id, oid, sha256)
    return receipt


def check_refusal(
    signed: SignedText, keys: Mapping[str, bytes], hub_id: str, terminal_id: str, oid: str, sha256: str
) -> Refusal:
    """As ``check_receipt``, for a refusal or a delay."""
    refusal = _read(Refusal, verify_text(signed, Tag.REFUSAL, keys))
    _about(refusal, hub_id, terminal_id, oid, sha256)
    return refusal


def check_denial(
    signed: SignedText, keys: Mapping[str, bytes], hub_id: str, terminal_id: str, counter: int | None = None
) -> Denial:
    """A word about one request, the one with ``counter``; None when it is looked at again later.

    Raises BadSignature.
    """
    denial = _read(Denial, verify_text(signed, Tag.DENIAL, keys))
    if (denial.hub_id, denial.terminal_id) != (hub_id, terminal_id) or counter not in (None, denial.counter):
        raise BadSignature("about another request")
    return denial


def check_exchange(
    signed: SignedText, keys: Mapping[str, bytes], hub_id: str, terminal_id: str, nonce: str
) -> Exchange:
    """The answer to the exchange asked with ``nonce``. Its ``kept`` is a word of its own, still unchecked.

    Raises BadSignature.
    """
    exchange = _read(Exchange, verify_text(signed, Tag.EXCHANGE, keys))
    if (exchange.hub_id, exchange.terminal_id, exchange.nonce) != (hub_id, terminal_id, nonce):
        raise BadSignature("an answer to another question")
    return exchange


def check_kept(text: str, keys: Mapping[str, bytes], hub_id: str, terminal_id: str) -> Kept:
    """``text``: JSON of the signed text, as an exchange carries it. Raises BadSignature."""
    kept = _read(Kept, verify_text(parse_word(text), Tag.KEPT, keys))
    if (kept.hub_id, kept.terminal_id) != (hub_id, terminal_id):
        raise BadSignature("about another terminal")
    return kept


def check_time(signed: SignedText, keys: Mapping[str, bytes], hub_id: str, nonce: str) -> HubTime:
    """Raises BadSignature."""
    time = _read(HubTime, verify_text(signed, Tag.TIME, keys))
    if (time.hub_id, time.nonce) != (hub_id, nonce):
        raise BadSignature("an answer to another question")
    return time


def check_answer(
    signed: SignedText, keys: Mapping[str, bytes], hub_id: str, terminal_id: str, question_id: str
) -> MailboxAnswer:
    """The answer to this very question of the mailbox, still sealed. Raises BadSignature."""
    answer = _read(MailboxAnswer, verify_text(signed, Tag.ANSWER, keys))
    if (answer.hub_id, answer.terminal_id, answer.id) != (hub_id, terminal_id, question_id):
        raise BadSignature("an answer to another question")
    return answer


def _read(model: type[W], text: str) -> W:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise BadSignature("signed, but not understood") from error


def _about(word: Receipt | Refusal, hub_id: str, terminal_id: str, oid: str, sha256: str) -> None:
    said = (word.hub_id, word.terminal_id, word.oid, word.envelope_sha256)
    if said != (hub_id, terminal_id, oid, sha256):
        raise BadSignature("about another envelope")
