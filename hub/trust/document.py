"""What terminals are told to trust: publishing a new version off-line, keeping the on-line part fresh."""

import fcntl
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from nacl.signing import SigningKey
from tuf.api.metadata import Root, Snapshot, Targets, Timestamp

from hub.errors import HubError
from hub.files import replace
from hub.house import House
from hub.settings import HubSettings
from hub.trust.file import Published, read_published, trust_file
from hub.trust.keys import HubKeys
from hub.trust.offline_keys import COUNTS, ROOT, TARGETS, TRUST, OfflineKey, of_use
from hub.trust.signing import (
    TIMESTAMP_LIVES,
    Secrets,
    Signers,
    hub_text,
    make_online,
    make_root,
    make_targets,
    make_trust,
    read_signed,
    signers_of,
)
from kiosk.wire.signing import encode
from kiosk.wire.trust import MAX_ROOTS, HubTrust, TrustDocument

_log = logging.getLogger(__name__)

# Signed again long before it ends: a terminal that comes back from a week without network finds a fresh one.
_FRESH_FOR: Final = timedelta(days=1)
_ROOT_DUE: Final = timedelta(days=180)
_TARGETS_DUE: Final = timedelta(days=90)
OFFLINE_DUE: Final = timedelta(days=60)  # time to bring three people and their sticks together
_MOST_RECEIPT_KEYS: Final = 16


def publish(
    house: House,
    hub_url: str,
    ca_pem: str,
    offline: Sequence[OfflineKey],
    *,
    distrust_old: bool = False,
    new_set: Sequence[OfflineKey] = (),
) -> HubTrust:
    """Sign and publish the next version: this address, this authority, the keys of ``house``.

    ``distrust_old``: receipts by older keys count no more. ``new_set``: a whole set of off-line keys that
    counts from now on; two of the old root keys have to say so. Raises HubError E-HUB-12 without enough keys.
    """
    with _locked(house.settings):
        before = read_published(house.settings)
        now, keys = house.clock.now(), house.keys
        hub = HubTrust(
            version=before.hub.version + 1 if before is not None else 1,
            hub_id=house.hub_id,
            hub_url=hub_url,
            ca_pem=ca_pem,
            seal_key=encode(bytes(keys.sealers[0].public_key)),
            receipt_keys=_receipt_keys(keys, before, distrust_old=distrust_old),
        )
        document = _sign_all(before, hub, keys, offline, now, new_set)
        _write(house.settings, document)
    return hub


def ensure_published(
    house: House, hub_url: str, ca_pem: str, offline: Callable[[], Sequence[OfflineKey]]
) -> HubTrust:
    """What is published, when it holds for long; else the next version, with the same address and authority.

    ``offline`` is asked for keys only then. Raises HubError E-HUB-12 without them, E-HUB-05 when something
    else is published: a slip of the pen in an invitation must not send every terminal elsewhere.
    """
    before, now = read_published(house.settings), house.clock.now()
    if before is None:
        return publish(house, hub_url, ca_pem, offline())
    if (before.hub.hub_url, before.hub.ca_pem) != (hub_url, ca_pem):
        what = (
            "证书和已签发的不一样"
            if before.hub.hub_url == hub_url
            else f"已签发的地址是 {before.hub.hub_url}"
        )
        hint = f"真要让所有终端都换，先运行 kiosk-hub trust publish --url {hub_url}"
        raise HubError("E-HUB-05", f"{what}：写错了就改过来；{hint}")
    until = offline_until(before.document)
    if until > now + OFFLINE_DUE:
        return before.hub
    try:
        return publish(house, hub_url, ca_pem, offline())
    except HubError as error:
        if error.code != "E-HUB-12":
            raise
        if until > now:
            return before.hub  # status tells to sign again in time
        raise HubError("E-HUB-12", f"离线签名已过期，终端不再认。{error.detail}") from error


def _receipt_keys(keys: HubKeys, before: Published | None, *, distrust_old: bool) -> list[str]:
    """Newest first: what is newer than anything published, then what still counts of that."""
    own = [encode(bytes(key.verify_key)) for key in keys.signers]
    if distrust_old:
        return own[:1]
    told = before.hub.receipt_keys if before is not None else []
    newer = own[: own.index(told[0])] if told and told[0] in own else own
    return [*newer, *told][:_MOST_RECEIPT_KEYS]


