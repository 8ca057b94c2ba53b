"""HKDF with SHA-256 (RFC 5869), for secrets that are all chance: codes and slips, never passwords."""

import hashlib
import hmac
from typing import Final

_HASH_BYTES: Final = 32


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int = _HASH_BYTES) -> bytes:
    """``length`` bytes, at most 255 × 32. Raises ValueError beyond that."""
    if not 0 < length <= 255 * _HASH_BYTES:
        raise ValueError("HKDF gives 1 to 8160 bytes")
    pseudorandom = hmac.new(salt or bytes(_HASH_BYTES), secret, hashlib.sha256).digest()
    block, made = b"", b""
    for counter in range(1, -(-length // _HASH_BYTES) + 1):
        block = hmac.new(pseudorandom, block + info + bytes([counter]), hashlib.sha256).digest()
        made += block
    return made[:length]
