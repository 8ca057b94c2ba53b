"""`kiosk-hub backup` and `restore` killed at every line of theirs: the hub opens, with the old or the new."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hub import files
from hub.care import backup, carry, restore
from hub.care.backup import back_up, read_manifest
from hub.database import replacement
from hub.database.schema import BACKUPS, JOURNAL
from hub.house import open_house
from hub.settings import HubSettings
from tests.hub.asking import caller
from tests.hub.conftest import County
from tests.support.clock import ManualClock
from tests.support.killing import killed_at, left_at_each_line

OURS = (backup, carry, files, replacement, restore)


@pytest.fixture
def before(county: County, tmp_path: Path) -> HubSettings:
    """A hub with two orders in its backup and three in it, one of which is in the log alone."""
    asking = caller(county)
    for _ in range(2):
        asking.receipt(asking.send(asking.terminal.order()))
    back_up(county.house, tmp_path / "b")
    asking.receipt(asking.send(asking.terminal.order()))
    pristine = tmp_path / "pristine"
    shutil.copytree(county.house.settings.data, pristine)  # with its log: as after a power cut
    county.house.close()
    return HubSettings(data=pristine)


def each_kill(
    before: HubSettings, tmp_path: Path, work: Callable[[HubSettings], object], lines: int
) -> list[HubSettings]:
    """What is left of the hub when ``work`` is killed at one of its lines (more than ``lines``)."""
    running = HubSettings(data=tmp_path / "running")
    shutil.copytree(before.data, running.data)
    met, states = left_at_each_line(running.data, tmp_path / "ends", OURS, lambda: work(running))
    assert met > lines, "it was hardly traced"
    return [HubSettings(data=state) for state in states]


def rows(settings: HubSettings, clock: ManualClock) -> tuple[str, int, int]:
    """Incarnation, envelopes, mark."""
    house = open_house(settings, clock)
    with house.engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(JOURNAL)).scalar_one()
        mark = connection.execute(select(func.max(BACKUPS.c.hub_seq))).scalar_one()
    house.close()
    return house.incarnation, count, mark


def test_a_restore(before: HubSettings, county: County, tmp_path: Path) -> None:
    was = county.house.incarnation
    ends = each_kill(before, tmp_path, lambda at: restore.restore(at, tmp_path / "b", county.clock), 60)
    new = False
    for settings in ends:
        incarnation, count, mark = rows(settings, county.clock)
        assert (count, mark) == ((3, 2) if incarnation == was else (2, 2))
        assert new is False or incarnation != was, "once the new one counts there is no way back"
        new = incarnation != was
        kept = [path for path in settings.data.glob("replaced-*") if (path / "hub.sqlite3").exists()]
        assert len(kept) == int(new), "the old one is put aside, not lost"
    assert new
    for settings in ends[:: len(ends) // 8]:
        restore.restore(settings, tmp_path / "b", county.clock)
        assert rows(settings, county.clock)[1] == 2


def test_a_backup(before: HubSettings, county: County, tmp_path: Path) -> None:
    """The mark is never ahead of what is whole on disk; what was cut short is no backup, and written over."""

    def work(settings: HubSettings) -> None:
        house = open_house(settings, county.clock)
        back_up(house, settings.data / "out")
        house.close()

    ends = each_kill(before, tmp_path, work, 40)
    marks = []
    for settings in ends:
        incarnation, count, mark = rows(settings, county.clock)
        assert (incarnation, count) == (county.house.incarnation, 3)
        whole = (settings.data / "out" / "backup.json").exists()
        assert mark == 2 or read_manifest(settings.data / "out").hub_seq == mark == 3
        marks.append(mark)
        if not whole:
            work(settings)
            assert rows(settings, county.clock)[2] == 3
    assert set(marks) == {2, 3}


def test_a_copy_made_at_a_line_is_what_a_kill_leaves_there(
    before: HubSettings, county: County, tmp_path: Path
) -> None:
    def work(at: HubSettings) -> None:
        restore.restore(at, tmp_path / "b", county.clock)

    was = county.house.incarnation
    for copy in each_kill(before, tmp_path, work, 60)[::6]:
        killed = HubSettings(data=tmp_path / f"killed-{copy.data.name}")
        shutil.copytree(before.data, killed.data)
        line = int(copy.data.name.partition("-")[0])
        assert killed_at(line, OURS, lambda at=killed: work(at))  # type: ignore[misc]
        here, there = (
            sorted(str(path.relative_to(at.data)) for path in at.data.rglob("*")) for at in (killed, copy)
        )
        assert here == there
        ends = [rows(at, county.clock) for at in (killed, copy)]
        assert ends[0][1:] == ends[1][1:]
        assert (ends[0][0] == was) == (ends[1][0] == was)
