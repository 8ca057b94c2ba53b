"""The control panel's buttons, pressed against real simulators through their real socket."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.devices.control_socket import ControlSocket
from kiosk.devices.registry import KINDS
from kiosk.devices.simulators import SimulatorBench
from kiosk.screens.control_panel_buttons import PANEL, Button, Talker

BUTTONS = [button for _, rows in PANEL for row in rows for button in row]
SLIP = Button("扫刚打的回执", "scanner", "slip")
PATIENCE_S = 20


@pytest.fixture
def socket(tmp_path: Path) -> Iterator[Path]:
    clock, devices = SystemClock(), Config().devices
    built = {name: kind.simulator(getattr(devices, name), clock) for name, kind in KINDS.items()}
    bench = SimulatorBench(built, tmp_path / "ports", clock)
    server = ControlSocket(tmp_path / "c", bench.control)
    bench.start()
    server.start()
    yield tmp_path / "c"
    server.stop()
    bench.stop()


def test_every_button_is_understood_by_its_simulator(socket: Path) -> None:
    talker = Talker(socket)
    answers = [talker.tell(button).result(PATIENCE_S) for button in BUTTONS if button != SLIP]
    assert answers == [f"{button.label}：好了" for button in BUTTONS if button != SLIP]


def test_the_slip_is_the_one_the_printer_printed(socket: Path) -> None:
    """And there is none before it did."""
    talker = Talker(socket)
    assert "no slip" in talker.tell(SLIP).result(PATIENCE_S)


def test_every_device_has_its_own_buttons() -> None:
    assert {button.device for button in BUTTONS} == set(KINDS)


def test_what_a_simulator_refuses_is_said(socket: Path) -> None:
    answer = Talker(socket).tell(Button("试", "printer", "dance")).result(PATIENCE_S)
    assert re.match("试：.*dance", answer)


def test_no_simulators_is_said(tmp_path: Path) -> None:
    answer = Talker(tmp_path / "none").tell(BUTTONS[0]).result(PATIENCE_S)
    assert "没有回答" in answer
