"""Backup, restore, status, alarms and the desk as staff and programs call them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.cli import main
from hub.county_time import shown
from hub.house import open_house
from hub.settings import HubSettings
from kiosk.wire.words import hub_keys
from tests.hub.asking import Caller, caller
from tests.hub.conftest import County
from tests.support.clock import ManualClock

NO = "SS3-0001"


@pytest.fixture
def data(settings: HubSettings) -> str:
    """A hub with two orders of one terminal, nobody working with it."""
    assert main(["init", "--data", str(settings.data)]) == 0
    _with_hub(settings, lambda asking: [asking.send(asking.terminal.order()) for _ in range(2)])
    return str(settings.data)


def _with_hub(settings: HubSettings, work: Callable[[Caller], object]) -> None:
    house = open_house(settings, ManualClock())
    county = County(house, ManualClock())
    county.keys.update(hub_keys(house.keys.sign_public))
    work(caller(county))
    house.close()


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any, str]:
    capsys.readouterr()
    status = main([*argv, "--json"])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else {}, err


def test_an_order_is_answered_closed_and_shown(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "reply.txt"
    file.write_text("﻿请带身份证到二楼。\n", encoding="utf-8")
    status, report, _ = run(
        capsys, "orders", "reply", NO, "--file", str(file), "--by", "王律师", "--data", data
    )
    assert (status, report) == (0, {"order": NO, "state": "办理中"})
    assert run(capsys, "orders", "close", NO, "--reason", "已告知", "--data", data)[1]["state"] == "待评价"
    status, shown, _ = run(capsys, "orders", "show", NO, "--data", data)
    assert (status, shown["reply"], shown["state"]) == (0, "请带身份证到二楼。", "待评价")
    assert main(["orders", "show", NO, "--data", data]) == 0
    assert "请带身份证到二楼。" in capsys.readouterr().out
    status, _, err = run(capsys, "orders", "reply", NO, "--text", "再说", "--data", data)
    assert (status, err.split()[0]) == (1, "E-HUB-07")
    assert run(capsys, "orders", "state", NO, "未评价", "--data", data)[1]["state"] == "未评价"


def test_an_id_from_a_stolen_terminal_does_not_steer_the_desks_own(
    data: str, settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b]0;gone\x07\x1b[2Jorder"
    twice = [f"{evil}1", f"{evil}2"]

    def work(asking: Caller) -> None:
        asking.send(asking.terminal.sealer.seal("order", evil, 3, "{}").envelope)
        for oid in twice:
            asking.send(asking.terminal.order(oid, number=9))

    _with_hub(settings, work)
    capsys.readouterr()
    main(["orders", "list", "--data", data])
    main(["orders", "show", twice[0], "--data", data])
    main(["orders", "reply", "SS3-0009", "--text", "好", "--data", data])
    out, err = capsys.readouterr()
    assert "order1" in err
    assert "\x1b" not in out + err


@pytest.mark.parametrize(
    "arguments",
    [
        ["orders", "reply", NO],
        ["orders", "reply", NO, "--text", "a", "--file", "b"],
        ["orders", "reply", NO, "--file", "missing.txt"],
        ["orders", "reply", NO, "--text", "\x1b[2J"],
        ["orders", "reply", NO, "--text", "字" * 4001],
        ["orders", "state", NO, "办好了"],
        ["orders", "state", NO, "退回补正"],
        ["orders", "close", NO, "--reason", "\u202e"],
        ["backup"],
        ["restore"],
        ["alarms"],
        ["alarms", "close", "七"],
        ["serve", "--quota-orders", "0"],
    ],
)
def test_bad_usage_is_two(data: str, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["--data", data, *arguments]) == 2
    assert capsys.readouterr().err.startswith("E-HUB-05 ")


def test_a_backup_says_loudly_what_keys_in_it_mean(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, report, err = run(capsys, "backup", "--data", data, "--out", str(tmp_path / "plain"))
    assert (status, report["hub_seq"], report["with_keys"], err) == (0, 2, False, "")
    assert "密钥" in str(report["warning"])
    status, report, err = run(
        capsys, "backup", "--data", data, "--out", str(tmp_path / "full"), "--with-keys"
    )
    assert (status, report["with_keys"]) == (0, True)
    assert "打开全部工单" in err
    assert run(capsys, "backup", "--data", data, "--out", str(tmp_path / "full"))[0] == 2


def test_a_restore_says_where_the_old_one_is(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "b")
    run(capsys, "backup", "--data", data, "--out", out)
    status, report, _ = run(capsys, "restore", "--data", data, "--from", out)
    assert (status, report["hub_seq"], report["warning"]) == (0, 2, "")
    assert Path(str(report["replaced"])).is_dir()
    assert main(["restore", "--data", data, "--from", out]) == 0
    assert f"备份只到 {shown(report['made_at'])}" in capsys.readouterr().out
    assert run(capsys, "restore", "--data", data, "--from", str(tmp_path))[0] == 1
    house = open_house(HubSettings(data=Path(data)), ManualClock())
    assert run(capsys, "restore", "--data", data, "--from", out)[2].startswith("E-HUB-09 ")
    house.close()
    assert run(capsys, "send-again", "--data", data)[1]["incarnation"] != report["incarnation"]


def test_status_finds_what_needs_staff(
    data: str, tmp_path: Path, settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    status, report, _ = run(capsys, "status", "--data", data)
    findings = report["findings"]
    assert (status, [finding["code"] for finding in findings]) == (1, ["E-HUB-08"])
    assert report["orders"] == {"待受理": 2}
    run(capsys, "backup", "--data", data, "--out", str(tmp_path / "b"))
    status, report, _ = run(capsys, "status", "--data", data)
    assert (status, report["findings"]) == (0, [])
    assert main(["status", "--data", data]) == 0

    def trouble(asking: Caller) -> None:
        asking.send(asking.terminal.order(), 5)
        asking.send(asking.terminal.order(changes={"slip_secret": ""}), 5)
        asking.send(asking.terminal.order(changes={"slip_secret": ""}))

    _with_hub(settings, trouble)
    status, report, _ = run(capsys, "status", "--data", data)
    findings = report["findings"]
    assert (status, [finding["code"] for finding in findings]) == (
        1,
        ["E-HUB-10", "E-HUB-11", "E-HUB-06"],
    )
    assert main(["orders", "gaps", "--data", data]) == 0
    assert "2–2  缺" in capsys.readouterr().out


def test_alarms_are_listed_and_closed(
    data: str, settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "alarms", "list", "--data", data)[:2] == (0, [])

    def replay(asking: Caller) -> None:
        for _ in range(3):
            asking.send(asking.terminal.order(), 5)

    _with_hub(settings, replay)
    status, alarms, _ = run(capsys, "alarms", "list", "--data", data)
    assert (status, alarms[0]["kind"], alarms[0]["times"]) == (0, "replayed", 2)
    assert main(["alarms", "list", "--data", data]) == 0
    out = capsys.readouterr().out
    assert "E-HUB-10" in out
    assert f"  {shown(alarms[0]['last_at'])}  " in out
    assert alarms[0]["last_at"].endswith("+00:00")
    status, _, err = run(capsys, "alarms", "close", "99", "--data", data)
    assert (status, err.startswith("E-HUB-15 ")) == (1, True)
    number = str(alarms[0]["alarm_id"])
    assert run(capsys, "alarms", "close", number, "--by", "李工", "--data", data)[0] == 0
    assert run(capsys, "alarms", "list", "--data", data)[1] == []
    closed = run(capsys, "alarms", "list", "--all", "--data", data)[1]
    assert closed[0]["closed_by"] == "李工"
