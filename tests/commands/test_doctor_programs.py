"""The doctor on the programs: a sync that should run and does not is a fault, and nothing else is one."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.commands import doctor_programs as under_test
from kiosk.commands.doctor_programs import examine_programs
from kiosk.config import CHECKOUT, Config
from kiosk.config_load import load
from kiosk.doorbell import SYNC_BELL, ring
from kiosk.errors import ERRORS, Finding, KioskError
from kiosk.store.files import make_folder
from tests.support.clock import ManualClock
from tests.support.county import County
from tests.support.wait import until

FAULT = Finding("同步", ok=False, text=ERRORS["E-SYN-08"].staff, code="E-SYN-08")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An enrolled terminal; its hub cannot be reached, which is nothing to the programs."""
    County(hub_url="http://127.0.0.1:1").install(tmp_path)
    return load(None, [f"state_dir={tmp_path}"])


@pytest.fixture
def served(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machine as script/install leaves it; the unit's file."""
    unit = tmp_path / "kiosk-sync.service"
    unit.touch()
    monkeypatch.setattr(under_test, "SERVED", config.state_path)
    monkeypatch.setattr(under_test, "SYSTEMD", tmp_path)
    monkeypatch.setattr(under_test, "UNITS", (tmp_path / "nowhere", unit))
    return unit


def sync_row(config: Config) -> Finding:
    (row,) = (row for row in examine_programs(config, ManualClock()) if row.check == "同步")
    return row


@pytest.fixture
def sync(config: Config) -> Iterator["subprocess.Popen[bytes]"]:
    root = ["--set", f"state_dir={config.state_path}"]
    process = subprocess.Popen([sys.executable, "-m", "kiosk", *root, "sync"], cwd=CHECKOUT)
    yield process
    process.kill()
    process.wait()


@pytest.mark.usefixtures("served")
def test_a_sync_that_lives_is_good_and_one_that_was_killed_a_fault(
    config: Config, sync: "subprocess.Popen[bytes]"
) -> None:
    assert until(lambda: ring(config.run_path / SYNC_BELL), 60)
    assert sync_row(config) == Finding("同步", ok=True, text="正在运行")
    sync.send_signal(signal.SIGKILL)
    sync.wait(60)
    assert (config.run_path / SYNC_BELL).exists(), "what it left behind proves nothing"
    assert sync_row(config) == FAULT


@pytest.mark.usefixtures("served")
def test_one_whose_bell_is_not_heard_is_known_by_its_lock(config: Config) -> None:
    lock = config.state_path / "store" / "sync.lock"
    make_folder(lock.parent)
    with lock.open("w") as file:
        assert sync_row(config) == FAULT, "the file alone is no sync"
        fcntl.flock(file, fcntl.LOCK_EX)
        assert sync_row(config).ok
    assert sync_row(config) == FAULT


def test_where_no_unit_should_run_it_none_is_missed(
    config: Config, served: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert sync_row(config) == FAULT
    plain = Finding("同步", ok=True, text="没有运行，这里也没有装成服务")
    for name, other in (("SERVED", Path("/var/lib/kiosk")), ("SYSTEMD", tmp_path / "no systemd")):
        with monkeypatch.context() as patch:
            patch.setattr(under_test, name, other)
            assert sync_row(config) == plain
    served.unlink()
    assert sync_row(config) == plain


@pytest.mark.usefixtures("served")
def test_a_terminal_nobody_enrolled_has_nothing_to_send(config: Config) -> None:
    (config.state_path / "identity" / "terminal.json").unlink()
    assert sync_row(config) == Finding("同步", ok=True, text="没有运行，还没有注册")


@pytest.mark.usefixtures("served")
def test_what_cannot_be_looked_at_is_not_called_either(config: Config) -> None:
    lock = config.state_path / "store" / "sync.lock"
    make_folder(lock.parent)
    os.mkfifo(lock)
    with pytest.raises(KioskError) as caught:
        sync_row(config)
    assert caught.value.code == "E-STO-02"


def test_the_units_are_looked_for_where_they_are_installed() -> None:
    install = (CHECKOUT / "script" / "install").read_text("utf-8")
    assert "/usr/lib/systemd/system/" in install
    assert Path("/usr/lib/systemd/system/kiosk-sync.service") in under_test.UNITS
    assert (CHECKOUT / "systemd" / "kiosk-sync.service").is_file()
    assert f'state_dir = "{under_test.SERVED}"' in (CHECKOUT / "config" / "kiosk.terminal.toml").read_text()
