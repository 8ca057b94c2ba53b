"""How an enrolment code reaches a terminal: as a file, as the text of a QR code, or typed alone. No I/O."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from typing import Final, Literal

from pydantic import Field

from kiosk.wire.ids import CROCKFORD
from kiosk.wire.models import Wire
from kiosk.wire.signing import decode_key
from kiosk.wire.transport import allowed_url

CODE_LENGTH: Final = 16  # Crockford characters of 5 bits: 80 bits
QR_PREFIX: Final = "GE1"
_SEPARATORS: Final = re.compile(r"[\s\-—–·.,，。_]+")
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_HASH_BYTES: Final = 32


class EnrolmentBundle(Wire):
    """The file a technician carries to a terminal. ``code``: 80 bits, one terminal, until ``expires_at``.

    ``receipt_sha256`` and ``root_sha256`` (hex) pin the hub's key and the root of trust; ``root`` (JSON text)
    and ``ca_pem`` are whole, so that TLS is verified from the first byte. ``ca_pem`` is empty only for plain
    http to loopback.
    """

    v: Literal[2] = 2
    kind: Literal["gongfa-enrolment"] = "gongfa-enrolment"
    hub_url: str
    hub_id: str
    receipt_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    root_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    root: str
    ca_pem: str
    code: str = Field(repr=False)
    terminal_code: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a terminal was told, in whatever way. Empty is what it was not told.

    ``ca_pem`` None: no authority known, TLS proves nothing yet.
    """

    how: str
    hub_url: str
    code: str = field(repr=False)
    receipt_sha256: str = ""
    root_sha256: str = ""
    root: str = ""
    hub_id: str = ""
    ca_pem: str | None = None


def read_code(typed: str) -> str:
    """The 16 characters as they were meant: spaces, dashes, small letters, O for 0, I and L for 1.

    Raises ValueError, without the code in it.
    """
    code = _SEPARATORS.sub("", typed).upper().translate(_ALIKE)
    if len(code) != CODE_LENGTH or any(character not in CROCKFORD for character in code):
        raise ValueError("a code has 16 letters and digits")
    return code


def show_code(code: str) -> str:
    """In groups of four, to be read out."""
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def key_sha256(public: str) -> str:
    """Hex SHA-256 of a public key's 32 bytes (``public``: base64): how a key is pinned. Raises ValueError."""
    return hashlib.sha256(decode_key(public)).hexdigest()


def write_qr(hub_url: str, receipt_sha256: str, root_sha256: str, code: str) -> str:
    """``GE1.<code>.<hash of the hub's key>.<hash of the root>.<address>``, hashes in base64url: all ASCII."""
    return ".".join((QR_PREFIX, code, _short(receipt_sha256), _short(root_sha256), hub_url))


def read_qr(text: str) -> tuple[str, str, str, str]:
    """``hub_url, receipt_sha256, root_sha256, code``. Raises ValueError, without the text in it."""
    parts = text.strip().split(".", 4)
    if len(parts) != 5 or parts[0] != QR_PREFIX:
        raise ValueError("not an enrolment code")
    _, code, receipt, root, hub_url = parts
    if not hub_url.isascii() or not allowed_url(hub_url):
        raise ValueError("not an address a hub may have")
    return hub_url, _long(receipt), _long(root), read_code(code)


def _short(sha256: str) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")


def _long(short: str) -> str:
    try:
        digest = base64.b64decode(short + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not a hash") from error
    if len(digest) != _HASH_BYTES:
        raise ValueError("not a hash")
    return digest.hex()
