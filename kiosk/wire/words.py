"""The hub's signed words about one envelope, checked at the terminal by sync and again by the UI."""

from collections.abc import Mapping
from typing import TypeVar

from nacl.signing import SigningKey
from pydantic import ValidationError

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


def _read(model: type[W], text: str) -> W:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise BadSignature("signed, but not understood") from error


def _about(word: Receipt | Refusal, hub_id: str, terminal_id: str, oid: str, sha256: str) -> None:
    said = (word.hub_id, word.terminal_id, word.oid, word.envelope_sha256)
    if said != (hub_id, terminal_id, oid, sha256):
        raise BadSignature("about another envelope")
