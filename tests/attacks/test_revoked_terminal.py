"""A terminal the county has revoked: it sends nothing, says so, keeps what it has, and comes back if told."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.domain import messages as m
from kiosk.doorbell import UI_BELL, ring
from kiosk.errors import KioskError
from kiosk.store import report
from kiosk.store.hub_state import HubStateTable
from kiosk.store.hub_words import revoked
from kiosk.store.worker import StoreWorker
from tests.attacks.conftest import EXCHANGE_PATH, INTAKE, Field
from tests.support.county import submission
from tests.support.wait import Inbox


def test_revoked_terminal_sends_no_envelope_and_keeps_them_all(field: Field) -> None:
    ids = field.submit(3)
    field.true.revoked = True
    field.pass_time(24 * 3600)
    assert field.kept_back(ids)
    assert field.true.taken == {}
    assert (field.link.code, field.link.online) == ("E-SYN-05", False)
    sent = [asked.path for asked in field.seen]
    assert sent.count(INTAKE) == 1  # the one that was denied
    assert sent.count(EXCHANGE_PATH) > 100  # it goes on asking whether that has changed
    kept = report.envelopes(field.connection, everything=False).rows
    assert [row["oid"] for row in kept] == ids  # still to be carried to the county
    field.true.revoked = False
    assert field.safe(ids)
    assert field.link.denial == ""


def test_revoked_terminal_takes_no_new_order(field: Field) -> None:
    [earlier] = field.submit()
    field.true.revoked = True
    field.pass_time(600)
    assert revoked(field.connection, field.county.enrolled)
    with pytest.raises(KioskError) as caught:
        field.orders.commit(submission())
    assert caught.value.code == "E-SYN-05"
    # What was acknowledged before stays acknowledged.
    assert field.orders.commit(submission(earlier)).order_id == earlier
    field.true.revoked = False
    field.pass_time(2 * 3600)
    assert field.orders.commit(submission()).seq == 2


def test_revocation_outlives_a_restart_and_a_dead_network(field: Field) -> None:
    field.submit()
    field.true.revoked = True
    field.pass_time(60)
    field.meddle = lambda _: (502, b"")
    field.pass_time(24 * 3600)
    assert revoked(field.connection, field.county.enrolled)
    assert [asked.path for asked in field.seen].count(INTAKE) == 1


class FullHubTable:
    """Sync's table of what the hub says, on a disk that takes no strike of it."""

    def __init__(self, real: HubStateTable) -> None:
        self._real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def revoked(self) -> None:
        raise KioskError("E-STO-01", "no space left for the store")


def test_a_full_disk_keeps_no_revoked_terminal_from_asking_nor_lets_it_send(field: Field) -> None:
    ids = field.submit(2)
    field.true.revoked = True
    field.round()
    assert revoked(field.connection, field.county.enrolled)
    full = replace(field.side, hub=cast("HubStateTable", FullHubTable(field.side.hub)))
    with closing(field.hub()) as hub:
        rounds = field.rounds(hub, side=full)
        assert rounds.round().code == "E-SYN-05"
        assert field.seen[-1].path == EXCHANGE_PATH
        assert [asked.path for asked in field.seen].count(INTAKE) == 1  # the one that was denied
        field.true.revoked = False
        assert rounds.round().delivered == 2
    assert sorted(field.true.taken) == sorted(ids)


def test_a_new_enrolment_is_not_bound_by_the_old_revocation(field: Field) -> None:
    field.true.revoked = True
    field.pass_time(60)
    other = field.county.enrolled.model_copy(update={"terminal_id": "0193b0c5-0000-7000-8000-000000000002"})
    assert revoked(field.connection, field.county.enrolled)
    assert not revoked(field.connection, other)


def test_the_screen_is_told_and_told_again_when_it_is_lifted(field: Field, tmp_path: Path) -> None:
    config = Config.model_validate({"state_dir": tmp_path, "store": {"free_floor_mb": 1, "ballast_mb": 0}})
    inbox = Inbox()
    worker = StoreWorker(config, SystemClock(), inbox)
    worker.start()
    try:
        inbox.wait_for(m.Enrolment, lambda told: told.can_submit)
        field.true.revoked = True
        field.round()
        ring(config.run_path / UI_BELL)
        told = inbox.wait_for(m.Enrolment, lambda told: not told.can_submit)
        assert told.code == "E-SYN-05"
        field.true.revoked = False
        field.round()
        ring(config.run_path / UI_BELL)
        inbox.wait_for(m.Enrolment, lambda told: told.can_submit)
    finally:
        worker.stop()