def _sign_all(
    before: Published | None,
    hub: HubTrust,
    keys: HubKeys,
    offline: Sequence[OfflineKey],
    now: datetime,
    new_set: Sequence[OfflineKey],
) -> TrustDocument:
    secrets = Secrets({key.public: key.signing for key in (*offline, *new_set)})
    roots = list(before.document.roots) if before is not None else []
    known = signers_of(before.document) if before is not None else None
    signers = _signers(None if new_set else known, keys, new_set or offline)
    if before is None or _root_due(before.document, signers, now):
        also = known.root if known is not None else []
        roots.append(make_root(len(roots) + 1, signers, now, also, secrets))
        if len(roots) > MAX_ROOTS:
            raise HubError("E-HUB-13", "too many roots")
    targets = before.document.targets if before is not None else ""
    old = read_signed(targets, Targets) if before is not None else None
    delegates = known is not None and (known.targets, known.trust) == (signers.targets, signers.trust)
    if old is None or not delegates or old.is_expired(now + _TARGETS_DUE):
        targets = make_targets(old.version + 1 if old is not None else 1, signers, now, secrets)
    text = hub_text(hub)
    trust = make_trust(text, hub.version, signers, now, secrets)
    snapshot, timestamp = make_online(targets, trust, _versions(before), now, _online(keys))
    return TrustDocument(
        roots=roots, timestamp=timestamp, snapshot=snapshot, targets=targets, trust=trust, hub=text
    )


def _signers(known: Signers | None, keys: HubKeys, offline: Sequence[OfflineKey]) -> Signers:
    """Off-line roles as they are; only of a first or a new set are they the keys at hand, all of them."""
    online = {"snapshot": bytes(keys.snapshot.verify_key), "timestamp": bytes(keys.timestamp.verify_key)}
    if known is not None:
        return Signers(root=known.root, targets=known.targets, trust=known.trust, **online)

    def at_hand(use: str) -> list[bytes]:
        return [key.public for key in of_use(offline, use)]

    if not all(len(at_hand(use)) == count for use, count in COUNTS.items()):
        raise HubError("E-HUB-12", "新的一套离线密钥要整套都在，先运行 kiosk-hub trust init")
    return Signers(root=at_hand(ROOT), targets=at_hand(TARGETS), trust=at_hand(TRUST), **online)


def _root_due(document: TrustDocument, wanted: Signers, now: datetime) -> bool:
    if signers_of(document) != wanted:
        return True
    return read_signed(document.roots[-1], Root).is_expired(now + _ROOT_DUE)


def _versions(before: Published | None) -> tuple[int, int]:
    if before is None:
        return 0, 0
    snapshot = read_signed(before.document.snapshot, Snapshot)
    return snapshot.version, read_signed(before.document.timestamp, Timestamp).version


def _online(keys: HubKeys) -> tuple[SigningKey, SigningKey]:
    return keys.snapshot, keys.timestamp


def current_document(house: House) -> bytes | None:
    """What terminals get, its on-line part signed again when it is a day old; None before the first."""
    published = read_published(house.settings)
    if published is None or not _stale(published, house.clock.now()):
        return published.raw if published is not None else None
    with _locked(house.settings):
        published = read_published(house.settings)
        now = house.clock.now()
        if published is None or not _stale(published, now):
            return published.raw if published is not None else None
        old = published.document
        snapshot, timestamp = make_online(
            old.targets, old.trust, _versions(published), now, _online(house.keys)
        )
        return _write(house.settings, old.model_copy(update={"snapshot": snapshot, "timestamp": timestamp}))


def _stale(published: Published, now: datetime) -> bool:
    timestamp = read_signed(published.document.timestamp, Timestamp)
    return timestamp.is_expired(now + TIMESTAMP_LIVES - _FRESH_FOR)


def offline_until(document: TrustDocument) -> datetime:
    """When the first of the off-line signatures runs out: from then on no terminal takes any of it, so that
    none can be enrolled or told of a new key.
    """
    signed = (
        read_signed(document.roots[-1], Root),
        read_signed(document.targets, Targets),
        read_signed(document.trust, Targets),
    )
    return min(part.expires for part in signed)


def trust_version(settings: HubSettings) -> int:
    """The newest version; 0 before the first, and when the file is damaged: terminals keep what they have."""
    try:
        published = read_published(settings)
    except HubError as error:
        _log.error("trust.not_read", extra={"code": error.code, "detail": error.detail})
        return 0
    return published.hub.version if published is not None else 0


def _write(settings: HubSettings, document: TrustDocument) -> bytes:
    raw = document.model_dump_json().encode()
    replace(trust_file(settings), raw)
    return raw


@contextmanager
def _locked(settings: HubSettings) -> Iterator[None]:
    """One at a time, in all processes that share these data."""
    folder = trust_file(settings).parent
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
