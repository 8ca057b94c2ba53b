"""The hub's keys, in files of their own: generations of one key for each use.

*signing* (Ed25519): receipts and every other word; *sealing* (X25519): orders; *snapshot* and *timestamp*
(Ed25519): the on-line part of what terminals trust (hub.trust). Old sealing keys stay (two years and more):
envelopes sealed to them may still be on their way. The database holds none of this, so that a copy of it
opens nothing.
"""

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nacl.public import PrivateKey
from nacl.signing import SigningKey
from pydantic import BaseModel, ConfigDict, ValidationError

from hub.errors import HubError
from hub.files import sync_folder, write_new
from hub.settings import HubSettings
from hub.trust.file import read_published, trust_file
from kiosk.wire.signing import SEED_BYTES, decode_key, encode, key_id

_log = logging.getLogger(__name__)

SIGNING: Final = "signing"
SEALING: Final = "sealing"
SNAPSHOT: Final = "snapshot"
TIMESTAMP: Final = "timestamp"
USES: Final = (SIGNING, SEALING, SNAPSHOT, TIMESTAMP)


class KeyFile(BaseModel):
    """One generation of one key on disk. ``secret``: base64 of 32 bytes."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    use: str
    generation: int
    made_at: str
    secret: str


@dataclass(frozen=True, slots=True)
class HubKeys:
    """``sign`` and ``seal``: the ones terminals are told to believe and to use. ``openers`` opens what was
    sealed to any generation; ``signers``: every generation, the newest first; ``sealers`` too.
    """

    sign: SigningKey
    seal: PrivateKey
    openers: Mapping[str, PrivateKey]
    signers: Sequence[SigningKey]
    sealers: Sequence[PrivateKey]
    snapshot: SigningKey
    timestamp: SigningKey

    @property
    def sign_public(self) -> str:
        return encode(bytes(self.sign.verify_key))

    @property
    def seal_public(self) -> str:
        return encode(bytes(self.seal.public_key))


def make_generation(folder: Path, generation: int, made_at: str, uses: Sequence[str] = USES) -> None:
    """Write a new key for each use, readable by the owner alone. Existing files are never overwritten."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for use in uses:
        key = KeyFile(use=use, generation=generation, made_at=made_at, secret=encode(os.urandom(SEED_BYTES)))
        _put(folder / f"{use}-{generation:04d}.json", key.model_dump_json(indent=1).encode() + b"\n")
    sync_folder(folder)


def _put(path: Path, data: bytes) -> None:
    """Whole from the moment it has its name: with half a key in the folder no hub would start."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    write_new(part, data)
    try:
        path.hardlink_to(part)
    finally:
        part.unlink()


def newest_generation(folder: Path, use: str) -> int:
    """0 when there is none. Raises HubError E-HUB-03 when one cannot be read."""
    return max((key.generation for key in _read_all(folder, use)), default=0)


def load_keys(folder: Path, receipt_keys: Sequence[str] = (), seal_key: str = "") -> HubKeys:
    """``receipt_keys`` (newest first) and ``seal_key``: what terminals were told; the newest there are when
    they were told nothing.

    A key made a moment ago counts for nobody before the trust file names it, so the hub does not sign with
    it either. Raises HubError E-HUB-03 when a use has no key, a file is damaged, or a key terminals were told
    is lost.
    """
    signers = [SigningKey(secret) for secret in _secrets(folder, SIGNING)]
    sealers = [PrivateKey(secret) for secret in _secrets(folder, SEALING)]
    by_public = {encode(bytes(key.verify_key)): key for key in signers}
    sign = next((by_public[public] for public in receipt_keys if public in by_public), None)
    seal = next((key for key in sealers if encode(bytes(key.public_key)) == seal_key), None)
    if (receipt_keys and sign is None) or (seal_key and seal is None):
        raise HubError("E-HUB-03", f"{folder}: a key that terminals were told is lost")
    return HubKeys(
        sign=sign or signers[0],
        seal=seal or sealers[0],
        openers={key_id(bytes(key.public_key)): key for key in sealers},
        signers=signers,
        sealers=sealers,
        snapshot=SigningKey(_secrets(folder, SNAPSHOT)[0]),
        timestamp=SigningKey(_secrets(folder, TIMESTAMP)[0]),
    )


def _secrets(folder: Path, use: str) -> list[bytes]:
    """Newest generation first."""
    found = sorted(_read_all(folder, use), key=lambda key: key.generation, reverse=True)
    if not found:
        raise HubError("E-HUB-03", f"{folder}: no {use} key")
    return [decode_key(key.secret) for key in found]


def _read_all(folder: Path, use: str) -> list[KeyFile]:
    found: list[KeyFile] = []
    for path in folder.glob(f"{use}-*.json"):
        try:
            key = KeyFile.model_validate_json(path.read_bytes())
            decode_key(key.secret)
        except (OSError, ValidationError, ValueError) as error:
            raise HubError("E-HUB-03", f"{path.name}: cannot be read") from error
        if key.use != use:
            raise HubError("E-HUB-03", f"{path.name} is a {key.use} key")
        found.append(key)
    return found


class KeyRing:
    """The hub's keys of the moment: read again when a key was made or another trust file published."""

    def __init__(self, settings: HubSettings) -> None:
        self._settings = settings
        self._stamp: tuple[object, ...] = ()
        self._keys: HubKeys | None = None

    def __call__(self) -> HubKeys:
        """Raises HubError E-HUB-03 or E-HUB-13 when they could not be read even once.

        A hub that serves goes on with what it has: a key lost on the disk must not end it.
        """
        stamp = (_stamp(self._settings.keys_dir), _stamp(trust_file(self._settings)))
        keys = self._keys
        if keys is None or stamp != self._stamp:
            try:
                keys = self._load()
            except HubError as error:
                if keys is None:
                    raise
                _log.error("keys.not_read", extra={"code": error.code, "detail": error.detail})
            self._keys, self._stamp = keys, stamp
        return keys

    def _load(self) -> HubKeys:
        published, folder = read_published(self._settings), self._settings.keys_dir
        if published is None:
            return load_keys(folder)
        return load_keys(folder, published.hub.receipt_keys, published.hub.seal_key)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
