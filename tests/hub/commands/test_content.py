"""``kiosk-hub content``: what it takes in is what the desk then says."""

import json
from pathlib import Path
from typing import Any

import pytest

from hub.cli import main
from hub.uplink.intake import accept
from tests.hub.conftest import County
from tests.hub.orders import releases


def run(county: County, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    capsys.readouterr()
    status = main(["--data", str(county.house.settings.data), "--json", *words])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else None, err


def lines(county: County, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    capsys.readouterr()
    assert main(["--data", str(county.house.settings.data), *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_what_is_taken_in_is_listed_and_names_an_orders_answers(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    item = releases.service_item(*releases.FIELDS)
    changes = {"item": item.id, "fields": {"amount": "1200.00"}, "content_release": 2}
    accept(county.house, county.terminal().order(changes=changes))
    assert "  amount        1200.00" in lines(county, capsys, "orders", "show", "SS3-0001")
    assert lines(county, capsys, "content", "list") == [
        "还没有：发布内容以后，用 kiosk-hub content import 收下"
    ]
    releases.lay_down(tmp_path, 2, item)
    assert lines(county, capsys, "content", "import", str(tmp_path)) == ["第 2 版  1 个事项  收下了"]
    assert "  欠您多少      1,200 元" in lines(county, capsys, "orders", "show", "SS3-0001")
    status, report, _ = run(county, capsys, "content", "import", str(tmp_path))
    assert (status, report) == (0, {"releases": [{"release": 2, "items": 1, "became": "same"}]})
    _, rows, _ = run(county, capsys, "content", "list")
    assert [(row["release"], row["items"]) for row in rows] == [(2, 1)]
    assert lines(county, capsys, "content", "list")[0].startswith("第 2 版  1 个事项  ")


def test_one_bad_release_keeps_all_out(
    county: County, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    item = releases.service_item(*releases.FIELDS)
    releases.lay_down(tmp_path, 1, item)
    releases.lay_down(tmp_path, 2, releases.service_item(releases.FIELDS[0])).write_bytes(b"{}")
    status, report, err = run(county, capsys, "content", "import", str(tmp_path))
    assert (status, report) == (2, None)
    assert err.startswith("E-HUB-05 ")
    assert run(county, capsys, "content", "list")[1] == []
