"""`kiosk-hub` as programs call it: one JSON document, exit codes, faults in one line with a code."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from hub.cli import main
from hub.house import open_house
from hub.settings import HubSettings
from hub.uplink.intake import accept
from tests.hub.conftest import County
from tests.support.clock import ManualClock
from tests.support.tls import make_authority


@pytest.fixture
def data(settings: HubSettings) -> str:
    assert main(["init", "--data", str(settings.data)]) == 0
    return str(settings.data)


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, object, str]:
    """Exit status, the JSON document on stdout, stderr."""
    capsys.readouterr()
    status = main([*argv, "--json"])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else None, err


def test_init_may_be_repeated(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, report, _ = run(capsys, "init", "--data", data)
    assert status == 0
    assert isinstance(report, dict)
    assert report["created"] is False


def test_data_may_stand_on_either_side(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--data", data, "orders", "list")[:2] == (0, [])
    assert run(capsys, "orders", "--data", data, "list")[:2] == (0, [])
    assert run(capsys, "orders", "list", "--data", data)[:2] == (0, [])


def test_a_bundle_is_written_for_its_owner_alone(data: str, tmp_path: Path) -> None:
    out = tmp_path / "usb" / "bundle.json"
    command = ["enrol-bundle", "--data", data, "--url", "http://127.0.0.1:1", "--out", str(out)]
    out.parent.mkdir()
    assert main([*command, "--terminal-code", "SS3"]) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    bundle = json.loads(out.read_text())
    assert (bundle["terminal_code"], bundle["kind"]) == ("SS3", "gongfa-enrolment")
    assert main(command) == 0  # the next one replaces it
    assert json.loads(out.read_text())["code"] != bundle["code"]


def test_a_name_that_is_in_use_is_warned_of(
    data: str, county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invite = ["--data", data, "--url", "http://127.0.0.1:1"]
    for command in (["enrol-bundle", *invite, "--out", str(tmp_path / "b.json")], ["enrol-code", *invite]):
        _, free, _ = run(capsys, *command, "--terminal-code", "SS8")
        assert isinstance(free, dict)
        assert "warning" not in free
    county.terminal("SS8")
    for command in (["enrol-bundle", *invite, "--out", str(tmp_path / "b.json")], ["enrol-code", *invite]):
        _, used, _ = run(capsys, *command, "--terminal-code", "SS8")
        assert isinstance(used, dict)
        assert used["warning"].startswith("SS8 已经有一台在用")
        assert main([*command, "--terminal-code", "SS8"]) == 0
        assert used["warning"] in capsys.readouterr().out


def test_a_stick_that_is_not_there_gets_no_bundle(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there, missing = str(tmp_path / "bundle.json"), str(tmp_path / "usb" / "x")
    for more in (["--out", missing], ["--out", there, "--qr", missing]):
        status, _, err = run(capsys, "enrol-bundle", "--data", data, "--url", "http://127.0.0.1:1", *more)
        assert (status, err.startswith("E-HUB-05 "), err.count("\n")) == (2, True, 1)
        assert str(tmp_path / "usb") in err
    assert not list(tmp_path.glob("*.json"))
    assert not (tmp_path / "usb").exists()


def test_people_read_the_countys_time_and_programs_utc(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    minute = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d \d\d:\d\d(?![:\d])")
    invite = ["--data", data, "--url", "http://127.0.0.1:1"]
    capsys.readouterr()
    for argv in (
        ["enrol-bundle", *invite, "--out", str(tmp_path / "bundle.json")],
        ["enrol-code", *invite],
        ["backup", "--data", data, "--out", str(tmp_path / "backup")],
    ):
        assert main(argv) == 0
        out = capsys.readouterr().out
        assert minute.search(out), argv
        assert "+00:00" not in out
    _, report, _ = run(capsys, "enrol-code", *invite)
    assert isinstance(report, dict)
    assert str(report["expires_at"]).endswith("+00:00")


def test_a_bundle_carries_the_authority(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ca = make_authority(tmp_path / "tls").ca
    out = tmp_path / "bundle.json"
    command = ["enrol-bundle", "--data", data, "--out", str(out), "--url", "https://hub.example"]
    assert main(command) == 2
    assert main([*command, "--ca", str(ca)]) == 0
    assert json.loads(out.read_text())["ca_pem"] == ca.read_text()
    assert main(command) == 0  # what is published is known
    capsys.readouterr()
    command[-1] = "https://hbu.example"
    assert main(command) == 2
    assert "已签发的地址是 https://hub.example" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        [],
        ["orders"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "-1"],
        ["serve", "--tls-cert", "x.pem"],
        ["enrol-bundle", "--url", "http://hub.example", "--out", "x"],
        ["enrol-bundle", "--url", "http://127.0.0.1", "--out", "x", "--terminal-code", "ss3"],
        ["enrol-bundle", "--url", "http://127.0.0.1", "--out", "x", "--hours", "0"],
        ["enrol-bundle", "--url", "https://h", "--out", "x", "--ca", "missing.pem"],
        ["enrol-bundle", "--url", "http://127.0.0.1", "--out", "/proc/x"],
    ],
)
def test_bad_usage_is_two(data: str, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["--data", data, *arguments]) == 2
    err = capsys.readouterr().err
    assert err.startswith("E-HUB-05 ")
    assert err.count("\n") == 1


def test_no_hub_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["orders", "list", "--data", str(tmp_path / "nothing")]) == 1
    assert capsys.readouterr().err.startswith("E-HUB-01 ")
    assert not (tmp_path / "nothing").exists()


def test_orders_are_listed_and_shown(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    house = open_house(HubSettings(data=Path(data)), ManualClock())
    terminal = County(house, ManualClock()).terminal()
    accept(house, terminal.order())
    house.close()
    status, rows, _ = run(capsys, "orders", "list", "--data", data)
    assert status == 0
    assert isinstance(rows, list)
    assert sorted(rows[0]) == ["order_id", "order_no", "seq", "state", "terminal_id"]
    status, order, _ = run(capsys, "orders", "show", "SS3-0001", "--data", data)
    assert status == 0
    assert isinstance(order, dict)
    assert order.items() >= rows[0].items()
    assert (order["item"], order["fields"]) == ("consultation", {"request": "船东拖欠工资"})
    assert order["submitted_at"] == "2026-03-02T09:00:00+08:00"
    assert run(capsys, "orders", "show", "SS3-0009", "--data", data)[0] == 1
    assert main(["orders", "list", "--data", data]) == 0
    assert "SS3-0001" in capsys.readouterr().out


def test_what_was_carried_on_a_stick_is_taken_once(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = open_house(HubSettings(data=Path(data)), ManualClock())
    terminal = County(house, ManualClock()).terminal()
    envelopes = [terminal.order(), terminal.order()]
    accept(house, envelopes[0])
    house.close()
    file = tmp_path / "orders.jsonl"
    file.write_text("".join(json.dumps({"seq": 1, "envelope": raw.decode()}) + "\n" for raw in envelopes))
    for _ in range(2):
        status, report, _err = run(capsys, "orders", "import", str(file), "--data", data)
        assert (status, report) == (0, {"accepted": 2, "refused": 0})
    rows = run(capsys, "orders", "list", "--data", data)[1]
    assert isinstance(rows, list)
    assert len(rows) == 2
    file.write_text(json.dumps({"envelope": "{}"}))
    assert run(capsys, "orders", "import", str(file), "--data", data)[:2] == (
        1,
        {"accepted": 0, "refused": 1},
    )
    for text in ("not json", "[]", '{"seq": 1}'):
        file.write_text(text)
        assert run(capsys, "orders", "import", str(file), "--data", data)[0] == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_its_port_and_ends_cleanly(data: str, number: int) -> None:
    program = [sys.executable, "-c", "import sys; from hub.cli import main; sys.exit(main())"]
    process = subprocess.Popen(
        [*program, "serve", "--port", "0", "--data", data], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    assert said["url"] == f"http://127.0.0.1:{said['port']}"
    # A client that holds its connection open must not hold up the end.
    with socket.create_connection(("127.0.0.1", said["port"]), timeout=10) as idle:
        idle.sendall(b"GET /v1/time?nonce=0123456789abcdef HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(64).startswith(b"HTTP/1.1 200")
        os.kill(process.pid, number)
        assert process.wait(10) == 0
    process.stdout.close()


def test_a_port_that_is_taken(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--data", data, "--port", str(port)]) == 2
    assert str(port) in capsys.readouterr().err
