"""Enrolment: what a new terminal asks and what the hub answers. Protocol: docs/protocol/enrolment.md. No I/O.

A terminal brings two keys. The *device key* signs envelopes and is readable by the screen's process alone;
the *link key* signs requests and is sync's. Both sign the request, so that nobody enrols a key he lacks.

The one-time code never travels. Two keys are derived from it, one for each direction, and prove (HMAC) that
whoever speaks knows it: over everything both ends said, so that a man in the middle can change none of it.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Final, Literal

from nacl import pwhash
from nacl.signing import SigningKey
from pydantic import Field, ValidationError

from kiosk.wire.kdf import hkdf
from kiosk.wire.models import Wire
from kiosk.wire.nouns import COUNT, six_words
from kiosk.wire.signing import BadSignature, SignedText, Tag, decode_key, encode, pae, sign, verify

ENROL_PATH: Final = "/v1/enrol"
# How the code came to the terminal. Typed alone, nothing but the code vouches for the hub.
FILE: Final = "file"
QR: Final = "qr"
TYPED: Final = "typed"
# What became of a request.
ACCEPTED: Final = "accepted"
PENDING: Final = "pending"
REFUSED: Final = "refused"
_SALT: Final = b"gongfa/enrolment.v1"
_WORDS_SALT: Final = b"gongfa-six-words"
_WORDS_OPS: Final = 2
_WORDS_MEMORY: Final = 64 * 1024 * 1024
_NONCE = r"^[0-9a-f]{32}$"


class NotARequest(Exception):
    """The bytes do not have the shape of an enrolment request."""


class NotAnAnswer(Exception):
    """The bytes do not have the shape of an answer to one."""


@dataclass(frozen=True, slots=True)
class CodeKeys:
    """What both ends derive from a code. ``code_id`` (32 hex digits) names it and may be seen by all."""

    code_id: str
    terminal: bytes = field(repr=False)
    hub: bytes = field(repr=False)


def code_keys(code: str) -> CodeKeys:
    """``code``: 16 Crockford characters (80 bits of chance, so no slow hash is needed)."""
    made = hkdf(code.encode("ascii"), _SALT, b"code", 16 + 32 + 32)
    return CodeKeys(made[:16].hex(), made[16:48], made[48:])


class EnrolRequest(Wire):
    """The keys to be enrolled, each base64 of 32 bytes. ``how``: file, qr or typed.

    ``nonce``: fresh for each exchange. ``exchange``: higher with each one of these keys, so that an older
    one, held back or sent again by somebody in between, is known as such.
    """

    v: Literal[1] = 1
    code_id: str = Field(pattern=_NONCE)
    how: str = Field(max_length=16)
    nonce: str = Field(pattern=_NONCE)
    exchange: int = Field(ge=1, le=2**53)
    device_key: str = Field(max_length=64)
    link_key: str = Field(max_length=64)


class EnrolMessage(Wire):
    """``text``: an EnrolRequest's JSON, signed as it is by both keys it names; ``proof`` of the code."""

    text: str = Field(max_length=4096)
    device_signature: str = Field(max_length=128)
    link_signature: str = Field(max_length=128)
    proof: str = Field(max_length=64)


class EnrolAnswer(Wire):
    """Tag ENROL_ANSWER. ``state``: accepted, pending (an operator compares words first) or refused.

    ``request_sha256``: of the text that is answered, and so of the keys and the nonce in it. ``receipt_key``
    signed this answer. ``trust_sha256``: of the trust document that comes with it, ``root_sha256``: of the
    newest root in that, ``ca_sha256``: of the authority in it. Order numbers start at ``number_from``.
    """

    v: Literal[1] = 1
    state: str = Field(max_length=16)
    hub_id: str
    request_sha256: str
    hub_nonce: str = Field(pattern=_NONCE)
    device_key: str
    link_key: str
    receipt_key: str
    root_sha256: str
    ca_sha256: str
    trust_sha256: str
    terminal_id: str
    terminal_code: str
    number_from: int = Field(ge=1)
    enrolled_at: str
    at: str


