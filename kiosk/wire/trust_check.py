"""Judging a trust document with python-tuf: pure, no file, no clock of its own. Loads tuf: see wire.trust."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey
from securesystemslib.exceptions import UnverifiedSignatureError
from securesystemslib.signer import KEY_FOR_TYPE_AND_SCHEME, Key, Signature, SSlibKey
from tuf.api import exceptions as tuf
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet
from tuf.ngclient.config import EnvelopeType

from kiosk.wire.trust import (
    PINNED_ROLE,
    TRUST_ROLE,
    TRUST_TARGET,
    Floors,
    HubTrust,
    TrustDocument,
    TrustRefused,
    read_document,
    read_hub_trust,
)

MIN_SIGNERS: Final = 2


class SodiumKey(SSlibKey):
    """Ed25519 by libsodium, as everywhere here: the library's own, without a further package, is a hundred
    times slower and in Python.
    """

    def verify_signature(self, signature: Signature, data: bytes) -> None:
        try:
            key = VerifyKey(bytes.fromhex(self.keyval["public"]))
            key.verify(data, bytes.fromhex(signature.signature))
        except (CryptoError, ValueError, TypeError, KeyError) as error:
            raise UnverifiedSignatureError(f"signature by {signature.keyid} does not hold") from error


# How securesystemslib is told of a kind of key (its own documentation says so); all other kinds it refuses.
KEY_FOR_TYPE_AND_SCHEME.clear()
KEY_FOR_TYPE_AND_SCHEME[("ed25519", "ed25519")] = SodiumKey


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be adopted, together: the target, the newest root (JSON text) and the new floors."""

    trust: HubTrust
    root: str
    floors: Floors


def judge(raw: bytes, root: str, floors: Floors, reference: datetime) -> Verdict:
    """The document ``raw``, judged from the trusted ``root`` at the time ``reference`` (aware, UTC).

    Raises TrustRefused; nothing of a document that is refused may be used.
    """
    document = read_document(raw)
    try:
        trusted = _load(document, root, reference)
        hub = _target(trusted, document.hub)
    except TrustRefused:
        raise
    except tuf.ExpiredMetadataError as error:
        raise TrustRefused("expired", str(error)) from error
    except tuf.UnsignedMetadataError as error:
        raise TrustRefused("signature", str(error)) from error
    except DeserializationError as error:
        raise TrustRefused("unreadable", "metadata") from error
    except (tuf.RepositoryError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise TrustRefused("mismatch", str(error)) from error
    found = _floors(trusted)
    _require_newer(found, floors)
    if hub.version != found.trust:
        raise TrustRefused("mismatch", "trust/hub.json is of another version than its signatures")
    return Verdict(hub, _newest_root(document, trusted, root), found)


def _load(document: TrustDocument, root: str, reference: datetime) -> TrustedMetadataSet:
    """From the trusted root along the chain of roots to the role ``trust``."""
    trusted = TrustedMetadataSet(root.encode(), EnvelopeType.METADATA)
    # What it compares expiry with; by itself it would take the machine's clock (docs/adr/0071).
    trusted.reference_time = reference
    for text in document.roots:
        version = _version(text)
        if version == trusted.root.version + 1:
            trusted.update_root(text.encode())
        elif version == trusted.root.version and text != root:
            same = Metadata[Root].from_bytes(text.encode()).signed == trusted.root
            if not same:
                raise TrustRefused("foreign", "another root of the same version")
    trusted.update_timestamp(document.timestamp.encode())
    trusted.update_snapshot(document.snapshot.encode())
    trusted.update_targets(document.targets.encode())
    _require_pinned(trusted)
    trusted.update_delegated_targets(document.trust.encode(), TRUST_ROLE, Targets.type)
    return trusted


def _version(text: str) -> int:
    return Metadata[Root].from_bytes(text.encode()).signed.version


def _require_pinned(trusted: TrustedMetadataSet) -> None:
    """The role ``trust`` is delegated to exactly the keys root names, two of them at least.

    Raises TrustRefused.
    """
    pinned = trusted.root.unrecognized_fields.get(PINNED_ROLE)
    delegations = trusted.targets.delegations
    role = delegations.roles.get(TRUST_ROLE) if delegations and delegations.roles else None
    if role is None or delegations is None or not isinstance(pinned, dict):
        raise TrustRefused("signature", "nobody may sign trust/hub.json")
    keys = {name: _public(key) for name, key in delegations.keys.items() if name in role.keyids}
    if keys != pinned.get("keys") or role.threshold != pinned.get("threshold"):
        raise TrustRefused("signature", "root names other signers of trust/hub.json")
    if role.threshold < MIN_SIGNERS or len(set(keys.values())) != len(keys):
        raise TrustRefused("signature", "trust/hub.json needs two signers")
    if not role.is_delegated_path(TRUST_TARGET):
        raise TrustRefused("signature", "its signers may not sign trust/hub.json")


def _public(key: Key) -> str:
    return str(key.keyval.get("public"))


def _target(trusted: TrustedMetadataSet, text: str) -> HubTrust:
    role = trusted[TRUST_ROLE]
    info = role.targets.get(TRUST_TARGET) if isinstance(role, Targets) else None
    if info is None:
        raise TrustRefused("mismatch", "no trust/hub.json")
    info.verify_length_and_hashes(text.encode())
    return read_hub_trust(text)


def _floors(trusted: TrustedMetadataSet) -> Floors:
    online = {*trusted.root.roles[Snapshot.type].keyids, *trusted.root.roles[Timestamp.type].keyids}
    return Floors(
        root=trusted.root.version,
        timestamp=trusted.timestamp.version,
        snapshot=trusted.snapshot.version,
        targets=trusted.targets.version,
        trust=trusted[TRUST_ROLE].version,
        online=sorted(online),
    )


def _require_newer(found: Floors, floors: Floors) -> None:
    names = ["root", "targets", "trust"]
    if found.online == floors.online:
        names += ["timestamp", "snapshot"]
    for name in names:
        if getattr(found, name) < getattr(floors, name):
            raise TrustRefused("rollback", f"{name} {getattr(found, name)}, had {getattr(floors, name)}")


def _newest_root(document: TrustDocument, trusted: TrustedMetadataSet, root: str) -> str:
    """The trusted one itself as long as it is the newest."""
    if _version(root) == trusted.root.version:
        return root
    for text in document.roots:
        if _version(text) == trusted.root.version:
            return text
    return root
