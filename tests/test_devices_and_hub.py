"""How a terminal's devices are: from the running screen through a real `kiosk sync` to what staff read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from hub.fleet.devices import STALE, devices_lines, devices_summary
from hub.fleet.terminals import list_terminals
from kiosk.domain.device import DeviceState
from tests.support.enrolling import Provisioned, provisioned
from tests.support.running import Running, running
from tests.support.wait import until


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Provisioned]:
    with provisioned(tmp_path) as made:
        yield made


def known(scene: Provisioned) -> dict[str, Any]:
    """The terminal's health as its hub has it."""
    (row,) = list_terminals(scene.house)
    return cast("dict[str, Any]", row["health"])


def told(scene: Provisioned) -> dict[str, Any]:
    """The same after one more `kiosk sync --once`."""
    scene.kiosk("sync", "--once")
    return known(scene)


def state_of(terminal: Running, name: str) -> DeviceState:
    return next(one.report.status.state for one in terminal.terminal.supervised if one.device.name == name)


def test_staff_read_how_the_devices_are_and_unknown_when_nobody_can_say(scene: Provisioned) -> None:
    before = told(scene)
    assert (before["devices"], devices_summary(before)) == (None, "设备不知道")

    with running(scene.config("store.free_floor_mb=1")) as terminal:
        assert devices_summary(told(scene)) == "设备都好"
        assert terminal.terminal.simulators is not None
        terminal.terminal.simulators.control("printer", "paper", {"state": "out"})
        terminal.terminal.simulators.control("scanner", "unplug", {})
        assert until(lambda: state_of(terminal, "printer") is DeviceState.DEGRADED)
        assert until(lambda: state_of(terminal, "scanner") is DeviceState.ABSENT)
        said = told(scene)
        assert {name: (row["state"], row["code"]) for name, row in said["devices"].items()} == {
            "evaluator": ("ready", ""),
            "idcard": ("ready", ""),
            "printer": ("degraded", "E-PRN-02"),
            "scanner": ("absent", "E-SCN-01"),
        }
        lines = devices_lines(said)
        assert lines[0] == "设备："
        assert lines[3].startswith("  小票打印机：没有纸 E-PRN-02，从 2027-03-01 0")
        scene.time.advance(STALE.total_seconds() + 1)
        assert devices_summary(known(scene)) == "设备不知道", "sync has not come for long"
        assert told(scene)["devices"]["printer"]["state"] == "degraded", "it has come again"

    after = told(scene)
    assert after["devices"] is None
    assert devices_lines(after) == ["设备：不知道，终端的界面程序没有运行"]
