"""Signed texts: the exact bytes travel and are signed, so nothing is ever canonicalised.

The signature covers the pre-authentication encoding of DSSE v1 (type tag and body, each with its length):
a signature made for one purpose can never be shown for another.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey
from pydantic import BaseModel, ConfigDict, Field

SEED_BYTES: Final = 32
_KEY_BYTES: Final = 32


class Tag(StrEnum):
    """Who signs what: one tag a kind of text."""

    ENVELOPE = "gongfa/envelope.v1"  # a terminal's device key
    RECEIPT = "gongfa/receipt.v1"  # the hub
    REFUSAL = "gongfa/refusal.v1"  # the hub
    TIME = "gongfa/time.v1"  # the hub
    EXCHANGE = "gongfa/exchange.v1"  # the hub
    KEPT = "gongfa/kept.v1"  # the hub
    ANSWER = "gongfa/answer.v1"  # the hub
    DENIAL = "gongfa/denial.v1"  # the hub
    ENROL_REQUEST = "gongfa/enrol-request.v1"  # the device key being enrolled
    ENROL_LINK = "gongfa/enrol-link.v1"  # the link key being enrolled, under the same text
    ENROL_ANSWER = "gongfa/enrol-answer.v1"  # the hub


class BadSignature(Exception):
    """The text is not what its claimed signer signed, or not of the expected kind."""


class SignedText(BaseModel):
    """``text`` is UTF-8 JSON, byte for byte as signed; ``signature`` is base64 of 64 bytes (Ed25519)."""

    model_config = ConfigDict(frozen=True, strict=True)

    type: str = Field(max_length=64)
    text: str = Field(max_length=262_144)
    key_id: str = Field(max_length=64)
    signature: str = Field(max_length=128)


def pae(tag: str, body: bytes) -> bytes:
    """DSSE v1 pre-authentication encoding: ``DSSEv1 LEN type LEN body``."""
    kind = tag.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body)


def key_id(public: bytes) -> str:
    """First 16 hex digits of the SHA-256 of a public key: a name, not a proof."""
    return hashlib.sha256(public).hexdigest()[:16]


def encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def decode(text: str) -> bytes:
    """Strict base64. Raises ValueError."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64") from error


def decode_key(text: str) -> bytes:
    """A public key of 32 bytes. Raises ValueError."""
    key = decode(text)
    if len(key) != _KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


def sign(tag: str, body: bytes, key: SigningKey) -> str:
    return encode(key.sign(pae(tag, body)).signature)


def verify(tag: str, body: bytes, signature: str, public: bytes) -> None:
    """Raises BadSignature."""
    try:
        VerifyKey(public).verify(pae(tag, body), decode(signature))
    except (CryptoError, ValueError) as error:
        raise BadSignature(tag) from error


def sign_text(tag: str, text: str, key: SigningKey) -> SignedText:
    signature = sign(tag, text.encode(), key)
    return SignedText(type=tag, text=text, key_id=key_id(bytes(key.verify_key)), signature=signature)


def verify_text(signed: SignedText, tag: str, keys: Mapping[str, bytes]) -> str:
    """The text, when it is of kind ``tag`` and signed by one of ``keys`` (key id → 32 bytes).

    Raises BadSignature.
    """
    public = keys.get(signed.key_id)
    if signed.type != tag or public is None:
        raise BadSignature(tag)
    try:
        body = signed.text.encode()
    except UnicodeEncodeError as error:
        raise BadSignature(tag) from error
    verify(tag, body, signed.signature, public)
    return signed.text
