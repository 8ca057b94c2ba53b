"""A forged, stale or half-signed trust file brought by a broken sync: orders go on being sealed as before."""

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.house import House
from hub.orders.desk import show_order
from hub.trust.document import current_document
from hub.trust.file import trust_file
from hub.trust.rotation import rotate
from hub.trust.signing import make_online
from hub.uplink.intake import accept
from kiosk.store.db import open_database, store_path
from kiosk.store.identity import SealerSource, load_enrolled
from kiosk.store.numbers import NumberBlocks
from kiosk.store.orders import OrderStore
from kiosk.store.space import Space
from kiosk.store.trust import PAUSE_S, TrustAdopter, incoming_file, load_judged
from kiosk.sync.enrolment import enrol
from kiosk.wire.envelope import read_header
from kiosk.wire.signing import decode_key, encode, key_id
from kiosk.wire.trust import TrustDocument, read_document
from tests.support.clock import ManualClock
from tests.support.county import submission
from tests.support.direct import Direct, a_hub, invited, means
from tests.support.enrolling import invite, offline

THIEF = encode(b"t" * 32)


class Scene:
    """A real hub, a terminal enrolled with it, and what sync brings."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        self.folder = folder
        self.clock = ManualClock()
        enrol(invited(invite(house), "file"), folder, means(Direct(house)))
        self.adopter = TrustAdopter(folder, self.clock)
        self.clock.advance(PAUSE_S)
        connection = open_database(store_path(folder))
        space, numbers = Space(folder, floor=1, ballast=0), NumberBlocks(folder)
        sealer = SealerSource(folder)
        self.orders = OrderStore(connection, sealer, self.clock, space, os.urandom, numbers)

    def published(self) -> TrustDocument:
        raw = current_document(self.house)
        assert raw is not None
        return read_document(raw)

    def bring(self, document: TrustDocument) -> bool:
        path = incoming_file(self.folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(document.model_dump_json().encode())
        return self.adopter.look(self.clock.now)

    def order(self) -> tuple[str, bytes]:
        """One more order: its id, its envelope."""
        made = self.orders.commit(submission(request="船东拖欠工资"))
        row = self.orders.connection.execute("SELECT envelope FROM outbox WHERE oid = ?", (made.order_id,))
        return made.order_id, bytes(row.fetchone()[0])

    def desk_reads(self, order_id: str, envelope: bytes) -> bool:
        assert accept(self.house, envelope).status == 200
        return bool(show_order(self.house, order_id)["fields"] == {"request": "船东拖欠工资"})

    @property
    def version(self) -> int:
        enrolled = load_enrolled(self.folder)
        assert enrolled is not None
        return enrolled.trust_version


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    for house in a_hub(tmp_path / "hub"):
        scene = Scene(house, tmp_path / "terminal")
        yield scene
        scene.orders.close()


def swapped(document: TrustDocument, scene: Scene) -> str:
    text = document.hub.replace(scene.house.keys.seal_public, THIEF).replace('"version": 1', '"version": 2')
    assert THIEF in text
    return text


def test_swapped_sealing_key_in_content(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """In the target alone; with its signed role left out; with the thief's keys named in it."""
    good = scene.published()
    with caplog.at_level(logging.ERROR):
        for forged in (
            good.model_copy(update={"hub": swapped(good, scene)}),
            good.model_copy(update={"hub": swapped(good, scene), "trust": good.targets}),
        ):
            assert not scene.bring(forged)
    order_id, envelope = scene.order()
    header = read_header(envelope)[1]
    assert header.seal_key == key_id(decode_key(scene.house.keys.seal_public))
    assert header.seal_key != key_id(decode_key(THIEF))
    assert scene.desk_reads(order_id, envelope)
    assert [record.message for record in caplog.records] == ["trust.refused"] * 2
    assert load_judged(scene.folder).refused


def test_swapped_sealing_key_signed_by_one_of_three(scene: Scene) -> None:
    """One stick was stolen; the other two were not."""
    rotate(scene.house, ["sealing"], offline(scene.house))
    good = scene.published()
    metadata = json.loads(good.trust)
    metadata["signatures"] = metadata["signatures"][:1]
    assert not scene.bring(good.model_copy(update={"trust": json.dumps(metadata)}))
    assert scene.version == 1
    assert scene.bring(good)
    assert scene.version == 2


def test_rolled_back_trust(scene: Scene) -> None:
    """The key that leaked was replaced; who has it brings the file of before."""
    old = scene.published()
    leaked = scene.house.keys.seal_public
    scene.house.clock.advance(60)  # type: ignore[attr-defined]
    rotate(scene.house, ["sealing"], offline(scene.house))
    assert scene.bring(scene.published())
    assert not scene.bring(old)
    assert load_judged(scene.folder).refused.startswith("rollback")
    _, envelope = scene.order()
    assert read_header(envelope)[1].seal_key != key_id(decode_key(leaked))


def test_after_a_rotation_old_and_new_orders_open(scene: Scene) -> None:
    before = scene.order()
    rotate(scene.house, ["sealing", "signing", "online"], offline(scene.house))
    during = scene.order()  # the terminal has not heard of it yet
    assert scene.bring(scene.published())
    after = scene.order()
    keys = {read_header(envelope)[1].seal_key for _, envelope in (before, during, after)}
    assert len(keys) == 2
    assert all(scene.desk_reads(*order) for order in (before, during, after))


def test_the_on_line_keys_alone_change_nothing(scene: Scene) -> None:
    """The hub itself was broken into: its thief has snapshot and timestamp, not what is kept off-line."""
    good = scene.published()
    keys = scene.house.keys
    assert '"trust.json"' in json.dumps(json.loads(good.snapshot)["signed"])
    metadata = json.loads(good.trust)
    text = swapped(good, scene)
    metadata["signed"]["version"] = 2
    target = metadata["signed"]["targets"]["trust/hub.json"]
    target["hashes"]["sha256"], target["length"] = (
        hashlib.sha256(text.encode()).hexdigest(),
        len(text.encode()),
    )
    trust = json.dumps(metadata)
    now = scene.house.clock.now()
    snapshot, timestamp = make_online(good.targets, trust, (0, 0), now, (keys.snapshot, keys.timestamp))
    forged = good.model_copy(
        update={"hub": text, "trust": trust, "snapshot": snapshot, "timestamp": timestamp}
    )
    assert not scene.bring(forged)
    assert load_judged(scene.folder).refused.startswith("signature")
    assert scene.version == 1


def test_a_file_put_back_on_the_hubs_disk_is_no_newer(scene: Scene) -> None:
    """A backup from before the rotation, restored: terminals keep what they adopted since."""
    kept = trust_file(scene.house.settings).read_bytes()
    rotate(scene.house, ["sealing"], offline(scene.house))
    assert scene.bring(scene.published())
    trust_file(scene.house.settings).write_bytes(kept)
    assert not scene.bring(scene.published())
    assert scene.version == 2
