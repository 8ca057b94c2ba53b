"""``kiosk devices`` and ``kiosk simulate`` as another program calls them."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main

WAIT = 60


class Simulated:
    """A running ``kiosk simulate``."""

    def __init__(self, folder: Path) -> None:
        self.control_path = folder / "control"
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "kiosk",
                *("--set", f"state_dir={folder / 'var'}"),
                *("--set", "devices.idcard.simulated_rf_ms=0"),
                "simulate",
                *("--control", str(self.control_path)),
                "idcard",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.started = json.loads(self.process.stdout.readline())

    def control(self, verb: str, args: dict[str, str] | None = None) -> Any:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(WAIT)
            connection.connect(self.started["control"])
            with connection.makefile("rw") as lines:
                lines.write(json.dumps({"device": "idcard", "verb": verb, "args": args or {}}) + "\n")
                lines.flush()
                return json.loads(lines.readline())


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    running = Simulated(tmp_path_factory.mktemp("simulated"))
    yield running
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(WAIT) == 0
    assert not running.control_path.exists()
    assert not Path(running.started["ports"]["idcard"]).is_symlink()


def kiosk(tmp_path: Path, *words: str) -> int:
    return main(["--set", f"state_dir={tmp_path}", *words])


def reads(tmp_path: Path, simulated: Simulated, *words: str) -> int:
    port = simulated.started["ports"]["idcard"]
    return kiosk(tmp_path, "devices", "read", "idcard", "--set", f"devices.idcard.port={port}", *words)


def test_simulate_says_where_to_open_and_where_to_steer(simulated: Simulated) -> None:
    assert set(simulated.started) == {"control", "ports"}
    assert set(simulated.started["ports"]) == {"idcard"}
    assert os.path.realpath(simulated.started["ports"]["idcard"]).startswith("/dev/pts/")
    assert simulated.control("state")["ok"] is True
    assert simulated.control("dance")["ok"] is False


def test_read_prints_one_document(
    simulated: Simulated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert simulated.control("present", {"person": "full_width"})["ok"]
    assert reads(tmp_path, simulated, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    wire = document.pop("wire_ms")
    elapsed = document.pop("elapsed_ms")
    assert wire == pytest.approx(117.97, abs=0.01)
    assert wire <= elapsed < 20 * wire  # the ratio itself is the bench's to judge, on a quiet machine
    assert document == {
        "document": "resident",
        "name": "阿卜杜拉·测试买买提样本名字",
        "sex": "女",
        "nation": "维吾尔",
        "birth": "1949-12-31",
        "address": "示例自治区示例地区示例县测试乡长长长长长长长长长长长长长长长长长长长长",
        "number": "330199194912310020",
        "authority": "示例市公安局测试分局",
        "valid_from": "2020-01-01",
        "valid_to": "2040-01-01",
    }


def test_read_for_a_person(simulated: Simulated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert simulated.control("present", {"person": "hkmt"})["ok"]
    assert reads(tmp_path, simulated) == 0
    out = capsys.readouterr().out
    assert "通行证号码" in out
    assert "H00000000" in out
    assert "民族" not in out


def test_no_card_in_time(simulated: Simulated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    simulated.control("remove")
    assert reads(tmp_path, simulated, "--timeout", "0.2", "--json") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("E-IDC-02 ")
    assert captured.err.count("\n") == 1


def test_test_names_the_module(
    simulated: Simulated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = simulated.started["ports"]["idcard"]
    words = ("devices", "test", "idcard", "--set", f"devices.idcard.port={port}", "--json")
    assert kiosk(tmp_path, *words) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is True
    assert "05.01-20251121" in answer["findings"][0]["text"]


def test_a_reader_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    absent = ("--set", f"devices.idcard.port={tmp_path / 'nothing'}")
    assert kiosk(tmp_path, "devices", "test", "idcard", *absent) == 1
    assert kiosk(tmp_path, "devices", "read", "idcard", *absent) == 1
    captured = capsys.readouterr()
    assert captured.err.count("E-IDC-01") == 2
    assert "坏" in captured.out


def test_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = ("--set", "devices.idcard.port=/dev/null")
    assert kiosk(tmp_path, "devices", "list", *there, "--json") == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["devices"]}
    assert rows["idcard"] == {
        "name": "idcard",
        "label": "身份证阅读器",
        "enabled": True,
        "port": "/dev/null",
        "resolved": "/dev/null",
        "baud": 115200,
        **dict.fromkeys(("state", "reason", "code"), ""),
    }
    assert rows["printer"]["resolved"] is None
    assert kiosk(tmp_path, "devices", "list", *there) == 0
    assert "/dev/kiosk/printer" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("settings", "port"),
    [
        (("connection=network", "host=10.0.0.9"), "10.0.0.9:9100"),
        (("connection=usb", "usb_vendor=0x04b8", "usb_product=0x0e28"), "usb 04b8:0e28"),
    ],
)
@pytest.mark.parametrize(
    ("state", "known"),
    [(None, False), ("ready", True), ("degraded", True), ("absent", False), ("failed", False)],
)
def test_an_address_is_told_only_where_a_screen_is_connected(
    settings: tuple[str, ...],
    port: str,
    state: str | None,
    known: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if state is not None:
        row = {"port": port, "state": state, "reason": "", "code": ""}
        monkeypatch.setattr("kiosk.devices.cli.ask", lambda *_: {"devices": {"printer": row}})
    words = [word for setting in settings for word in ("--set", f"devices.printer.{setting}")]
    assert kiosk(tmp_path, "devices", "list", *words, "--json") == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["devices"]}
    assert (rows["printer"]["port"], rows["printer"]["resolved"]) == (port, port if known else None)
    assert kiosk(tmp_path, "devices", "list", *words) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("printer")]
    assert line.count(port) == (2 if known else 1)
    assert ("不知道" in line) is not known


@pytest.mark.parametrize(
    "words",
    [
        ("devices",),
        ("devices", "read"),
        ("devices", "read", "toaster"),
        ("devices", "read", "printer"),
        ("devices", "read", "idcard", "--timeout", "0"),
        ("devices", "read", "idcard", "--timeout", "soon"),
        ("simulate",),
        ("simulate", "--control", "/tmp/never-made", "toaster"),
        ("simulate", "--control", "/tmp/" + "x" * 200),
    ],
)
def test_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert kiosk(tmp_path, *words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("E-CFG-02 ")
    assert captured.err.count("\n") == 1
