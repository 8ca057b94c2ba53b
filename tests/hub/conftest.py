"""A hub in a folder, and terminals that are enrolled with it."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from hub.fleet.enrolment import enrol
from hub.house import House, make_house, open_house
from hub.settings import HubSettings
from kiosk.wire.attachment import PartHead, page_note, part_bytes, part_oid, recording_note, write_part
from kiosk.wire.bundle import EnrolmentBundle
from kiosk.wire.envelope import Sealer
from kiosk.wire.limits import PAGE, RECORDING, Kind
from kiosk.wire.models import AttachmentNote, Enrolled, EvaluationBody, OrderBody, SubmittedAt
from kiosk.wire.signing import key_id
from kiosk.wire.words import hub_keys
from tests.support.clock import ManualClock
from tests.support.county import new_id
from tests.support.enrolling import answered, ask, invite
from tests.support.quick_hashes import hash_quickly

WHEN = SubmittedAt(
    local="2026-03-02T09:00:00+08:00",
    utc="2026-03-02T01:00:00.000+00:00",
    clock_trusted=True,
    boot_id="b",
    monotonic_s=1.0,
)


@dataclass
class Terminal:
    """A terminal as the hub knows it: keys, name, and envelopes it could send."""

    sealer: Sealer
    link: SigningKey
    seq: int = 0

    @property
    def enrolled(self) -> Enrolled:
        return self.sealer.enrolled

    def order(
        self,
        order_id: str = "",
        number: int = 0,
        changes: Mapping[str, object] | None = None,
        *,
        flood: bool = False,
    ) -> bytes:
        self.seq += 1
        order_id = order_id or new_id()
        body = OrderBody(
            order_id=order_id,
            order_no=f"{self.enrolled.terminal_code}-{number or self.seq:04d}",
            terminal_id=self.enrolled.terminal_id,
            terminal_code=self.enrolled.terminal_code,
            seq=self.seq,
            item="consultation",
            fields={"request": "船东拖欠工资"},
            site="码头",
            submitted_at=WHEN,
            consent_version="",
            consent_at="",
            identity_source="",
            content_release=1,
            slip_secret="0" * 26,
        ).model_copy(update=changes or {})
        return self.sealer.seal("order", order_id, self.seq, body.model_dump_json(), flood=flood).envelope

    def spoken(self, sound: bytes, ms: int = 2000) -> list[bytes]:
        """The envelopes of an order of one recording, in the order they are sent."""
        found = recording_note(sound, ms)
        return self._attached(RECORDING, sound, found, {"recordings": [found], "fields": {}})

    def photographed(self, jpeg: bytes) -> list[bytes]:
        """The same of an order of one page."""
        found = page_note(jpeg, "contract")
        return self._attached(PAGE, jpeg, found, {"pages": [found], "fields": {"contract": "1"}})

    def _attached(
        self, kind: Kind, data: bytes, found: AttachmentNote, changes: Mapping[str, object]
    ) -> list[bytes]:
        order_id = new_id()
        envelopes = [self.order(order_id, changes=changes)]
        for part in range(found.parts):
            self.seq += 1
            terminal_id = self.enrolled.terminal_id
            head = PartHead(
                kind=kind, order_id=order_id, terminal_id=terminal_id, seq=self.seq, number=0, part=part
            )
            oid, body = part_oid(order_id, kind, 0, part), write_part(head, part_bytes(data, part))
            envelopes.append(self.sealer.seal(kind, oid, self.seq, body).envelope)
        return envelopes

    def evaluation(self, order_id: str, level: int, **changes: object) -> bytes:
        self.seq += 1
        body = EvaluationBody(
            rating_id=f"{order_id}:rating",
            order_id=order_id,
            terminal_id=self.enrolled.terminal_id,
            seq=self.seq,
            level=level,
            reasons=["slow"],
            reasons_version="1",
            via="screen",
            rated_at=WHEN,
        ).model_copy(update=changes)
        return self.sealer.seal("evaluation", body.rating_id, self.seq, body.model_dump_json()).envelope


@dataclass
class County:
    """A real hub and the means to enrol terminals with it."""

    house: House
    clock: ManualClock
    keys: dict[str, bytes] = field(default_factory=dict)

    def bundle(self, code: str = "SS3", *, compare_words: bool = False) -> EnrolmentBundle:
        return invite(self.house, code=code, compare_words=compare_words)

    def terminal(self, code: str = "SS3") -> Terminal:
        bundle, device, link = self.bundle(code), SigningKey.generate(), SigningKey.generate()
        answer = answered(bundle, enrol(self.house, ask(bundle, device, link)).body)
        enrolled = Enrolled(
            terminal_id=answer.terminal_id,
            terminal_code=answer.terminal_code,
            number_from=answer.number_from,
            device_key_id=key_id(bytes(device.verify_key)),
            link_key_id=key_id(bytes(link.verify_key)),
            hub_id=bundle.hub_id,
            hub_url=bundle.hub_url,
            receipt_keys=[self.house.keys.sign_public],
            seal_key=self.house.keys.seal_public,
            ca_pem="",
            trust_version=1,
            enrolled_at=answer.enrolled_at,
        )
        return Terminal(Sealer(enrolled, device), link)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture
def settings(tmp_path: Path) -> HubSettings:
    return HubSettings(data=tmp_path / "hub")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub's folder as ``kiosk-hub init`` leaves it: made once, copied for each test."""
    data = tmp_path_factory.mktemp("made") / "hub"
    make_house(HubSettings(data=data), ManualClock())
    return data


@pytest.fixture
def county(settings: HubSettings, made: Path) -> Iterator[County]:
    clock = ManualClock()
    if not settings.data.exists():  # a test may have one of its own already
        shutil.copytree(made, settings.data)
    house = open_house(settings, clock)
    yield County(house, clock, hub_keys(house.keys.sign_public))
    house.close()
