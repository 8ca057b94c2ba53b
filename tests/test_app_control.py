"""What commands learn from a screen that runs: the truth, from whoever knows it, and nothing personal."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.commands import doctor
from kiosk.config import Config
from kiosk.config_load import load
from kiosk.control.client import ask
from kiosk.domain import messages as m
from kiosk.domain.device import DeviceState
from kiosk.domain.state import Home, RecoveredOrder
from kiosk.errors import Finding, KioskError
from tests.support.logs import logging_restored
from tests.support.running import Running, running
from tests.support.wait import until


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    with logging_restored():
        yield


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder = f"state_dir={tmp_path_factory.mktemp('t')}"
    optional = [f"devices.{name}.enabled=true" for name in ("microphone", "keypad", "camera")]
    return load(None, [folder, "store.free_floor_mb=1", *optional])


@pytest.fixture(scope="module")
def terminal(config: Config) -> Iterator[Running]:
    with running(config) as found:
        yield found


def asked(terminal: Running, verb: str, **args: str) -> dict[str, Any]:
    answer = ask(terminal.config.run_path, verb, args)
    assert answer is not None
    return answer


def control(terminal: Running, device: str, verb: str, **args: str) -> None:
    assert terminal.terminal.simulators is not None
    terminal.terminal.simulators.control(device, verb, args)


def test_devices_are_told_as_they_are(terminal: Running) -> None:
    names = {one.device.name for one in terminal.terminal.supervised}
    assert {"idcard", "printer", "evaluator"} <= names
    assert terminal.terminal.simulators is not None
    ports = terminal.terminal.simulators.ports
    assert asked(terminal, "devices") == {
        "devices": {name: {"port": ports[name], "state": "ready", "reason": "", "code": ""} for name in names}
    }


def test_a_device_in_use_is_examined_by_the_driver_that_holds_it(terminal: Running) -> None:
    for name in ("idcard", "printer", "evaluator"):
        rows = asked(terminal, "test", name=name)["findings"]
        assert rows
        assert all(row["ok"] for row in rows), rows
    control(terminal, "printer", "paper", state="out")
    try:
        assert until(lambda: asked(terminal, "devices")["devices"]["printer"]["code"] == "E-PRN-02")
        rows = asked(terminal, "test", name="printer")["findings"]
        assert [row["code"] for row in rows if not row["ok"]] == ["E-PRN-02"]
    finally:
        control(terminal, "printer", "paper", state="ok")
        assert until(terminal.all_ready)


def test_a_device_that_is_gone_is_tried_once_more_and_then_told_gone(terminal: Running) -> None:
    control(terminal, "evaluator", "unplug")
    try:
        assert until(lambda: asked(terminal, "devices")["devices"]["evaluator"]["state"] == "absent")
        rows = asked(terminal, "test", name="evaluator")["findings"]
        assert [(row["ok"], row["code"]) for row in rows] == [(False, "E-EVA-01")]
    finally:
        control(terminal, "evaluator", "plug")
    assert all(row["ok"] for row in asked(terminal, "test", name="evaluator")["findings"]), (
        "found by the test"
    )


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("test", {}),
        ("test", {"name": "nosuch"}),
        ("status", {"x": "1"}),
        ("screen", {"x": ""}),
        ("devices", {"x": ""}),
    ],
)
def test_wrong_arguments_are_told(terminal: Running, verb: str, args: dict[str, str]) -> None:
    with pytest.raises(KioskError) as caught:
        ask(terminal.config.run_path, verb, args)
    assert caught.value.code == "E-CFG-02"


def test_the_status_of_a_terminal_nobody_enrolled(terminal: Running) -> None:
    status = asked(terminal, "status")
    assert status.pop("uptime_s") >= 0
    assert status.pop("release") > 0
    assert status.pop("handwriting") in (True, False)
    assert status.pop("pinyin") in (True, False)
    assert set(status.pop("devices").values()) == {"ready"}
    assert status == {
        "enrolled": False,
        "terminal_code": "",
        "refused": 0,
        "screen": "idle",
        "in_visit": False,
        "printing": "",
        "online": False,
        "waiting": 0,
        "can_submit": False,
    }


def test_the_screen_tells_places_and_nothing_that_is_written_there(terminal: Running) -> None:
    shown = asked(terminal, "screen")
    assert shown == {
        "screen": "idle",
        "key": "",
        "still": True,
        "window": {"id": 42, "width": 1080, "height": 1920},
        "touchables": [
            {"id": "idle.start", "rectangle": [10.0, 20.0, 300.0, 90.0], "enabled": True},
            {"id": "bar.help", "rectangle": [0.0, 0.0, 40.0, 40.0], "enabled": False},
        ],
    }
    assert terminal.pane.on == {terminal.frames.ident}, "widgets are looked at on their own thread only"


def test_the_number_of_an_order_is_no_key(terminal: Running) -> None:
    runtime = terminal.terminal.runtime
    until_when = terminal.clock.monotonic() + 1000
    with terminal.frozen:
        runtime.dispatch(m.Tick(terminal.clock.monotonic(), terminal.clock.now()))
        runtime.dispatch(m.Recovered("SS3-000007", "order-7"))
        assert isinstance(runtime.state.recovered, RecoveredOrder)
        assert runtime.state.recovered.until <= until_when
    shown = asked(terminal, "screen")
    assert (shown["screen"], shown["key"]) == ("recovered", "")
    assert "SS3" not in json.dumps(asked(terminal, "status"))
    with terminal.frozen:
        runtime.dispatch(m.Wake("v1"))
        assert runtime.state.visit is not None
        assert runtime.state.visit.place == Home()
        runtime.dispatch(m.EndVisit(True))


def test_nothing_refused_nothing_asked_again(terminal: Running) -> None:
    assert asked(terminal, "retry") == {"seq": []}
    with pytest.raises(KioskError) as caught:
        ask(terminal.config.run_path, "retry", {"order": "SS3-000001"})
    assert (caught.value.code, caught.value.detail) == ("E-CFG-02", "没有被退回的工单 SS3-000001")


def test_a_frozen_screen_is_told_and_holds_nobody_for_ever(
    terminal: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.app_control._FRAME_S", 0.1)
    with terminal.frozen, pytest.raises(KioskError) as caught:
        ask(terminal.config.run_path, "screen")
    assert (caught.value.code, caught.value.detail) == ("E-APP-03", "界面没有反应")
    assert asked(terminal, "screen")["screen"]


# ---- the commands


def rows(config: Config, terminal: Running) -> dict[str, Finding]:
    return {row.check: row for row in doctor.examine(config, terminal.clock)}


def test_the_doctor_tells_devices_from_the_screen_that_holds_them(terminal: Running) -> None:
    found = rows(terminal.config, terminal)
    assert found["界面"].text == "正在运行，在 idle 屏，没有连上中心，0 单等着上传"
    assert (found["身份证阅读器"].ok, found["身份证阅读器"].text) == (True, "已连接")
    assert found["打印机"].ok
    control(terminal, "idcard", "unplug")
    try:
        assert until(lambda: asked(terminal, "devices")["devices"]["idcard"]["state"] == "absent")
        row = rows(terminal.config, terminal)["身份证阅读器"]
        assert (row.ok, row.code) == (False, "E-IDC-01")
    finally:
        control(terminal, "idcard", "plug")
        assert until(terminal.all_ready)


def test_the_doctor_does_not_fight_a_frozen_screen_for_a_port(
    terminal: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_may_open(*_args: object) -> None:
        raise AssertionError("a command opened a device of the running screen")

    monkeypatch.setattr("kiosk.app_control._FRAME_S", 0.1)
    monkeypatch.setattr("kiosk.devices.cli.supervised", none_may_open)
    with terminal.frozen:
        found = rows(terminal.config, terminal)
    assert (found["程序"].ok, found["程序"].code) == (False, "E-APP-03")
    assert found["身份证阅读器"].ok, "devices have threads of their own"


def command(terminal: Running, *words: str) -> int:
    return main(["--set", f"state_dir={terminal.config.state_path}", *words])


def test_devices_list_and_test_ask_the_screen(terminal: Running, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(terminal, "devices", "list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["held"] is True
    assert {row["state"] for row in listed["devices"] if row["enabled"]} == {DeviceState.READY.value}
    for row in listed["devices"]:
        assert row["port"] == f"{terminal.config.run_path}/ports/{row['name']}"
        assert row["resolved"].startswith("/dev/pts/"), "the port the screen holds, not the configured one"
    assert command(terminal, "devices", "list") == 0
    shown = capsys.readouterr().out
    assert "ready" in shown
    assert "没有" not in shown
    assert command(terminal, "devices", "test", "idcard", "--json") == 0
    tested = json.loads(capsys.readouterr().out)
    assert tested["findings"] == [{"check": "身份证阅读器", "ok": True, "text": "已连接", "code": ""}]


def test_a_card_is_not_read_behind_the_screens_back(
    terminal: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(terminal, "devices", "read", "idcard", "--timeout", "1") == 2
    assert "E-CFG-02 界面正在用身份证阅读器" in capsys.readouterr().err


def test_orders_are_sent_again_through_the_screen(
    terminal: Running, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.commands.orders.open_database", None)  # a second writer would need it
    assert command(terminal, "orders", "retry", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"seq": []}
    assert command(terminal, "orders", "retry", "SS3-000001") == 2
    assert "没有被退回的工单 SS3-000001" in capsys.readouterr().err


def test_many_may_ask_at_once_and_no_frame_waits(terminal: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer than the server has places. Devices answer while the frames stand still; the others then."""
    monkeypatch.setattr("kiosk.app_control._FRAME_S", 14.0)
    answers: list[object] = []

    def ask_one(verb: str) -> None:
        answers.append(asked(terminal, verb))

    threads = [threading.Thread(target=ask_one, args=(verb,)) for verb in ("screen", "devices", "status") * 2]
    with terminal.frozen:
        for thread in threads:
            thread.start()
        assert until(lambda: len(answers) == 2, 10)
    for thread in threads:
        thread.join(20)
    assert len(answers) == 6


def test_without_a_screen_the_devices_are_opened_by_the_command_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--set", f"state_dir={tmp_path}", "--set", f"devices.idcard.port={tmp_path}/nothing"]
    assert main([*root, "devices", "test", "idcard", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["code"] == "E-IDC-01"
    assert main([*root, "devices", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["held"] is False
