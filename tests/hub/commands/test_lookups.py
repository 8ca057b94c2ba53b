"""``kiosk-hub lookups``: what is connected, what is written wrongly, and asking as a terminal would."""

import json
from pathlib import Path

import pytest

from hub.cli import main
from tests.hub.uplink.test_connectors import connect


def run(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["--data", str(data), "lookups", *words])
    return status, capsys.readouterr().out


def test_what_is_connected_is_listed_and_can_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "一个也没有" in run(tmp_path, capsys, "list")[1]
    connect(tmp_path / "lookups")
    assert run(tmp_path, capsys, "list") == (0, "company  样例名册  2026-11-01\n")
    status, said = run(tmp_path, capsys, "ask", "company", "小甲")
    assert (status, said.splitlines()) == (
        0,
        ["查到  样例名册  2026-11-01", "  小甲公司  号码：91330002，状态：存续"],
    )
    status, said = run(tmp_path, capsys, "ask", "company", "小甲", "--json")
    assert (status, json.loads(said)["rows"][0]["title"]) == (0, "小甲公司")
    assert run(tmp_path, capsys, "ask", "other", "小甲")[0] == 1


def test_what_is_written_wrongly_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connect(tmp_path / "lookups", table="away.csv")
    status, said = run(tmp_path, capsys, "list", "--json")
    assert (status, json.loads(said)[0]["wrong"]) == (1, "没有 away.csv")
