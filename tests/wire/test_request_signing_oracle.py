"""Our one form of a signed request, as an independent implementation of RFC 9421 reads it."""

from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver
from http_message_signatures.algorithms import ED25519
from http_message_signatures.exceptions import InvalidSignature
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from kiosk.wire.request_signing import sign_request
from kiosk.wire.signing import key_id

KEY = SigningKey(bytes(range(32)))
COVERED = ("@method", "@path", "content-digest", "gongfa-hub", "gongfa-terminal", "gongfa-counter")


@dataclass
class Request:
    method: str
    url: str
    headers: dict[str, str]


class Keys(HTTPSignatureKeyResolver):
    def resolve_public_key(self, key_id: str) -> Any:
        return Ed25519PublicKey.from_public_bytes(bytes(KEY.verify_key))


def read(request: Request, body: bytes) -> dict[str, Any]:
    verifier = HTTPMessageVerifier(signature_algorithm=ED25519, key_resolver=Keys())
    verifier.require_created = False
    [result] = verifier.verify(
        request, max_age=None, expect_tag="gongfa-terminal", require_components=COVERED, body=body
    )
    return dict(result.parameters)


@given(st.binary(max_size=200), st.integers(1, 10**15 - 1))
def test_another_implementation_accepts_what_we_sign(body: bytes, counter: int) -> None:
    headers = sign_request(
        method="POST",
        path="/v1/intake",
        body=body,
        hub_id="h-1",
        terminal_id="t-1",
        counter=counter,
        key=KEY,
    )
    parameters = read(Request("POST", "https://hub.example/v1/intake", headers), body)
    assert parameters == {"keyid": key_id(bytes(KEY.verify_key)), "alg": "ed25519", "tag": "gongfa-terminal"}


def test_another_implementation_refuses_what_was_changed() -> None:
    headers = sign_request(
        method="POST", path="/v1/intake", body=b"{}", hub_id="h-1", terminal_id="t-1", counter=1, key=KEY
    )
    for url, fields, body in (
        ("https://hub.example/v1/intakes", headers, b"{}"),
        ("https://hub.example/v1/intake", {**headers, "Gongfa-Counter": "2"}, b"{}"),
        ("https://hub.example/v1/intake", headers, b"{ }"),
    ):
        with pytest.raises(InvalidSignature):
            read(Request("POST", url, fields), body)
