"""`kiosk-hub status`: a disk that is nearly full is told before it takes no more; times are the county's."""

import shutil
from types import SimpleNamespace

import pytest

from hub.care import status as module
from hub.care.status import status
from hub.clock import iso
from hub.fleet.alarms import Alarm, raise_alarm
from tests.hub.conftest import County


@pytest.mark.parametrize(("free", "told"), [(499_000_000, True), (500_000_000, False)])
def test_the_disk(county: County, monkeypatch: pytest.MonkeyPatch, free: int, told: bool) -> None:
    fake = SimpleNamespace(disk_usage=lambda _: shutil._ntuple_diskusage(10**12, 0, free))
    monkeypatch.setattr(module, "shutil", fake)
    report = status(county.house)
    assert report["free_mb"] == free // 1_000_000
    assert [f["code"] for f in report["findings"]] == (["E-HUB-16"] if told else [])


def test_times_for_people_are_the_countys(county: County) -> None:
    terminal = county.terminal("SS3").enrolled.terminal_id
    with county.house.engine.begin() as connection:
        raise_alarm(connection, Alarm.BEHIND, terminal, "", iso(county.clock.now()))
    (finding,) = status(county.house)["findings"]
    assert finding["text"] == "SS3：behind，1 次，最近 2026-03-02 09:00"
