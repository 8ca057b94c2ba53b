"""What script/install puts on a terminal: all there is to put, nothing of the county's or developers'."""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Final

import pytest

from script.terminal_lock import BUILD, ROOT, entries, needed, wanted_by

INSTALL: Final = (ROOT / "script" / "install").read_text(encoding="utf-8")
COMMAND: Final = "config/kiosk.sh"
LOCK: Final = entries((ROOT / "requirements.lock").read_text(encoding="utf-8"))


def put() -> dict[str, str]:
    """Source to target of every file that is put by name."""
    return dict(re.findall(r"^    put (\S+) (\S+)(?: 755)?$", INSTALL, re.MULTILINE))


def test_every_unit_and_every_file_beside_is_installed() -> None:
    assert 'for file in systemd/*.service systemd/*.socket; do put "$file"' in INSTALL
    wanted = {
        str(file.relative_to(ROOT))
        for pattern in ("systemd/*.d/*", "config/*.rules", "config/*.conf")
        for file in ROOT.glob(pattern)
    }
    assert set(put()) == wanted | {COMMAND}
    assert put()[COMMAND] == "/usr/bin/kiosk"
    assert all(
        Path(target).is_absolute() and Path(target).name == Path(source).name
        for source, target in put().items()
        if source != COMMAND
    )


def test_every_service_is_enabled_or_started_by_its_socket() -> None:
    (enabled,) = re.findall(r"^ENABLED=\((.*)\)$", INSTALL, re.MULTILINE)
    (services,) = re.findall(r"^SERVICES=\((.*)\)$", INSTALL, re.MULTILINE)
    units = {file.name for file in (ROOT / "systemd").glob("*.service")}
    assert set(services.split()) == units
    assert set(enabled.split()) == units - {"kiosk-helper.service"} | {"kiosk-helper.socket"}


def test_the_configuration_that_is_there_is_kept() -> None:
    assert "if ! [ -e /etc/kiosk/kiosk.toml ]; then" in INSTALL
    assert INSTALL.count("kiosk.toml") == INSTALL.count("/etc/kiosk/kiosk.toml")


@pytest.mark.parametrize("name", ["install", "test-appliance"])
def test_nobody_but_root_runs_it(name: str, tmp_path: Path) -> None:
    somebody = tmp_path / "id"
    somebody.write_text("#!/bin/sh\necho 1000\n")
    somebody.chmod(0o755)
    done = subprocess.run(
        ["bash", ROOT / "script" / name],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "as root" in done.stderr


@pytest.mark.parametrize(("user", "status"), [("somebody", 2), ("kiosk-sync", 127)])
def test_the_command_is_for_root_and_the_terminals_own_users(user: str, status: int, tmp_path: Path) -> None:
    """127: it is let on, to a program that is not installed here."""
    named = tmp_path / "id"
    named.write_text(f"#!/bin/sh\necho {user}\n")
    named.chmod(0o755)
    done = subprocess.run(
        ["sh", ROOT / COMMAND, "doctor"],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("E-CFG-02 ") == (status == 2)


# ---- the part of the lock a terminal needs -------------------------------------------------------


def test_a_terminal_gets_what_it_imports_and_nothing_of_the_hub_or_of_developers() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = set(needed(LOCK, project["dependencies"]))
    direct = {re.split(r"[=<>]", want)[0] for want in project["dependencies"]}
    assert direct <= found
    extras = project["optional-dependencies"]
    others = {re.split(r"[=<>]", want)[0] for want in (*extras["hub"], *extras["editor"], *extras["dev"])}
    assert not (others - direct - {"setuptools"}) & found
    assert {"cffi", "pydantic-core", "urllib3"} <= found, "what those pull in is missing"


def test_what_builds_the_wheel_is_locked_too() -> None:
    assert set(BUILD) <= set(needed(LOCK, BUILD))


def test_the_part_keeps_every_hash() -> None:
    for name in needed(LOCK, ["kivy"]):
        assert "--hash=sha256:" in LOCK[name]


def test_who_wants_a_package_is_read_from_both_ways_of_writing_it() -> None:
    one = "a==1 \\\n    --hash=sha256:0\n    # via b\n"
    two = "a==1 \\\n    --hash=sha256:0\n    # via\n    #   B_c\n    #   gongfa-terminal (pyproject.toml)\n"
    assert wanted_by(one) == {"b"}
    assert wanted_by(two) == {"b-c", "gongfa-terminal"}


def test_a_package_that_is_not_locked_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such"):
        needed(LOCK, ["kivy", "no-such"])


def test_circles_and_chains_end() -> None:
    lock = entries("a==1\n    # via c\nb==1\n    # via a\nc==1\n    # via b\nd==1\n    # via e\n")
    assert needed(lock, ["a"]) == ["a", "b", "c"]
