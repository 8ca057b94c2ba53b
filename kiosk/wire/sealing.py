"""Sealing to the county: only the hub's private key opens it, and its size tells nothing.

X25519 sealed box of libsodium. The plaintext is a 4-byte length, the body, and zeros up to a multiple of
4096, so that what lies on a stolen disk cannot be told apart by length.
"""

from typing import Final

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

SUITE: Final = "x25519-sealedbox/ed25519/1"
BLOCK: Final = 4096
OVERHEAD: Final = 48  # ephemeral public key and tag
MAX_BODY: Final = 256 * 1024
_LENGTH: Final = 4


class SealBroken(Exception):
    """Not sealed to this key, or what was inside is not of our making."""


def pad(body: bytes) -> bytes:
    """Raises ValueError when the body is over ``MAX_BODY`` bytes."""
    if len(body) > MAX_BODY:
        raise ValueError(f"a sealed body has at most {MAX_BODY} bytes")
    used = _LENGTH + len(body)
    return len(body).to_bytes(_LENGTH, "big") + body + bytes(-used % BLOCK)


def unpad(padded: bytes) -> bytes:
    """Raises SealBroken on anything ``pad`` does not make."""
    length = int.from_bytes(padded[:_LENGTH], "big")
    body = padded[_LENGTH : _LENGTH + length]
    rest = padded[_LENGTH + length :]
    if not padded or len(padded) % BLOCK or len(body) != length or len(rest) >= BLOCK or any(rest):
        raise SealBroken("padding")
    return body


def seal(body: bytes, public: PublicKey) -> bytes:
    """Sealed bytes of length ``OVERHEAD`` plus a multiple of ``BLOCK``."""
    return SealedBox(public).encrypt(pad(body))


def unseal(sealed: bytes, private: PrivateKey) -> bytes:
    """Raises SealBroken."""
    try:
        return unpad(SealedBox(private).decrypt(sealed))
    except (CryptoError, ValueError) as error:
        raise SealBroken("sealed to another key, or damaged") from error
