"""The systemd units are what systemd accepts, and say what the design promises."""

import subprocess
from pathlib import Path
from typing import Final

import pytest

UNITS: Final = Path(__file__).resolve().parents[2] / "systemd"
PROGRAM: Final = "/usr/lib/kiosk/bin/kiosk"
SERVICES: Final = ("kiosk-ui.service", "kiosk-sync.service")

BOTH: Final = {
    "StartLimitIntervalSec": "0",
    "Type": "notify",
    "NotifyAccess": "main",
    "Restart": "always",
    "Group": "kiosk",
    "UMask": "0007",
    "LimitCORE": "0",
    "MemorySwapMax": "0",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "CapabilityBoundingSet": "",
}
OWN: Final = {
    "kiosk-ui.service": {
        "User": "kiosk-ui",
        "ExecStart": f"{PROGRAM} --config /etc/kiosk/kiosk.toml run",
        "PrivateNetwork": "yes",
        "RestrictAddressFamilies": "AF_UNIX",
    },
    "kiosk-sync.service": {
        "User": "kiosk-sync",
        "ExecStart": f"{PROGRAM} --config /etc/kiosk/kiosk.toml sync",
        "PrivateDevices": "yes",
        "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    },
}
# Tenths of systemd's own measure of exposure, 0 to 100; a plain service has 96.
MOST_EXPOSED: Final = 20


def settings(unit: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (UNITS / unit).read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def installed(unit: str, folder: Path) -> Path:
    """The unit as on a terminal where the program is there: verify wants to see the executable."""
    program = folder / "kiosk"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
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


def test_a_mistyped_unit_is_not_accepted(tmp_path: Path) -> None:
    copy = installed(SERVICES[0], tmp_path)
    copy.write_text(copy.read_text().replace("WatchdogSec=", "WatchdogSek="))
    assert "WatchdogSek" in analyze("verify", "--man=no", str(copy)).stderr


@pytest.mark.parametrize("unit", SERVICES)
def test_the_unit_says_what_was_promised(unit: str) -> None:
    found = settings(unit)
    wanted = BOTH | OWN[unit]
    assert {name: found.get(name) for name in wanted} == {name: [value] for name, value in wanted.items()}
    assert int(found["WatchdogSec"][0]) > 0
    assert 0 < int(found["RestartSec"][0]) <= 5
    assert {"/var/lib/kiosk", "/run/kiosk"} <= set(found["ReadWritePaths"][0].split())
    # A folder both use must not be handed from user to user at each start.
    assert "kiosk" not in found["StateDirectory"] + found["RuntimeDirectory"]


def test_only_the_ui_reaches_devices() -> None:
    assert "DeviceAllow" not in settings("kiosk-sync.service")
    assert {"char-ttyUSB rw", "char-ttyACM rw", "char-lp rw"} <= set(
        settings("kiosk-ui.service")["DeviceAllow"]
    )


@pytest.mark.parametrize("unit", SERVICES)
def test_the_unit_is_closed(unit: str, tmp_path: Path) -> None:
    done = analyze(
        "security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(installed(unit, tmp_path))
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
    assert {(row[0], row[3]) for row in passwd} == {("kiosk-ui", shared), ("kiosk-sync", shared)}
    assert {settings(unit)["User"][0] for unit in SERVICES} == {row[0] for row in passwd}


def test_the_shared_folders_belong_to_the_shared_group() -> None:
    text = (UNITS / "tmpfiles.d" / "kiosk.conf").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    found = {row[1]: (row[2], row[3], row[4]) for row in rows}
    assert found == {
        "/etc/kiosk": ("0750", "root", "kiosk"),
        "/var/lib/kiosk": ("2770", "root", "kiosk"),
        "/run/kiosk": ("2770", "root", "kiosk"),
    }
