"""The UI's store thread adopts what sync brought: the next order is sealed to the new key, on the bell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.domain import messages as m
from kiosk.domain.delivery import Delivered
from kiosk.doorbell import UI_BELL, ring
from kiosk.store.db import open_database, store_path
from kiosk.store.identity import load_enrolled
from kiosk.store.space import Space
from kiosk.store.sync_side import sync_side
from kiosk.store.trust import incoming_file, save_trust
from kiosk.store.worker import StoreWorker
from kiosk.wire.envelope import read_header
from kiosk.wire.signing import encode, key_id
from kiosk.wire.trust import Floors
from kiosk.wire.trust_check import judge
from tests.support.county import HUB_ID, County, submission
from tests.support.trusting import Office, raw
from tests.support.wait import Inbox, until


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setattr("kiosk.store.trust.PAUSE_S", 0.0)
    return Config.model_validate({"state_dir": tmp_path, "store": {"free_floor_mb": 1, "ballast_mb": 1}})


@pytest.fixture
def running(config: Config) -> Iterator[tuple[StoreWorker, Inbox]]:
    inbox = Inbox()
    worker = StoreWorker(config, SystemClock(), inbox)
    yield worker, inbox
    worker.stop()


def version(config: Config) -> int:
    enrolled = load_enrolled(config.state_path)
    return enrolled.trust_version if enrolled is not None else 0


def test_new_keys_count_from_the_bell_on(running: tuple[StoreWorker, Inbox], config: Config) -> None:
    worker, inbox = running
    now = SystemClock().now()
    county, office = County(), Office(hub_id=HUB_ID, now=now)
    county.install(config.state_path)
    save_trust(config.state_path, judge(raw(office.document(1)), office.roots[0], Floors(), now))
    worker.start()
    inbox.wait_for(m.Enrolment, lambda enrolment: enrolment.can_submit)

    seal, sign = PrivateKey.generate(), SigningKey.generate()
    old = county.enrolled.receipt_keys
    new = office.document(
        2,
        seal_key=encode(bytes(seal.public_key)),
        receipt_keys=[encode(bytes(sign.verify_key)), *old],
    )
    incoming_file(config.state_path).parent.mkdir(parents=True)
    incoming_file(config.state_path).write_bytes(raw(new))
    ring(config.run_path / UI_BELL)
    assert until(lambda: version(config) == 2)

    worker.commit(submission(), "job-1")
    order_id = inbox.wait_for(m.OrderSaved).committed.order_id
    connection = open_database(store_path(config.state_path), check=False)
    side = sync_side(connection, SystemClock(), Space(config.state_path, 1, 0))
    envelope = side.queue.take(1).envelope
    assert envelope is not None
    assert read_header(envelope)[1].seal_key == key_id(bytes(seal.public_key))
    # The hub signs with its new key; the screen believes it.
    after = County(sign=sign, seal=seal, device=county.device, link=county.link)
    side.queue.settle(1, Delivered(after.receipt(envelope).decode()))
    ring(config.run_path / UI_BELL)
    assert inbox.wait_for(m.OrderDelivered) == m.OrderDelivered(order_id)
    connection.close()


def test_a_forged_file_costs_nothing_but_a_line_in_the_log(
    running: tuple[StoreWorker, Inbox], config: Config
) -> None:
    worker, inbox = running
    county, office = County(), Office(hub_id=HUB_ID, now=SystemClock().now())
    county.install(config.state_path)
    document = raw(office.document(1))
    save_trust(config.state_path, judge(document, office.roots[0], Floors(), office.now))
    incoming_file(config.state_path).parent.mkdir(parents=True)
    incoming_file(config.state_path).write_bytes(raw(Office(hub_id=HUB_ID).document(2)))
    worker.start()
    worker.commit(submission(), "job-1")
    inbox.wait_for(m.OrderSaved)
    assert version(config) == 1
    assert worker.alive()
