"""The hub's keys, in files of their own: generations of a signing (Ed25519) and a sealing key (X25519).

Old sealing keys stay (two years and more): envelopes sealed to them may still be on their way. The database
holds none of this, so that a copy of it opens nothing.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nacl.public import PrivateKey
from nacl.signing import SigningKey
from pydantic import BaseModel, ConfigDict, ValidationError

from hub.errors import HubError
from kiosk.wire.signing import SEED_BYTES, decode_key, encode, key_id

SIGNING: Final = "signing"
SEALING: Final = "sealing"


class KeyFile(BaseModel):
    """One generation of one key on disk. ``secret``: base64 of 32 bytes."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    use: str
    generation: int
    made_at: str
    secret: str


@dataclass(frozen=True, slots=True)
class HubKeys:
    """``sign`` and ``seal`` are the newest; ``openers`` opens what was sealed to any generation."""

    sign: SigningKey
    seal: PrivateKey
    openers: Mapping[str, PrivateKey]

    @property
    def sign_public(self) -> str:
        return encode(bytes(self.sign.verify_key))

    @property
    def seal_public(self) -> str:
        return encode(bytes(self.seal.public_key))


def make_generation(folder: Path, generation: int, made_at: str) -> None:
    """Write a new key for each use, readable by the owner alone. Existing files are never overwritten."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for use in (SIGNING, SEALING):
        key = KeyFile(use=use, generation=generation, made_at=made_at, secret=encode(os.urandom(SEED_BYTES)))
        _write_new(folder / f"{use}-{generation:04d}.json", key.model_dump_json(indent=1).encode() + b"\n")
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def load_keys(folder: Path) -> HubKeys:
    """Raises HubError E-HUB-03 when a use has no key, or a file is damaged."""
    signing = [SigningKey(secret) for secret in _secrets(folder, SIGNING)]
    sealing = [PrivateKey(secret) for secret in _secrets(folder, SEALING)]
    if not signing or not sealing:
        raise HubError("E-HUB-03", f"{folder}: no keys")
    openers = {key_id(bytes(key.public_key)): key for key in sealing}
    return HubKeys(sign=signing[-1], seal=sealing[-1], openers=openers)


def _secrets(folder: Path, use: str) -> list[bytes]:
    """Oldest generation first."""
    found: list[tuple[int, bytes]] = []
    for path in folder.glob(f"{use}-*.json"):
        try:
            key = KeyFile.model_validate_json(path.read_bytes())
            found.append((key.generation, decode_key(key.secret)))
        except (OSError, ValidationError, ValueError) as error:
            raise HubError("E-HUB-03", f"{path.name}: cannot be read") from error
        if key.use != use:
            raise HubError("E-HUB-03", f"{path.name} is a {key.use} key")
    return [secret for _, secret in sorted(found)]
