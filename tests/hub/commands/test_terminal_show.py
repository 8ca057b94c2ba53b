"""`kiosk-hub terminals list` and `show`: what staff read of a terminal they do not stand before."""

import json
from pathlib import Path

import pytest

from hub.cli import main
from hub.clock import SystemClock
from hub.house import House, make_house, open_house
from hub.settings import HubSettings
from kiosk.wire.words import hub_keys
from tests.hub.asking import caller
from tests.hub.conftest import County
from tests.support.clock import ManualClock

NO_PAPER = {"state": "degraded", "reason": "no_paper", "code": "E-PRN-02", "for_s": 7200}


def county_of(house: House) -> County:
    return County(house, ManualClock(), hub_keys(house.keys.sign_public))


@pytest.fixture
def data(settings: HubSettings) -> Path:
    """SS1 has just come, without paper; SS2 never; SS3 was there long ago."""
    make_house(settings, ManualClock())
    then = open_house(settings, ManualClock())
    caller(county_of(then), "SS3").exchange(content_release=0, devices={"printer": {"state": "ready"}})
    then.close()
    now = open_house(settings, SystemClock())
    county = county_of(now)
    caller(county, "SS1").exchange(devices={"printer": NO_PAPER, "idcard": {"state": "ready"}}, waiting=2)
    county.terminal("SS2")
    now.close()
    return settings.data


def said(data: Path, capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> list[str]:
    assert main(["terminals", *words, "--data", str(data)]) == status
    return capsys.readouterr().out.splitlines()


def test_a_list_says_in_a_word_what_is_wrong_and_what_is_not_known(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = {line[:3]: line.rsplit("  ", 1)[-1] for line in said(data, capsys, "list")}
    assert ends["SS1"].endswith("2 件待送，小票打印机没有纸")
    assert ends["SS3"] == "2026-03-02 09:00 来过，0 件待送，设备不知道"
    assert "设备" not in ends["SS2"]


def test_one_terminal_is_shown_line_by_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(data, capsys, "show", "SS1")
    assert lines[0].startswith("终端 SS1（")
    assert lines[0].endswith("），在用")
    assert lines[1].endswith("来过，2 件待送")
    assert lines[2] == "软件 1.0，内容第 7 版，信任第 1 版，时钟对过"
    assert lines[3:5][0] == "设备："
    assert lines[4].startswith("  身份证阅读器：好，从 ")
    assert lines[5].startswith("  小票打印机：没有纸 E-PRN-02，从 ")
    old = said(data, capsys, "show", "SS3")
    assert "，内容是随软件装来的，" in old[2]
    assert old[3] == "设备：现在不知道，终端很久没有来；2026-03-02 09:00 时是"
    assert said(data, capsys, "show", "SS2")[1:] == ["还没有来过，什么都不知道"]


def test_programs_get_it_by_id_too_and_nobody_is_a_fault(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["terminals", "show", "SS1", "--json", "--data", str(data)]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["health"]["devices"]["printer"]["state"] == "degraded"
    assert main(["terminals", "show", row["terminal_id"], "--json", "--data", str(data)]) == 0
    assert json.loads(capsys.readouterr().out)[0]["terminal_code"] == "SS1"
    assert main(["terminals", "show", "SS9", "--data", str(data)]) == 1
    assert capsys.readouterr().err.startswith("E-HUB-14 ")


def test_a_stolen_terminal_does_not_steer_the_desks_own(
    data: Path, settings: HubSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    house = open_house(settings, SystemClock())
    caller(county_of(house), "SS4").exchange(software="\x1b]0;gone\x07\x1b[2J\u202e")
    house.close()
    lines = said(data, capsys, "show", "SS4") + said(data, capsys, "list")
    assert any("]0;gone" in line for line in lines)
    assert not {"\x1b", "\x07", "\u202e"} & set("".join(lines))
