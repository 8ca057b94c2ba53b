"""How a terminal's devices are: from the running screen through a real `kiosk sync` to what staff read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from hub.clock import Clock
from hub.fleet.devices import STALE, devices_lines, devices_summary
from hub.fleet.terminals import list_terminals
from hub.house import House, make_house, open_house
from hub.settings import HubSettings
from kiosk.cli import main
from kiosk.config_load import load
from kiosk.domain.device import DeviceState
from tests.support.clock import ManualClock
from tests.support.enrolling import invite
from tests.support.hub_server import HubServer
from tests.support.logs import logging_restored
from tests.support.running import Running, running
from tests.support.wait import until

# After the build's own time, or the terminal would find what this hub signs out of date.
NOW = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)


@dataclass
class Scene:
    """An enrolled terminal's folder, and its hub with a clock of its own."""

    root: list[str]
    house: House
    time: ManualClock

    def running(self) -> Any:
        return running(load(None, [self.root[1], "store.free_floor_mb=1"]))

    def health(self) -> dict[str, Any]:
        """As the hub knows it after one more `kiosk sync --once`."""
        assert main([*self.root, "sync", "--once"]) == 0
        return self.known()

    def known(self) -> dict[str, Any]:
        (row,) = list_terminals(self.house)
        return cast("dict[str, Any]", row["health"])


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    settings, time = HubSettings(data=tmp_path / "hub"), ManualClock(NOW)
    make_house(settings, cast("Clock", time))
    house = open_house(settings, cast("Clock", time))
    server = HubServer(house)
    root = ["--set", f"state_dir={tmp_path / 'terminal'}"]
    bundle = tmp_path / "bundle.json"
    bundle.write_text(invite(house, server.url).model_dump_json())
    with logging_restored():
        assert main([*root, "provision", "--bundle", str(bundle)]) == 0
        yield Scene(root, house, time)
    server.close()
    house.close()


def state_of(terminal: Running, name: str) -> DeviceState:
    return next(one.report.status.state for one in terminal.terminal.supervised if one.device.name == name)


def test_staff_read_how_the_devices_are_and_unknown_when_nobody_can_say(scene: Scene) -> None:
    before = scene.health()
    assert (before["devices"], devices_summary(before)) == (None, "设备不知道")

    with scene.running() as terminal:
        assert devices_summary(scene.health()) == "设备都好"
        assert terminal.terminal.simulators is not None
        terminal.terminal.simulators.control("printer", "paper", {"state": "out"})
        terminal.terminal.simulators.control("scanner", "unplug", {})
        assert until(lambda: state_of(terminal, "printer") is DeviceState.DEGRADED)
        assert until(lambda: state_of(terminal, "scanner") is DeviceState.ABSENT)
        told = scene.health()
        assert {name: (row["state"], row["code"]) for name, row in told["devices"].items()} == {
            "evaluator": ("ready", ""),
            "idcard": ("ready", ""),
            "printer": ("degraded", "E-PRN-02"),
            "scanner": ("absent", "E-SCN-01"),
        }
        lines = devices_lines(told)
        assert lines[0] == "设备："
        assert lines[3].startswith("  小票打印机：没有纸 E-PRN-02，从 2027-03-01 0")
        scene.time.advance(STALE.total_seconds() + 1)
        assert devices_summary(scene.known()) == "设备不知道", "sync has not come for long"
        assert scene.health()["devices"]["printer"]["state"] == "degraded", "it has come again"

    after = scene.health()
    assert after["devices"] is None
    assert devices_lines(after) == ["设备：不知道，终端的界面程序没有运行"]
