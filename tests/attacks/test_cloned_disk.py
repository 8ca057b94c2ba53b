"""A disk that was copied, or put back from an image: two terminals of one name, no order lost or doubled."""

import shutil
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from kiosk.store.db import open_database, store_path
from kiosk.wire.envelope import check, open_body, read_header
from kiosk.wire.sealing import SealBroken
from tests.attacks.conftest import Between, Field
from tests.support.terminal_side import TerminalSide


def image(field: Field, folder: Path) -> Path:
    """As a disk is copied while the machine is off."""
    field.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(field.folder, folder)
    return folder


class Clone(Field):
    """Another machine with that disk, which reaches the same hub."""

    def __init__(self, folder: Path, original: Field) -> None:
        self.time = original.time
        self.true = original.true
        self.meddle, self.seen = None, []
        TerminalSide.__init__(self, folder, original.county, lambda _: Between(self), self.time)


def test_cloned_disk_used_beside_the_original(field: Field, tmp_path: Path) -> None:
    """Both go on from the same block of counters: one of them meets numbers that were used."""
    field.submit(2)
    field.pass_time(60)
    clone = Clone(image(field, tmp_path / "clone"), field)
    ids = field.submit(3)
    field.pass_time(600)
    assert [oid for oid in ids if oid in field.true.taken] == ids
    clone.pass_time(600)
    assert "replayed" in field.true.denied
    assert len(set(field.true.taken)) == 5
    clone.close()


def test_disk_put_back_from_a_recent_image_goes_on_by_itself(field: Field, tmp_path: Path) -> None:
    """Less than a window behind: it takes new counters until one is new."""
    copy = image(field, tmp_path / "copy")
    field.submit(20)
    for _ in range(3):
        field.pass_time(60)  # each a process of its own, with a block of its own
    back = Clone(copy, field)
    [order] = back.submit()
    assert back.round().code == ""
    assert field.true.denied == ["replayed"] * 3  # a number of each block, and not every number
    assert order in field.true.taken
    back.close()


def test_disk_far_behind_waits_for_staff_and_keeps_its_orders(field: Field, tmp_path: Path) -> None:
    copy = image(field, tmp_path / "copy")
    field.true.counters = set(range(1, 9000))
    back = Clone(copy, field)
    ids = back.submit(2)
    back.pass_time(3600)
    assert back.kept_back(ids)
    assert (back.link.online, back.link.code) == (False, "E-SYN-04")
    assert set(field.true.denied) == {"behind"}
    assert len(back.seen) < 30
    field.true.counters.clear()  # staff: kiosk-hub terminals reset-counter
    assert back.safe(ids)
    back.close()


def test_a_restart_is_no_clone(field: Field) -> None:
    """Every process takes a new block; none is ever told that it is a copy."""
    ids = []
    for _ in range(12):
        ids += field.submit()
        field.pass_time(30)
    assert list(field.true.taken) == ids
    assert field.true.denied == []


@pytest.mark.parametrize("lost", [0, 1, 3])
def test_orders_made_after_the_image_was_taken_are_at_the_hub(
    field: Field, tmp_path: Path, lost: int
) -> None:
    """The image knows nothing of them; the hub does, under their seq. What the copy makes has other ids."""
    copy = image(field, tmp_path / "copy")
    gone = field.submit(lost)
    field.pass_time(60)
    back = Clone(copy, field)
    new = back.submit(2)
    back.pass_time(7200)
    assert set(field.true.taken) == {*gone, *new}
    back.close()


def test_the_copy_cannot_read_what_the_original_sealed(field: Field, tmp_path: Path) -> None:
    field.submit(1)
    connection = open_database(store_path(image(field, tmp_path / "copy")))
    raw = bytes(connection.execute("SELECT envelope FROM outbox").fetchone()[0])
    connection.close()
    county = field.county
    sealed = check(*read_header(raw), bytes(county.device.verify_key))
    for key in (county.device, county.link):  # every secret on the disk
        for private in (key.to_curve25519_private_key(), PrivateKey(bytes(key))):
            with pytest.raises(SealBroken):
                open_body(sealed, private)
    assert "工资" in open_body(sealed, county.seal)  # it is there to be read