class EnrolReply(Wire):
    """The body of the answer: a SignedText, the proof of the code over its text, and the trust document."""

    word: str
    proof: str = Field(max_length=64)
    trust: str


def public_text(key: SigningKey) -> str:
    return encode(bytes(key.verify_key))


def write_request(request: EnrolRequest, device: SigningKey, link: SigningKey, keys: CodeKeys) -> bytes:
    """The body of the call."""
    text = request.model_dump_json()
    message = EnrolMessage(
        text=text,
        device_signature=sign(Tag.ENROL_REQUEST, text.encode(), device),
        link_signature=sign(Tag.ENROL_LINK, text.encode(), link),
        proof=prove(Tag.ENROL_REQUEST, text, keys.terminal),
    )
    return message.model_dump_json().encode()


def read_request(raw: bytes) -> tuple[EnrolMessage, EnrolRequest]:
    """Signatures checked, the proof of the code not yet.

    Raises NotARequest, or BadSignature when the sender does not hold both keys.
    """
    try:
        message = EnrolMessage.model_validate_json(raw)
        request = EnrolRequest.model_validate_json(message.text)
        device, link = decode_key(request.device_key), decode_key(request.link_key)
        said = message.text.encode()
    except (ValidationError, ValueError) as error:
        raise NotARequest("not an enrolment request") from error
    if device == link:
        raise BadSignature("one key for two uses")
    verify(Tag.ENROL_REQUEST, said, message.device_signature, device)
    verify(Tag.ENROL_LINK, said, message.link_signature, link)
    return message, request


def write_reply(answer: SignedText, trust: str, keys: CodeKeys) -> bytes:
    proof = prove(Tag.ENROL_ANSWER, answer.text, keys.hub)
    return EnrolReply(word=answer.model_dump_json(), proof=proof, trust=trust).model_dump_json().encode()


def read_reply(raw: bytes, keys: CodeKeys) -> tuple[SignedText, str]:
    """The signed answer and the trust document, when whoever sent them knows the code. Both still unchecked
    otherwise. Raises NotAnAnswer, or BadSignature when they do not.
    """
    try:
        reply = EnrolReply.model_validate_json(raw)
        word = SignedText.model_validate_json(reply.word)
        knows = proved(reply.proof, Tag.ENROL_ANSWER, word.text, keys.hub)
    except (ValidationError, UnicodeEncodeError) as error:
        raise NotAnAnswer("not an answer") from error
    if not knows:
        raise BadSignature("whoever answers does not know the code")
    return word, reply.trust


def prove(tag: Tag, text: str, key: bytes) -> str:
    return hmac.new(key, pae(tag, text.encode()), hashlib.sha256).hexdigest()


def proved(proof: str, tag: Tag, text: str, key: bytes) -> bool:
    return hmac.compare_digest(proof.encode(), prove(tag, text, key).encode())


def transcript(answer: EnrolAnswer) -> str:
    """All that both ends said of themselves; the terminal's part is in ``request_sha256``."""
    said = (
        answer.request_sha256,
        answer.hub_id,
        answer.hub_nonce,
        answer.receipt_key,
        answer.root_sha256,
        answer.ca_sha256,
        answer.terminal_id,
        answer.terminal_code,
    )
    return "\n".join(said)


def spoken_words(said: str) -> str:
    """Six words over a transcript, equal at both ends only when both heard the same.

    Made slow (argon2id, 64 MB), so that nobody in between can try keys until the words fit while both wait.
    """
    digest = pwhash.argon2id.kdf(16, said.encode(), _WORDS_SALT, opslimit=_WORDS_OPS, memlimit=_WORDS_MEMORY)
    return six_words(digest[:COUNT])
