"""A trust repository to break: keys, documents of any version, and every part of them changed on its own."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from nacl.signing import SigningKey

from hub.trust.signing import Secrets, Signers, hub_text, make_online, make_root, make_targets, make_trust
from kiosk.wire.signing import encode
from kiosk.wire.trust import HubTrust, TrustDocument
from tests.support.clock import START


def keys(count: int) -> list[SigningKey]:
    return [SigningKey.generate() for _ in range(count)]


def public(signing: list[SigningKey]) -> list[bytes]:
    return [bytes(key.verify_key) for key in signing]


@dataclass
class Office:
    """Whoever signs. Change a list of keys to lose or steal one; ``document`` is the next version."""

    hub_id: str = "hub-test"
    now: datetime = START
    root: list[SigningKey] = field(default_factory=lambda: keys(3))
    targets: list[SigningKey] = field(default_factory=lambda: keys(1))
    trust: list[SigningKey] = field(default_factory=lambda: keys(3))
    online: list[SigningKey] = field(default_factory=lambda: keys(2))
    roots: list[str] = field(default_factory=list)
    targets_text: str = ""
    versions: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        self.new_root([])
        self.targets_text = make_targets(1, self.signers, self.now, self.secrets())

    @property
    def signers(self) -> Signers:
        snapshot, timestamp = public(self.online)
        return Signers(public(self.root), public(self.targets), public(self.trust), snapshot, timestamp)

    def secrets(self, *more: SigningKey) -> Secrets:
        everyone = [*self.root, *self.targets, *self.trust, *self.online, *more]
        return Secrets({bytes(key.verify_key): key for key in everyone})

    def new_root(self, before: list[SigningKey]) -> None:
        """The next root, signed by the new keys and by those ``before``."""
        version = len(self.roots) + 1
        secrets = self.secrets(*before)
        self.roots.append(make_root(version, self.signers, self.now, public(before), secrets))

    def hub(self, version: int, **changes: object) -> HubTrust:
        plain = HubTrust(
            version=version,
            hub_id=self.hub_id,
            hub_url="http://127.0.0.1:9",
            ca_pem="",
            seal_key=encode(b"s" * 32),
            receipt_keys=[encode(b"r" * 32)],
        )
        return plain.model_copy(update=changes)

    def document(
        self, version: int = 1, *, signed_by: list[SigningKey] | None = None, **changes: object
    ) -> TrustDocument:
        """``signed_by``: who signs the role trust, and all of its keys there are."""
        text = hub_text(self.hub(version, **changes))
        signers, secrets = self.signers, self.secrets()
        if signed_by is not None:
            signers = replace(signers, trust=public(signed_by))
            secrets = self.secrets(*signed_by)
        trust = make_trust(text, version, signers, self.now, secrets)
        return self.around(trust, text)

    def around(self, trust: str, hub: str) -> TrustDocument:
        """The on-line part, signed over whatever it is given."""
        online = self.online[0], self.online[1]
        snapshot, timestamp = make_online(self.targets_text, trust, self.versions, self.now, online)
        return TrustDocument(
            roots=list(self.roots),
            timestamp=timestamp,
            snapshot=snapshot,
            targets=self.targets_text,
            trust=trust,
            hub=hub,
        )


def raw(document: TrustDocument) -> bytes:
    return document.model_dump_json().encode()
