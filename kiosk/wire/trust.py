"""The trust file ``trust/hub.json``: where the hub is, which keys it has. Signed off-line, 2 of 3 (ADR 0071).

It is a target of TUF metadata from the start, so that a content channel only has to carry it. Here are its
shapes; ``wire.trust_check`` judges it, and is imported only where something is adopted: python-tuf is slow
to load.
"""

import hashlib
from typing import Final, Literal

from pydantic import Field, ValidationError

from kiosk.wire.models import Wire
from kiosk.wire.signing import decode_key
from kiosk.wire.transport import allowed_url

TRUST_PATH: Final = "/v1/trust"
TRUST_ROLE: Final = "trust"
TRUST_PATTERN: Final = "trust/*"
TRUST_TARGET: Final = "trust/hub.json"
# A field of root.json: who may sign the role `trust`. Only root can change that; the holder of the targets
# key alone could otherwise delegate it to himself.
PINNED_ROLE: Final = "gongfa_trust"
MAX_TRUST: Final = 256 * 1024
MAX_ROOTS: Final = 64
LONGEST_URL: Final = 256
LONGEST_CA: Final = 64 * 1024


class TrustRefused(Exception):
    """``reason``: ``unreadable`` (not of the shape), ``signature`` (too few that hold), ``rollback`` (older
    than what was adopted), ``expired``, ``mismatch`` (its parts do not belong together) or ``foreign``
    (another root, another hub).
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class HubTrust(Wire):
    """The target itself. ``version`` is that of the signed role, too.

    ``receipt_keys``: every key of the hub whose words count, the newest first; ``seal_key``: the one to seal
    to. ``ca_pem``: the authority of its TLS certificate, empty only for plain http to loopback.
    """

    v: Literal[1] = 1
    version: int = Field(ge=1)
    hub_id: str = Field(min_length=1, max_length=64)
    hub_url: str = Field(max_length=LONGEST_URL)
    ca_pem: str = Field(max_length=LONGEST_CA)
    seal_key: str
    receipt_keys: list[str] = Field(min_length=1, max_length=16)


class TrustDocument(Wire):
    """All of it as one answer. ``roots``: every root there ever was, the first one first; each is JSON text,
    carried as it was signed. ``hub``: the target.
    """

    v: Literal[1] = 1
    roots: list[str] = Field(min_length=1, max_length=MAX_ROOTS)
    timestamp: str
    snapshot: str
    targets: str
    trust: str
    hub: str


class Floors(Wire):
    """The versions adopted last: nothing below them is taken again, whatever became of the rest of the disk.

    ``online``: the key ids of snapshot and timestamp. When root names others, their floors count no more: a
    thief of the on-line keys could have driven them up.
    """

    root: int = Field(default=0, ge=0)
    timestamp: int = Field(default=0, ge=0)
    snapshot: int = Field(default=0, ge=0)
    targets: int = Field(default=0, ge=0)
    trust: int = Field(default=0, ge=0)
    online: list[str] = Field(default_factory=list)


def read_document(raw: bytes) -> TrustDocument:
    """Of the shape, no more. Raises TrustRefused."""
    if len(raw) > MAX_TRUST:
        raise TrustRefused("unreadable", "too long")
    try:
        return TrustDocument.model_validate_json(raw)
    except ValidationError as error:
        raise TrustRefused("unreadable", "not a trust document") from error


def read_hub_trust(text: str) -> HubTrust:
    """The target, when everything in it could be used. Raises TrustRefused."""
    try:
        trust = HubTrust.model_validate_json(text)
        for key in (trust.seal_key, *trust.receipt_keys):
            decode_key(key)
    except (ValidationError, ValueError) as error:
        raise TrustRefused("unreadable", "trust/hub.json") from error
    if not allowed_url(trust.hub_url):
        raise TrustRefused("unreadable", "the hub's address must be https, or http to this machine")
    return trust


def text_sha256(text: str) -> str:
    """Hex SHA-256 of a text as UTF-8: how roots and authorities are pinned."""
    return hashlib.sha256(text.encode()).hexdigest()
