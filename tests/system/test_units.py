"""The systemd units are what systemd accepts, and say what the design promises."""

import subprocess
from pathlib import Path
from typing import Final

import pytest

from kiosk.config_load import load
from kiosk.helper.client import SOCKET as HELPER

UNITS: Final = Path(__file__).resolve().parents[2] / "systemd"
PROGRAM: Final = "/usr/lib/kiosk/bin/kiosk"
SERVICES: Final = ("kiosk-display.service", "kiosk-helper.service", "kiosk-sync.service", "kiosk-ui.service")
SOCKET: Final = "kiosk-helper.socket"
STORES: Final = ("kiosk-ui.service", "kiosk-sync.service")

ALL: Final = {
    "StartLimitIntervalSec": "0",
    "Type": "notify",
    "NotifyAccess": "main",
    "LimitCORE": "0",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "DevicePolicy": "closed",
    "SystemCallErrorNumber": "EPERM",
}
BOTH: Final = {
    "Restart": "always",
    "Group": "kiosk",
    "UMask": "0007",
    "MemorySwapMax": "0",
    "CapabilityBoundingSet": "",
}
OWN: Final = {
    "kiosk-ui.service": {
        "User": "kiosk-ui",
        "ExecStart": f"{PROGRAM} --config /etc/kiosk/kiosk.toml run",
        "PrivateNetwork": "yes",
        "RestrictAddressFamilies": "AF_UNIX",
        "Wants": "kiosk-display.service",
        "SupplementaryGroups": "dialout lp audio video render kiosk-display",
        "Environment": "DISPLAY=:0 XAUTHORITY=/run/kiosk-display/authority PYTHONDONTWRITEBYTECODE=1",
    },
    "kiosk-sync.service": {
        "User": "kiosk-sync",
        "ExecStart": f"{PROGRAM} --config /etc/kiosk/kiosk.toml sync",
        "PrivateDevices": "yes",
        "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    },
}
# Tenths of systemd's own measure of exposure, 0 to 100; a plain service has 96. What the running units have,
# script/test-appliance measures.
MOST_EXPOSED: Final = {
    "kiosk-display.service": 18,
    "kiosk-helper.service": 20,
    "kiosk-sync.service": 15,
    "kiosk-ui.service": 18,
}
# What keeps a keyboard, a network and the end of a client from doing anything to the X server.
X_OPTIONS: Final = (
    *(":0", "vt7", "-keeptty", "-novtswitch", "-nolisten tcp", "-nolisten local", "-noreset", "-nocursor"),
    *("-s 0", "-dpms"),
)


def settings(unit: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (UNITS / unit).read_text(encoding="utf-8").replace("\\\n", "").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def installed(unit: str, folder: Path) -> Path:
    """The unit as on a terminal where the program is there: verify wants to see the executable."""
    program = folder / "kiosk"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for other in UNITS.glob("*.s*t"):  # a unit may name the socket
        (folder / other.name).write_text(other.read_text(encoding="utf-8"))
    copy = folder / unit
    text = (UNITS / unit).read_text(encoding="utf-8")
    assert PROGRAM in text
    copy.write_text(text.replace(PROGRAM, str(program)))
    return copy


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", "--no-pager", *arguments], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("unit", SERVICES)
def test_systemd_accepts_the_unit_without_a_word(unit: str, tmp_path: Path) -> None:
    done = analyze("verify", "--man=no", str(installed(unit, tmp_path)))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_systemd_accepts_the_door_with_what_is_behind_it(tmp_path: Path) -> None:
    installed("kiosk-helper.service", tmp_path)
    done = analyze("verify", "--man=no", str(tmp_path / SOCKET))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_mistyped_unit_is_not_accepted(tmp_path: Path) -> None:
    copy = installed(SERVICES[0], tmp_path)
    copy.write_text(copy.read_text().replace("WatchdogSec=", "WatchdogSek="))
    assert "WatchdogSek" in analyze("verify", "--man=no", str(copy)).stderr


def require(unit: str, wanted: dict[str, str]) -> dict[str, list[str]]:
    found = settings(unit)
    assert {name: found.get(name) for name in wanted} == {name: [value] for name, value in wanted.items()}
    return found


@pytest.mark.parametrize("unit", SERVICES)
def test_every_unit_is_tried_for_ever_and_watched(unit: str) -> None:
    found = require(unit, ALL)
    assert int(found["WatchdogSec"][0]) > 0
    assert 0 < int(found["RestartSec"][0]) <= 5
    # A folder others use must not be handed from user to user at each start.
    assert "kiosk" not in found.get("StateDirectory", []) + found.get("RuntimeDirectory", [])
    assert found["SystemCallFilter"][1] == "~@privileged @resources"


@pytest.mark.parametrize("unit", STORES)
def test_the_unit_says_what_was_promised(unit: str) -> None:
    found = require(unit, BOTH | OWN[unit])
    assert {"/var/lib/kiosk", "/run/kiosk"} <= set(found["ReadWritePaths"][0].split())


def test_the_display_opens_to_nobody_but_the_ui() -> None:
    found = require(
        "kiosk-display.service",
        {
            "User": "kiosk-display",
            "Group": "kiosk-display",
            "Restart": "always",
            "UMask": "0027",
            "RuntimeDirectory": "kiosk-display",
            "RuntimeDirectoryMode": "0750",
            "CapabilityBoundingSet": "CAP_SYS_TTY_CONFIG",
            "RestrictAddressFamilies": "AF_UNIX AF_NETLINK",
        },
    )
    command, _, server = " ".join(found["ExecStart"][0].split()).partition(" -- ")
    assert (
        command
        == f"{PROGRAM} --config /etc/kiosk/kiosk.toml display --authority /run/kiosk-display/authority"
    )
    assert server.startswith("/usr/lib/xorg/Xorg ")
    # Without these calls the X server does not read its cookie and lets everybody in.
    assert found["SystemCallFilter"][-1] == "@setuid"
    assert [option for option in X_OPTIONS if f" {option} " not in f"{server} "] == []


def test_only_the_ui_is_in_the_displays_group() -> None:
    lines = (UNITS / "sysusers.d" / "kiosk.conf").read_text(encoding="utf-8").splitlines()
    members = [line.split()[1] for line in lines if line.startswith("m ") and "kiosk-display" in line]
    groups = {unit: settings(unit).get("SupplementaryGroups", [""])[0].split() for unit in SERVICES}
    assert members == ["kiosk-ui"]
    assert [unit for unit, names in groups.items() if "kiosk-display" in names] == ["kiosk-ui.service"]


def test_no_key_switches_the_console_or_ends_the_display() -> None:
    text = (UNITS.parent / "config" / "70-kiosk-xorg.conf").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    rows = [line.replace('"', "").split() for line in lines if line.startswith("Option ")]
    never = dict.fromkeys(("BlankTime", "StandbyTime", "SuspendTime", "OffTime"), "0")
    assert {row[1]: row[2] for row in rows} == {"DontVTSwitch": "true", "DontZap": "true", **never}


def test_the_helper_is_root_by_socket_alone_and_has_no_network() -> None:
    found = require(
        "kiosk-helper.service",
        {
            "Requires": "kiosk-helper.socket",
            "ExecStart": f"{PROGRAM} --config /etc/kiosk/kiosk.toml helper",
            "PrivateNetwork": "yes",
            "RestrictAddressFamilies": "AF_UNIX",
            "CapabilityBoundingSet": "CAP_SYS_TIME",
            "StateDirectory": "kiosk-helper",
            "StateDirectoryMode": "0700",
        },
    )
    assert "User" not in found
    assert "WantedBy" not in found, "it is started by a caller, not at boot"
    require(
        SOCKET,
        {
            "ListenStream": str(HELPER),
            "SocketUser": "root",
            "SocketGroup": "kiosk",
            "SocketMode": "0660",
            "WantedBy": "sockets.target",
        },
    )


def test_only_the_ui_reaches_devices() -> None:
    assert "DeviceAllow" not in settings("kiosk-sync.service")
    serial = {f"char-{kind} rw" for kind in ("ttyS", "ttyUSB", "ttyACM", "lp", "hidraw", "usb_device")}
    for unit in ("kiosk-display.service", "kiosk-helper.service"):
        assert not serial & set(settings(unit)["DeviceAllow"])
    assert {"char-ttyUSB rw", "char-ttyACM rw", "char-lp rw"} <= set(
        settings("kiosk-ui.service")["DeviceAllow"]
    )


@pytest.mark.parametrize("unit", SERVICES)
def test_the_unit_is_closed(unit: str, tmp_path: Path) -> None:
    done = analyze(
        "security", "--offline=true", f"--threshold={MOST_EXPOSED[unit]}", str(installed(unit, tmp_path))
    )
    assert done.returncode == 0, done.stdout


def test_sysusers_makes_every_user_and_group_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    subprocess.run(
        ["systemd-sysusers", f"--root={tmp_path}", str(UNITS / "sysusers.d" / "kiosk.conf")],
        check=True,
        capture_output=True,
        timeout=60,
    )
    passwd = [line.split(":") for line in (tmp_path / "etc" / "passwd").read_text().splitlines()]
    groups = [line.split(":") for line in (tmp_path / "etc" / "group").read_text().splitlines()]
    shared = next(number for name, _, number, _ in groups if name == "kiosk")
    ours = {row[0]: row[3] for row in passwd if row[0].startswith("kiosk")}
    assert {name for name, group in ours.items() if group == shared} == {"kiosk-ui", "kiosk-sync"}
    users = {found["User"][0] for unit in SERVICES if "User" in (found := settings(unit))}
    assert users == set(ours) == {"kiosk-ui", "kiosk-sync", "kiosk-display"}


def test_each_folder_is_written_by_whom_it_belongs_to() -> None:
    text = (UNITS / "tmpfiles.d" / "kiosk.conf").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    found = {row[1]: (row[2], row[3], row[4]) for row in rows}
    state = "/var/lib/kiosk"
    assert found == {
        "/etc/kiosk": ("0755", "root", "root"),
        state: ("2750", "kiosk-ui", "kiosk"),
        f"{state}/identity": ("2750", "kiosk-ui", "kiosk"),
        f"{state}/store": ("2770", "kiosk-ui", "kiosk"),
        f"{state}/sync": ("2750", "kiosk-sync", "kiosk"),
        f"{state}/content": ("2750", "kiosk-sync", "kiosk"),
        f"{state}/log": ("2770", "kiosk-ui", "kiosk"),
        # Sticky: who put a socket there, and nobody else, takes it away.
        "/run/kiosk": ("3770", "root", "kiosk"),
        # Neither may put another folder in the place of these: the screen deletes what it finds there.
        "/run/kiosk/mailbox": ("2750", "root", "kiosk"),
        "/run/kiosk/mailbox/ask": ("2770", "kiosk-ui", "kiosk"),
        "/run/kiosk/mailbox/answer": ("2770", "kiosk-sync", "kiosk"),
    }


def test_the_installed_configuration_points_where_the_units_may_write() -> None:
    config = load(UNITS.parent / "config" / "kiosk.terminal.toml")
    assert (str(config.state_path), str(config.run_path)) == ("/var/lib/kiosk", "/run/kiosk")
    assert config.log.target == "journal"


def test_the_screen_may_read_the_keypad_and_no_other_input_device() -> None:
    """The unit allows the kind; whose nodes they are says udev: the keypad's alone are the UI's group's."""
    ui = settings("kiosk-ui.service")
    assert [line for line in ui["DeviceAllow"] if "input" in line] == ["char-input r"]
    assert "input" not in ui["SupplementaryGroups"][0].split()
    rules = (UNITS.parent / "config" / "70-kiosk.rules").read_text(encoding="utf-8").splitlines()
    part = rules[rules.index('LABEL="kiosk_input"') : rules.index('LABEL="kiosk_end"')]
    (keypad,) = [line for line in part if "SYMLINK" in line]
    assert 'GROUP="dialout"' in keypad
    assert "dialout" in ui["SupplementaryGroups"][0].split()
    assert "dialout" not in settings("kiosk-display.service")["SupplementaryGroups"][0].split()
