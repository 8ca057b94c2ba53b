"""Making the TUF metadata around ``trust/hub.json``: pure but for the keys it is given (docs/adr/0071)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from nacl.signing import SigningKey
from securesystemslib.signer import Signature
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Role,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization import DeserializationError

from hub.errors import HubError
from kiosk.wire.trust import PINNED_ROLE, TRUST_PATTERN, TRUST_ROLE, TRUST_TARGET, HubTrust, TrustDocument
from kiosk.wire.trust_check import SodiumKey

THRESHOLD: Final = 2
ROOT_LIVES: Final = timedelta(days=730)
TARGETS_LIVE: Final = timedelta(days=365)
SNAPSHOT_LIVES: Final = timedelta(days=30)
TIMESTAMP_LIVES: Final = timedelta(days=7)
_TARGETS_FILE: Final = "targets.json"
_TRUST_FILE: Final = f"{TRUST_ROLE}.json"

S = TypeVar("S", Root, Timestamp, Snapshot, Targets)


def public_key(public: bytes) -> SodiumKey:
    """Named by its own bytes, so that one key has one name everywhere."""
    return SodiumKey(public.hex(), "ed25519", "ed25519", {"public": public.hex()})


@dataclass(frozen=True, slots=True)
class Signers:
    """Public keys of each role; what is there of the secrets signs."""

    root: Sequence[bytes]
    targets: Sequence[bytes]
    trust: Sequence[bytes]
    snapshot: bytes
    timestamp: bytes


@dataclass(frozen=True, slots=True)
class Secrets:
    """By public key: off-line and on-line keys at hand."""

    keys: Mapping[bytes, SigningKey]

    def of(self, public: Iterable[bytes]) -> list[SigningKey]:
        return [self.keys[name] for name in public if name in self.keys]


def make_root(version: int, signers: Signers, now: datetime, also: Sequence[bytes], secrets: Secrets) -> str:
    """root.json. ``also``: the keys of the root before, which must sign it too. Raises HubError E-HUB-12."""
    names = {
        "root": signers.root,
        "targets": signers.targets,
        "snapshot": [signers.snapshot],
        "timestamp": [signers.timestamp],
    }
    keys = {key.keyid: key for public in names.values() for key in map(public_key, public)}
    root = Root(
        version=version,
        expires=_until(now, ROOT_LIVES),
        keys=dict(keys),
        roles={
            role: Role([public_key(name).keyid for name in public], THRESHOLD if role == "root" else 1)
            for role, public in names.items()
        },
        consistent_snapshot=True,
        unrecognized_fields={PINNED_ROLE: _pinned(signers.trust)},
    )
    signing = _enough("root", signers.root, secrets, THRESHOLD)
    signing += [key for key in _enough("root", also, secrets, THRESHOLD if also else 0) if key not in signing]
    return _sign(root, signing)


def _pinned(trust: Sequence[bytes]) -> dict[str, object]:
    return {"keys": {public_key(name).keyid: name.hex() for name in trust}, "threshold": THRESHOLD}


def make_targets(version: int, signers: Signers, now: datetime, secrets: Secrets) -> str:
    """targets.json: nothing but the delegation of ``trust/*``. Raises HubError E-HUB-12."""
    keys = {key.keyid: key for key in map(public_key, signers.trust)}
    role = DelegatedRole(TRUST_ROLE, list(keys), THRESHOLD, terminating=True, paths=[TRUST_PATTERN])
    targets = Targets(
        version=version,
        expires=_until(now, TARGETS_LIVE),
        delegations=Delegations(keys=dict(keys), roles={TRUST_ROLE: role}),
    )
    return _sign(targets, _enough("targets", signers.targets, secrets, 1))


def make_trust(hub: str, version: int, signers: Signers, now: datetime, secrets: Secrets) -> str:
    """The metadata of role ``trust`` over the target ``hub`` (its JSON text). Raises HubError E-HUB-12."""
    info = TargetFile.from_data(TRUST_TARGET, hub.encode(), ["sha256"])
    trust = Targets(version=version, expires=_until(now, TARGETS_LIVE), targets={TRUST_TARGET: info})
    return _sign(trust, _enough("trust", signers.trust, secrets, THRESHOLD))


def make_online(
    targets: str, trust: str, before: tuple[int, int], now: datetime, keys: tuple[SigningKey, SigningKey]
) -> tuple[str, str]:
    """snapshot.json and timestamp.json, by the on-line ``keys`` in this order, past the versions ``before``.

    Versions are seconds since 1970 where those are higher: a hub restored from last night's backup goes on
    above what terminals have seen.
    """
    at = int(now.timestamp())
    snapshot = Snapshot(
        version=max(before[0] + 1, at),
        expires=_until(now, SNAPSHOT_LIVES),
        meta={_TARGETS_FILE: _meta(targets), _TRUST_FILE: _meta(trust)},
    )
    snapshot_text = _sign(snapshot, [keys[0]])
    timestamp = Timestamp(
        version=max(before[1] + 1, at),
        expires=_until(now, TIMESTAMP_LIVES),
        snapshot_meta=MetaFile.from_data(snapshot.version, snapshot_text.encode(), ["sha256"]),
    )
    return snapshot_text, _sign(timestamp, [keys[1]])


def _meta(text: str) -> MetaFile:
    version = read_signed(text, Targets).version
    return MetaFile.from_data(version, text.encode(), ["sha256"])


def hub_text(trust: HubTrust) -> str:
    return trust.model_dump_json(indent=1) + "\n"


def read_signed(text: str, kind: type[S]) -> S:
    """Our own metadata, read back. Raises HubError E-HUB-13 when it is damaged or of another kind."""
    try:
        signed = Metadata[S].from_bytes(text.encode()).signed
    except (DeserializationError, ValueError) as error:
        raise _damaged(kind.type) from error
    if not isinstance(signed, kind):
        raise _damaged(kind.type)
    return signed


def _damaged(part: str) -> HubError:
    return HubError("E-HUB-13", f"信任文件里的 {part} 读不了")


def signers_of(document: TrustDocument) -> Signers:
    """The keys that the newest root of ``document`` names. Raises HubError E-HUB-13."""
    root = read_signed(document.roots[-1], Root)

    def named(role: str) -> list[bytes]:
        return [bytes.fromhex(root.keys[name].keyval["public"]) for name in root.roles[role].keyids]

    try:
        pinned = root.unrecognized_fields[PINNED_ROLE]["keys"]
        return Signers(
            root=named("root"),
            targets=named("targets"),
            trust=[bytes.fromhex(public) for public in pinned.values()],
            snapshot=named("snapshot")[0],
            timestamp=named("timestamp")[0],
        )
    except (LookupError, AttributeError, TypeError, ValueError) as error:
        raise _damaged(Root.type) from error


def _until(now: datetime, lives: timedelta) -> datetime:
    return (now + lives).replace(microsecond=0)


def _enough(role: str, public: Sequence[bytes], secrets: Secrets, threshold: int) -> list[SigningKey]:
    found = secrets.of(public)
    if len(found) < threshold:
        raise HubError(
            "E-HUB-12", f"要用 {threshold} 把 {role} 离线密钥，只有 {len(found)} 把，用 --keys 给出"
        )
    return found


def _sign(signed: S, keys: Sequence[SigningKey]) -> str:
    metadata = Metadata[S](signed)
    # Not by the library's signers: they want another cryptographic library than the one we have.
    for key in keys:
        name = public_key(bytes(key.verify_key)).keyid
        metadata.signatures[name] = Signature(name, key.sign(metadata.signed_bytes).signature.hex())
    return metadata.to_bytes().decode()
