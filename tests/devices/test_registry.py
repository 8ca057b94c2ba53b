"""The table of devices, and all that is made from it."""

from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.devices.base import Device
from kiosk.devices.registry import KINDS, DeviceKind, supervised
from kiosk.devices.settings import SerialSettings, port_path
from kiosk.devices.udev import udev_rules
from kiosk.domain.device import ABSENT
from kiosk.errors import ERRORS
from tests.support.clock import ManualClock

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", KINDS)
def test_every_row_is_whole(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    settings = kind.settings()
    assert kind.name == name
    assert {kind.absent_code, kind.fault_code} <= ERRORS.keys()
    assert kind.label in (kind.settings.__doc__ or "")
    simulator = kind.simulator(settings, ManualClock())
    assert simulator.name == name
    assert simulator.baud == (kind.baud or simulator.baud) > 0  # 0: the model's profile says it
    built = supervised(kind, settings, ManualClock(), lambda _message: None, tmp_path)
    device: Device = built.device
    assert device.name == name
    assert built.supervisor.status == ABSENT


@pytest.mark.parametrize("name", KINDS)
def test_every_device_has_its_section_and_its_page(name: str) -> None:
    assert type(getattr(Config().devices, name)) is KINDS[name].settings
    assert (ROOT / "docs" / "protocol" / f"{name}.md").is_file()


@pytest.mark.parametrize("name", KINDS)
def test_settings_of_another_device_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        supervised(KINDS[name], SerialSettings(), SystemClock(), lambda _message: None, tmp_path)


def test_hub_sockets_are_different() -> None:
    ports = [kind.hub_port for kind in KINDS.values() if kind.hub_port]
    assert len(set(ports)) == len(ports)


def test_the_rules_file_is_the_generated_one() -> None:
    assert (ROOT / "config" / "70-kiosk.rules").read_text("utf-8") == udev_rules()


def rule_for(kind: DeviceKind) -> str:
    (line,) = [line for line in udev_rules().splitlines() if f'SYMLINK+="kiosk/{kind.name}"' in line]
    return line


def test_what_is_no_serial_adapter_has_no_rule() -> None:
    assert [name for name, kind in KINDS.items() if not kind.hub_port] == ["microphone", "camera"]
    assert "microphone" not in udev_rules()


SERIAL = [kind for kind in KINDS.values() if kind.hub_port]


@pytest.mark.parametrize("kind", SERIAL, ids=lambda kind: kind.name)
def test_the_rule_makes_the_name_the_driver_opens(kind: DeviceKind) -> None:
    assert port_path(kind.settings(), kind.name) == f"/dev/kiosk/{kind.name}"
    assert port_path(kind.settings(port="/dev/ttyS1"), kind.name) == "/dev/ttyS1"
    assert f'KERNELS=="?*-?*.{kind.hub_port}:1.0"' in rule_for(kind)
    assert 'GROUP="dialout"' in rule_for(kind)


def test_rules_have_no_comment_behind_a_rule_and_match_only() -> None:
    lines = [line for line in udev_rules().splitlines() if line and not line.startswith("#")]
    for line in lines:
        assert "#" not in line
        for part in line.split(", "):
            assert part.count('"') == 2, part
    assert lines[-1] == 'LABEL="kiosk_end"'


def test_a_keyboard_in_a_serial_devices_socket_gets_none_of_its_names() -> None:
    """Input devices never come by the rules of the serial ones, nor serial ones by theirs."""
    lines = udev_rules().splitlines()
    begin, end = lines.index('LABEL="kiosk_input"'), lines.index('LABEL="kiosk_end"')
    assert lines.index('SUBSYSTEM=="input", GOTO="kiosk_input"') < lines.index(
        'SUBSYSTEM!="tty", GOTO="kiosk_end"'
    )
    assert 'GOTO="kiosk_end"' in lines[:begin]
    named = {
        line.split('SYMLINK+="kiosk/')[1].split('"')[0] for line in lines[begin:end] if "SYMLINK" in line
    }
    assert named == {"keypad"}
