"""The keys that sign what terminals trust: root and trust 2 of 3 each, targets. Kept off-line, on no server.

A key is one file, so that each can go on a stick of its own; its secret may be sealed with a passphrase.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.signing import SigningKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hub.errors import HubError
from hub.files import sync_folder, write_new
from kiosk.wire.signing import SEED_BYTES, decode, decode_key, encode

ROOT: Final = "root"
TARGETS: Final = "targets"
TRUST: Final = "trust"
COUNTS: Final = {ROOT: 3, TARGETS: 1, TRUST: 3}
_OPS: Final = pwhash.argon2id.OPSLIMIT_MODERATE
_MEMORY: Final = pwhash.argon2id.MEMLIMIT_INTERACTIVE
_PATTERN: Final = "offline-*.json"


class OfflineKeyFile(BaseModel):
    """``secret``: base64 of 32 bytes; or, when ``salt`` is there, of a secretbox under the passphrase."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    use: str
    number: int = Field(ge=1, le=9)
    made_at: str
    public: str
    secret: str = Field(repr=False)
    salt: str = ""


@dataclass(frozen=True, slots=True)
class OfflineKey:
    use: str
    number: int
    public: bytes
    signing: SigningKey = field(repr=False)


def make_offline_keys(folder: Path, made_at: str, passphrase: str) -> list[Path]:
    """A new set in ``folder``, readable by the owner alone. Raises HubError E-HUB-05 when one is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.glob(_PATTERN)):
        raise HubError("E-HUB-05", f"{folder}：已经有离线密钥，不覆盖")
    made = []
    for use, count in COUNTS.items():
        for number in range(1, count + 1):
            path = folder / f"offline-{use}-{number}.json"
            write_new(path, _make(use, number, made_at, passphrase).model_dump_json(indent=1).encode())
            made.append(path)
    sync_folder(folder)
    return made


def _make(use: str, number: int, made_at: str, passphrase: str) -> OfflineKeyFile:
    seed = os.urandom(SEED_BYTES)
    public = encode(bytes(SigningKey(seed).verify_key))
    if not passphrase:
        return OfflineKeyFile(use=use, number=number, made_at=made_at, public=public, secret=encode(seed))
    salt = os.urandom(pwhash.argon2id.SALTBYTES)
    sealed = encode(bytes(_box(passphrase, salt).encrypt(seed)))
    return OfflineKeyFile(
        use=use, number=number, made_at=made_at, public=public, secret=sealed, salt=encode(salt)
    )


def _box(passphrase: str, salt: bytes) -> SecretBox:
    return SecretBox(
        pwhash.argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode(), salt, opslimit=_OPS, memlimit=_MEMORY)
    )


def load_offline_keys(folders: Iterable[Path], passphrase: str) -> list[OfflineKey]:
    """The keys in all ``folders`` together; what is not there is missing. Raises HubError E-HUB-12."""
    found: dict[bytes, OfflineKey] = {}
    for folder in folders:
        for path in sorted(folder.glob(_PATTERN)):
            key = _read(path, passphrase)
            found[key.public] = key
    return list(found.values())


def _read(path: Path, passphrase: str) -> OfflineKey:
    try:
        file = OfflineKeyFile.model_validate_json(path.read_bytes())
        secret = decode(file.secret)
        if file.salt:
            if not passphrase:
                raise HubError("E-HUB-12", f"{path.name}：有口令，用 --passphrase-file 给出")
            secret = _box(passphrase, decode(file.salt)).decrypt(secret)
        signing = SigningKey(secret)
    except CryptoError as error:
        raise HubError("E-HUB-12", f"{path.name}：口令不对") from error
    except (OSError, ValidationError, ValueError, TypeError) as error:
        raise HubError("E-HUB-12", f"{path.name}：读不了") from error
    if bytes(signing.verify_key) != decode_key(file.public):
        raise HubError("E-HUB-12", f"{path.name}：损坏")
    return OfflineKey(file.use, file.number, bytes(signing.verify_key), signing)


def of_use(keys: Sequence[OfflineKey], use: str) -> list[OfflineKey]:
    return sorted((key for key in keys if key.use == use), key=lambda key: key.number)
