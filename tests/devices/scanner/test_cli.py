"""``kiosk devices … scanner`` as a technician calls it, over a pty; and what of a code gets into the log."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.clock import SystemClock
from kiosk.devices.scanner.profile import load_profile
from kiosk.devices.scanner.simulator import ScannerSimulator
from kiosk.devices.transport.pty_host import PtyHost
from tests.devices.scanner.bench import SLIP


@pytest.fixture
def host(tmp_path: Path) -> Iterator[PtyHost]:
    clock = SystemClock()
    made = PtyHost(ScannerSimulator(load_profile("newland-em"), clock), tmp_path / "scanner", clock)
    made.start()
    yield made
    made.stop()


def kiosk(tmp_path: Path, host: PtyHost, *words: str) -> int:
    settings = {
        "state_dir": str(tmp_path / "var"),
        "log.level": "debug",
        "devices.scanner.port": str(host.path),
        "devices.scanner.profile": "newland-em",
    }
    options = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
    return main([*options, "devices", *words])


def test_read_prints_the_whole_code_and_logs_none_of_it(
    tmp_path: Path, host: PtyHost, capfd: pytest.CaptureFixture[str]
) -> None:
    host.control("scan", {"text": SLIP, "hold_s": "60"})
    assert kiosk(tmp_path, host, "read", "scanner", "--json") == 0
    out, err = capfd.readouterr()
    answer = json.loads(out)
    assert answer.pop("elapsed_ms") > 0
    assert answer == {"text": SLIP}
    assert kiosk(tmp_path, host, "read", "scanner") == 0
    out, more = capfd.readouterr()
    assert out.split()[:2] == ["内容", SLIP]
    assert err == more == ""
    secret = SLIP.rpartition(".")[2]
    for path in (tmp_path / "var").rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_nothing_held_there_is_told(tmp_path: Path, host: PtyHost, capfd: pytest.CaptureFixture[str]) -> None:
    assert kiosk(tmp_path, host, "read", "scanner", "--timeout", "0.3", "--json") == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("E-SCN-03 ")
    assert err.count("\n") == 1


def test_list_and_test(tmp_path: Path, host: PtyHost, capfd: pytest.CaptureFixture[str]) -> None:
    assert kiosk(tmp_path, host, "list", "--json") == 0
    rows = {row["name"]: row for row in json.loads(capfd.readouterr().out)["devices"]}
    assert rows["scanner"]["label"] == "扫码器"
    assert rows["scanner"]["resolved"].startswith("/dev/pts/")
    assert kiosk(tmp_path, host, "test", "scanner", "--json") == 0
    answer = json.loads(capfd.readouterr().out)
    assert answer["ok"] is True
    assert [row["check"] for row in answer["findings"]] == ["扫码器型号", "扫码器"]
    host.control("alive", {"state": "off"})
    assert kiosk(tmp_path, host, "test", "scanner") == 1
    out, err = capfd.readouterr()
    assert "没有回答" in out
    assert err.startswith("E-SCN-02 ")
