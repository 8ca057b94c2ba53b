"""Enrolment: what a new terminal asks and what the hub answers. Protocol: docs/protocol/hub.md. No I/O.

A terminal brings two keys. The *device key* signs envelopes and is readable by the screen's process alone;
the *link key* signs requests and is sync's. Both sign the request, so that nobody enrols a key he lacks.
"""

from typing import Literal

from nacl.signing import SigningKey
from pydantic import Field, ValidationError

from kiosk.wire.models import Wire
from kiosk.wire.signing import BadSignature, Tag, decode_key, encode, sign, verify


class NotARequest(Exception):
    """The bytes do not have the shape of an enrolment request."""


class EnrolmentBundle(Wire):
    """The file a technician carries to a terminal. ``code``: 80 bits, one terminal, until ``expires_at``.

    ``sign_key`` and ``seal_key`` are the hub's public keys (32 bytes); ``ca_pem`` the authority of its
    TLS certificate, empty only for plain http to loopback.
    """

    v: Literal[1] = 1
    kind: Literal["gongfa-enrolment"] = "gongfa-enrolment"
    hub_url: str
    hub_id: str
    sign_key: str
    seal_key: str
    ca_pem: str
    code: str = Field(repr=False)
    terminal_code: str
    expires_at: str


class EnrolRequest(Wire):
    """The keys to be enrolled, each base64 of 32 bytes, and by what code."""

    hub_id: str
    code: str = Field(repr=False, max_length=64)
    device_key: str = Field(max_length=64)
    link_key: str = Field(max_length=64)


class EnrolMessage(Wire):
    """``text``: an EnrolRequest's JSON, signed as it is by both keys it names."""

    text: str = Field(max_length=16_384, repr=False)
    device_signature: str = Field(max_length=128)
    link_signature: str = Field(max_length=128)


class EnrolAnswer(Wire):
    """Tag ENROL_ANSWER. Repeats the keys that were enrolled. Order numbers start at ``number_from``."""

    hub_id: str
    terminal_id: str
    terminal_code: str
    device_key: str
    link_key: str
    number_from: int = Field(ge=1)
    enrolled_at: str


def public_text(key: SigningKey) -> str:
    return encode(bytes(key.verify_key))


def write_request(request: EnrolRequest, device: SigningKey, link: SigningKey) -> bytes:
    """The body of the call."""
    text = request.model_dump_json()
    return (
        EnrolMessage(
            text=text,
            device_signature=sign(Tag.ENROL_REQUEST, text.encode(), device),
            link_signature=sign(Tag.ENROL_LINK, text.encode(), link),
        )
        .model_dump_json()
        .encode()
    )


def read_request(raw: bytes) -> EnrolRequest:
    """Raises NotARequest, or BadSignature when the sender does not hold both keys."""
    try:
        message = EnrolMessage.model_validate_json(raw)
        request = EnrolRequest.model_validate_json(message.text)
        device, link = decode_key(request.device_key), decode_key(request.link_key)
    except (ValidationError, ValueError) as error:
        raise NotARequest("not an enrolment request") from error
    if device == link:
        raise BadSignature("one key for two uses")
    verify(Tag.ENROL_REQUEST, message.text.encode(), message.device_signature, device)
    verify(Tag.ENROL_LINK, message.text.encode(), message.link_signature, link)
    return request
