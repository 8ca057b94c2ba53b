"""What became of an order, readable only with its slip: XChaCha20-Poly1305, keyed by the slip's secret.

The hub learns the secret from inside the sealed order; the terminal keeps the ciphertext and nothing else.
Key: HKDF-SHA256 (RFC 5869) of the 26 characters, salted with the order id.
"""

from collections.abc import Callable
from typing import Final

from nacl.exceptions import CryptoError
from nacl.secret import Aead
from pydantic import Field, ValidationError

from kiosk.wire.kdf import hkdf
from kiosk.wire.models import Wire
from kiosk.wire.sealing import SealBroken
from kiosk.wire.signing import decode, encode

_INFO: Final = b"gongfa/slip-progress.v1"
# Lengths are rounded up: "办理中" and a page of advice are told apart by nobody who has no slip.
_BLOCK: Final = 512
MAX_REPLY: Final = 8000  # characters; about 48 KB when sealed


class ProgressEntry(Wire):
    """One step. ``state``: a PlatformState's value, or one this version does not know. ``at``: ISO 8601.

    ``note``: why, in a sentence for the resident. ``reply``: the answer itself, plain text.
    """

    state: str = Field(max_length=32)
    at: str = Field(max_length=40)
    note: str = Field(default="", max_length=500)
    reply: str = Field(default="", max_length=MAX_REPLY)


def slip_key(secret: str, order_id: str) -> bytes:
    """32 bytes. ``secret``: the slip's 26 characters."""
    return hkdf(secret.encode("ascii"), order_id.encode(), _INFO)


def seal_entry(
    entry: ProgressEntry, secret: str, order_id: str, index: int, random: Callable[[int], bytes]
) -> str:
    """Base64. Bound to its order and place: rows cannot be exchanged or put in another order."""
    body = entry.model_dump_json().encode()
    padded = body + b" " * (-len(body) % _BLOCK)
    box = Aead(slip_key(secret, order_id))
    return encode(bytes(box.encrypt(padded, _place(order_id, index), nonce=random(Aead.NONCE_SIZE))))


def open_entry(sealed: str, secret: str, order_id: str, index: int) -> ProgressEntry:
    """Raises SealBroken when it is not of this slip, order and place, or damaged."""
    try:
        box = Aead(slip_key(secret, order_id))
        padded = box.decrypt(decode(sealed), _place(order_id, index))
        return ProgressEntry.model_validate_json(padded)
    except (CryptoError, ValidationError, ValueError) as error:
        raise SealBroken("not of this slip, or damaged") from error


def _place(order_id: str, index: int) -> bytes:
    return f"{order_id}:{index}".encode()
