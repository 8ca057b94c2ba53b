"""A terminal's requests, signed as RFC 9421 lays down, in one fixed form and no other (docs/adr/0075).

Covered: method, path, the body's digest (RFC 9530), hub, terminal and a counter. There is no time in it:
terminals' clocks are wrong. A request of any other shape, even one the RFC would allow, is no request.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from kiosk.wire.signing import BadSignature, decode, encode, key_id

MAX_COUNTER: Final = 10**15 - 1  # what an integer of RFC 8941 holds
HUB_FIELD: Final = "Gongfa-Hub"
TERMINAL_FIELD: Final = "Gongfa-Terminal"
COUNTER_FIELD: Final = "Gongfa-Counter"
_LABEL: Final = "gongfa"
_COVERED: Final = (
    "@method",
    "@path",
    "content-digest",
    HUB_FIELD.lower(),
    TERMINAL_FIELD.lower(),
    COUNTER_FIELD.lower(),
)
_COMPONENTS: Final = "(" + " ".join(f'"{name}"' for name in _COVERED) + ")"
_METHOD: Final = re.compile(r"[A-Z]{1,16}")
_PATH: Final = re.compile(r"/[A-Za-z0-9/._~-]{0,200}")
_NAME: Final = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_COUNTER: Final = re.compile(r"[1-9][0-9]{0,14}")
_KEY_ID: Final = re.compile(r"[0-9a-f]{16}")
_SIGNATURE: Final = re.compile(rf"{_LABEL}=:([A-Za-z0-9+/]{{86}}==):")


@dataclass(frozen=True, slots=True)
class Claim:
    """Who a request says it is from. ``counter``: from 1, never twice for one link key, ``key_id``."""

    hub_id: str
    terminal_id: str
    counter: int
    key_id: str


def content_digest(body: bytes) -> str:
    """The value of Content-Digest (RFC 9530), SHA-256 alone."""
    return f"sha-256=:{encode(hashlib.sha256(body).digest())}:"


def signature_base(components: Sequence[tuple[str, str]], parameters: str) -> bytes:
    """What is signed (RFC 9421 §2.5). ``parameters``: the value of Signature-Input without its label."""
    lines = [f'"{name}": {value}' for name, value in components]
    return "\n".join([*lines, f'"@signature-params": {parameters}']).encode("ascii")


def sign_request(
    *, method: str, path: str, body: bytes, hub_id: str, terminal_id: str, counter: int, key: SigningKey
) -> dict[str, str]:
    """The header fields to send with the request. ``path`` without a query.

    Raises ValueError on what could never be accepted.
    """
    claim = Claim(hub_id, terminal_id, counter, key_id(bytes(key.verify_key)))
    digest = content_digest(body)
    signature = key.sign(_base(method, path, digest, claim)).signature
    return {
        "Content-Digest": digest,
        HUB_FIELD: hub_id,
        TERMINAL_FIELD: terminal_id,
        COUNTER_FIELD: str(counter),
        "Signature-Input": f"{_LABEL}={_parameters(claim.key_id)}",
        "Signature": f"{_LABEL}=:{encode(signature)}:",
    }


def claimed(headers: Mapping[str, str]) -> Claim:
    """Who the request says it is from: to find the key, and for nothing else. Raises BadSignature.

    ``headers``: names in any case; a field given twice is refused.
    """
    return _claimed(_fields(headers))


def verify_request(
    *, method: str, path: str, headers: Mapping[str, str], body: bytes, public: bytes
) -> Claim:
    """The claim, proved for exactly this method, path and body by the link key ``public`` (32 bytes).

    Raises BadSignature. Whether the counter is new is for the caller to say.
    """
    fields = _fields(headers)
    claim = _claimed(fields)
    digest = content_digest(body)
    match = _SIGNATURE.fullmatch(fields.get("signature", ""))
    if claim.key_id != key_id(public) or fields.get("content-digest") != digest or match is None:
        raise BadSignature("another key, another body, or no signature")
    try:
        VerifyKey(public).verify(_base(method, path, digest, claim), decode(match[1]))
    except (CryptoError, ValueError) as error:
        raise BadSignature("request") from error
    return claim


def _base(method: str, path: str, digest: str, claim: Claim) -> bytes:
    named = _NAME.fullmatch(claim.hub_id) and _NAME.fullmatch(claim.terminal_id)
    if not (_METHOD.fullmatch(method) and _PATH.fullmatch(path) and named):
        raise ValueError("nothing that can be signed")
    if not 1 <= claim.counter <= MAX_COUNTER:
        raise ValueError("a counter out of bounds")
    values = (method, path, digest, claim.hub_id, claim.terminal_id, str(claim.counter))
    return signature_base(list(zip(_COVERED, values, strict=True)), _parameters(claim.key_id))


def _parameters(name: str) -> str:
    return f'{_COMPONENTS};keyid="{name}";alg="ed25519";tag="gongfa-terminal"'


def _fields(headers: Mapping[str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in headers.items():
        lower = name.lower()
        fields[lower] = value if lower not in fields else ""  # twice: which was meant, nobody can say
    return fields


def _claimed(fields: Mapping[str, str]) -> Claim:
    hub_id = fields.get(HUB_FIELD.lower(), "")
    terminal_id = fields.get(TERMINAL_FIELD.lower(), "")
    counter = fields.get(COUNTER_FIELD.lower(), "")
    name = _read_parameters(fields.get("signature-input", ""))
    well = _NAME.fullmatch(hub_id) and _NAME.fullmatch(terminal_id) and _COUNTER.fullmatch(counter)
    if not well or name is None:
        raise BadSignature("not a request of a terminal")
    return Claim(hub_id, terminal_id, int(counter), name)


def _read_parameters(value: str) -> str | None:
    """The key id of a Signature-Input that is word for word what ``sign_request`` writes; else None."""
    before, after = f'{_LABEL}={_COMPONENTS};keyid="', '";alg="ed25519";tag="gongfa-terminal"'
    if not (value.startswith(before) and value.endswith(after)):
        return None
    name = value[len(before) : len(value) - len(after)]
    return name if _KEY_ID.fullmatch(name) else None
