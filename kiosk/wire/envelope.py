"""Making, checking and opening envelopes: seal, then sign; check, then open. No I/O."""

import hashlib
from dataclasses import dataclass

from nacl.public import PrivateKey, PublicKey
from nacl.signing import SigningKey
from pydantic import ValidationError

from kiosk.wire.models import MAX_ENVELOPE, Enrolled, Envelope, EnvelopeHeader
from kiosk.wire.sealing import SUITE, seal, unseal
from kiosk.wire.signing import BadSignature, Tag, decode, decode_key, encode, key_id, sign, verify


class NotAnEnvelope(Exception):
    """The bytes do not have an envelope's shape; whom they are from cannot be said."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An envelope as stored and sent, byte for byte, and its SHA-256 (hex)."""

    envelope: bytes
    sha256: str


class Sealer:
    """Seals and signs for one enrolled terminal; keys are parsed once."""

    def __init__(self, enrolled: Enrolled, device_key: SigningKey) -> None:
        """Raises ValueError when ``device_key`` is not the enrolled one, or a key is malformed."""
        if key_id(bytes(device_key.verify_key)) != enrolled.device_key_id:
            raise ValueError("the device key is not the one that was enrolled")
        seal_key = decode_key(enrolled.seal_key)
        self.enrolled = enrolled
        self._public = PublicKey(seal_key)
        self._seal_key_id = key_id(seal_key)
        self._device_key = device_key

    def seal(self, kind: str, oid: str, seq: int, body: str | bytes, *, flood: bool = False) -> Sealed:
        """Raises ValueError when the body is too long to seal."""
        sealed = seal(body.encode() if isinstance(body, str) else body, self._public)
        header = EnvelopeHeader(
            v=1,
            suite=SUITE,
            kind=kind,
            hub_id=self.enrolled.hub_id,
            terminal_id=self.enrolled.terminal_id,
            oid=oid,
            seq=seq,
            device_key=self.enrolled.device_key_id,
            seal_key=self._seal_key_id,
            size=len(sealed),
            sealed_sha256=hashlib.sha256(sealed).hexdigest(),
            flood=flood,
        ).model_dump_json()
        signature = sign(Tag.ENVELOPE, header.encode(), self._device_key)
        raw = Envelope(header=header, sealed=encode(sealed), signature=signature).model_dump_json().encode()
        return Sealed(raw, envelope_sha256(raw))


def envelope_sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def read_header(raw: bytes) -> tuple[Envelope, EnvelopeHeader]:
    """Unchecked: only to find whose key to check with. Raises NotAnEnvelope."""
    if len(raw) > MAX_ENVELOPE:
        raise NotAnEnvelope("too long")
    try:
        envelope = Envelope.model_validate_json(raw)
        return envelope, EnvelopeHeader.model_validate_json(envelope.header)
    except ValidationError as error:
        raise NotAnEnvelope("not an envelope") from error


def check(envelope: Envelope, header: EnvelopeHeader, device_key: bytes) -> bytes:
    """The sealed bytes, when header and seal are as the terminal signed them. Raises BadSignature."""
    try:
        verify(Tag.ENVELOPE, envelope.header.encode(), envelope.signature, device_key)
        sealed = decode(envelope.sealed)
    except ValueError as error:
        raise BadSignature("sealed part") from error
    if len(sealed) != header.size or hashlib.sha256(sealed).hexdigest() != header.sealed_sha256:
        raise BadSignature("sealed part")
    return sealed


def open_body(sealed: bytes, private: PrivateKey) -> str:
    """The body's JSON text. Raises SealBroken, or UnicodeDecodeError for a body that is not text."""
    return unseal(sealed, private).decode()
