"""What is done to the machine, with programs and folders that stand in for the machine's own."""

import struct
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kiosk.helper.system import Failed, Machine, Unavailable, keyfile, rtc_time


class Stage:
    """A machine below ``folder`` whose programs note how they were called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.backlights = folder / "backlight"
        self.profiles = folder / "profiles"
        self.machine = Machine(
            folder / "no-rtc", self.backlights, self.profiles, f"{self.programs}:/usr/bin:/bin"
        )

    def program(self, name: str, ending: str = "exit 0") -> None:
        file = self.programs / name
        file.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >> "{self.folder}/calls"\n{ending}\n')
        file.chmod(0o755)

    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().splitlines()


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def test_the_manager_is_asked_to_reboot_and_to_power_off(stage: Stage) -> None:
    stage.program("systemctl")
    stage.machine.reboot()
    stage.machine.power_off()
    assert stage.calls() == ["systemctl --no-block reboot", "systemctl --no-block poweroff"]


def test_volume_goes_to_the_mixer(stage: Stage) -> None:
    stage.program("amixer")
    stage.machine.set_volume(60)
    assert stage.calls() == ["amixer -q -M sset Master 60% unmute"]


def test_a_program_that_fails_is_told_with_its_last_words(stage: Stage) -> None:
    stage.program("amixer", "echo first >&2; echo 'no card' >&2; exit 1")
    with pytest.raises(Failed, match="amixer: no card"):
        stage.machine.set_volume(60)


def test_a_program_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no amixer"):
        Machine(path=str(tmp_path)).set_volume(60)


@pytest.mark.parametrize(("percent", "value"), [(10, 96), (100, 960), (55, 528)])
def test_brightness_is_a_share_of_what_the_panel_can(percent: int, value: int, stage: Stage) -> None:
    panel = stage.backlights / "panel0"
    panel.mkdir(parents=True)
    (panel / "max_brightness").write_text("960\n")
    (panel / "brightness").write_text("1")
    stage.machine.set_brightness(percent)
    assert (panel / "brightness").read_text() == str(value)


def test_a_panel_that_cannot_be_dimmed_is_told(stage: Stage) -> None:
    with pytest.raises(Unavailable):
        stage.machine.set_brightness(50)
    panel = stage.backlights / "panel0"
    panel.mkdir(parents=True)
    (panel / "brightness").write_text("1")
    with pytest.raises(Failed, match="panel0"):
        stage.machine.set_brightness(50)


def test_a_wireless_network_is_a_file_of_root_alone_and_joined(stage: Stage) -> None:
    with pytest.raises(Unavailable):
        stage.machine.join_wifi("村委会", "12345678", hidden=False)
    stage.profiles.mkdir()
    stage.program("nmcli")
    stage.machine.join_wifi("村委会", "12345678", hidden=True)
    stage.machine.join_wifi("另一个", "12345678", hidden=False)
    (file,) = stage.profiles.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == keyfile("另一个", "12345678", hidden=False)
    joined = ["nmcli connection reload", "nmcli --wait 0 connection up kiosk-wifi"]
    assert stage.calls() == joined * 2


def test_no_character_of_name_or_key_is_the_files_own() -> None:
    text = keyfile("]\n[x", " \\psk;#=", hidden=False)
    assert "ssid=93;10;91;120;\n" in text
    assert "psk=\\s\\\\psk;#=\n" in text
    assert [line for line in text.splitlines() if line.startswith("[")] == [
        "[connection]", "[wifi]", "[wifi-security]", "[ipv4]", "[ipv6]",
    ]  # fmt: skip


def test_the_hardware_clock_takes_utc_in_the_kernels_order() -> None:
    at = datetime(2026, 11, 22, 8, 5, 59, tzinfo=timezone(timedelta(hours=8)))
    assert struct.unpack("9i", rtc_time(at)) == (59, 5, 0, 22, 10, 126, 0, 0, 0)
    assert rtc_time(at) == rtc_time(at.astimezone(UTC))
